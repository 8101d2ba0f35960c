# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""`bench`: what a verification round costs here and in a bare ns-3 program.

Both programs simulate the same round, the same bytes over the same topology; one is the project,
the other only moves the bytes with ns-3's own sockets. They run alternately, so that a change of
the machine's speed meets both, and the medians are compared.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Mapping, Sequence

from rich.console import Console
from rich.table import Table

from .bench_goals import PROGRAMS, Goal, ask, goals_json, markdown_table, print_goals
from .progress import Progress, TimeLeft, for_stream

OURS, BARE = "verification-round", "bare-tcp-round"
DEVICES = (10, 100, 1000, 2000)
DEVICE_ROUNDS = 40000  # rounds × devices of a measurement: 20 rounds at 2,000, well past the first
KB = 1024.0


@dataclass(frozen=True)
class Measure:
    """One run of a program."""

    program: str
    devices: int
    repetition: int

    @property
    def point(self) -> tuple[str, int]:
        """What its repetitions share."""
        return self.program, self.devices


def run(out: Path, repetitions: int, programs: Path | None = None) -> None:
    """Measures, prints the table and writes bench.json and bench.md."""
    out.mkdir(parents=True, exist_ok=True)
    raw = measure(programs or PROGRAMS, repetitions, for_stream(sys.stderr))
    rows = compare(raw)
    targets = goals(rows)
    _print(rows, targets)
    (out / "bench.json").write_text(json.dumps({
        "measurements": raw, "rows": rows, "goals": goals_json(targets)}, indent=2) + "\n",
        encoding="utf-8")
    (out / "bench.md").write_text(markdown(rows, targets), encoding="utf-8")
    print(f"results: {out / 'bench.md'}, {out / 'bench.json'}")


def measure(programs: Path, repetitions: int, progress: Progress) -> list[dict[str, Any]]:
    """Runs both programs alternately. @return what each run said"""
    plan = [Measure(program, devices, repetition) for repetition in range(1, repetitions + 1)
            for devices in DEVICES for program in (OURS, BARE)]
    left = TimeLeft({entry: 1.0 for entry in plan}, jobs=1)
    said = []
    progress.begin(len(plan), 0, 1)
    try:
        for done, entry in enumerate(plan):
            progress.update(done, 0, left.seconds({}), left.share_done({}))
            began = time.monotonic()
            said.append(_measure(programs / entry.program, entry.devices))
            left.finish(entry, time.monotonic() - began)
    finally:
        progress.end()
    return said


def _measure(program: Path, devices: int) -> dict[str, Any]:
    rounds = max(DEVICE_ROUNDS // devices, 1)
    return ask(program, [f"--devices={devices}", f"--rounds={rounds}"],
               ("cpu_s", "rss_bytes", "messages"))


def compare(raw: Sequence[Mapping[str, Any]]) -> list[dict[str, float]]:
    """A row per number of devices: medians of both programs and their ratios."""
    def median(program: str, devices: int, value: Any) -> float:
        return statistics.median(value(said) for said in raw
                                 if (said["program"], said["devices"]) == (program, devices))

    rows: list[dict[str, float]] = []
    for devices in DEVICES:
        row: dict[str, float] = {"devices": devices}
        for name, program in (("ours", OURS), ("bare", BARE)):
            row[f"{name}_us"] = 1e6 * median(program, devices,
                                             lambda said: said["cpu_s"] / said["messages"])
            row[f"{name}_rss_bytes"] = median(program, devices, lambda said: said["rss_bytes"])
        row["ratio"] = row["ours_us"] / row["bare_us"]
        row["ours_bytes_per_device"] = row["ours_rss_bytes"] / devices
        row["bare_bytes_per_device"] = row["bare_rss_bytes"] / devices
        rows.append(row)
    base = next(row for row in rows if row["devices"] == 100)
    for row in rows:
        row["ours_growth"] = row["ours_us"] / base["ours_us"]
        row["bare_growth"] = row["bare_us"] / base["bare_us"]
    return rows


def goals(rows: Sequence[Mapping[str, float]]) -> list[Goal]:
    """The project's goals for this comparison."""
    at = {int(row["devices"]): row for row in rows}
    return [
        Goal("CPU per message at 2000 devices over that at 100, at most",
             at[2000]["ours_growth"], 1.5),
        Goal("CPU per message over the bare program's at 100 devices, at most",
             at[100]["ratio"], 1.5),
        Goal("CPU per message over the bare program's at 2000 devices, less than",
             at[2000]["ratio"], 1.0, strict=True),
        Goal("memory per device at 2000 devices [KB], at most",
             at[2000]["ours_bytes_per_device"] / KB, 100.0),
    ]


HEAD = ("devices", "CPU per message [µs]", "bare ns-3 [µs]", "ours / bare", "ours, to 100 devices",
        "bare, to 100 devices", "memory per device [KB]", "bare ns-3 [KB]")


def cells(row: Mapping[str, float]) -> list[str]:
    """A row of the table."""
    return [f"{row['devices']:.0f}", f"{row['ours_us']:.2f}", f"{row['bare_us']:.2f}",
            f"{row['ratio']:.2f}", f"{row['ours_growth']:.2f}", f"{row['bare_growth']:.2f}",
            f"{row['ours_bytes_per_device'] / KB:.0f}", f"{row['bare_bytes_per_device'] / KB:.0f}"]


def markdown(rows: Sequence[Mapping[str, float]], targets: Sequence[Goal]) -> str:
    """The tables as Markdown."""
    return markdown_table(HEAD, [cells(row) for row in rows], targets)


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
