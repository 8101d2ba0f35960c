# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""The summary of a ledger's workload and Caliper's table, against numbers worked out by hand."""

import math

import fake_ledger
import pandas
import pytest
from iotledger import ledger_summary, ledger_table


def write_result(folder, transactions, caliper, blocks=(), resources=(), events=()):
    """Merged tables of a result without a sweep, rows as in each run's files."""
    for name, columns, rows in (("transactions", fake_ledger.TRANSACTIONS, transactions),
                                ("caliper", fake_ledger.CALIPER, caliper),
                                ("blocks", fake_ledger.BLOCKS, blocks),
                                ("resources", fake_ledger.RESOURCES, resources),
                                ("events", fake_ledger.EVENTS, events)):
        fake_ledger.write(folder / f"{name}.csv", f"point,{columns}", [[1, *row] for row in rows])
    return folder


def summarise(folder, *tables):
    """The summary by quantity."""
    return ledger_summary.summarise(write_result(folder, *tables), []).set_index("quantity")


def transaction(run, submit, endorsed, ordered, committed, code="VALID", label="create",
                kind="write"):
    """A row of transactions.csv; a time that was not reached is empty."""
    end = committed or ordered or endorsed or submit + 1
    return [run, label, 0, "client1", "Op", kind, submit, endorsed, ordered, committed, end,
            end - submit, "", code, 4000 if endorsed else 0, 900, 10]


def caliper_row(run, name="create", throughput=10.0, succeeded=1, failed=0, asked="", latency=1.0):
    """A row of caliper.csv."""
    return [run, name, succeeded, failed, asked, 12.0, latency, latency, latency, throughput]


def peer_sample(run, time, cpu, memory=0, received=0, node="peer1", role="peer", process=""):
    """A row of resources.csv."""
    return [run, time, "h1", node, role, cpu, received, 2 * received, 3 * received, 0, memory,
            process]


def test_failovers_count_from_the_crash_of_the_leader(tmp_path):
    found = summarise(tmp_path, [transaction(1, 10, 10.25, 10.5, 12.5)], [caliper_row(1)], [], [], [
        [1, 1, "orderer1", "leader-elected", "c1 term 2"],
        [1, 1.5, "orderer2", "leader-elected", "c2 term 2"],
        [1, 20, "orderer1", "crash", "the leader"],
        [1, 20, "orderer1", "messages-lost", "c1 3 acknowledged"],
        [1, 25.5, "orderer3", "leader-elected", "c1 term 3"],
        [1, 27, "orderer3", "commits-resumed", "c1 block 9"],
        [1, 30, "orderer1", "restart", ""],
        [2, 1, "orderer1", "leader-elected", "c1 term 2"],
        [2, 20, "orderer1", "crash", ""],
        [2, 24.5, "orderer2", "leader-elected", "c1 term 3"],
        [3, 1, "orderer1", "leader-elected", "c1 term 2"],
        [3, 20, "peer1.org1", "crash", ""]])
    columns = ["count", "mean", "unit"]
    assert found.loc["failover.election", columns].tolist() == [2, 5, "s"]
    assert found.loc["failover.resume", columns].tolist() == [1, 7, "s"]
    assert found.loc["failover.lost", columns].tolist() == [2, 1.5, "1"]


def test_a_crash_is_told_below_the_rounds(tmp_path, capsys):
    events = [[1, 1, "orderer1", "leader-elected", "c1 term 2"],
              [1, 20, "orderer1", "crash", "the leader"],
              [1, 25.5, "orderer3", "leader-elected", "c1 term 3"]]
    tables = [transaction(1, 10, 10.25, 10.5, 12.5)], [caliper_row(1)], [], []
    calm = ledger_summary.summarise(write_result(tmp_path, *tables), [])
    ledger_table.print_failover(calm, [])
    assert capsys.readouterr().out == ""
    ledger_table.print_failover(ledger_summary.summarise(
        write_result(tmp_path, *tables, events), []), [])
    said = capsys.readouterr().out
    assert "crash of the leading orderer" in said
    assert [cell.strip() for cell in said.splitlines()[-2].strip("│ ").split("│")] == [
        "5.50 s", "never", "0"]


