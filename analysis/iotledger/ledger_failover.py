# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""What follows when the leading orderer of a ledger crashes, from events.csv."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterator, Sequence

import pandas as pd

from .points import short_names
from .table import human

QUANTITIES = (("election", "s"), ("resume", "s"), ("lost", "1"))
COLUMNS = ("point", "run", *(name for name, _ in QUANTITIES))


def read(folder: Path) -> pd.DataFrame:
    """A row for each crash of a leader and channel it led, with the columns of COLUMNS.

    `election` and `resume` [s] count from the crash; they are missing if it never came to that.
    `lost` is of all the run.
    """
    events = pd.read_csv(folder / "events.csv", dtype=str, keep_default_na=False,
                         usecols=["point", "run", "time_s", "node", "event", "detail"])
    rows = [row for (point, run), own in events.groupby(["point", "run"], sort=False)
            for row in _of_run(int(point), int(run), own)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).sort_values(["point", "run"], kind="stable")


def _of_run(point: int, run: int, events: pd.DataFrame) -> Iterator[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    lost = 0
    leaders: dict[str, str] = {}  # by channel
    waiting: dict[str, tuple[float, dict[str, Any]]] = {}  # crash and row, by channel
    for time, node, event, detail in events[["time_s", "node", "event", "detail"]].itertuples(
            index=False):
        channel = detail.partition(" ")[0]
        if event == "crash":
            for led in [led for led, leader in leaders.items() if leader == node]:
                rows.append({"point": point, "run": run})
                waiting[led] = (float(time), rows[-1])
                del leaders[led]
        elif event == "leader-elected":
            if channel in waiting and leaders.get(channel) != node:
                crashed, row = waiting[channel]
                row.setdefault("election", float(time) - crashed)
            leaders[channel] = node
        elif event == "commits-resumed" and channel in waiting:
            crashed, row = waiting.pop(channel)
            row["resume"] = float(time) - crashed
        elif event == "messages-lost":
            lost += int(detail.split()[1])
    for row in rows:
        yield {**row, "lost": lost}


def is_in(summary: pd.DataFrame) -> bool:
    """Whether a leader crashed."""
    return "failover.lost" in set(summary["quantity"])


def heading(summary: pd.DataFrame) -> str:
    """What the numbers of `cells` are of."""
    crashes = int(summary.loc[summary["quantity"] == "failover.lost", "count"].max())
    return ("crash of the leading orderer: time to a new leader, time to its first block at a peer, "
            "acknowledged transactions lost" + ("; mean (least to most) of "
                                                f"{crashes} crashes" if crashes > 1 else ""))


def columns(keys: Sequence[str]) -> list[str]:
    """Heads of the columns of `cells`."""
    names = short_names(list(keys))
    return [*(names[key] for key in keys), "new leader", "new block", "lost"]


def cells(summary: pd.DataFrame, keys: Sequence[str]) -> list[list[str]]:
    """A row of cells for each point at which a leader crashed."""
    rows = []
    for _, group in summary.groupby("point", sort=True):
        found = group.set_index("quantity")
        if "failover.lost" in found.index:
            rows.append([*(str(group[key].iloc[0]) for key in keys),
                         *(_cell(found, f"failover.{name}") for name, _ in QUANTITIES)])
    return rows


def _cell(found: pd.DataFrame, quantity: str) -> str:
    if quantity not in found.index:
        return "never"
    row = found.loc[quantity]
    mean = human(row["mean"], row["unit"])
    if row["count"] < 2:
        return mean
    return f"{mean} ({human(row['min'], row['unit'])} to {human(row['max'], row['unit'])})"
