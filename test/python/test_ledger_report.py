# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Results of a ledger as users get them: files, report, plots, terminal, exported blocks."""

import json
import shutil
from pathlib import Path

import pandas
import pytest
from fake_sweep import RUN_POINT, digests, fake, run_sweep  # noqa: F401
from iotledger import cli, ledger_report, ledger_summary, merge, report_page, traces
from iotledger.result import Result
from test_report import Page, page_of

SWEPT = """
name: fake-ledger
fabric: {size: 5}
sweep:
  fabric.timeout: [0.5, 1, 2]
  repetitions: 2
"""
ONE = "name: fake-ledger\nfabric: {size: 5}\n"


@pytest.fixture(scope="module")
def made_once(fake, tmp_path_factory):
    """Results of a sweep over the batch timeout; to be read only."""
    return run_sweep(tmp_path_factory.mktemp("ledger"), SWEPT)


@pytest.fixture
def scenario(tmp_path, monkeypatch):
    """A file with the sweep, in the working directory."""
    monkeypatch.chdir(tmp_path)
    Path("ledger.yaml").write_text(SWEPT, encoding="utf-8")
    return "ledger.yaml"


def call(*arguments):
    """Runs a command. @return its exit code"""
    try:
        return cli.main([str(argument) for argument in arguments], run_point=RUN_POINT)
    except SystemExit as stop:
        return stop.code


def plots_of(folder):
    """The figures of a report by name."""
    return {plot["id"]: plot for plot in page_of(folder).plots}


def named(plot):
    """The curves or bars of a figure that have a name."""
    return {trace["name"]: trace for trace in plot["data"] if trace.get("name")}


def test_result_has_the_tables_of_a_ledger(made_once):
    result = Result(made_once)
    assert len(result.transactions) == 3 * 2 * 14 and len(result.blocks) == 3 * 2 * 4
    assert result.caliper.columns[3] == "Name" and len(result.caliper) == 3 * 2 * 2
    assert list(result.transactions.columns[:3]) == ["point", "fabric.timeout", "run"]
    assert set(result.blocks["reason"]) == {"config", "timeout", "count"}
    assert "process_cpu_s" in result.resources and result.block_files == []
    with pytest.raises(FileNotFoundError):
        result.operations


def test_summary_file_is_that_of_the_runs(made_once):
    rows = pandas.read_csv(made_once / "summary.csv").set_index(["point", "quantity"])
    # What takes `timeout` and 0.3 s in run 1 takes 1 ms more in run 2.
    assert rows.loc[(2, "create.latency"), "mean"] == pytest.approx(1.3005)
    assert rows.loc[(3, "create.commit"), "mean"] == pytest.approx(2.0005)
    assert rows.loc[(1, "read.evaluate"), "count"] == 8
    # From 10 s to 15.31 s: five samples of 50 % and 0.31 of one of 10 %.
    assert rows.loc[(1, "peer.cpu"), "mean"] == pytest.approx((5 * 0.5 + 0.31 * 0.1) / 5.31)


def test_throughput_and_latency_are_drawn_against_the_swept_key(made_once):
    plots = plots_of(made_once)
    for number, latency in ((1, [0.8005, 1.3005, 2.3005]), (2, [0.01] * 3)):
        line = plots[f"latency-{number}"]["data"][1]
        assert line["x"] == [0.5, 1, 2] and line["y"] == pytest.approx(latency)
    line = plots["throughput-1"]["data"][1]
    rates = [(10 / (0.9 + t + 0.3) + 10 / (0.9 + t + 0.301)) / 2 for t in (0.5, 1, 2)]
    assert line["y"] == pytest.approx(rates)
    assert "TPS" in line["text"][0] and "2 repetitions" in line["text"][0]


def test_distributions_have_a_curve_for_each_point(made_once):
    curves = named(plots_of(made_once)["distribution-1"])
    assert list(curves) == ["0.5", "1", "2"]
    assert curves["1"]["x"][-1] == 1.301 and curves["1"]["y"][-1] == 1


def test_stages_are_stacked_to_the_whole(made_once):
    plots = plots_of(made_once)
    bars = named(plots["stages-1"])
    assert list(bars) == ["endorse", "submit", "commit"]
    assert bars["endorse"]["y"][0] == pytest.approx(0.2 / 0.8005)
    assert [sum(shares) for shares in zip(*(bar["y"] for bar in bars.values()))] == pytest.approx(
        [1, 1, 1])
    assert list(named(plots["stages-2"])) == ["evaluate"]