def test_stages_of_what_succeeded_add_up_to_its_latency(tmp_path):
    found = summarise(tmp_path, [
        transaction(1, 10, 10.25, 10.5, 12.5), transaction(1, 11, 11.75, 12.25, 13),
        transaction(1, 11, 11.5, 12, 14, "MVCC_READ_CONFLICT"),
        transaction(1, 12, 12.5, "", "", "ABORTED"), transaction(1, 12, "", "", "", "UNAVAILABLE")],
        [caliper_row(1)])
    means = found["mean"]
    assert [means[f"create.{name}"] for name in ("endorse", "submit", "commit", "latency")] == [
        (0.25 + 0.75) / 2, (0.25 + 0.5) / 2, (2 + 0.75) / 2, (2.5 + 2) / 2]
    assert found.loc["create.success", ["count", "mean", "unit"]].tolist() == [5, 0.4, "1"]
    assert found.loc["create.envelope", ["count", "mean", "unit"]].tolist() == [4, 4000, "B"]
    assert "create.evaluate" not in found.index


def test_a_query_succeeds_with_ok_and_is_one_stage(tmp_path):
    rows = [transaction(1, 10, "", "", "", code, "get", "read")
            for code in ("OK", "OK", "OK", "UNKNOWN")]
    found = summarise(tmp_path, rows, [caliper_row(1, "get")])
    assert found.loc["get.success", "mean"] == 0.75
    assert found.loc["get.evaluate", ["count", "mean"]].tolist() == [3, 1.0]
    assert not {"get.endorse", "get.submit", "get.commit", "get.envelope"} & set(found.index)


def test_a_round_of_failures_has_a_throughput_and_no_latency(tmp_path):
    found = summarise(tmp_path, [transaction(1, 10, "", "", "", "UNAVAILABLE")], [caliper_row(1)])
    assert found.loc["create.success", "mean"] == 0
    assert "create.throughput" in found.index and "create.latency" not in found.index


def test_rates_are_one_value_for_each_run(tmp_path):
    rows = [transaction(run, 10, 10.5, 11, 12) for run in (1, 1, 1, 2)]
    found = summarise(tmp_path, rows, [caliper_row(1, throughput=10), caliper_row(2, throughput=14)])
    row = found.loc["create.throughput"]
    assert row[["count", "mean", "unit"]].tolist() == [2, 12.0, "1/s"]
    # Standard deviation 4 / sqrt 2, t(1) = 12.706.
    assert row["ci95"] == pytest.approx(12.706 * (4 / math.sqrt(2)) / math.sqrt(2), rel=1e-4)
    assert found.loc["create.sendrate", "mean"] == 12
    assert "create.askedrate" not in found.index


def test_rounds_keep_their_order_and_odd_labels(tmp_path):
    labels = ["zeta", "1.5 MB", "NA", "alpha"]
    found = summarise(tmp_path, [transaction(1, 10, 11, 12, 13, label=label) for label in labels],
                      [caliper_row(1, label) for label in labels])
    latencies = [name for name in found.index if name.endswith(".latency")]
    assert latencies == [f"{label}.latency" for label in labels]


def test_blocks_are_those_of_the_workload_that_were_committed(tmp_path):
    blocks = [[1, "a", 0, "config", 1, 9000, "", "", 0.5, 0.5],
              [1, "a", 1, "timeout", 1, 5000, 5, 5.125, 5.25, 5.5],  # deploys the chaincode
              [1, "a", 2, "count", 10, 1000, 11, 11.25, 11.5, 12],
              [1, "b", 2, "timeout", 4, 2000, 11.5, 11.75, 12, 12.25],
              [1, "a", 3, "bytes", 7, 3000, 13, 13.25, 13.5, 14.5],
              [1, "a", 4, "config", 1, 9000, 14, 14.25, 14.5, 14.5],
              [1, "a", 5, "timeout", 3, "", 15, "", "", ""]]  # lost with its leader
    found = summarise(tmp_path, [transaction(1, 10, 11, 12, 13)], [caliper_row(1)], blocks)
    assert found.loc["block.transactions", ["count", "mean", "max"]].tolist() == [3, 7, 10]
    assert found.loc["block.bytes", "mean"] == 2000
    assert found.loc["block.interval", ["count", "mean"]].tolist() == [1, 2.0]
    assert found.loc["block.consensus", "mean"] == 0.25
    assert found.loc["block.commit", "mean"] == pytest.approx((0.75 + 0.5 + 1.25) / 3)


