# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""The report's interactive figures, as the JSON that plotly.js takes."""

from __future__ import annotations

from typing import Any

import pandas as pd

from . import figures
from .figures import Bar, Curve, Frame
from .table import human, interval

Figure = dict[str, Any]

FONT = {"family": "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif",
        "size": 13, "color": "#24313f"}
AXIS = {"gridcolor": "#e6eaee", "linecolor": "#9aa5b1", "zeroline": False, "showline": True,
        "ticks": "outside", "tickcolor": "#9aa5b1", "automargin": True}
SECONDS = {"tickformat": "~s", "ticksuffix": "s"}  # 0.02 as 20ms
MAX_TOTALS = 60  # bars above which their totals would overlap
MAX_BARS = 120  # bars that are drawn


def latency(summary: pd.DataFrame, frame: Frame, operation: str,
            noun: str = "operations") -> Figure:
    """Mean latency over the main swept key, a curve per other combination, with its interval."""
    found = figures.curves(summary, frame, f"{operation}.latency")
    vertical = {**SECONDS, "title": title("mean latency")}
    return over_key(found, frame, figures.title_of(operation), vertical, "s", noun)


def over_key(found: list[Curve], frame: Frame, heading: str, vertical: Figure, unit: str,
             noun: str) -> Figure:
    """Curves over the main swept key, each with its interval.

    @param vertical what the vertical axis has beside the usual @param noun what the means are over
    """
    data: list[Figure] = []
    for number, curve in enumerate(found):
        colour = figures.CURVE_COLOURS[number % len(figures.CURVE_COLOURS)]
        data += [_band(curve, colour), _line(curve, colour, unit, noun)]
    vertical = {**AXIS, **vertical}
    if figures.wide([value for curve in found for value in curve.mean]):
        vertical.update({"type": "log", "dtick": 1})
    else:
        vertical["rangemode"] = "tozero"
    return {"data": data, "layout": {**layout(heading), "xaxis": _x_axis(frame),
                                     "yaxis": vertical}}


def _x_axis(frame: Frame) -> Figure:
    axis: Figure = {**AXIS, "title": title(frame.title), "tickangle": 0}
    if frame.log:
        axis["type"] = "log"
    if frame.written:
        axis.update({"tickmode": "array", "tickvals": figures.places(frame),
                     "ticktext": figures.tick_texts(frame)})
    return axis


def _band(curve: Curve, colour: str) -> Figure:
    return {"type": "scatter", "mode": "lines", "x": curve.x + curve.x[::-1],
            "y": curve.high + curve.low[::-1],
            "fill": "toself", "fillcolor": f"{colour}2e", "line": {"width": 0, "color": colour},
            "hoverinfo": "skip", "showlegend": False, "legendgroup": curve.label}


def _line(curve: Curve, colour: str, unit: str, noun: str) -> Figure:
    hover = [
        f"{text}{', ' if curve.label else ''}{curve.label}<br><b>"
        f"{interval(row.mean_, row.ci95, unit)}</b><br>p95 {human(row.p95, unit)}, max "
        f"{human(row.max_, unit)}<br>{row.count_} {noun}"
        for text, row in zip(curve.texts, curve.rows.rename(columns={
            "mean": "mean_", "max": "max_", "count": "count_"}).itertuples())]
    return {"type": "scatter", "mode": "lines+markers", "x": curve.x,
            "y": curve.mean, "name": curve.label, "legendgroup": curve.label,
            "line": {"color": colour, "width": 2}, "marker": {"size": 6}, "text": hover,
            "hovertemplate": "%{text}<extra></extra>"}


def distribution(operations: pd.DataFrame, names: list[str],
                 noun: str = "operations") -> Figure:
    """Distribution function of each operation's latency, for a scenario without a sweep."""
    steps = [(name, *figures.distribution(operations, name)) for name in names]
    return distributions(steps, "Distribution of latency", noun)


def distributions(steps: list[tuple[str, list[float], list[float]]], heading: str,
                  noun: str) -> Figure:
    """Distribution functions of latency. @param steps name, values [s] and shares of each"""
    data = [{"type": "scatter", "mode": "lines", "x": values, "y": shares, "name": name,
             "legendgroup": name, "line": {"shape": "hv", "color": colour, "width": 2},
             "hovertemplate": f"%{{y:.1%}} of {name} within %{{x:.4s}}s<extra></extra>"}
            for (name, values, shares), colour in zip(steps, figures.CURVE_COLOURS)]
    return {"data": data, "layout": {
        **layout(heading),
        "xaxis": {**AXIS, **SECONDS, "type": "log", "dtick": 1, "title": title("latency")},
        "yaxis": {**AXIS, "tickformat": ".0%", "range": [0, 1.02],
                  "title": title(f"{noun} at most this long")}}}