def test_blocks_are_shown_by_reason_and_over_time(made_once):
    plots = plots_of(made_once)
    reasons = {name: bar["y"] for name, bar in named(plots["cut-reasons"]).items()}
    assert reasons == {"count": [2, 2, 2], "timeout": [2, 2, 2]}  # of two repetitions
    sizes = named(plots["block-sizes"])
    # Block 2 of the first run of point 1: cut at 11.5 s, the workload began at 10 s.
    assert (sizes["count"]["x"], sizes["count"]["y"]) == ([1.5], [5])


def test_resources_are_shown_by_role_and_over_time(made_once):
    plots = plots_of(made_once)
    titles = {plot["layout"]["title"]["text"]: plot for name, plot in plots.items()
              if name.startswith("resources")}
    assert list(titles) == [f"<b>{name}</b>" for name in (
        "CPU of the host", "Memory", "Network, received", "Network, sent", "Disk, written")]
    peer = named(titles["<b>CPU of the host</b>"])["peer1.org1"]
    assert len(peer["x"]) == 17 and peer["x"][0] == -9 and peer["y"][9:12] == [0.1, 0.5, 0.5]
    assert set(named(titles["<b>Memory</b>"])) == {"peer1.org1", "orderer1"}
    cpu = named(plots["usage-1"])
    assert set(cpu) == {"peer", "orderer", "client"} and cpu["orderer"]["y"] == pytest.approx([0.2] * 3)


def test_elections_and_crashes_are_listed_and_refusals_counted(made_once):
    words = [word for word in page_of(made_once).words if word.strip()]
    assert words.count("leader-elected") == 6 + 1 and words.count("refused") == 1
    assert words[words.index("refused") + 1] == "240"


def test_one_point_has_distributions_of_its_rounds(tmp_path):
    out = run_sweep(tmp_path, ONE)
    plots = plots_of(out)
    assert list(named(plots["distribution"])) == ["create", "read"]
    assert plots["stages-1"]["data"][0]["x"] == ["create", "read"]
    assert not {"throughput-1", "usage-1"} & set(plots)
    for name in ("latency.png", "parts.png"):
        assert (out / name).read_bytes().startswith(b"\x89PNG")


def test_report_does_not_grow_with_transactions_blocks_or_samples(made_once, tmp_path):
    out = shutil.copytree(made_once, tmp_path / "out")
    keys = ["fabric.timeout"]
    for name, times in (("transactions", 500), ("blocks", 1000), ("resources", 100)):
        frame = pandas.read_csv(out / f"{name}.csv")
        longer = pandas.concat([frame] * times, ignore_index=True)
        if name == "resources":
            longer = longer.assign(time_s=longer["time_s"] + 17 * (longer.index // len(frame)))
        longer.to_csv(out / f"{name}.csv", index=False)
    ledger_report.build(out, keys, "name: large\n")
    size = (out / "report.html").stat().st_size - len(report_page.plotly().encode())
    assert size < 300_000


def test_round_labels_cannot_break_out_of_the_page(made_once, tmp_path):
    out = shutil.copytree(made_once, tmp_path / "out")
    for name in ("transactions", "caliper"):
        path = out / f"{name}.csv"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(",create,", ",</script><script>alert(1)</script>,"),
                        encoding="utf-8")
    ledger_report.build(out, ["fabric.timeout"], "name: x\n")
    page = page_of(out)
    assert not any("alert" in script and not script.startswith("plots.push")
                   for script in page.scripts)
    assert len(page.plots) == len(plots_of(made_once))


def test_nothing_that_succeeded_still_makes_a_page(made_once, tmp_path):
    out = shutil.copytree(made_once, tmp_path / "out")
    path = out / "transactions.csv"
    text = path.read_text(encoding="utf-8").replace(",VALID,", ",ABORTED,").replace(",OK,", ",ABORTED,")
    path.write_text(text, encoding="utf-8")
    ledger_report.build(out, ["fabric.timeout"], "name: x\n")
    assert any("there is no latency to show" in word for word in page_of(out).words)


def test_no_transactions_at_all_still_make_a_page(made_once, tmp_path):
    out = shutil.copytree(made_once, tmp_path / "out")
    for name in ("transactions", "blocks", "resources", "events"):
        path = out / f"{name}.csv"
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    ledger_report.build(out, ["fabric.timeout"], "name: x\n")
    assert isinstance(page_of(out), Page)


def test_rebuilding_gives_the_same_files(made_once, tmp_path):
    out = shutil.copytree(made_once, tmp_path / "out")
    before = digests(out)
    for name in ("report.html", "summary.csv", "transactions.csv", "caliper.csv", "latency.png"):
        (out / name).unlink()
    merge.rebuild(out)
    assert digests(out) == before


def test_terminal_shows_calipers_table(scenario, capfd):
    assert call("run", scenario) == 0
    lines = capfd.readouterr().out.splitlines()
    for column in ("Name", "Succ", "Fail", "Send Rate (TPS)", "Avg Latency (s)", "Throughput (TPS)"):
        assert column in lines[2]
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in lines
            if line.startswith("│")]
    crashes = rows[6:]  # of the leader, after which the fake elects nobody
    assert crashes == [[value, "never", "never", "0 (0 to 0)"] for value in ("0.5", "1", "2")]
    rows = rows[:6]
    assert rows[2][:5] == ["1", "create", "18", "2", "-"] and rows[2][6:8] == ["1.30", "1.30"]
    assert rows[5][:4] == ["2", "read", "8", "0"]