def test_resources_are_those_of_the_workload(tmp_path):
    samples = [peer_sample(1, time, cpu, memory, 100, process=0.5)
               for time, cpu, memory in ((2, 0.9, 1), (4, 0.5, 100), (6, 0.25, 300), (8, 0.9, 9))]
    samples += [peer_sample(1, time, 0.1, 0, 10, "peer2") for time in (2, 4, 6, 8)]
    samples += [peer_sample(1, time, 0.9, 0, 0, "peer1", "chaincode", 0.125) for time in (2, 4, 6, 8)]
    # From 3 s to 6 s: half of the sample that ends at 4 s and the whole that ends at 6 s.
    found = summarise(tmp_path, [transaction(1, 3, 3.5, 4, 6)], [caliper_row(1)], [], samples)
    first = (1 * 0.5 + 2 * 0.25) / 3
    assert found.loc["peer.cpu", ["count", "max", "min"]].tolist() == pytest.approx([2, first, 0.1])
    assert found.loc["peer.memory", "max"] == pytest.approx((1 * 100 + 2 * 300) / 3)
    totals = {name: found.loc[f"peer.{name}", "max"]
              for name in ("received", "sent", "written", "read")}
    assert totals == {"received": 200, "sent": 400, "written": 600, "read": 0}
    assert found.loc["peer.cpu_time", ["count", "mean", "unit"]].tolist() == [1, 1.0, "s"]
    assert found.loc["chaincode.cpu_time", "mean"] == 0.25
    assert [name for name in found.index if name.startswith("chaincode")] == ["chaincode.cpu_time"]


def test_without_a_transaction_there_is_a_summary_of_rates(tmp_path):
    row = [1, "empty", 0, 0, "", "", "", "", "", ""]
    found = summarise(tmp_path, [], [row], [[1, "a", 0, "config", 1, 9, "", "", 1, 1]],
                      [peer_sample(1, 1, 0.5)])
    assert found.empty


def table_of(rows):
    """Caliper's table of rows of caliper.csv."""
    columns = fake_ledger.CALIPER.split(",")
    frame = pandas.DataFrame(rows, columns=columns).replace("", math.nan)
    return ledger_table.rounds(frame.assign(point=1), [])


def test_one_run_is_shown_with_calipers_digits():
    assert table_of([[1, "create", 1998, 2, "", 101.26, 2.345, 0.5, 1.2349, 41.4963]]) == [
        ["create", "1998", "2", "-", "101.3", "2.35", "0.50", "1.23", "41.5"]]


def test_what_is_not_defined_is_a_dash():
    assert table_of([[1, "create", 0, 1, 50, "", "", "", "", ""]]) == [
        ["create", "0", "1", "50.0", "-", "-", "-", "-", "-"]]


def test_repetitions_are_summed_or_averaged_and_equal_labels_kept_apart():
    rows = [[1, "a", 10, 1, 5, 7, 3, 1, 2, 10], [1, "a", 20, 0, 5, 7, 3, 1, 2, 30],
            [2, "a", 10, 2, 5, 7, 4, 0.5, 3, 14], [2, "a", 20, 0, 5, 7, 3, 1, 2, 30]]
    first, second = table_of(rows)
    # Throughputs 10 and 14: half width 12.706 × 2.8284 / sqrt 2 = 25.4; latencies 2 and 3: 6.35.
    assert first == ["a", "20", "3", "5.0 ± 0.0", "7.0 ± 0.0", "4.00", "0.50", "2.50 ± 6.35",
                     "12.0 ± 25.4"]
    assert second[:3] == ["a", "40", "0"] and second[-1] == "30.0 ± 0.0"
