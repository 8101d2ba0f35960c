# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""The figures that only a ledger's report has: rates, blocks, and resources over time."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any, Sequence

import numpy as np
import pandas as pd

from . import figures
from .figures import Curve, Frame
from .ledger_summary import PROGRAMS
from .report_figures import AXIS, Figure, layout, over_key, title

MAX_POINTS = 150  # of a curve over time, so that the report stays small
DIGITS = 5  # significant ones of what is drawn over time
REASONS = {"count": "#0072B2", "bytes": "#E69F00", "timeout": "#009E73", "oversize": "#D55E00"}

# Quantity of the summary, heading, unit, vertical axis: the resources of nodes by role.
BYTES = {"tickformat": "~s", "ticksuffix": "B"}
USAGE = (("cpu", "CPU", "1", {"tickformat": ".0%", "title": title("mean utilisation")}),
         ("memory", "Memory", "B", {**BYTES, "title": title("mean memory")}),
         ("received", "Network, received", "B", {**BYTES, "title": title("total of a node")}),
         ("sent", "Network, sent", "B", {**BYTES, "title": title("total of a node")}),
         ("written", "Disk, written", "B", {**BYTES, "title": title("total of a node")}),
         ("read", "Disk, read", "B", {**BYTES, "title": title("total of a node")}))

# Column, heading, whether it is bytes in the time of a sample, vertical axis: over time.
RATE = {"tickformat": "~s", "ticksuffix": "B/s", "rangemode": "tozero"}
SERIES = (("cpu_util", "CPU of the host", False, {"tickformat": ".0%", "rangemode": "tozero"}),
          ("memory_bytes", "Memory", False, {**BYTES, "rangemode": "tozero"}),
          ("rx_bytes", "Network, received", True, RATE),
          ("tx_bytes", "Network, sent", True, RATE),
          ("disk_write_bytes", "Disk, written", True, RATE),
          ("disk_read_bytes", "Disk, read", True, RATE))


def throughput(summary: pd.DataFrame, frame: Frame, label: str) -> Figure:
    """Throughput of a round over the main swept key."""
    found = figures.curves(summary, frame, f"{label}.throughput")
    return over_key(found, frame, figures.title_of(label), {"title": title("throughput [1/s]")}, "1/s",
                    "repetitions")


def roles_in(summary: pd.DataFrame) -> list[str]:
    """The roles of nodes, those that serve first."""
    roles = [name.removesuffix(".received") for name in dict.fromkeys(summary["quantity"])
             if name.endswith(".received")]
    return sorted(roles, key=lambda role: (role == "client", roles.index(role)))


def usage_curves(summary: pd.DataFrame, frame: Frame, quantity: str) -> list[Curve]:
    """A quantity of each role over the main swept key."""
    return [replace(curve, label=f"{role}{', ' if curve.label else ''}{curve.label}")
            for role in roles_in(summary)
            for curve in figures.curves(summary, frame, f"{role}.{quantity}")]


def usage(summary: pd.DataFrame, frame: Frame) -> list[Figure]:
    """A figure for each kind of resource that was used."""
    found = []
    for quantity, heading, unit, vertical in USAGE:
        curves = usage_curves(summary, frame, quantity)
        if any(max(curve.mean) > 0 for curve in curves):
            found.append(over_key(curves, frame, heading, vertical, unit, "nodes"))
    return found


def cut_reasons(blocks: pd.DataFrame, labels: dict[int, str]) -> Figure:
    """How many blocks were cut why, at each point. @param labels of the points"""
    counts = blocks.groupby(["point", "reason"]).size().unstack(fill_value=0)
    counts = counts.reindex(labels, fill_value=0)
    places = [figures.tick_text(label) for label in labels.values()]
    data = [{"type": "bar", "x": places, "y": counts[reason].tolist(), "name": reason,
             "legendgroup": reason, "marker": {"color": colour},
             "hovertemplate": "%{y} blocks by %{fullData.name}<extra></extra>"}
            for reason, colour in REASONS.items() if reason in counts]
    return {"data": data, "layout": {
        **layout("Why blocks were cut"), "barmode": "stack", "bargap": 0.4,
        "xaxis": {**AXIS, "type": "category", "showgrid": False},
        "yaxis": {**AXIS, "title": title("blocks")}}}


