# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Numbers for people, and the summary table in the terminal."""

from __future__ import annotations

import math
from typing import IO, Sequence

import pandas as pd
from rich.console import Console
from rich.table import Table

from .points import short_names
from .summary import in_order, outcome_counts

SCALES = {
    "s": ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")),
    "1": ((1.0, ""),),
    "1/s": ((1.0, "TPS"),),
    "B": ((1024.0**3, "GB"), (1024.0**2, "MB"), (1024.0, "KB"), (1.0, "B")),
}


def scale_for(value: float, unit: str) -> tuple[float, str]:
    """The factor and name of the unit that suits a value."""
    scales = SCALES.get(unit, ((1.0, unit),))
    return next((scale for scale in scales if abs(value) >= scale[0]), scales[-1])


def rounded(value: float, digits: int = 3) -> str:
    """A number with three significant digits, never in exponent form below a million."""
    if math.isnan(value):
        return ""
    if value == 0:
        return "0"
    places = max(digits - 1 - math.floor(math.log10(abs(value))), 0)
    return f"{value:.{places}f}"


def human(value: float, unit: str) -> str:
    """`1.23 ms`, `4.5 MB`."""
    if math.isnan(value):
        return ""
    factor, name = scale_for(value, unit)
    return f"{rounded(value / factor)} {name}".strip()


def interval(mean: float, ci95: float, unit: str) -> str:
    """`1.23 ± 0.05 ms`."""
    if math.isnan(mean):
        return ""
    factor, name = scale_for(mean, unit)
    if math.isnan(ci95):
        return f"{rounded(mean / factor)} {name}".strip()
    places = len(rounded(mean / factor).partition(".")[2])
    half = ci95 / factor
    shown = f"{half:.{places}f}" if half >= 0.5 * 10**-places else rounded(half, 1)
    return f"{rounded(mean / factor)} ± {shown} {name}".strip()


def outcomes_of(counts: pd.DataFrame, point: int, operation: str) -> str:
    """`20`, or `18 ok, 2 timeout` when not all went well."""
    if (point, operation) not in counts.index:
        return ""
    row = counts.loc[(point, operation)]
    found = {name: int(row[name]) for name in row.index if row[name]}
    if set(found) == {"ok"}:
        return str(found["ok"])
    names = sorted(found, key=lambda name: (name != "ok", name))
    return ", ".join(f"{found[name]} {name}" for name in names)


def caught_share(indexed: pd.DataFrame, point: int) -> str:
    """`25 % of 40`: how many of the sends with a wrong key were caught; empty if there were none.

    @param indexed the summary by point and quantity
    """
    if (point, "pubcheck.caught") not in indexed.index:
        return ""
    row = indexed.loc[(point, "pubcheck.caught")]
    return f"{100 * row['mean']:.3g} % of {int(row['count'])}"


def print_summary(summary: pd.DataFrame, operations: pd.DataFrame, keys: Sequence[str],
                  stream: IO[str] | None = None) -> None:
    """Prints mean latency with its 95 % confidence interval, and outcomes, at each point.

    Where keys were wrong, also the share of sends with them that were caught.
    """
    names = short_names(list(keys))
    kinds = in_order(operations["operation"])
    table = Table(header_style="bold")
    for key in keys:
        table.add_column(names[key], justify="right")
    for kind in kinds:
        table.add_column(kind, justify="right")
    indexed = summary.set_index(["point", "quantity"])
    counts = outcome_counts(operations)
    attacked = "pubcheck.caught" in set(summary["quantity"])
    if attacked:
        table.add_column("caught", justify="right")
    for point, group in summary.groupby("point", sort=True):
        cells = [str(group[key].iloc[0]) for key in keys]
        for kind in kinds:
            cells.append(_cell(indexed, counts, int(point), kind))
        if attacked:
            cells.append(caught_share(indexed, int(point)))
        table.add_row(*cells)
    console = Console(file=stream, highlight=False)
    if not console.is_terminal:
        console.width = 200  # a file has no width to fold at
    console.print("mean latency ± 95 % confidence interval (operations)")
    console.print(table)


def _cell(indexed: pd.DataFrame, counts: pd.DataFrame, point: int, kind: str) -> str:
    outcomes = outcomes_of(counts, point, kind)
    if (point, f"{kind}.latency") not in indexed.index:
        return f"({outcomes})" if outcomes else ""
    row = indexed.loc[(point, f"{kind}.latency")]
    return f"{interval(row['mean'], row['ci95'], row['unit'])} [dim]({outcomes})[/dim]"
