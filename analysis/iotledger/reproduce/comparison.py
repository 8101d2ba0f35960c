# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Published and simulated values side by side: comparison.csv, and the table in the terminal."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Sequence

import pandas as pd
from rich.console import Console
from rich.table import Table

from ..merge import write_text
from ..table import human

COLUMNS = ("source", "item", "condition", "unit", "published", "simulated", "error_percent",
           "holds")


@dataclass(frozen=True)
class Comparison:
    """One published value and the simulator's."""

    source: str
    item: str
    condition: str
    unit: str
    published: float
    simulated: float
    limit_percent: float  # how far off it may be; NaN: it is not judged
    role: str             # "fitted": parameters were chosen by it; "predicted": they were not

    @property
    def error_percent(self) -> float:
        """How far the simulated value is off [%], NaN if there is none."""
        return 100.0 * (self.simulated - self.published) / self.published

    @property
    def is_judged(self) -> bool:
        """Whether there is a limit."""
        return not math.isnan(self.limit_percent)

    @property
    def holds(self) -> bool:
        """Whether the simulated value is within the limit."""
        return abs(self.error_percent) <= self.limit_percent


def write_csv(rows: Sequence[Comparison], path: Path) -> None:
    """Writes comparison.csv."""
    frame = pd.DataFrame([[getattr(row, name) for name in COLUMNS] for row in rows],
                         columns=COLUMNS)
    frame["holds"] = [("yes" if row.holds else "no") if row.is_judged else "" for row in rows]
    write_text(path, frame.to_csv(index=False, lineterminator="\n"))


def print_table(rows: Sequence[Comparison], stream: IO[str] | None = None) -> None:
    """Prints a line per value, and how many are within their limits."""
    console = Console(file=stream, highlight=False)
    if not console.is_terminal:
        console.width = 120
    table = Table(header_style="bold")
    for name in ("source", "quantity", "condition"):
        table.add_column(name)
    for name in ("published", "simulated", "error", "limit"):
        table.add_column(name, justify="right")
    table.add_column("")
    for row in rows:
        verdict = "[green]holds[/green]" if row.holds else "[red]missed[/red]"
        table.add_row(row.source, row.item, row.condition, human(row.published, row.unit),
                      human(row.simulated, row.unit), _percent(row.error_percent),
                      f"{row.limit_percent:g} % {row.role}", verdict)
    console.print(table)
    for role in dict.fromkeys(row.role for row in rows):
        found = [row for row in rows if row.role == role]
        held = sum(row.holds for row in found)
        console.print(f"{role}: {held} of {len(found)} values within their limit")


def _percent(error: float) -> str:
    return "" if math.isnan(error) else f"{error:+.1f} %"
