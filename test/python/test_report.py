# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""The report and the plots."""

import json
import random
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fake_sweep import digests, fake, quick, run_sweep, swept_once  # noqa: F401
from iotledger import figures, merge, points, report, report_page, summary

PLOTLY = re.compile(r"<script>/\*\*?\s*\n?\* plotly.*?</script>", re.DOTALL)


class Page(HTMLParser):
    """Collects what a page would load, its text and its scripts."""

    def __init__(self, text):
        super().__init__()
        self.loads, self.words, self.scripts, self.styles, self.open = [], [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.open.append(tag)
        self.loads += [value for name, value in attributes
                       if name in ("src", "href", "srcset", "data", "action")]

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        kinds = {"script": self.scripts, "style": self.styles}
        kinds.get(self.open[-1] if self.open else "", self.words).append(data)

    @property
    def plots(self):
        """The figures embedded in the page."""
        return [json.loads(script[len("plots.push("):-len(");")]) for script in self.scripts
                if script.startswith("plots.push(")]


@pytest.fixture
def swept(swept_once, tmp_path):
    """A copy of the results of a sweep over devices and delay."""
    return shutil.copytree(swept_once, tmp_path / "swept")


def page_of(folder):
    """The report in a results folder."""
    return Page((Path(folder) / "report.html").read_text(encoding="utf-8"))


def test_page_loads_nothing(swept):
    page = page_of(swept)
    assert page.loads == []
    style = "".join(page.styles)
    assert "url(" not in style and "@import" not in style
    own = [script for script in page.scripts if "plotly.js v" not in script[:200]]
    assert len(own) == len(page.scripts) - 1
    assert not any("http:" in script or "https:" in script or "import(" in script
                   for script in own)


def test_every_operation_has_a_curve_per_delay_and_stacked_parts(swept):
    plots = {plot["id"]: plot for plot in page_of(swept).plots}
    for operation in ("register", "pubcheck", "datasend"):
        lines = [trace for trace in plots[f"latency-{operation}"]["data"]
                 if trace["mode"] == "lines+markers"]
        assert [line["name"] for line in lines] == ["delay 0ms", "delay 5ms"]
        assert all(line["x"] == [3, 10] for line in lines)
        stacks = [trace for trace in plots[f"parts-{operation}"]["data"] if trace["type"] == "bar"]
        for column in zip(*(stack["y"] for stack in stacks)):
            assert sum(column) == pytest.approx(1.0)


def test_curves_and_bands_are_those_of_the_summary(swept):
    numbers = summary.summarise(swept, ["keyVerification.devices", "network.link.delay"])
    rows = numbers[(numbers["quantity"] == "register.latency")
                   & (numbers["network.link.delay"] == "5ms")]
    plot = next(plot for plot in page_of(swept).plots if plot["id"] == "latency-register")
    band, line = plot["data"][2:4]
    assert line["y"] == pytest.approx(rows["mean"].tolist())
    upper = [mean + half for mean, half in zip(rows["mean"], rows["ci95"])]
    assert band["y"][:2] == pytest.approx(upper)


def test_devices_span_a_logarithmic_axis_when_they_are_many(tmp_path):
    text = "sweep: {keyVerification.devices: [3, 30, 300]}\n"
    plot = page_of(run_sweep(tmp_path, text)).plots[0]
    assert plot["layout"]["xaxis"]["type"] == "log"
    assert plot["layout"]["xaxis"]["title"]["text"] == "number of devices"


def test_without_a_sweep_latencies_are_distributions(tmp_path):
    plots = {plot["id"]: plot for plot in page_of(run_sweep(tmp_path, "name: one\n")).plots}
    assert set(plots) == {"distribution", "parts-all"}
    for trace in plots["distribution"]["data"]:
        assert trace["y"][0] == 0 and trace["y"][-1] == 1
        assert trace["x"] == sorted(trace["x"])
    assert plots["parts-all"]["data"][0]["x"] == ["register", "pubcheck", "datasend"]


def test_topic_operations_are_shown_as_the_others(tmp_path):
    names = ["register", "topic-register", "topic-subscribe", "pubcheck", "topic-send"]
    rows = [f"1,1,{name},4,{2 + number},ok,0,0,1,1,{number},10"
            for number, name in enumerate(names)]
    (tmp_path / "operations.csv").write_text(
        "point,run,operation,devices,latency_s,outcome,keygen_s,crypto_s,network_s,broker_s,"
        "device_s,bytes\n" + "\n".join(rows) + "\n", encoding="utf-8")
    page = Page(report.page(
        summary.summarise(tmp_path, []), summary.read_operations(tmp_path, []), [],
        "name: topics\n", report.read_events(tmp_path, [])))
    plots = {plot["id"]: plot for plot in page.plots}
    assert plots["parts-all"]["data"][0]["x"] == names
    assert [trace["name"] for trace in plots["distribution"]["data"]] == names
    assert "Topic send" in page.words


def test_an_axis_of_words_keeps_their_order(tmp_path):
    text = "sweep: {keyVerification.protocol: [sscp, mtp, another]}\n"
    plot = page_of(run_sweep(tmp_path, text)).plots[0]
    assert plot["layout"]["xaxis"]["ticktext"] == ["sscp", "mtp", "another"]
    assert plot["data"][-1]["x"] == [0, 1, 2]


def test_failures_are_counted_and_all_lost_still_makes_a_page(tmp_path):
    page = page_of(run_sweep(tmp_path, "test: {lose: 1}\n"))
    assert "3 ok, 1 timeout" in page.words
    report_without = report.page(
        *empty_results(tmp_path), [], "name: nothing\n", report.read_events(tmp_path, []))
    assert "no latency to show" in report_without


def empty_results(folder):
    """A summary and operations of which none came to an answer."""
    (folder / "operations.csv").write_text(
        "point,run,operation,devices,latency_s,outcome,keygen_s,crypto_s,network_s,broker_s,"
        "device_s,bytes\n1,1,pubcheck,3,60,timeout,0,0,60,0,0,10\n", encoding="utf-8")
    return summary.summarise(folder, []), summary.read_operations(folder, [])


def test_names_cannot_break_out_of_the_page(tmp_path):
    name = "</script><script>alert(1)</script>"
    page = page_of(run_sweep(tmp_path, f"name: '{name}'\nsweep: {{name: ['{name}', b]}}\n"))
    assert not any("alert" in script and not script.startswith("plots.push")
                   for script in page.scripts)
    assert page.plots


def test_report_does_not_grow_with_the_operations(tmp_path):
    draw = random.Random(3)
    rows = [f"1,1,pubcheck,3,{draw.random()},ok,0,0,1,0,0,10" for _ in range(50000)]
    (tmp_path / "operations.csv").write_text(
        "point,run,operation,devices,latency_s,outcome,keygen_s,crypto_s,network_s,broker_s,"
        "device_s,bytes\n" + "\n".join(rows) + "\n", encoding="utf-8")
    text = report.page(summary.summarise(tmp_path, []), summary.read_operations(tmp_path, []), [],
                       "name: large\n", report.read_events(tmp_path, []))
    assert len(text) - len(report_page.plotly()) < 100_000


@pytest.mark.parametrize("times, said", [(1, ["0.5", "device3", "mismatch", "a & b"]),
                                        (1000, ["mismatch", "1,000", "tampered", "1"])])
def test_few_events_are_listed_and_many_counted(tmp_path, times, said):
    (tmp_path / "events.csv").write_text(
        "point,run,time_s,node,event,detail\n1,1,0,device1,tampered,x\n"
        + times * "1,1,0.5,device3,mismatch,a & b\n", encoding="utf-8")
    page = Page(report.page(*empty_results(tmp_path), [], "name: eventful\n",
                            report.read_events(tmp_path, [])))
    words = [word for word in page.words[page.words.index("Events"):] if word.strip()]
    assert words[words.index(said[0]):][:4] == said


def test_pictures_hold_neither_date_nor_program(swept):
    for name in ("latency.png", "parts.png"):
        data = (swept / name).read_bytes()
        assert data.startswith(b"\x89PNG")
        assert b"tEXt" not in data and b"tIME" not in data and b"atplotlib" not in data


def test_rebuilding_gives_the_same_files(swept):
    before = digests(swept)
    for name in ("report.html", "summary.csv", "operations.csv", "latency.png"):
        (swept / name).unlink()
    merge.rebuild(swept)
    assert digests(swept) == before


def test_unfinished_results_are_no_report(swept):
    (swept / "0002-devices=3,delay=5ms/run1/manifest.json").unlink()
    with pytest.raises(merge.ResultError, match="no finished run here"):
        merge.rebuild(swept)


def test_the_longest_numeric_axis_is_x(quick, tmp_path):
    keys = ["network.link.delay", "keyVerification.protocol", "keyVerification.devices"]
    text = ("sweep: {network.link.delay: [0ms, 5ms], keyVerification.protocol: [a, b, c], "
            "keyVerification.devices: [2, 3]}\n")
    out = run_sweep(tmp_path, text)
    frame = figures.layout(summary.summarise(out, keys), keys)
    assert frame.x_key == "keyVerification.devices"
    assert frame.curve_keys == keys[:2]


def test_labels_that_would_overlap_are_left_out():
    frame = figures.Frame("delay", [], "s", True, "delay", False, ["0ms", "1ms", "50ms"], True)
    assert figures.tick_texts(frame) == ["0ms", "", "50ms"]
    assert points.parse_quantity("50ms")[0] == figures.places(frame)[2]


def test_table_of_verifications_shows_the_wrong_keys_that_were_caught(swept):
    head = "point,keyVerification.devices,network.link.delay,run,time_s,node,event,detail\n"
    kinds = ["tampered-send-caught"] * 3 + ["tampered-send-missed"]
    (swept / "events.csv").write_text(
        head + "".join(f"1,3,0ms,1,0,device1,{kind},x\n" for kind in kinds), encoding="utf-8")
    facts = json.loads((swept / "manifest.json").read_text(encoding="utf-8"))
    found = [points.Point(entry["point"], entry["values"], entry["folder"], "")
             for entry in facts["points"]]
    report.build(swept, found, "name: x")
    words = page_of(swept).words
    assert "wrong keys caught" in words and "75 % of 4" in words
