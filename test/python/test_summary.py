# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Statistics, checked against published tables and Python's own statistics module."""

import math
import random
import statistics

import pandas
import pytest
from fake_sweep import fake, swept_once  # noqa: F401
from iotledger import summary, table

HEAD = ("point,run,operation,devices,latency_s,outcome,keygen_s,crypto_s,network_s,broker_s,"
        "device_s,bytes\n")


def summarise(folder, rows):
    """Summary of operations given as (run, latency, outcome), by quantity."""
    lines = [f"1,{run},pubcheck,3,{latency},{outcome},0,0,{latency},0,0,10\n"
             for run, latency, outcome in rows]
    (folder / "operations.csv").write_text(HEAD + "".join(lines), encoding="utf-8")
    return summary.summarise(folder, []).set_index("quantity")


# Table of Student's t in any textbook, two-sided 95 %.
@pytest.mark.parametrize("freedom, value", [
    (1, 12.706), (2, 4.303), (4, 2.776), (9, 2.262), (12, 2.179), (13, 2.160), (19, 2.093),
    (30, 2.042), (60, 2.000), (120, 1.980), (100000, 1.960)])
def test_student_t_is_that_of_the_tables(freedom, value):
    assert summary.student_t(freedom) == pytest.approx(value, abs=0.0006)


def test_columns_are_those_of_the_standard_library(tmp_path):
    draw = random.Random(5)
    values = [draw.expovariate(3) for _ in range(101)]
    row = summarise(tmp_path, [(1, value, "ok") for value in values]).loc["pubcheck.latency"]
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    assert row["count"] == 101
    assert row["mean"] == pytest.approx(statistics.fmean(values), rel=1e-15)
    assert row["stddev"] == pytest.approx(statistics.stdev(values), rel=1e-13)
    assert (row["min"], row["max"]) == (min(values), max(values))
    for column, share in (("p50", 50), ("p95", 95), ("p99", 99)):
        assert row[column] == pytest.approx(cuts[share - 1], rel=1e-12)


def test_interval_of_repetitions_is_that_of_their_means(tmp_path):
    rows = [(1, 1.0, "ok"), (1, 3.0, "ok"), (2, 4.0, "ok"), (2, 4.0, "ok"), (3, 5.0, "ok"),
            (3, 7.0, "ok")]
    row = summarise(tmp_path, rows).loc["pubcheck.latency"]
    # Means 2, 4, 6: standard deviation 2, t(2) = 4.303.
    assert row["mean"] == 4.0
    assert row["ci95"] == pytest.approx(4.303 * 2 / math.sqrt(3), rel=1e-3)


def test_interval_of_one_repetition_is_that_of_its_operations(tmp_path):
    row = summarise(tmp_path, [(1, value, "ok") for value in (1.0, 2.0, 3.0)]).loc[
        "pubcheck.latency"]
    assert row["ci95"] == pytest.approx(4.303 / math.sqrt(3), rel=1e-3)


def test_one_operation_has_no_interval(tmp_path):
    row = summarise(tmp_path, [(1, 2.0, "ok")]).loc["pubcheck.latency"]
    assert row["mean"] == row["p99"] == 2.0
    assert math.isnan(row["ci95"]) and math.isnan(row["stddev"])


def test_what_timed_out_counts_against_success_but_has_no_latency(tmp_path):
    rows = [(1, 1.0, "ok"), (1, 3.0, "mismatch"), (1, 60.0, "timeout"), (1, "", "undeliverable")]
    found = summarise(tmp_path, rows)
    assert found.loc["pubcheck.latency", "mean"] == 2.0
    assert found.loc["pubcheck.success", ["count", "mean"]].tolist() == [4, 0.25]
    assert found.loc["pubcheck.bytes", "count"] == 4


def test_operations_without_any_answer_have_a_success_of_nothing(tmp_path):
    found = summarise(tmp_path, [(1, 60.0, "timeout")])
    assert "pubcheck.latency" not in found.index
    assert found.loc["pubcheck.success", "mean"] == 0


def write_events(folder, rows):
    """events.csv of rows given as (point, run, event)."""
    lines = [f"{point},{run},0,device1,{event},\"its copy, it says\"\n" for point, run, event in rows]
    (folder / "events.csv").write_text("point,run,time_s,node,event,detail\n" + "".join(lines),
                                       encoding="utf-8")


