# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Message sequence charts of runs, as SVG, from the rows of messages.csv.

A lifeline per node, the broker in the middle; an arrow per message, from when it was sent to when
it was received. Time runs down in order but not to scale: between two instants lies the more
space, the more time passes, by its logarithm.

After ITU-T Z.120, message sequence charts: lifelines, slanted arrows, time marks. What is verified
is dashed and what is sent is solid, as in figures 6 and 7 of the paper that the protocols are from.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from html import escape
from typing import Sequence

import pandas as pd

from .table import human

MAX_DEVICES = 8  # beside each other
BROKER = "broker"

LEFT, RIGHT, COLUMN = 92, 36, 178  # [px]
HEAD, LINE, SECTION = 52, 16, 34  # [px]: above the first arrow; between labels; of a heading
SIZE = 11  # of letters [px]
LEAST = 5.0  # [px] between two instants
SHORTEST = 1e-5  # [s]: shorter than that counts as no time

VERIFICATION = ("verify", "answer", "prove", "proof")

# Operations as operations.csv calls them, the equations of their latencies, and their colours.
SECTIONS = {
    "register": ("register, equation (1)", "#0072b2"),
    "topic-register": ("topic-register, equation (4)", "#0072b2"),
    "topic-subscribe": ("topic-subscribe, equation (5)", "#8a5a9e"),
    "pubcheck": ("pubcheck, equation (2)", "#b35900"),
    "datasend": ("datasend, equation (3)", "#00714f"),
    "topic-send": ("topic-send, equation (6)", "#00714f"),
}
HALO = "stroke='#ffffff' stroke-width='3' stroke-linejoin='round' paint-order='stroke'"
INK, SOFT, PALE = "#24313f", "#5b6875", "#c5cdd5"

# How messages are called where details alone do not tell.
WORDS = {"register": "register ", "verify": "verify ", "data": "data ", "prove": "prove ",
         "proof": "proof, ", "topic-register": "register ", "topic-subscribe": "subscribe to ",
         "topic-list": "list topics"}


@dataclass(frozen=True)
class Arrow:
    """A message between two lifelines."""

    sent: float  # [s]
    received: float  # [s]
    source: str
    target: str
    section: str
    text: str
    dashed: bool

    @property
    def device(self) -> str:
        """The end that is not the broker, where the text stands."""
        return self.target if self.source == BROKER else self.source

    @property
    def at_device(self) -> float:
        """When it is there [s]."""
        return self.received if self.source == BROKER else self.sent


def first_exchange(messages: pd.DataFrame) -> pd.DataFrame:
    """The rows of a run up to the end of its first exchange (a verification and what is sent after
    it), without other exchanges; all of them if there is no exchange."""
    messages = _filled(messages)
    own = messages[messages["exchange"] != ""].sort_values("sent_s", kind="stable")
    if own.empty:
        return messages
    name = own["exchange"].iloc[0]
    end = own.loc[own["exchange"] == name, "received_s"].max()
    return messages[messages["exchange"].isin(("", name)) & (messages["sent_s"] <= end)]


def devices_in(messages: pd.DataFrame) -> list[str]:
    """The devices that send or receive, by number."""
    names = (set(messages["from"]) | set(messages["to"])) - {BROKER}
    return sorted(names, key=lambda name: [int(part) if part.isdigit() else part
                                           for part in re.split(r"(\d+)", name)])


def draw(messages: pd.DataFrame, title: str) -> str:
    """Returns the chart of some rows of one run as SVG, the same for the same rows.

    @throws ValueError for more than MAX_DEVICES devices
    """
    devices = devices_in(messages)
    if len(devices) > MAX_DEVICES:
        raise ValueError(f"expected at most {MAX_DEVICES} devices to draw, got {len(devices)}")
    half = len(devices) // 2
    names = [*devices[:half], BROKER, *devices[half:]]
    places = {name: LEFT + COLUMN * (number + 0.5) for number, name in enumerate(names)}
    arrows = [_arrow(row) for row in _filled(messages).to_dict("records")]
    arrows.sort(key=lambda arrow: (arrow.sent, arrow.received, arrow.source, arrow.target))
    heights, headings = _lay_out(arrows)
    bottom = max(heights.values(), default=HEAD) + 22
    width = LEFT + COLUMN * len(names) + RIGHT
    parts = [_frame(title, width, bottom), _lifelines(places, bottom),
             _headings(headings, width), _time_marks(heights)]
    parts += [_line(arrow, places, heights) for arrow in arrows]
    parts += [_label(arrow, places, heights) for arrow in arrows]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _filled(messages: pd.DataFrame) -> pd.DataFrame:
    """With empty cells for what pandas reads as missing."""
    return messages.fillna({"exchange": "", "detail": ""})


def _arrow(row: dict) -> Arrow:
    kind = row["message"]
    text = WORDS.get(kind, "") + row["detail"]
    if kind == "data":
        text += f", {human(float(row['bytes']), 'B')}"
    return Arrow(row["sent_s"], row["received_s"], row["from"], row["to"],
                 _section(kind, row["detail"]), text, kind in VERIFICATION)


