# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""messages.csv, and the message sequence charts drawn from it."""

import math
import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import iotledger as il
import pandas as pd
import pytest
from iotledger import points, report, sequence
from test_pcap import quickstart, same_rows, tshark

SVG = "{http://www.w3.org/2000/svg}"
SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
BROKER_ADDRESS = "10.0.0.1"

SETTINGS = {
    "mtp": ["quickstart", {"keyVerification.devices": 4, "keyVerification.rounds": 2}],
    "sscp": ["sscp-topics", {"keyVerification.rounds": 2, "crypto.execution": "modelled"}],
    "digest": ["quickstart", {"keyVerification.devices": 5, "keyVerification.rounds": 2,
                              "keyVerification.verification": "digest"}],
}


@pytest.fixture(scope="module", params=SETTINGS)
def recorded(request, tmp_path_factory):
    """A small run with its messages and what went over the broker's link; to be read only."""
    name, values = SETTINGS[request.param]
    scenario = il.Scenario.load(SCENARIOS / f"{name}.yaml")
    for key, value in values.items():
        scenario.set(key, value)
    folder = tmp_path_factory.mktemp(request.param)
    result = il.run(scenario, out=folder, pcap="broker", messages=True)
    result.scenario = scenario
    return result


def rows_of(*messages):
    """A table of messages, each (sent, received, from, to, message, exchange)."""
    return pd.DataFrame([{
        "run": 1, "sent_s": sent, "received_s": received, "from": source, "to": target,
        "topic": "t", "message": message, "exchange": exchange, "detail": "for <device2>",
        "bytes": 100} for sent, received, source, target, message, exchange in messages])


def arrows(svg):
    """The ends of the arrows in a chart, as (x, y, x, y)."""
    found = [path.get("d") for path in ElementTree.fromstring(svg).iter(f"{SVG}path")
             if path.get("marker-end")]
    return [tuple(map(float, re.fullmatch(r"M(.+),(.+) L(.+),(.+)", d).groups())) for d in found]


def lifelines(svg):
    """Where nodes' lifelines stand, by name."""
    return {text.text: float(text.get("x")) for text in ElementTree.fromstring(svg).iter(
        f"{SVG}text") if text.get("text-anchor") == "middle"}


def test_messages_are_the_publish_packets_that_tshark_finds(recorded):
    """Direction, topic and size of each, and when those to the broker came."""
    seen, came = Counter(), []
    for (source,), (time,), topics, lengths, kinds in tshark(
            recorded.folder / "pcap" / "broker.pcap", "ip.src", "frame.time_epoch", "mqtt.topic",
            "mqtt.len", "mqtt.msgtype", filter="mqtt.msgtype == 3"):
        sizes = [int(length) for kind, length in zip(kinds, lengths, strict=True) if kind == "3"]
        for topic, size in zip(topics, sizes, strict=True):
            digits = 1 + int(math.log(size, 128))  # MQTT 3.1.1, 2.2.3: Remaining Length
            seen[source == BROKER_ADDRESS, topic, 1 + digits + size] += 1
            if source != BROKER_ADDRESS:
                came.append(float(time))
    table = recorded.messages
    told = Counter((source == "broker", topic, size) for source, topic, size in zip(
        table["from"], table["topic"], table["bytes"]))
    assert told == seen
    arrived = table.loc[table["to"] == "broker", "received_s"]
    assert arrived.tolist() == pytest.approx(came, abs=1e-9)


def test_messages_are_those_of_the_operations(recorded):
    """Each exchange's messages have the bytes of its verification and of the data after it."""
    operations, table = recorded.operations, recorded.messages
    sends = operations[operations["operation"].isin(["pubcheck", "datasend", "topic-send"])]
    by_sender = table[table["exchange"].notna()].assign(
        sender=lambda rows: rows["exchange"].str.partition("#")[0])
    assert by_sender.groupby("sender")["bytes"].sum().to_dict() == sends.groupby(
        "source")["bytes"].sum().to_dict()
    answers = table[(table["to"] != "broker") & table["message"].isin(["answer", "proof"])]
    assert len(answers) == sends["replies"].sum() > 0
    assert set(answers["to"]) == set(sends["source"])
    assert (table["sent_s"] < table["received_s"]).all()


