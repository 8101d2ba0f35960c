# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""summary.csv of a ledger's workload: rounds, blocks and resources at every point of a sweep.

Rows of a round are `<label>.<quantity>`, as `create.latency`:

- latency [s] of successful transactions (code VALID) and queries (code OK), from the client's call
  to its outcome, and what it is made of: of transactions `endorse` (call to endorsed), `submit`
  (endorsed to acknowledged by the orderer) and `commit` (acknowledged to commit status); of queries
  `evaluate`, the whole;
- success [1], 1 for a transaction or query that succeeded, else 0, over all of the round;
- envelope [B], size of the transactions that were endorsed;
- throughput, sendrate and askedrate [1/s], one value for each run, as caliper.csv has them.

Rows of blocks, over the blocks with transactions that peers committed in the workload's time (no
configuration, no deployment of chaincode):

- block.transactions [1] and block.bytes [B], the whole encoded block;
- block.interval [s], from the cut of one block to the cut of the channel's next;
- block.consensus [s], from its cut by the leader to its agreement by Raft;
- block.commit [s], from then until the last of the peers had committed it.

Rows of what followed when a leading orderer crashed, from events.csv, one value for each crash and
channel it led:

- failover.election [s], from the crash to the election of another leader;
- failover.resume [s], from the crash to the first commit of another leader's block;
- failover.lost [1], transactions lost that had been acknowledged, in all of the run.

Rows of resources are `<role>.<quantity>`, as `peer.cpu`, with one value for each node and run, over
the samples of resources.csv that overlap the workload (first call to last outcome):

- cpu [1], mean utilisation of the node's host, with whatever else runs there;
- cpu_time [s], core-time of the nodes' own processes (role chaincode has this alone);
- memory [B], mean of what the samples found in use;
- received, sent, written and read [B], network and disk in total. A disk is its machine's.

Means weigh a sample by its overlap; totals take it whole. A client has one sample, of the whole
run, its memory is not modelled. `mean`, `ci95` and the other columns are as `summary` has them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterator, Sequence

import numpy as np
import pandas as pd

from . import ledger_failover
from .summary import STATISTICS, statistics

STAGES = (("endorse", "submit_s", "endorsed_s"), ("submit", "endorsed_s", "ordered_s"),
          ("commit", "ordered_s", "committed_s"))
RATES = (("throughput", "Throughput (TPS)"), ("sendrate", "Send Rate (TPS)"),
         ("askedrate", "Asked Rate (TPS)"))
CONFIGURATION = "config"  # reason of a block
TOTALS = (("received", "rx_bytes"), ("sent", "tx_bytes"), ("written", "disk_write_bytes"),
          ("read", "disk_read_bytes"))
PROGRAMS = ("chaincode",)  # roles that are no nodes: they run on another's

Quantity = tuple[str, str, np.ndarray, np.ndarray]  # name, unit, values, run of each value


def is_ledger(folder: Path) -> bool:
    """Whether the merged tables in a folder are those of a ledger."""
    return (folder / "transactions.csv").is_file()


def read_transactions(folder: Path, keys: Sequence[str]) -> pd.DataFrame:
    """The merged transactions.csv, swept values as text, `success` added."""
    columns = ["point", "run", "round", "kind", "submit_s", "endorsed_s", "ordered_s",
               "committed_s", "end_s", "latency_s", "code", "envelope_bytes"]
    rows = _read(folder / "transactions.csv", keys, columns, ("round", "kind", "code"))
    rows["success"] = ((rows["code"] == "VALID")
                       | ((rows["kind"] == "read") & (rows["code"] == "OK")))
    return rows


def read_caliper(folder: Path, keys: Sequence[str]) -> pd.DataFrame:
    """The merged caliper.csv, swept values as text."""
    return _read(folder / "caliper.csv", keys, None, ("Name",))


def read_blocks(folder: Path, keys: Sequence[str]) -> pd.DataFrame:
    """The merged blocks.csv, swept values as text."""
    return _read(folder / "blocks.csv", keys, None, ("channel", "reason"))


def read_resources(folder: Path, keys: Sequence[str]) -> pd.DataFrame:
    """The merged resources.csv, swept values as text; `begin_s` is where a sample begins."""
    rows = _read(folder / "resources.csv", keys, None, ("host", "node", "role"))
    before = rows.groupby(["point", "run", "node", "role"], sort=False)["time_s"].shift(1)
    rows["begin_s"] = before.fillna(0.0)
    return rows


def _read(path: Path, keys: Sequence[str], columns: Sequence[str] | None,
          texts: Sequence[str]) -> pd.DataFrame:
    """@param columns to read beside the keys, all if None @param texts those that are no numbers"""
    words = [*keys, *texts]
    columns = [*keys, *columns] if columns else list(pd.read_csv(path, nrows=0).columns)
    return pd.read_csv(path, usecols=columns, dtype={column: str for column in words},
                       keep_default_na=False, float_precision="round_trip",
                       na_values={column: [""] for column in columns if column not in words})


def rounds_in(caliper: pd.DataFrame) -> list[str]:
    """Labels of the rounds, in their order, each once."""
    return list(dict.fromkeys(caliper["Name"]))


def workload_of(transactions: pd.DataFrame) -> pd.DataFrame:
    """When each run's workload was: `begin` and `end` [s] by point and run."""
    groups = transactions.groupby(["point", "run"])
    return pd.DataFrame({"begin": groups["submit_s"].min(), "end": groups["end_s"].max()})