def parts(bars: list[Bar], heading: str, x_title: str) -> Figure:
    """What mean latencies are made of: stacked shares; `seconds` holds the same in seconds."""
    bars = bars[:MAX_BARS]
    grouped = any(bar.group for bar in bars)
    inner = [figures.tick_text(bar.text) for bar in bars]
    places: list[Any] = [[bar.group for bar in bars], inner] if grouped else inner
    data = [_part(part, bars, places) for part in figures.PART_NAMES
            if any(bar.parts.get(part) for bar in bars)]
    seconds = [[bar.parts.get(part, 0.0) for bar in bars] for part in figures.PART_NAMES
               if any(bar.parts.get(part) for bar in bars)]
    if len(bars) <= MAX_TOTALS:
        data.append({"type": "scatter", "mode": "text", "x": places, "y": [1.0] * len(bars),
                     "text": [human(bar.whole, "s") for bar in bars], "hoverinfo": "skip",
                     "textposition": "top center", "cliponaxis": False,
                     "textfont": {"size": 10, "color": "#55606c"}})
        seconds.append([bar.whole for bar in bars])
    look = layout(heading)
    look.update({
        "barmode": "stack", "bargap": 0.25 if len(bars) > 4 else 0.5,
        "xaxis": {**AXIS, "title": title(x_title), "dividercolor": "#c5cdd5", "showgrid": False,
                  "type": "multicategory" if grouped else "category", "tickangle": 0},
        "yaxis": {**AXIS, **as_shares()}})
    top = 1.08 * max((bar.whole for bar in bars), default=0.0)
    in_seconds = {**SECONDS, "title": title("mean latency"), "range": [0, top]}
    return {"data": data, "layout": look, "seconds": {"y": seconds, "axis": in_seconds}}


def as_shares() -> Figure:
    """A vertical axis of shares."""
    return {"tickformat": ".0%", "ticksuffix": "", "title": title("share of latency"),
            "range": [0, 1.08]}


def _part(part: str, bars: list[Bar], places: list[Any]) -> Figure:
    values = [bar.parts.get(part, 0.0) for bar in bars]
    shares = [value / bar.whole if bar.whole else 0.0 for value, bar in zip(values, bars)]
    return {"type": "bar", "x": places, "y": shares, "name": figures.PART_NAMES[part],
            "legendgroup": figures.PART_NAMES[part],
            "marker": {"color": figures.PART_COLOURS[part]},
            "text": [f"{human(value, 's')} ({share:.0%})" for value, share in zip(values, shares)],
            "textposition": "none", "hovertemplate": "%{fullData.name}: %{text}<extra></extra>"}


def curve_legend(summary: pd.DataFrame, frame: Frame, operation: str) -> list[tuple[str, str]]:
    """Names and colours of the curves; none if there is but one."""
    found = figures.curves(summary, frame, f"{operation}.latency")
    colours = figures.CURVE_COLOURS
    return [(curve.label, colours[number % len(colours)])
            for number, curve in enumerate(found) if curve.label]


def part_legend(bars: list[Bar]) -> list[tuple[str, str]]:
    """Names and colours of the parts that occur."""
    return [(name, figures.PART_COLOURS[part]) for part, name in figures.PART_NAMES.items()
            if any(bar.parts.get(part) for bar in bars)]


def title(text: str) -> Figure:
    """The title of an axis."""
    return {"text": text, "standoff": 10, "font": {"size": 13}}


def layout(heading: str) -> Figure:
    """What all figures look like."""
    return {"title": {"text": f"<b>{heading}</b>", "x": 0.01, "xanchor": "left", "y": 0.965,
                      "yanchor": "top", "font": {"size": 15}},
            "font": FONT, "paper_bgcolor": "#ffffff", "plot_bgcolor": "#ffffff",
            "margin": {"l": 70, "r": 20, "t": 56, "b": 56}, "height": 350, "showlegend": False,
            "hoverlabel": {"bgcolor": "#ffffff", "bordercolor": "#9aa5b1", "font": FONT}}
