# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""What the report and the plots draw: curves over the main swept key, cut from the summary."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Sequence

import pandas as pd

from .points import parse_quantity, short_names
from .summary import ANSWERED, in_order

# Okabe and Ito's colours, which the colour-blind can tell apart.
CURVE_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000",
                 "#8C6D31", "#6A3D9A", "#7F7F7F")
PART_COLOURS = {"keygen": "#CC79A7", "crypto": "#D55E00", "network": "#0072B2",
                "broker": "#E69F00", "device": "#009E73",
                "endorse": "#0072B2", "submit": "#E69F00", "commit": "#009E73",
                "evaluate": "#56B4E9"}
PART_NAMES = {"keygen": "key generation", "crypto": "cryptography", "network": "network",
              "broker": "broker", "device": "device",
              "endorse": "endorse", "submit": "submit", "commit": "commit", "evaluate": "evaluate"}
WIDE = 20  # largest over smallest value from which an axis is logarithmic
MAX_TICKS = 8   # values that are written at an axis
AXIS_CHARACTERS = 30  # about as many fit below an axis
MAX_STEPS = 400  # of a drawn distribution


@dataclass(frozen=True)
class Curve:
    """One quantity at one combination of the other swept keys."""

    label: str
    points: list[int]
    x: list[float]      # or the place of the value, when the axis is no quantity
    texts: list[str]    # the swept value as it was written
    mean: list[float]
    low: list[float]    # of the 95 % confidence interval
    high: list[float]
    rows: pd.DataFrame  # of the summary, in the order of x


@dataclass(frozen=True)
class Frame:
    """How a sweep is laid out: which key is the x axis and which tell the curves apart."""

    x_key: str | None
    curve_keys: list[str]
    unit: str           # of x
    numeric: bool
    title: str          # of the x axis
    log: bool           # whether x suits a logarithmic axis
    texts: list[str]    # all values of x, in order
    written: bool       # whether the axis shows these, not round numbers


def is_numeric(values: Sequence[str]) -> bool:
    """Whether all values are quantities."""
    return all(parse_quantity(value) is not None for value in values)


def layout(summary: pd.DataFrame, keys: Sequence[str]) -> Frame:
    """Takes the numeric key with most values as x; of equals, one without a unit or the first."""
    swept = [key for key in keys if summary[key].nunique() > 1]
    if not swept:
        return Frame(None, [], "", False, "", False, [], True)

    def rank(key: str) -> tuple:
        values = list(summary[key].unique())
        numeric = is_numeric(values)
        plain = numeric and all(parse_quantity(value)[1] == "" for value in values)
        return (not numeric, -len(values), not plain, swept.index(key))

    x_key = min(swept, key=rank)
    values = list(summary[x_key].unique())
    numeric = is_numeric(values)
    units = {parse_quantity(value)[1] for value in values} - {""} if numeric else set()
    unit = units.pop() if len(units) == 1 else ""
    name = short_names(list(keys))[x_key]
    written = len(values) <= MAX_TICKS or not numeric  # each value, with its unit, at its tick
    name = f"number of {name}" if name == "devices" else _spoken(name)
    title = name if written or not unit else f"{name} [{unit}]"
    ordered = sorted(values, key=number_of) if numeric else values
    log = numeric and wide([number_of(text) for text in values])
    return Frame(x_key, [key for key in swept if key != x_key], unit, numeric, title, log, ordered,
                 written)


def number_of(text: str) -> float:
    """A quantity's value in the base unit, 0 for what is none."""
    quantity = parse_quantity(text)
    return quantity[0] if quantity else 0.0


def places(frame: Frame) -> list[float]:
    """Where the values of x lie on its axis."""
    return [number_of(text) if frame.numeric else float(place)
            for place, text in enumerate(frame.texts)]


def wide(values: Sequence[float]) -> bool:
    """Whether values are all positive and span more than a linear axis shows."""
    return min(values, default=0) > 0 and max(values) / min(values) >= WIDE