def reason_legend(blocks: pd.DataFrame) -> list[tuple[str, str]]:
    """Names and colours of the reasons that occur."""
    return [(name, colour) for name, colour in REASONS.items()
            if (blocks["reason"] == name).any()]


def block_sizes(blocks: pd.DataFrame) -> Figure:
    """Transactions of each block over time, by why it was cut. @param blocks of one run; `time`
    [s] is when each was cut, counted from the beginning of the workload"""
    blocks = blocks.dropna(subset=["time"])  # of some nobody is left who cut them
    step = math.ceil(len(blocks) / (4 * MAX_POINTS)) or 1
    shown = blocks.iloc[::step]
    data = []
    for reason, colour in REASONS.items():
        rows = shown[shown["reason"] == reason]
        if len(rows):
            data.append({
                "type": "scatter", "mode": "markers", "x": _short(rows["time"]),
                "y": rows["transactions"].tolist(), "name": reason, "legendgroup": reason,
                "marker": {"color": colour, "size": 6},
                "text": [f"{channel} block {number}, {size} B" for channel, number, size
                         in zip(rows["channel"], rows["number"], rows["bytes"].astype("int64"))],
                "hovertemplate": "%{text}<br>%{y} transactions, cut by %{fullData.name} at "
                                 "%{x}s<extra></extra>"})
    return {"data": data, "layout": {
        **layout("Transactions of each block"),
        "xaxis": {**AXIS, "title": title("time of the workload [s]"), "rangemode": "tozero"},
        "yaxis": {**AXIS, "rangemode": "tozero", "title": title("transactions")}}}


def nodes_in(resources: pd.DataFrame) -> list[str]:
    """The nodes that were sampled over time: as many as there are colours."""
    samples = resources[~resources["role"].isin(PROGRAMS)].groupby("node", sort=False).size()
    return list(samples[samples > 1].index[:len(figures.CURVE_COLOURS)])


def over_time(resources: pd.DataFrame, nodes: Sequence[str]) -> list[Figure]:
    """What nodes used over time. @param resources of one run; `time` [s] as for `block_sizes`"""
    found = []
    for column, heading, is_rate, vertical in SERIES:
        if not (resources[column] > 0).any():
            continue
        data = [_series(resources, node, column, is_rate, colour)
                for node, colour in zip(nodes, figures.CURVE_COLOURS)]
        found.append({"data": data, "layout": {
            **layout(heading), "yaxis": {**AXIS, **vertical},
            "xaxis": {**AXIS, "title": title("time of the workload [s]")}}})
    return found


def _series(resources: pd.DataFrame, node: str, column: str, is_rate: bool,
            colour: str) -> dict[str, Any]:
    rows = resources[(resources["node"] == node) & ~resources["role"].isin(PROGRAMS)]
    lengths = (rows["time_s"] - rows["begin_s"]).to_numpy()
    amounts = rows[column].to_numpy(dtype=float) * (1.0 if is_rate else lengths)
    joined = np.arange(len(rows)) // (math.ceil(len(rows) / MAX_POINTS) or 1)
    values = np.bincount(joined, amounts) / np.bincount(joined, lengths)
    times = rows["time"].groupby(joined).last()
    return {"type": "scatter", "mode": "lines", "x": _short(times), "y": _short(values),
            "name": node, "legendgroup": node, "line": {"color": colour, "width": 1.6},
            "hovertemplate": f"{node}: %{{y}} at %{{x}}s<extra></extra>"}


def _short(values: Any) -> list[float]:
    return [float(f"{value:.{DIGITS}g}") for value in values]
