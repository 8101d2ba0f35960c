# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Caliper's table of a ledger's rounds, in the terminal and in the report; of crashes, in the
terminal."""

from __future__ import annotations

from typing import IO, Sequence

import pandas as pd
from rich.console import Console
from rich.table import Table

from . import ledger_failover
from .points import short_names
from .summary import half_width, mean_of

# Caliper's columns: how repetitions are joined, and the digits that Caliper shows.
COUNTS = ("Succ", "Fail")
MEANS = (("Asked Rate (TPS)", 1), ("Send Rate (TPS)", 1), ("Max Latency (s)", 2),
         ("Min Latency (s)", 2), ("Avg Latency (s)", 2), ("Throughput (TPS)", 1))
EXTREMES = {"Max Latency (s)": max, "Min Latency (s)": min}
COLUMNS = ("Name", *COUNTS, *(name for name, _ in MEANS))
NOTHING = "-"  # as Caliper shows what is not defined


def rounds(caliper: pd.DataFrame, keys: Sequence[str]) -> list[list[str]]:
    """A row of cells for each point and round: the swept values, then Caliper's columns.

    Of several repetitions, Succ and Fail are sums, Max and Min Latency the extremes, the others
    means with half their 95 % confidence interval.
    """
    place = caliper.groupby(["point", "run"]).cumcount().rename("place")
    rows = []
    for _, group in caliper.groupby(["point", place], sort=True):
        first = group.iloc[0]
        rows.append([*(str(first[key]) for key in keys), str(first["Name"]),
                     *(str(int(group[column].sum())) for column in COUNTS),
                     *(_cell(group[column].dropna().tolist(), column, digits)
                       for column, digits in MEANS)])
    return rows


def _cell(values: list[float], column: str, digits: int) -> str:
    if not values:
        return NOTHING
    if column in EXTREMES:
        return f"{EXTREMES[column](values):.{digits}f}"
    mean = f"{mean_of(values):.{digits}f}"
    return mean if len(values) < 2 else f"{mean} ± {half_width(values):.{digits}f}"


def heading(caliper: pd.DataFrame) -> str:
    """What the numbers are of."""
    repetitions = caliper["run"].nunique()
    if repetitions < 2:
        return "rounds, as Caliper reports them"
    return (f"rounds, as Caliper reports them: sums and extremes of {repetitions} repetitions, "
            "mean rates and latency ± 95 % confidence interval")


def print_rounds(caliper: pd.DataFrame, keys: Sequence[str],
                 stream: IO[str] | None = None) -> None:
    """Prints Caliper's table, one row a round; of a sweep, one a point and round."""
    names = short_names(list(keys))
    table = Table(header_style="bold")
    for key in keys:
        table.add_column(names[key], justify="right")
    for column in COLUMNS:
        table.add_column(column, justify="left" if column == "Name" else "right")
    for cells in rounds(caliper, keys):
        table.add_row(*cells)
    _print(heading(caliper), table, stream)


def print_failover(summary: pd.DataFrame, keys: Sequence[str],
                   stream: IO[str] | None = None) -> None:
    """Prints what followed crashes of the leading orderer, one row a point; nothing without one."""
    if not ledger_failover.is_in(summary):
        return
    table = Table(header_style="bold")
    for column in ledger_failover.columns(keys):
        table.add_column(column, justify="right")
    for cells in ledger_failover.cells(summary, keys):
        table.add_row(*cells)
    _print(ledger_failover.heading(summary), table, stream)


def _print(title: str, table: Table, stream: IO[str] | None) -> None:
    console = Console(file=stream, highlight=False, markup=False)
    if not console.is_terminal:
        console.width = 240  # a file has no width to fold at
    console.print(title)
    console.print(table)
