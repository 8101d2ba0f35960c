# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""`bench`: what the paper's run of a ledger costs, and how its cost grows with the transactions.

A cost per transaction is the CPU time of so many over that of the smallest run, which stands for
setting the network up: (cpu(n) - cpu(10)) / (n - 10). Memory is the most that the run took more
than the program before it, against the size of the blocks on all nodes that keep them.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any, Mapping, Sequence

from rich.console import Console
from rich.table import Table

from .bench_goals import PROGRAMS, Goal, ask, goals_json, markdown_table, print_goals
from .progress import for_stream

SCENARIO = Path(__file__).resolve().parents[2] / "bench" / "ledger-paper.yaml"
PROGRAM = "ledger-transactions"
PAPER = 0  # stands for the scenario's own rounds
SET_UP = 10
SIZES = (SET_UP, 1_000, 10_000, 100_000)
LEDGERS = 7  # nodes of the scenario that keep every block: 3 orderers, 4 peers
MB = 1024.0 * 1024.0


def run(out: Path, repetitions: int, programs: Path | None = None) -> None:
    """Measures, prints the table and writes ledger.json and ledger.md."""
    out.mkdir(parents=True, exist_ok=True)
    raw = measure(programs or PROGRAMS, repetitions)
    rows = compare(raw)
    targets = goals(raw, rows)
    _print(rows, targets)
    (out / "ledger.json").write_text(json.dumps({
        "measurements": raw, "rows": rows, "goals": goals_json(targets)}, indent=2) + "\n",
        encoding="utf-8")
    (out / "ledger.md").write_text(markdown_table(HEAD, [cells(row) for row in rows], targets),
                                   encoding="utf-8")
    print(f"results: {out / 'ledger.md'}, {out / 'ledger.json'}")


def measure(programs: Path, repetitions: int) -> list[dict[str, Any]]:
    """Runs the paper's run and the growing ones; the largest once. @return what each run said"""
    plan = [(size, repetition) for repetition in range(repetitions)
            for size in (PAPER, *SIZES) if repetition == 0 or size < SIZES[-1]]
    progress = for_stream(sys.stderr)
    said = []
    progress.begin(len(plan), 0, 1)
    try:
        for done, (size, _) in enumerate(plan):
            weight = sum(max(entry, 1000) for entry, _ in plan)
            share = sum(max(entry, 1000) for entry, _ in plan[:done]) / weight
            progress.update(done, 0, None, share)
            said.append({"size": size, **_measure(programs / PROGRAM, size)})
    finally:
        progress.end()
    return said


def _measure(program: Path, size: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="iot-ledger-") as folder:
        arguments = [f"--scenario={SCENARIO}", f"--folder={folder}"]
        if size != PAPER:
            rounds = [{"label": "grow", "operation": "CreateAsset", "txNumber": size,
                       "rateControl": {"type": "closed-loop", "opts": {"slots": 1000}}}]
            arguments.append("--rounds=" + json.dumps(rounds, separators=(",", ":")))
        return ask(program, arguments, ("transactions", "ledger_bytes", "cpu_s", "wall_s",
                                        "simulated_s", "rss_bytes"))


def _median(raw: Sequence[Mapping[str, Any]], size: int, name: str) -> float:
    return statistics.median(float(said[name]) for said in raw if said["size"] == size)


def compare(raw: Sequence[Mapping[str, Any]]) -> list[dict[str, float]]:
    """A row per number of transactions, medians."""
    base = _median(raw, SET_UP, "cpu_s")
    rows: list[dict[str, float]] = []
    for size in SIZES[1:]:
        rows.append({
            "transactions": size,
            "us": 1e6 * (_median(raw, size, "cpu_s") - base) / (size - SET_UP),
            "rss_bytes": _median(raw, size, "rss_bytes"),
            "ledger_bytes": LEDGERS * _median(raw, size, "ledger_bytes"),
        })
    for row in rows:
        row["growth"] = row["us"] / rows[0]["us"]
        row["memory"] = row["rss_bytes"] / row["ledger_bytes"]
    return rows


def goals(raw: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, float]]) -> list[Goal]:
    """The project's goals for a ledger."""
    simulated, wall = (_median(raw, PAPER, name) for name in ("simulated_s", "wall_s"))
    return [
        Goal("CPU of the paper's run [s], at most", _median(raw, PAPER, "cpu_s"), 10.0),
        Goal("its wall time over the time it simulates, at most", wall / simulated, 0.1),
        Goal("CPU per transaction at 100000 over that at 1000, at most", rows[-1]["growth"], 1.2),
        Goal("memory at 100000 over the size of all ledgers, at most", rows[-1]["memory"], 1.0),
    ]


HEAD = ("transactions", "CPU per transaction [µs]", "to 1,000 transactions", "memory [MB]",
        "ledgers [MB]", "memory / ledgers")


def cells(row: Mapping[str, float]) -> list[str]:
    """A row of the table."""
    return [f"{row['transactions']:.0f}", f"{row['us']:.0f}", f"{row['growth']:.2f}",
            f"{row['rss_bytes'] / MB:.0f}", f"{row['ledger_bytes'] / MB:.0f}",
            f"{row['memory']:.2f}"]


def _print(rows: Sequence[Mapping[str, float]], targets: Sequence[Goal]) -> None:
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 200
    table = Table(header_style="bold")
    for name in HEAD:
        table.add_column(name, justify="right")
    for row in rows:
        table.add_row(*cells(row))
    console.print(table)
    print_goals(console, targets)
