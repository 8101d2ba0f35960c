# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""summary.csv: the statistics of every quantity at every point of a sweep.

Rows are `<operation>.<quantity>`, as `pubcheck.latency`:

- latency and its parts [s], over the operations that came to an answer (outcome ok or mismatch):
  an operation that timed out has no latency, it counts against `success`;
- bytes [B], over all operations;
- success [1], 1 for an operation with outcome ok, else 0, over all operations;
- caught [1], of pubcheck: 1 for a send with a wrong copy of the recipient's key that verification
  stopped, 0 for one that went out, over all such sends (events.csv tells them); without any, none;

and `<role>.cpu`, the utilisation of the role's hosts over the samples of resources.csv.

`mean`, `stddev` (of the sample) and the percentiles (interpolated linearly) are over the operations
of all repetitions. `ci95` is half the width of the 95 % confidence interval of the mean by
Student's t. With two repetitions or more its samples are the repetitions' means, which are
independent; with one, the operations themselves, as if they were, and then it is empty for fewer
than two.

Sums are exactly rounded (`math.fsum`), so the file is the same on every machine.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, Iterator, Sequence

import numpy as np
import pandas as pd

OPERATIONS = ("register", "pubcheck", "datasend")  # the order in which tables show them
PARTS = ("keygen", "crypto", "network", "broker", "device")
ANSWERED = ("ok", "mismatch")
CAUGHT, MISSED = "tampered-send-caught", "tampered-send-missed"  # events of wrong keys
STATISTICS = ("count", "mean", "stddev", "min", "p50", "p95", "p99", "max", "ci95")

# Student's t distribution, 0.975 quantile for 1 … 12 degrees of freedom.
T_975 = (12.7062047, 4.3026527, 3.1824463, 2.7764451, 2.5705818, 2.4469118, 2.3646243, 2.3060041,
         2.2621572, 2.2281389, 2.2009852, 2.1788128)
Z_975 = 1.959963984540054  # the same of the normal distribution


def student_t(freedom: int) -> float:
    """0.975 quantile of Student's t. Source beyond the table: Abramowitz and Stegun, 26.7.5."""
    if freedom <= len(T_975):
        return T_975[freedom - 1]
    z, n = Z_975, float(freedom)
    return (z + (z**3 + z) / (4 * n) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2)
            + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * n**3))


def mean_of(values: Sequence[float]) -> float:
    """Arithmetic mean, exactly rounded sum."""
    return math.fsum(values) / len(values)


def stddev_of(values: Sequence[float]) -> float:
    """Standard deviation of a sample of two or more."""
    mean = mean_of(values)
    return math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1))


def half_width(samples: Sequence[float]) -> float:
    """Half the 95 % confidence interval of the mean; not a number for fewer than two samples."""
    if len(samples) < 2:
        return math.nan
    return student_t(len(samples) - 1) * stddev_of(samples) / math.sqrt(len(samples))


def percentile(ordered: Sequence[float], share: float) -> float:
    """The value below which @p share of the ordered values lie, interpolated linearly."""
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def statistics(values: np.ndarray, runs: np.ndarray) -> dict[str, float]:
    """The columns of summary.csv for one quantity. @param runs the repetition of each value"""
    data = values.tolist()
    ordered = sorted(data)
    numbers = np.unique(runs)
    samples = (data if len(numbers) < 2
               else [mean_of(values[runs == number].tolist()) for number in numbers])
    return {
        "count": len(data), "mean": mean_of(data),
        "stddev": stddev_of(data) if len(data) > 1 else math.nan,
        "min": ordered[0], "p50": percentile(ordered, 0.5), "p95": percentile(ordered, 0.95),
        "p99": percentile(ordered, 0.99), "max": ordered[-1], "ci95": half_width(samples),
    }


def in_order(operations: Any) -> list[str]:
    """Operations' names as tables show them: the known ones first, others by name."""
    names = set(operations)
    return ([name for name in OPERATIONS if name in names]
            + sorted(name for name in names if name not in OPERATIONS))