@pytest.mark.parametrize("text, option, said", [
    (ONE, ["--messages"], "--messages: expected a scenario with 'keyVerification'"),
    ("name: fake\n", ["--export-blocks", "b"], "--export-blocks: expected a scenario with 'fabric'"),
    (ONE, ["--export-blocks", "one.yaml/below"],
     "one.yaml/below: cannot write blocks here: Not a directory")])
def test_what_a_kind_of_scenario_has_not_is_refused_in_one_line(tmp_path, monkeypatch, capfd, text,
                                                              option, said):
    monkeypatch.chdir(tmp_path)
    Path("one.yaml").write_text(text, encoding="utf-8")
    assert call("run", "one.yaml", *option) == 2
    lines = capfd.readouterr().err.splitlines()
    assert len(lines) == 1 and said in lines[0]
    assert not Path("results").exists()


def test_blocks_are_exported_of_the_first_run_of_each_point(scenario, monkeypatch):
    monkeypatch.setattr(cli, "_show_summary", lambda out, keys: None)
    monkeypatch.setattr("iotledger.report.build", lambda out, points, text: None)
    assert call("run", scenario, "--export-blocks", "blocks") == 0
    assert sorted(str(path) for path in Path("blocks").rglob("*.pb")) == [
        f"blocks/{point}/block_{block}.pb"
        for point in ("0001-timeout=0.5", "0002-timeout=1", "0003-timeout=2")
        for block in range(4)]
    assert Path("blocks/0001-timeout=0.5/block_3.pb").read_bytes() == b"1 1 3"
    assert len(Result("results/fake-ledger").block_files) == 3 * 4
    assert not list(Path("results").glob("*/*/run2/blocks"))


def test_blocks_of_one_point_lie_in_the_folder_named_and_of_channels_below(tmp_path, monkeypatch):
    monkeypatch.setattr(cli, "_show_summary", lambda out, keys: None)
    monkeypatch.setattr("iotledger.report.build", lambda out, points, text: None)
    monkeypatch.chdir(tmp_path)
    Path("one.yaml").write_text(ONE, encoding="utf-8")
    Path("blocks").mkdir()
    Path("blocks/block_17.pb").touch()  # of a longer run
    Path("blocks/notes.txt").touch()
    command = ["run", "one.yaml", "--export-blocks", "blocks"]
    assert call(*command) == 0
    assert sorted(path.name for path in Path("blocks").iterdir()) == [
        "block_0.pb", "block_1.pb", "block_2.pb", "block_3.pb", "notes.txt"]
    assert call(*command[:2], "--set", "fabric.channels=2", "--export-blocks", "two") == 0
    assert Path("two/channel2/block_0.pb").read_bytes() == b"1 2 0"


def test_a_run_without_exported_blocks_is_made_anew_to_export_them():
    wanted = traces.Traces(export_blocks=True)
    assert not wanted.are_among(traces.Traces().arguments())
    assert wanted.are_among(json.loads(json.dumps(wanted.arguments())))
    assert traces.Traces().are_among(wanted.arguments())
    assert wanted.of_run(1) == wanted and wanted.of_run(2) == traces.Traces()


def test_a_key_verification_is_not_taken_for_a_ledger(tmp_path):
    out = run_sweep(tmp_path, "name: fake\n")
    assert not ledger_summary.is_ledger(out)
    assert "parts-all" in plots_of(out)
