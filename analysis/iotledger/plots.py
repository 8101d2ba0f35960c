# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""latency.png and parts.png beside the report, for documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib
import pandas as pd

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402  (after the backend is chosen)
from matplotlib.ticker import FuncFormatter, NullFormatter, NullLocator  # noqa: E402
from matplotlib.ticker import PercentFormatter  # noqa: E402

from . import figures  # noqa: E402
from .figures import Bar, Curve, Frame  # noqa: E402
from .table import human  # noqa: E402

DPI = 150
MAX_COLUMNS = 4  # curves whose parts are drawn
STYLE = {
    "font.size": 9, "axes.grid": True, "grid.color": "#e3e3e3", "grid.linewidth": 0.6,
    "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": "#888888",
    "axes.axisbelow": True, "axes.titlesize": 10, "axes.titleweight": "bold",
    "legend.frameon": False, "xtick.color": "#444444", "ytick.color": "#444444",
}


def draw(summary: pd.DataFrame, operations: pd.DataFrame, names: list[str], keys: list[str],
         folder: Path, noun: str = "operations") -> None:
    """Draws both pictures, without date or version, so that they repeat byte for byte.

    @param names of the operations to show @param noun what the rows of @p operations are
    """
    frame = figures.layout(summary, keys)
    if not names:
        return
    with pyplot.rc_context(STYLE):
        if frame.x_key is None:
            picture = _distributions(operations, names, noun)
        else:
            picture = _latency(summary, frame, names)
        _save(picture, folder / "latency.png")
        _save(_parts(summary, frame, names), folder / "parts.png")


def _save(picture: Any, path: Path) -> None:
    picture.savefig(path, dpi=DPI, metadata={"Software": None})
    pyplot.close(picture)


def _latency(summary: pd.DataFrame, frame: Frame, names: list[str]) -> Any:
    picture, panels = pyplot.subplots(1, len(names), figsize=(3.5 * len(names) + 0.4, 3.5),
                                      squeeze=False)
    for panel, name in zip(panels[0], names):
        found = figures.curves(summary, frame, f"{name}.latency")
        for number, curve in enumerate(found):
            colour = figures.CURVE_COLOURS[number % len(figures.CURVE_COLOURS)]
            panel.fill_between(curve.x, curve.low, curve.high, color=colour, alpha=0.18, lw=0)
            panel.plot(curve.x, curve.mean, marker="o", ms=3.5, lw=1.5, color=colour,
                       label=curve.label or None)
        panel.set_title(figures.title_of(name))
        panel.set_xlabel(frame.title)
        _axes(panel, frame, found)
    panels[0][0].set_ylabel("mean latency")
    handles, labels = panels[0][0].get_legend_handles_labels()
    picture.tight_layout(rect=(0, 0.08 if labels else 0, 1, 1))
    if labels:
        picture.legend(handles, labels, loc="lower center", ncol=min(len(labels), 5))
    return picture


def _axes(panel: Any, frame: Frame, found: list[Curve]) -> None:
    if figures.wide([value for curve in found for value in curve.mean]):
        panel.set_yscale("log")
    panel.yaxis.set_major_formatter(FuncFormatter(lambda value, _: _tick(value)))
    panel.yaxis.set_minor_formatter(NullFormatter())
    if frame.log:
        panel.set_xscale("log")
    if frame.written:
        panel.set_xticks(figures.places(frame), figures.tick_texts(frame), fontsize=8)
        panel.xaxis.set_minor_locator(NullLocator())


def _tick(seconds: float) -> str:
    """`20 ms`, the shortest exact way."""
    return "0" if seconds == 0 else _trim(human(seconds, "s"))


def _trim(text: str) -> str:
    number, _, unit = text.partition(" ")
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    return f"{number} {unit}"


def _distributions(operations: pd.DataFrame, names: list[str], noun: str) -> Any:
    """Without a sweep: how each operation's latency is distributed."""
    picture, panel = pyplot.subplots(figsize=(6, 3.5))
    for name, colour in zip(names, figures.CURVE_COLOURS):
        values, shares = figures.distribution(operations, name)
        panel.step(values, shares, where="post", lw=1.6, color=colour, label=name)
    panel.set_xscale("log")
    panel.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _tick(value)))
    panel.xaxis.set_minor_formatter(NullFormatter())
    panel.yaxis.set_major_formatter(PercentFormatter(1.0))
    panel.set_xlabel("latency")
    panel.set_ylabel(f"{noun} at most this long")
    panel.legend()
    picture.tight_layout()
    return picture


def _parts(summary: pd.DataFrame, frame: Frame, names: list[str]) -> Any:
    """Shares of the parts, with the whole latency written above each bar."""
    grid = _grid(summary, frame, names)
    columns = max(len(row) for row in grid)
    size = (max(3.1 * columns, 4.8) + 0.6, 1.9 * len(grid) + 0.9)
    picture, panels = pyplot.subplots(len(grid), columns, figsize=size, squeeze=False,
                                      sharey=True)
    shown: dict[str, Any] = {}
    for row, cells in zip(panels, grid):
        for panel in row[len(cells):]:
            panel.set_visible(False)
        for panel, (title, bars) in zip(row, cells):
            _stack(panel, bars, shown)
            panel.set_title(title, pad=14)
        row[0].set_ylabel("share of latency")
    for panel in panels[-1]:
        panel.set_xlabel(frame.title)
    order = [part for part in figures.PART_NAMES if part in shown]
    picture.tight_layout(rect=(0, 0.3 / size[1], 1, 1))
    picture.legend([shown[part] for part in order],
                   [figures.PART_NAMES[part] for part in order], loc="lower center",
                   ncol=len(order) or 1, columnspacing=1.2, handlelength=1.4)
    return picture


def _grid(summary: pd.DataFrame, frame: Frame,
          names: list[str]) -> list[list[tuple[str, list[Bar]]]]:
    """Rows of panels, each a title and its bars: a row per operation, a column per curve."""
    found = {name: figures.bars(summary, frame, name) for name in names}
    if frame.x_key is None:
        return [[("", [bar for bars in found.values() for bar in bars])]]
    grid = []
    for name, bars in found.items():
        groups = list(dict.fromkeys(bar.group for bar in bars))[:MAX_COLUMNS]
        heading = figures.title_of(name)
        grid.append([(f"{heading}, {group}" if group else heading,
                      [bar for bar in bars if bar.group == group]) for group in groups])
    return grid


def _stack(panel: Any, bars: list[Bar], shown: dict[str, Any]) -> None:
    places = list(range(len(bars)))
    base = [0.0] * len(bars)
    for part, colour in figures.PART_COLOURS.items():
        shares = [bar.parts.get(part, 0.0) / bar.whole if bar.whole else 0.0 for bar in bars]
        if any(shares):
            shown[part] = panel.bar(places, shares, bottom=base, width=0.72, color=colour)
            base = [low + share for low, share in zip(base, shares)]
    for place, bar in enumerate(bars):
        panel.annotate(human(bar.whole, "s"), (place, 1), (0, 3), textcoords="offset points",
                       ha="center", fontsize=7, color="#444444")
    panel.set_xticks(places, [figures.tick_text(bar.text) for bar in bars])
    panel.set_xlim(-0.6, max(len(places), 3) - 0.4)
    panel.set_ylim(0, 1)
    panel.yaxis.set_major_formatter(PercentFormatter(1.0))
    panel.grid(axis="x", visible=False)
