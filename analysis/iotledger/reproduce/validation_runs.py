# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Measured runs of a real Fabric network, and the scenario that repeats each of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Container, Mapping

import pandas as pd

from ..scenario import Scenario

MEASURED = Path(__file__).with_name("fabric-runs")
SCENARIO = Path(__file__).resolve().parents[3] / "scenarios" / "fabric-validation.yaml"
COLUMNS = ("op", "mode", "batch_timeout", "preferred_bytes", "max_msg_count", "in_flight", "conns",
           "n")  # what was run; all others are what came out, or the run's name and use
ROUND = "measured"
ORDERERS = ("orderer1", "orderer2", "orderer3")
# One way on a node's link to the switch, of which a message passes two: a round trip took 32.3 ms at
# the median and 41.2 ms at its 95th percentile; 33.5 ms for all was chosen between them.
WAN = {"network.link.delay": "8.375ms", "network.mtu": 1500}
# In the runs of these names the client's process had a lower priority than the nodes' (README of the
# runs); how much lower is not known. Of 0, 3, 5, 7 and 10, with 5 the stages of the fit run
# b-timeout-2s are as long as measured.
NICE_RUNS = re.compile(r"b-|d-count-100$")
NICENESS = 5
READ_REQUESTS = 100  # that there are to be read: 10 of each identity

# What the runs call an operation, the scenario's name for it, and what is there before.
DEVICES = ("devices", "registerDevice", 10)
SERVICES = ("services", "registerService", 10)
OPERATIONS: dict[str, tuple[str, tuple[tuple[str, str, int], ...]]] = {
    "registerDevice": ("registerDevice", ()),
    "registerService": ("registerService", (DEVICES,)),
    "request": ("request", (DEVICES, SERVICES)),
    "respond": ("respond", (DEVICES, SERVICES, ("request", "request", 0))),  # 0: one of each
    "get": ("getRequest", (DEVICES, SERVICES, ("request", "request", READ_REQUESTS))),
    "getall": ("getAllRequests", (DEVICES, SERVICES, ("request", "request", READ_REQUESTS))),
    "getservice": ("getService", (DEVICES, SERVICES)),
}


class RunsError(ValueError):
    """A folder of runs that cannot be read, in one line."""


@dataclass(frozen=True)
class Run:
    """One measured run: its row of summary.csv, and its per-transaction times if there are any."""

    name: str
    use: str
    row: Mapping[str, Any]
    largest_block: float  # transactions; NaN: not known

    @property
    def operation(self) -> str:
        """The operation as the runs call it."""
        return str(self.row["op"])

    @property
    def transactions(self) -> int:
        """How many there were."""
        return int(self.row["n"])

    @property
    def is_write(self) -> bool:
        """Whether its transactions were ordered."""
        return not self.operation.startswith("get")

    @property
    def dead_orderers(self) -> int:
        """How many orderers had been killed: those that used no CPU at all."""
        return sum(pd.isna(self.row.get(f"cpu_{name}", 0)) for name in ORDERERS)


def read_runs(folder: Path) -> list[Run]:
    """The runs of a folder's summary.csv. @throws RunsError"""
    path = folder / "summary.csv"
    try:
        rows = pd.read_csv(path, comment="#")
    except (OSError, ValueError) as error:
        raise RunsError(f"{path}: expected a table of runs, got {error}") from None
    missing = [name for name in COLUMNS if name not in rows]
    if missing:
        raise RunsError(f"{path}: expected a column {missing[0]}")
    runs: dict[str, Run] = {}
    for number, row in rows.iterrows():
        run = _read_run(folder, path, number + 2, row, runs)
        runs[run.name] = run
    return list(runs.values())


def _read_run(folder: Path, path: Path, line: int, row: pd.Series, others: Container[str]) -> Run:
    for column, known in (("op", OPERATIONS), ("mode", ("lan", "wan"))):
        if row[column] not in known:
            raise RunsError(f"{path}: row {line}: {column}: expected one of {', '.join(known)}, "
                            f"got '{row[column]}'")
    for column in ("in_flight", "conns", "n"):
        if pd.isna(row[column]) or not float(row[column]).is_integer() or row[column] < 1:
            raise RunsError(f"{path}: row {line}: {column}: expected a whole number from 1, "
                            f"got '{row[column]}'")
    config = str(row.get("config", f"row-{line}"))
    name, copies = config, 1
    while name in others:  # runs may have been repeated
        copies += 1
        name = f"{config}-{copies}"
    return Run(name, str(row.get("use", "check")), row.to_dict(),
               _largest_block(folder / f"{config}.csv") if copies == 1 else float("nan"))


def _largest_block(path: Path) -> float:
    """The most transactions of one block, from a file of transactions that need not be there."""
    try:
        return float(pd.read_csv(path)["block"].value_counts().max())
    except (OSError, KeyError, ValueError):
        return float("nan")


def make_scenario(run: Run, base: Path = SCENARIO) -> Scenario:
    """The scenario that repeats a run. @throws ScenarioError if a value of its row does not fit"""
    scenario = Scenario.load(base)
    row = run.row
    for key, column in (("fabric.BatchTimeout", "batch_timeout"),
                        ("fabric.BatchSize.PreferredMaxBytes", "preferred_bytes"),
                        ("fabric.BatchSize.MaxMessageCount", "max_msg_count")):
        if not pd.isna(row[column]):
            value = row[column]
            scenario.set(key, value if isinstance(value, str) else int(value))
    if row["mode"] == "wan":
        for key, value in WAN.items():
            scenario.set(key, value)
    if NICE_RUNS.match(run.name):
        scenario.set("workload.niceness", NICENESS)
    scenario.set("name", run.name)
    scenario.set("workload.clients", int(row["conns"]))
    scenario.set("workload.rounds", _rounds(run))
    dead = ORDERERS[len(ORDERERS) - run.dead_orderers:]
    scenario.set("faults", [{"type": "crash", "node": name, "at": "0s"} for name in dead])
    return scenario


def _rounds(run: Run) -> list[dict[str, Any]]:
    operation, before = OPERATIONS[run.operation]
    rounds = [_round(label, name, count or run.transactions, 100, report=False)
              for label, name, count in before]
    return [*rounds, _round(ROUND, operation, run.transactions, int(run.row["in_flight"]))]


def _round(label: str, operation: str, count: int, slots: int, **more: Any) -> dict[str, Any]:
    return {"label": label, "operation": operation, "txNumber": count, **more,
            "rateControl": {"type": "closed-loop", "opts": {"slots": min(slots, count)}}}
