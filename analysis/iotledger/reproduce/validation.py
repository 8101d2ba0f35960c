# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Runs of a real Hyperledger Fabric network beside the simulator's (doc/fabric-validation.rst).

Each run is simulated several times with different random numbers, and the mean is compared: single
runs differ by about as much as those of the real network.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Mapping, Sequence

import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table

from .. import manifest, merge, sweeps
from ..progress import Progress, Silent, for_stream
from ..workers import Task
from .comparison import Comparison, write_csv
from .validation_runs import MEASURED, ROUND, Run, make_scenario, read_runs

__all__ = ["MEASURED", "run"]

REPETITIONS = 3
LIMIT_PERCENT = 15.0  # of the quantities that a check run must meet
# Sizes vary by chance: of certificates and signatures by a byte or two, of times by their zeros.
EXACT_PERCENT = 0.1
RESPONSE_PERCENT = 0.5  # what had been registered to be read is known to a few bytes only
# The numbers of the block, of the last configuration and of the Raft entry, which a block holds beside
# its envelopes, are longer by some bytes in a network that has run for long.
NUMBERS_PERCENT = 2.0
NO_LIMIT = math.nan
PEERS = ("peer1.org1", "peer2.org1", "peer1.org2", "peer2.org2")
ORDERERS = ("orderer1", "orderer2", "orderer3")


@dataclass(frozen=True)
class Quantity:
    """What is compared: its name, unit, column of summary.csv, and limit in a check run [%]."""

    name: str
    unit: str
    column: str
    limit: float = NO_LIMIT


MAIN = (
    Quantity("throughput", "1/s", "tps", LIMIT_PERCENT),
    Quantity("latency, mean", "s", "lat_mean", LIMIT_PERCENT),
    Quantity("latency, p95", "s", "lat_p95", LIMIT_PERCENT),
    Quantity("transactions per block", "1", "tx_per_block", LIMIT_PERCENT),
)
QUANTITIES = (
    *MAIN,
    Quantity("latency, p50", "s", "lat_p50"),
    Quantity("endorse, mean", "s", "endorse_mean"),
    Quantity("submit, mean", "s", "submit_mean"),
    Quantity("commit wait, mean", "s", "commit_wait_mean"),
    Quantity("blocks", "1", "blocks"),
    Quantity("largest block", "1", "largest_block", 0.0),
    Quantity("block size, mean", "B", "block_bytes_mean"),
    Quantity("block size beside its envelopes", "B", "block_overhead", NUMBERS_PERCENT),
    Quantity("envelope", "B", "env_bytes_mean", EXACT_PERCENT),
    Quantity("proposal", "B", "proposal_bytes_mean", EXACT_PERCENT),
    Quantity("response", "B", "response_bytes_mean", RESPONSE_PERCENT),
    Quantity("CPU, client", "s", "cpu_client"),
    Quantity("CPU, orderers", "s", "cpu_orderers"),
    Quantity("CPU, peers", "s", "cpu_peers"),
    Quantity("CPU, chaincode", "s", "cpu_cc_total"),
)


def run(out: Path, jobs: int | None, folder: Path, stream: IO[str] | None = None) -> None:
    """Simulates every run of a folder, prints the comparison and writes comparison.csv.

    @throws RunsError, ScenarioError for what the folder holds; SweepError if a run failed
    """
    runs = read_runs(folder)
    simulate(runs, out, jobs, progress=for_stream())
    rows = compare(runs, [measure(out, run) for run in runs])
    write_csv(rows, out / "comparison.csv")
    print_results(rows, stream)
    print(f"results: {out / 'comparison.csv'}")


def simulate(runs: Sequence[Run], out: Path, jobs: int | None, progress: Progress | None = None,
             settings: Mapping[str, str] | None = None) -> None:
    """Makes those repetitions of the runs that are not there yet.

    @param settings keys of the scenario that are set beside those of the run
    @throws SweepError
    """
    progress = progress or Silent()
    jobs = jobs or sweeps.default_jobs()
    program = manifest.program_digest()
    costs = {}
    for number, run in enumerate(runs, 1):
        scenario = make_scenario(run)
        for key, value in (settings or {}).items():
            scenario.set(key, value)
        text = scenario.core.to_yaml()
        (out / run.name).mkdir(parents=True, exist_ok=True)
        merge.write_text(out / run.name / "scenario.yaml", text)
        for repetition in range(1, REPETITIONS + 1):
            costs[Task(number, repetition, str(out / run.name / "scenario.yaml"),
                       str(out / run.name / f"run{repetition}"),
                       manifest.run_digest(text, repetition, program))] = (
                           float(run.transactions * (3 if run.is_write else 1)))
    waiting = sorted((task for task in costs if not manifest.is_finished(task.folder, task.digest)),
                     key=lambda task: -costs[task])
    if waiting:
        progress.begin(len(costs), len(costs) - len(waiting), jobs)
        try:
            failures = sweeps.run_all(waiting, costs, jobs, None, progress)
        finally:
            progress.end()
        if failures:
            raise sweeps.SweepError(failures, len(costs))


def measure(out: Path, run: Run) -> dict[str, float]:
    """What a run's repetitions came to in the mean, by column of summary.csv."""
    found = pd.DataFrame([measure_one(out / run.name / f"run{repetition}")
                          for repetition in range(1, REPETITIONS + 1)])
    return found.mean().to_dict()