def workload_blocks(blocks: pd.DataFrame, workload: pd.DataFrame) -> pd.DataFrame:
    """The blocks of the workload's transactions that peers have committed, in order."""
    begins = blocks[["point", "run"]].merge(workload.reset_index(), how="left",
                                            on=["point", "run"])["begin"]
    arose = blocks["cut_s"].fillna(blocks["agreed_s"]).fillna(blocks["first_commit_s"])
    is_later = arose.to_numpy(dtype=float) >= begins.fillna(np.inf).to_numpy(dtype=float)
    return blocks[is_later & (blocks["reason"] != CONFIGURATION) & blocks["first_commit_s"].notna()]


def summarise(folder: Path, keys: Sequence[str],
              transactions: pd.DataFrame | None = None) -> pd.DataFrame:
    """The summary of the merged tables in @p folder, of a sweep over @p keys.

    @param transactions what `read_transactions` gave, if it is there already
    """
    transactions = read_transactions(folder, keys) if transactions is None else transactions
    caliper = read_caliper(folder, keys)
    workload = workload_of(transactions)
    blocks = workload_blocks(read_blocks(folder, keys), workload)
    usage = node_usage(read_resources(folder, keys), workload)
    failovers = ledger_failover.read(folder)
    rows: list[dict[str, Any]] = []
    for point, rates in caliper.groupby("point", sort=True):
        values = {key: rates[key].iloc[0] for key in keys}
        own = transactions[transactions["point"] == point]
        quantities = [quantity for label in rounds_in(rates)
                      for quantity in _of_round(label, own[own["round"] == label],
                                                rates[rates["Name"] == label])]
        quantities += _of_blocks(blocks[blocks["point"] == point])
        quantities += _of_failover(failovers[failovers["point"] == point])
        quantities += _of_usage(usage[usage["point"] == point])
        rows += [{"point": int(point), **values, "quantity": name, "unit": unit,
                  **statistics(data, runs)} for name, unit, data, runs in quantities]
    return pd.DataFrame(rows, columns=["point", *keys, "quantity", "unit", *STATISTICS])


def _of_round(label: str, rows: pd.DataFrame, rates: pd.DataFrame) -> Iterator[Quantity]:
    good = rows[rows["success"]]
    yield from _known(f"{label}.latency", "s", good["latency_s"], good)
    writes = good[good["kind"] == "write"]
    for stage, begin, end in STAGES:
        yield from _known(f"{label}.{stage}", "s", writes[end] - writes[begin], writes)
    reads = good[good["kind"] == "read"]
    yield from _known(f"{label}.evaluate", "s", reads["latency_s"], reads)
    yield from _known(f"{label}.success", "1", rows["success"].astype(float), rows)
    endorsed = rows[rows["envelope_bytes"] > 0]
    yield from _known(f"{label}.envelope", "B", endorsed["envelope_bytes"], endorsed)
    for quantity, column in RATES:
        yield from _known(f"{label}.{quantity}", "1/s", rates[column], rates)


def _of_blocks(blocks: pd.DataFrame) -> Iterator[Quantity]:
    yield from _known("block.transactions", "1", blocks["transactions"], blocks)
    yield from _known("block.bytes", "B", blocks["bytes"], blocks)
    ordered = blocks.sort_values(["run", "channel", "number"])
    intervals = ordered.groupby(["run", "channel"])["cut_s"].diff()
    yield from _known("block.interval", "s", intervals, ordered)
    yield from _known("block.consensus", "s", blocks["agreed_s"] - blocks["cut_s"], blocks)
    yield from _known("block.commit", "s", blocks["last_commit_s"] - blocks["agreed_s"], blocks)


def _of_failover(failovers: pd.DataFrame) -> Iterator[Quantity]:
    for name, unit in ledger_failover.QUANTITIES:
        yield from _known(f"failover.{name}", unit, failovers[name], failovers)


def _known(name: str, unit: str, values: pd.Series, rows: pd.DataFrame) -> Iterator[Quantity]:
    """The quantity of the values that are there, if any are."""
    known = values.notna().to_numpy()
    if known.any():
        yield (name, unit, values.to_numpy(dtype=float)[known], rows["run"].to_numpy()[known])


def node_usage(resources: pd.DataFrame, workload: pd.DataFrame) -> pd.DataFrame:
    """What each node and program used in each run's workload: a row with the columns `point`,
    `run`, `node`, `role`, `cpu`, `cpu_time`, `memory` and those of TOTALS."""
    rows = resources.merge(workload.reset_index(), on=["point", "run"])
    rows["weight"] = (np.minimum(rows["time_s"], rows["end"])
                      - np.maximum(rows["begin_s"], rows["begin"]))
    rows = rows[rows["weight"] > 0]
    rows = rows.assign(cpu=rows["cpu_util"] * rows["weight"],
                       memory=rows["memory_bytes"] * rows["weight"])
    groups = rows.groupby(["point", "run", "node", "role"], sort=True)
    weight = groups["weight"].sum()
    usage = pd.DataFrame({"cpu": groups["cpu"].sum() / weight,
                          "cpu_time": groups["process_cpu_s"].sum(min_count=1),
                          "memory": groups["memory"].sum() / weight,
                          **{name: groups[column].sum() for name, column in TOTALS}})
    return usage.reset_index()


def _of_usage(usage: pd.DataFrame) -> Iterator[Quantity]:
    for role, rows in usage.groupby("role", sort=True):
        if role in PROGRAMS:
            yield from _known(f"{role}.cpu_time", "s", rows["cpu_time"], rows)
            continue
        yield from _known(f"{role}.cpu", "1", rows["cpu"], rows)
        yield from _known(f"{role}.cpu_time", "s", rows["cpu_time"], rows)
        if (rows["memory"] > 0).any():
            yield from _known(f"{role}.memory", "B", rows["memory"], rows)
        for name, _ in TOTALS:
            yield from _known(f"{role}.{name}", "B", rows[name], rows)