def test_sends_with_a_wrong_key_count_as_caught_or_missed(tmp_path):
    events = ([(1, 1, "tampered-send-caught")] * 3 + [(1, 1, "tampered-send-missed")]
              + [(1, 2, "tampered-send-missed")] * 4 + [(1, 1, "key-mismatch")] * 50
              + [(2, 1, "tampered-send-caught")] * 9)
    write_events(tmp_path, events)
    found = summarise(tmp_path, [(1, 1.0, "ok"), (2, 1.0, "ok")])
    row = found.loc["pubcheck.caught"]
    assert row["count"] == 8 and row["unit"] == "1"
    assert row["mean"] == 3 / 8
    # Shares 3/4 and 0: standard deviation 0.75 / sqrt 2, t(1) = 12.706.
    assert row["ci95"] == pytest.approx(12.706 * 0.75 / 2, rel=1e-4)


def test_without_a_wrong_key_nothing_is_caught(tmp_path):
    write_events(tmp_path, [(1, 1, "key-mismatch")])
    assert "pubcheck.caught" not in summarise(tmp_path, [(1, 1.0, "ok")]).index


def test_table_shows_the_share_of_wrong_keys_caught(tmp_path, capsys):
    rows = [(1, 1.0, "mismatch"), (1, 2.0, "ok"), (1, 2.0, "mismatch")]
    write_events(tmp_path, [(1, 1, "tampered-send-caught")] * 2 + [(1, 1, "tampered-send-missed")])
    found = summarise(tmp_path, rows).reset_index()
    table.print_summary(found, summary.read_operations(tmp_path, []), [])
    assert "66.7 % of 3" in capsys.readouterr().out


def test_rows_are_the_same_for_any_order_of_operations(tmp_path):
    draw = random.Random(1)
    rows = [(1 + number % 3, draw.lognormvariate(0, 3), "ok") for number in range(999)]
    first = summarise(tmp_path, rows)
    draw.shuffle(rows)
    pandas.testing.assert_frame_equal(first, summarise(tmp_path, rows), check_exact=True)


def test_summary_file_has_a_row_for_each_point_and_quantity(swept_once):
    found = pandas.read_csv(swept_once / "summary.csv")
    assert list(found.columns) == [
        "point", "keyVerification.devices", "network.link.delay", "quantity", "unit", "count",
        "mean", "stddev", "min", "p50", "p95", "p99", "max", "ci95"]
    per_operation = ["latency", "keygen", "crypto", "network", "broker", "device", "bytes",
                     "success"]
    expected = [f"{operation}.{quantity}" for operation in ("register", "pubcheck", "datasend")
                for quantity in per_operation] + ["broker.cpu"]
    for _, rows in found.groupby("point"):
        assert rows["quantity"].tolist() == expected
    means = found.set_index(["point", "quantity"])["mean"]
    for point in range(1, 5):
        parts = sum(means[point, f"datasend.{part}"] for part in per_operation[1:6])
        assert parts == pytest.approx(means[point, "datasend.latency"], rel=1e-8)


@pytest.mark.parametrize("mean, half, text", [
    (0.01234, 0.00056, "12.3 ± 0.6 ms"), (1.5, 0.02, "1.50 ± 0.02 s"), (0.5, math.nan, "500 ms"),
    (2e-6, 1e-9, "2.00 ± 0.001 µs"), (123.4, 7.0, "123 ± 7 s"), (0.0, 0.0, "0 ns")])
def test_intervals_are_written_in_a_unit_that_suits(mean, half, text):
    assert table.interval(mean, half, "s").replace("0 ± 0 ns", "0 ns") == text


def test_table_shows_outcomes_when_not_all_went_well(tmp_path, capsys):
    rows = [(1, 1.0, "ok"), (1, 2.0, "ok"), (1, 60.0, "timeout")]
    found = summarise(tmp_path, rows).reset_index()
    table.print_summary(found, summary.read_operations(tmp_path, []), [])
    shown = capsys.readouterr().out
    assert "1.50 ± 6.35 s (2 ok, 1 timeout)" in shown
