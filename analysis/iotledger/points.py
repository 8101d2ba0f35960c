# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""The points of a sweep: every combination of the swept values, numbered from 1.

A scenario here is anything with `name`, `seed`, `axes`, `repetitions`, `at_point` and `to_yaml`, as
`iotledger._core.Scenario` has them.
"""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import dataclass, field
from typing import Any, Mapping, Sequence

import yaml

MAX_LABEL = 120  # characters of a folder name; file systems allow 255 bytes

# Factors to the base unit. Sizes are powers of 1024, as everywhere in a scenario.
UNITS: dict[str, tuple[float, str]] = {
    "": (1, ""),
    **{unit: (factor, "s") for unit, factor in
       (("ns", 1e-9), ("us", 1e-6), ("ms", 1e-3), ("s", 1), ("min", 60), ("h", 3600))},
    **{unit: (factor, "bit/s") for unit, factor in
       (("bps", 1), ("kbps", 1e3), ("Mbps", 1e6), ("Gbps", 1e9))},
    **{unit: (1024.0**power, "B") for power, unit in enumerate(("B", "KB", "MB", "GB"))},
}
QUANTITY = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*([A-Za-z]*)")


@dataclass(frozen=True)
class Point:
    """One combination of swept values."""

    number: int
    values: Mapping[str, str]  # swept key to YAML text
    folder: str
    yaml: str = field(repr=False)  # the resolved scenario of this point

    @property
    def cost(self) -> float:
        """Expected cost of a run, in no unit: square of the swept counts plus a fixed part.

        Traffic of key verification grows with the square of the devices. Only proportions
        matter, and measured times replace the guess as soon as there are some.
        """
        product = 1.0
        for text in self.values.values():
            quantity = parse_quantity(text)
            if quantity and not quantity[1] and quantity[0] > 0:
                product *= quantity[0]
        return 100.0**2 + product**2


def parse_quantity(text: str) -> tuple[float, str] | None:
    """Reads `5ms` as (0.005, "s"), `10` as (10.0, ""). None if it is no quantity."""
    match = QUANTITY.fullmatch(str(text).strip().strip("'\""))
    if not match or match[2] not in UNITS:
        return None
    factor, unit = UNITS[match[2]]
    value = float(match[1]) * factor
    return (value, unit) if math.isfinite(value) else None


def yaml_text(value: Any) -> str:
    """YAML of @p value on one line, in the order of its keys; numpy's numbers count as Python's."""
    text = yaml.dump(value, Dumper=_Dumper, default_flow_style=True, width=math.inf,
                     sort_keys=False)
    return text.removesuffix("...\n").strip()


class _Dumper(yaml.SafeDumper):
    """Knows everything that has `tolist`."""

    def represent_undefined(self, data: Any) -> yaml.Node:
        """Called for what plain YAML does not know."""
        if hasattr(data, "tolist"):
            return self.represent_data(data.tolist())
        return super().represent_undefined(data)


_Dumper.add_representer(None, _Dumper.represent_undefined)


def short_names(keys: Sequence[str]) -> dict[str, str]:
    """The shortest ends of dotted keys that still tell them apart."""
    names = {}
    for key in keys:
        parts = key.split(".")
        for count in range(1, len(parts) + 1):
            name = ".".join(parts[-count:])
            if not any(other != key and f".{other}".endswith(f".{name}") for other in keys):
                break
        names[key] = name
    return names


def expand(scenario: Any) -> list[Point]:
    """Every combination of the values of a scenario's axes, the last axis fastest.

    @throws ScenarioError if a value does not fit the scenario.
    """
    keys = [axis.key for axis in scenario.axes]
    names = short_names(keys)
    points = []
    for number, values in enumerate(itertools.product(*(axis.values for axis in scenario.axes)), 1):
        chosen = dict(zip(keys, values))
        label = ",".join(f"{names[key]}={value}" for key, value in chosen.items())
        folder = f"{number:04d}-{file_name(label)}" if label else f"{number:04d}"
        points.append(Point(number, chosen, folder, scenario.at_point(chosen).to_yaml()))
    return points


def file_name(label: str) -> str:
    """A label as a file name that needs no quoting in a shell."""
    return re.sub(r"[^A-Za-z0-9.,=+_-]+", "_", label)[:MAX_LABEL]