def _section(kind: str, detail: str) -> str:
    """The operation that a message belongs to."""
    if kind in VERIFICATION:
        return "pubcheck"
    if kind == "data":
        return "topic-send" if detail.startswith("for topic") else "datasend"
    if kind in ("topic-subscribe", "topic-private"):
        return "topic-subscribe"
    return "topic-register" if kind.startswith("topic-") else "register"


def _lay_out(arrows: Sequence[Arrow]) -> tuple[dict[float, float], list[tuple[str, float]]]:
    """Heights [px] of all instants [s], and the headings of sections with theirs."""
    at_device: dict[float, list[str]] = {}
    begins: dict[float, str] = {}
    seen: set[str] = set()
    for arrow in arrows:
        at_device.setdefault(arrow.at_device, []).append(arrow.device)
        if arrow.section not in seen:
            seen.add(arrow.section)
            begins[arrow.sent] = arrow.section
    heights: dict[float, float] = {}
    headings = []
    free: dict[str, float] = {}  # from where a device's next text has room
    height, last = float(HEAD), None
    for time in sorted({time for arrow in arrows for time in (arrow.sent, arrow.received)}):
        if last is not None:
            height += LEAST + 5 * math.log10(1 + (time - last) / SHORTEST)
        if time in begins:
            headings.append((begins[time], height))
            height += SECTION
        height = max([height, *(free.get(name, 0.0) for name in at_device.get(time, ()))])
        free.update({name: height + LINE for name in at_device.get(time, ())})
        heights[time] = height
        last = time
    return heights, headings


def _frame(title: str, width: float, bottom: float) -> str:
    heads = "".join(
        f"<marker id='head-{name}' viewBox='0 0 8 8' refX='8' refY='4' markerWidth='8' "
        f"markerHeight='8' markerUnits='userSpaceOnUse' orient='auto'>"
        f"<path d='M0,1 L8,4 L0,7 z' fill='{colour}'/></marker>"
        for name, (_, colour) in SECTIONS.items())
    return (f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {_n(width)} {_n(bottom + 8)}' "
            f"width='{_n(width)}' height='{_n(bottom + 8)}' role='img' font-size='{SIZE}' "
            f"font-family='DejaVu Sans, Verdana, sans-serif' fill='{INK}'>\n"
            f"<title>{escape(title)}</title>\n<defs>{heads}</defs>\n"
            f"<rect width='100%' height='100%' fill='#ffffff'/>\n"
            f"<text x='{_n(LEFT - 14)}' y='24' text-anchor='end' fill='{SOFT}'>time [ms]</text>")


def _lifelines(places: dict[str, float], bottom: float) -> str:
    return "\n".join(
        f"<path d='M{_n(x)},30 V{_n(bottom)}' stroke='{PALE}' stroke-width='1.5'/>"
        f"<rect x='{_n(x - 42)}' y='8' width='84' height='24' rx='4' fill='#ffffff' "
        f"stroke='{INK}'/><text x='{_n(x)}' y='24' text-anchor='middle' font-weight='bold'>"
        f"{escape(name)}</text>" for name, x in places.items())


def _headings(headings: Sequence[tuple[str, float]], width: float) -> str:
    return "\n".join(
        f"<path d='M8,{_n(y + 1)} H{_n(width - 8)}' stroke='{PALE}'/>"
        f"<text x='10' y='{_n(y + 15)}' fill='{SECTIONS[name][1]}' font-weight='bold' "
        f"{HALO}>{SECTIONS[name][0]}</text>" for name, y in headings)


def _time_marks(heights: dict[float, float]) -> str:
    lines = []
    free = 0.0
    for time, y in sorted(heights.items()):
        if y >= free:
            free = y + LINE
            lines.append(f"<text x='{_n(LEFT - 14)}' y='{_n(y + 4)}' text-anchor='end' "
                         f"fill='{SOFT}'>{time * 1e3:.2f}</text><path d='M{LEFT - 9},{_n(y)} h7' "
                         f"stroke='{PALE}'/>")
    return "\n".join(lines)


def _line(arrow: Arrow, places: dict[str, float], heights: dict[float, float]) -> str:
    colour = SECTIONS[arrow.section][1]
    dashes = " stroke-dasharray='6 3'" if arrow.dashed else ""
    return (f"<path d='M{_n(places[arrow.source])},{_n(heights[arrow.sent])} "
            f"L{_n(places[arrow.target])},{_n(heights[arrow.received])}' fill='none' "
            f"stroke='{colour}' stroke-width='1.2'{dashes} "
            f"marker-end='url(#head-{arrow.section})'/>")


def _label(arrow: Arrow, places: dict[str, float], heights: dict[float, float]) -> str:
    """Its text along the arrow, by the device's lifeline."""
    x, y = places[arrow.device], heights[arrow.at_device]
    across = places[BROKER] - x
    down = (heights[arrow.received] - heights[arrow.sent]) * (-1 if arrow.source == BROKER else 1)
    angle = math.degrees(math.atan(down / across))
    start, shift = ("start", 12) if across > 0 else ("end", -12)
    return (f"<text transform='translate({_n(x)} {_n(y)}) rotate({_n(angle)})' x='{shift}' y='-4' "
            f"text-anchor='{start}' fill='{SECTIONS[arrow.section][1]}' {HALO}>"
            f"{escape(arrow.text)}</text>")


def _n(value: float) -> str:
    """A coordinate to a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")