def summarise(folder: Path, keys: Sequence[str],
              operations: pd.DataFrame | None = None) -> pd.DataFrame:
    """The summary of the merged tables in @p folder, of a sweep over @p keys.

    @param operations what `read_operations` gave, if it is there already
    """
    rows: list[dict[str, Any]] = []
    operations = read_operations(folder, keys) if operations is None else operations
    for point, values, quantities in _points(folder, keys, operations):
        for quantity, unit, data, runs in quantities:
            rows.append({"point": point, **values, "quantity": quantity, "unit": unit,
                         **statistics(data, runs)})
    return pd.DataFrame(rows, columns=["point", *keys, "quantity", "unit", *STATISTICS])


def read_operations(folder: Path, keys: Sequence[str]) -> pd.DataFrame:
    """The merged operations.csv, swept values as text, without the columns nobody sums up."""
    numbers = ["point", "run", "devices", "bytes", *(f"{name}_s" for name in ("latency", *PARTS))]
    return pd.read_csv(folder / "operations.csv", dtype={key: str for key in keys},
                       keep_default_na=False, na_values={column: [""] for column in numbers},
                       usecols=[*keys, *numbers, "operation", "outcome"],
                       float_precision="round_trip")


def _points(folder: Path, keys: Sequence[str],
            operations: pd.DataFrame) -> Iterator[tuple[int, dict[str, str], list[tuple]]]:
    resources = _read_resources(folder)
    wrong = _read_wrong_sends(folder)
    for point, group in operations.groupby("point", sort=True):
        quantities = []
        for name in in_order(group["operation"]):
            quantities += _of_operation(name, group[group["operation"] == name])
            if name == "pubcheck":
                quantities += _of_wrong_sends(wrong[wrong["point"] == point])
        if resources is not None:
            quantities += _of_resources(resources[resources["point"] == point])
        yield int(point), {key: group[key].iloc[0] for key in keys}, quantities


def _of_operation(name: str, rows: pd.DataFrame) -> Iterator[tuple]:
    runs = rows["run"].to_numpy()
    answered = rows[rows["outcome"].isin(ANSWERED)]
    if len(answered):
        for quantity in ("latency", *PARTS):
            yield (f"{name}.{quantity}", "s", answered[f"{quantity}_s"].to_numpy(dtype=float),
                   answered["run"].to_numpy())
    yield f"{name}.bytes", "B", rows["bytes"].to_numpy(dtype=float), runs
    yield f"{name}.success", "1", (rows["outcome"] == "ok").to_numpy(dtype=float), runs


def _read_wrong_sends(folder: Path) -> pd.DataFrame:
    path, columns = folder / "events.csv", ["point", "run", "event"]
    if not path.is_file():
        return pd.DataFrame(columns=columns)
    events = pd.read_csv(path, usecols=columns)
    return events[events["event"].isin((CAUGHT, MISSED))]


def _of_wrong_sends(rows: pd.DataFrame) -> list[tuple]:
    if not len(rows):
        return []
    caught = (rows["event"] == CAUGHT).to_numpy(dtype=float)
    return [("pubcheck.caught", "1", caught, rows["run"].to_numpy())]


def _read_resources(folder: Path) -> pd.DataFrame | None:
    path = folder / "resources.csv"
    if not path.is_file():
        return None
    return pd.read_csv(path, usecols=["point", "run", "role", "cpu_util"],
                       float_precision="round_trip")


def _of_resources(rows: pd.DataFrame) -> list[tuple]:
    rows = rows.dropna(subset=["cpu_util"])
    return [(f"{role}.cpu", "1", group["cpu_util"].to_numpy(dtype=float), group["run"].to_numpy())
            for role, group in rows.groupby("role", sort=True)]


def write(summary: pd.DataFrame, path: Path) -> None:
    """Writes summary.csv, numbers to ten digits."""
    summary.to_csv(path, index=False, float_format="%.10g", lineterminator="\n")


def outcome_counts(operations: pd.DataFrame) -> pd.DataFrame:
    """How many operations of each kind ended how: rows point and operation, columns outcomes."""
    counts = operations.groupby(["point", "operation", "outcome"]).size()
    return counts.unstack(fill_value=0)
