# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""The comparison with runs of a real Fabric network."""

import io
import math
import shutil

import pandas as pd
import pytest
from iotledger import cli
from iotledger.reproduce import validation, validation_runs
from iotledger.reproduce.validation_runs import RunsError, make_scenario, read_runs

ROOT = validation_runs.SCENARIO.parents[1]
QUICK = ("a-unloaded-2s", "e-getall10-k1")  # runs of few transactions


@pytest.fixture(name="folder")
def folder_fixture(tmp_path):
    """A folder with the measured runs QUICK."""
    shutil.copytree(validation_runs.MEASURED, tmp_path / "runs")
    path = tmp_path / "runs" / "summary.csv"
    rows = pd.read_csv(path, comment="#")
    rows[rows["config"].isin(QUICK)].to_csv(path, index=False)
    return path.parent


def measured(name):
    """A run of the project's own copy."""
    return next(run for run in read_runs(validation_runs.MEASURED) if run.name == name)


def test_the_shipped_runs_are_the_measured_ones():
    runs = read_runs(validation_runs.MEASURED)

    assert len(runs) == 18
    assert {run.use for run in runs} == {"fit", "check"}


def test_a_run_is_simulated_as_its_row_says():
    scenario = make_scenario(measured("c-pref-256KB"))

    assert scenario.get("fabric.BatchTimeout") == "2s"
    assert scenario.get("fabric.BatchSize.PreferredMaxBytes") == "256KB"
    assert scenario.get("fabric.BatchSize.MaxMessageCount") == 100_000
    assert scenario.get("workload.clients") == 10


def test_the_wide_area_delays_every_link():
    scenario = make_scenario(measured("g-wan-unloaded-2s"))

    assert scenario.get("network.link.delay") == "8375us"  # a message passes two
    assert scenario.get("network.mtu") in (1500, "1500B")


def test_clients_are_nice_where_they_were():
    assert make_scenario(measured("b-timeout-2s")).get("workload.niceness") == 5
    assert make_scenario(measured("d-count-100")).get("workload.niceness") == 5
    assert make_scenario(measured("d-count-10")).get("workload.niceness") == 0


def test_rows_need_say_only_what_was_run_and_may_repeat(folder):
    path = folder / "summary.csv"
    rows = pd.read_csv(path)[list(validation_runs.COLUMNS)]
    rows.to_csv(path, index=False)
    assert [(run.name, run.use) for run in read_runs(folder)] == [("row-2", "check"),
                                                                  ("row-3", "check")]

    rows["config"] = "again"
    rows.to_csv(path, index=False)
    assert [run.name for run in read_runs(folder)] == ["again", "again-2"]


def test_an_orderer_without_cpu_was_killed():
    assert measured("h-follower-kill-fixed").dead_orderers == 1
    assert "crash" in make_scenario(measured("h-follower-kill-fixed")).core.to_yaml()
    assert measured("b-timeout-1s").dead_orderers == 0


@pytest.mark.parametrize("column, value, expected", [
    ("op", "fly", "op: expected one of registerDevice"), ("mode", "moon", "mode: expected one of"),
    ("n", 0, "n: expected a whole number from 1"), ("conns", 1.5, "conns: expected a whole"),
])
def test_a_row_that_cannot_be_simulated_is_refused(folder, column, value, expected):
    path = folder / "summary.csv"
    pd.read_csv(path).assign(**{column: value}).to_csv(path, index=False)

    with pytest.raises(RunsError, match=expected):
        read_runs(folder)


def test_a_folder_without_runs_is_refused_with_one_line(tmp_path, capsys):
    assert cli.main(["reproduce", "validation", "--runs", str(tmp_path)]) == 2

    error = capsys.readouterr().err
    assert "summary.csv: expected a table of runs" in error
    assert error.count("\n") == 1


def test_runs_go_with_the_validation_alone(capsys):
    assert cli.main(["reproduce", "mqtt", "--runs", "x"]) == 2
    assert "--runs" in capsys.readouterr().err


def test_core_time_is_taken_between_begin_and_end():
    resources = pd.DataFrame({"time_s": [1, 1, 2, 2, 3, 3], "role": ["peer"] * 6,
                              "process_cpu_s": [1.0, 1.0, 0.5, 0.5, 2.0, 2.0]})
    for role in ("client", "orderer", "chaincode"):
        resources = pd.concat([resources, resources[:2].assign(role=role)])

    assert validation.measure_cpu(resources, 1.5, 3.0)["cpu_peers"] == pytest.approx(4.5)


def test_blocks_are_those_of_the_measured_transactions():
    blocks = pd.DataFrame({"number": [1, 2, 3], "transactions": [9, 4, 2], "bytes": [9, 40, 20]})
    transactions = pd.DataFrame({"block": [2, 3, math.nan]})

    assert validation.measure_blocks(blocks, transactions) == {
        "blocks": 2, "tx_per_block": 3, "largest_block": 4, "block_bytes_mean": 30}


def test_check_runs_alone_are_judged():
    runs = [measured("b-timeout-1s"), measured("b-timeout-2s")]
    found = [dict(validation.published(run), tps=run.row["tps"] * 1.2) for run in runs]

    rows = validation.compare(runs, found)
    stream = io.StringIO()
    validation.print_results(rows, stream)

    missed = [(row.source, row.item) for row in rows if row.is_judged and not row.holds]
    assert missed == [("b-timeout-1s", "throughput")]
    assert "missed: b-timeout-1s, throughput" in stream.getvalue()


def test_the_table_in_the_doc_is_what_the_command_finds(folder, tmp_path, capsys):
    out = tmp_path / "out"

    assert cli.main(["reproduce", "validation", "--runs", str(folder), "--out", str(out)]) == 0

    assert "a-unloaded-2s" in capsys.readouterr().out
    doc = pd.read_csv(ROOT / "doc" / "fabric-validation.csv")
    found = pd.read_csv(out / "validation" / "comparison.csv")
    assert list(found.columns) == list(doc.columns)
    pd.testing.assert_frame_equal(
        found, doc[doc["source"].isin(QUICK)].reset_index(drop=True), check_dtype=False)