def measure_one(folder: Path) -> dict[str, float]:
    """What one simulated run came to, by column of summary.csv."""
    table = pd.read_csv(folder / "transactions.csv")
    table = table[table["round"] == ROUND]
    begin, end = table["submit_s"].min(), table["end_s"].max()
    latency = table["latency_s"]
    found = {
        "tps": len(table) / (end - begin), "lat_mean": latency.mean(),
        "lat_p50": latency.median(), "lat_p95": latency.quantile(0.95),
        "endorse_mean": (table["endorsed_s"] - table["submit_s"]).mean(),
        "submit_mean": (table["ordered_s"] - table["endorsed_s"]).mean(),
        "commit_wait_mean": (table["committed_s"] - table["ordered_s"]).mean(),
        "env_bytes_mean": table["envelope_bytes"].mean(),
        "proposal_bytes_mean": table["proposal_bytes"].mean(),
        "response_bytes_mean": table["response_bytes"].mean(),
        **measure_blocks(pd.read_csv(folder / "blocks.csv"), table)}
    found.update(measure_cpu(pd.read_csv(folder / "resources.csv"), begin, end))
    return found


def measure_blocks(blocks: pd.DataFrame, transactions: pd.DataFrame) -> dict[str, float]:
    """Number and sizes of the blocks that hold some transactions; nothing if none does."""
    blocks = blocks[blocks["number"].isin(transactions["block"].dropna())]
    if blocks.empty:
        return {}
    return {"blocks": float(len(blocks)), "tx_per_block": blocks["transactions"].mean(),
            "largest_block": float(blocks["transactions"].max()),
            "block_bytes_mean": blocks["bytes"].mean()}


def measure_cpu(resources: pd.DataFrame, begin: float, end: float) -> dict[str, float]:
    """Core-seconds of each role's processes from begin to end."""
    found = {}
    for role, column in (("client", "cpu_client"), ("orderer", "cpu_orderers"),
                         ("peer", "cpu_peers"), ("chaincode", "cpu_cc_total")):
        samples = resources[resources["role"] == role]
        used = samples.groupby("time_s")["process_cpu_s"].sum().cumsum()
        first, last = np.interp((begin, end), used.index, used.to_numpy())
        found[column] = float(last - first)
    return found


def published(run: Run) -> dict[str, float]:
    """What was measured of a run, by column; of all processes of a role together."""
    row = dict(run.row)
    row["largest_block"] = run.largest_block
    for column, names in (("cpu_orderers", ORDERERS), ("cpu_peers", PEERS)):
        row[column] = sum(value for value in (row.get(f"cpu_{name}", math.nan) for name in names)
                          if not pd.isna(value)) or math.nan
    return row


def block_overhead(values: Mapping[str, float]) -> float:
    """What a block holds beside its envelopes [B], each transaction's 4 bytes left out."""
    try:
        count = values["tx_per_block"]
        return values["block_bytes_mean"] - count * (values["env_bytes_mean"] + 4)
    except KeyError:
        return math.nan


def compare(runs: Sequence[Run], simulated: Sequence[Mapping[str, float]]) -> list[Comparison]:
    """A comparison per quantity that was measured of each run."""
    rows = []
    for run, found in zip(runs, simulated):
        measured = published(run)
        for quantity in QUANTITIES:
            if quantity.column == "block_overhead":
                values = block_overhead(measured), block_overhead(found)
            else:
                values = (float(measured.get(quantity.column, math.nan)),
                          float(found.get(quantity.column, math.nan)))
            if not math.isnan(values[0]):
                limit = NO_LIMIT if run.use == "fit" else quantity.limit
                rows.append(Comparison(run.name, quantity.name, run.use, quantity.unit, *values,
                                       limit, run.use))
    return rows


def print_results(rows: Sequence[Comparison], stream: IO[str] | None = None) -> None:
    """Prints a line per run with the quantities that have a limit, and what missed it."""
    console = Console(file=stream, highlight=False)
    if not console.is_terminal:
        console.width = 130
    table = Table(header_style="bold")
    for column in table_rows(rows)[0]:
        table.add_column(column, justify="left" if column in ("run", "use") else "right")
    for cells in table_rows(rows)[1:]:
        table.add_row(*cells)
    console.print(table)
    for line in verdicts(rows):
        console.print(line)


def table_rows(rows: Sequence[Comparison]) -> list[list[str]]:
    """The header and a row per run: measured, simulated and how far off, of each main quantity."""
    cells = [["run", "use", "TPS", "", "", "mean [s]", "", "", "p95 [s]", "", "", "tx/block", "", ""]]
    by_key = {(row.source, row.item): row for row in rows}
    for name, use in dict.fromkeys((row.source, row.condition) for row in rows):
        line = [name, use]
        for quantity in MAIN:
            row = by_key.get((name, quantity.name))
            line += ["", "", ""] if row is None else [
                f"{row.published:.3g}", f"{row.simulated:.3g}", f"{row.error_percent:+.0f} %"]
        cells.append(line)
    return cells


def verdicts(rows: Sequence[Comparison]) -> list[str]:
    """How many values of the check runs are within their limits, and each that is not."""
    judged = [row for row in rows if row.is_judged]
    held = sum(row.holds for row in judged)
    lines = [f"{held} of {len(judged)} values of check runs within their limit"]
    lines += [f"missed: {row.source}, {row.item}: measured {row.published:.6g}, simulated "
              f"{row.simulated:.6g}, {row.error_percent:+.1f} % (limit {row.limit_percent:g} %)"
              for row in judged if not row.holds]
    return lines