def test_messages_change_no_other_file_and_repeat(recorded, tmp_path):
    plain = il.run(recorded.scenario, out=tmp_path / "run")
    assert same_rows(recorded, plain)
    assert not (tmp_path / "run" / "messages.csv").exists()
    again = il.run(recorded.scenario, out=tmp_path / "run", messages=True)
    written = (tmp_path / "run" / "messages.csv").read_bytes()
    assert written == (recorded.folder / "messages.csv").read_bytes()
    assert il.run(recorded.scenario, out=tmp_path / "run").folder == again.folder
    assert not (tmp_path / "run" / "messages.csv").exists()


def test_every_message_is_an_arrow_between_its_lifelines_in_order_of_time(recorded):
    table = recorded.messages
    svg = sequence.draw(table, "all")
    places = lifelines(svg)
    drawn = arrows(svg)
    expected = [(places[source], places[target]) for source, target in table.sort_values(
        ["sent_s", "received_s", "from", "to"])[["from", "to"]].values]
    assert [(x1, x2) for x1, _, x2, _ in drawn] == expected
    assert all(y1 < y2 for _, y1, _, y2 in drawn)
    left = [y for _, y, _, _ in drawn]
    assert left == sorted(left)


def test_the_first_exchange_ends_with_its_data(recorded):
    first = sequence.first_exchange(recorded.messages)
    assert set(first["exchange"]) - {""} == {recorded.operations.query(
        "operation == 'pubcheck'").sort_values("start_s")["source"].iloc[0] + "#1"}
    assert first["message"].iloc[-1] == "data"
    assert len(first) < len(recorded.messages)


def test_nobody_is_drawn_above_what_came_before():
    """A later instant is lower, whoever's it is."""
    svg = sequence.draw(rows_of((0.5, 0.9, "device1", "broker", "data", "device1#1"),
                                (0.1, 0.6, "broker", "device2", "keys", None),
                                (0.2, 0.3, "device2", "broker", "register", None)), "three")
    (_, a, _, d), (_, b, _, c), (_, e, _, f) = arrows(svg)  # 0.1 to 0.6, 0.2 to 0.3, 0.5 to 0.9
    assert a < b < c < e < d < f


def test_a_chart_does_not_depend_on_the_order_of_rows(recorded):
    first = sequence.first_exchange(recorded.messages)
    mixed = first.sample(frac=1, random_state=1)
    assert sequence.draw(mixed, "one") == sequence.draw(first, "one")


def test_texts_are_escaped():
    svg = sequence.draw(rows_of((0, 1, "device1", "broker", "data", "device1#1")), "a < b & c")
    root = ElementTree.fromstring(svg)
    assert root.find(f"{SVG}title").text == "a < b & c"
    assert "data for <device2>, 100 B" in [text.text for text in root.iter(f"{SVG}text")]


def test_too_many_devices_are_not_drawn():
    many = rows_of(*((0, 1, f"device{number}", "broker", "register", None)
                     for number in range(1, sequence.MAX_DEVICES + 2)))
    assert sequence.draw(many.iloc[1:], "enough")
    with pytest.raises(ValueError, match="expected at most 8 devices to draw, got 9"):
        sequence.draw(many, "too many")


def test_devices_stand_in_the_order_of_their_numbers():
    table = rows_of(*((0, 1, name, "broker", "register", None)
                      for name in ("device10", "device2", "device1")))
    places = lifelines(sequence.draw(table, "three"))
    assert sorted(places, key=places.get) == ["device1", "broker", "device2", "device10"]


def test_a_report_shows_the_first_run_that_is_small_enough(tmp_path):
    scenario = quickstart().set("sweep", {"keyVerification.devices": [9, 3], "repetitions": 1})
    result = il.sweep(scenario, out=tmp_path / "with", messages=True, jobs=1)
    assert set(result.messages["keyVerification.devices"]) == {3, 9}
    text = (tmp_path / "with" / "report.html").read_text(encoding="utf-8")
    chart = text[text.index("<svg xmlns='"):text.index("</svg>", text.index("<svg xmlns='")) + 6]
    assert sorted(lifelines(chart)) == ["broker", "device1", "device2", "device3"]

    bare = [points.Point(1, {}, "absent", "")]
    assert report.sequences(tmp_path, bare) == []