def curves(summary: pd.DataFrame, frame: Frame, quantity: str) -> list[Curve]:
    """The curves of one quantity, ordered by the values that tell them apart."""
    rows = summary[summary["quantity"] == quantity]
    if frame.x_key is None:
        return [_curve("", rows, [0.0] * len(rows), [""] * len(rows))] if len(rows) else []
    names = short_names([frame.x_key, *frame.curve_keys])
    groups: dict[tuple, list[int]] = {}  # values of the other keys to places in rows
    for place in range(len(rows)):
        values = tuple(rows[key].iloc[place] for key in frame.curve_keys)
        groups.setdefault(values, []).append(place)
    found = []
    for values, places in groups.items():
        group = rows.iloc[places]
        label = ", ".join(f"{_spoken(names[key])} {value}"
                          for key, value in zip(frame.curve_keys, values))
        texts = list(group[frame.x_key])
        x = [number_of(text) if frame.numeric else float(frame.texts.index(text))
             for text in texts]
        key = [_order(value) for value in values]
        found.append((key, _curve(label, group, x, texts)))
    return [curve for _, curve in sorted(found, key=lambda entry: entry[0])]


def _curve(label: str, group: pd.DataFrame, x: list[float], texts: list[str]) -> Curve:
    places = sorted(range(len(x)), key=lambda place: x[place])
    group = group.iloc[places]
    mean = group["mean"].tolist()
    half = group["ci95"].fillna(0.0).tolist()
    # A mean's interval may reach below what a latency can be: stop at the least one seen.
    low = [max(m - h, least) if m - h < least else m - h
           for m, h, least in zip(mean, half, group["min"])]
    return Curve(label, [int(point) for point in group["point"]], [x[place] for place in places],
                 [texts[place] for place in places], mean, low,
                 [m + h for m, h in zip(mean, half)], group)


def _order(value: str) -> tuple:
    quantity = parse_quantity(value)
    return (0, quantity[0], "") if quantity else (1, 0.0, str(value))


def _spoken(name: str) -> str:
    """`link.delay` as `link delay`."""
    return name.replace(".", " ")


def operations_in(summary: pd.DataFrame) -> list[str]:
    """The operations that have a latency."""
    return in_order(name.removesuffix(".latency") for name in summary["quantity"]
                    if name.endswith(".latency"))


def parts_in(summary: pd.DataFrame, operation: str) -> list[str]:
    """The parts that are ever more than nothing of an operation's latency."""
    return [part for part in PART_NAMES
            if (summary.loc[summary["quantity"] == f"{operation}.{part}", "max"] > 0).any()]


@dataclass(frozen=True)
class Bar:
    """A mean latency and what it is made of."""

    group: str  # the curve it belongs to
    text: str   # what stands below it
    whole: float
    parts: dict[str, float]  # [s]


def bars(summary: pd.DataFrame, frame: Frame, operation: str) -> list[Bar]:
    """The parts of an operation's mean latency at every point, curve by curve."""
    names = parts_in(summary, operation)
    means = {part: summary[summary["quantity"] == f"{operation}.{part}"]
             .set_index("point")["mean"].to_dict() for part in names}
    return [Bar(curve.label, text or operation, whole, {part: means[part].get(point, 0.0) for part in names})
            for curve in curves(summary, frame, f"{operation}.latency")
            for point, text, whole in zip(curve.points, curve.texts, curve.mean)]


def tick_text(text: str) -> str:
    """A swept value as short as an axis needs it: 2000 as 2k."""
    thousands = text.removesuffix("000")
    return f"{thousands}k" if thousands.isdecimal() and thousands != text else text


def tick_texts(frame: Frame) -> list[str]:
    """What is written at the places of x: nothing where it would run into its neighbour."""
    spots = [math.log(place) if frame.log else place for place in places(frame)]
    span = (spots[-1] - spots[0]) or 1.0
    shown: list[str] = []
    last = 0
    for number, text in enumerate(map(tick_text, frame.texts)):
        room = (spots[number] - spots[last]) / span * AXIS_CHARACTERS
        crowded = number > 0 and room < (len(text) + len(shown[last])) / 2
        shown.append("" if crowded else text)
        last = last if crowded else number
    return shown


def title_of(operation: str) -> str:
    """`topic-send` as people write it in a heading: Topic send."""
    return operation[:1].upper() + operation[1:].replace("-", " ")


def distribution(operations: pd.DataFrame, operation: str,
                 steps: int = MAX_STEPS) -> tuple[list[float], list[float]]:
    """Distribution function of an operation's latency: values [s] and shares, about @p steps."""
    chosen = operations[(operations["operation"] == operation)
                        & operations["outcome"].isin(ANSWERED)]
    values = sorted(chosen["latency_s"].tolist())
    shares = [(place + 1) / len(values) for place in range(len(values))]
    step = max(len(values) // steps, 1)
    kept = sorted({*range(0, len(values), step), len(values) - 1}) if values else []
    return ([values[place] for place in kept[:1] + kept],
            [0.0] * bool(values) + [shares[place] for place in kept])
