# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""From measured CPU times to what a broker's work costs, by least squares.

A PUBLISH of `bytes` on the wire that goes to `receivers` subscribers at QoS q costs

    publish[q] + read_byte × bytes + receivers × (delivery[q] + write_byte × bytes)

so all measured points together determine eight costs. Each point counts by its relative error, so
that small messages weigh as much as large ones; no cost is negative.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import Sequence

import numpy

QUALITIES = (0, 1, 2)


@dataclass(frozen=True)
class FanOutPoint:
    """One measured point."""

    qos: int
    receivers: int
    bytes: int  # of the PUBLISH on the wire
    seconds: float  # CPU time of the broker for one PUBLISH


@dataclass(frozen=True)
class FanOutCosts:
    """What the points say, in seconds."""

    publish: tuple[float, ...]  # by QoS
    delivery: tuple[float, ...]  # by QoS
    read_byte: float
    write_byte: float
    mean_residual: float  # of the absolute relative errors
    largest_residual: float

    def seconds(self, point: FanOutPoint) -> float:
        """What the fitted costs make of a point."""
        return (self.publish[point.qos] + self.read_byte * point.bytes
                + point.receivers * (self.delivery[point.qos] + self.write_byte * point.bytes))


def fit_fan_out(points: Sequence[FanOutPoint]) -> FanOutCosts:
    """The costs that fit the points best."""
    rows = numpy.zeros((len(points), 8))
    for row, point in zip(rows, points):
        row[point.qos] = 1
        row[3 + point.qos] = point.receivers
        row[6] = point.bytes
        row[7] = point.receivers * point.bytes
    measured = numpy.array([point.seconds for point in points])
    found = least_squares(rows / measured[:, None], numpy.ones(len(points)))
    residuals = numpy.abs(rows @ found / measured - 1)
    return FanOutCosts(tuple(found[:3]), tuple(found[3:6]), float(found[6]), float(found[7]),
                       float(residuals.mean()), float(residuals.max()))


def fit_line(xs: Sequence[float], ys: Sequence[float]) -> tuple[float, float]:
    """@return intercept and slope, neither below 0."""
    rows = numpy.column_stack([numpy.ones(len(xs)), xs])
    intercept, slope = least_squares(rows, numpy.array(ys))
    return float(intercept), float(slope)


def least_squares(rows: numpy.ndarray, values: numpy.ndarray) -> numpy.ndarray:
    """The solution without negative parts: the most negative unknown is held at 0, and so on."""
    free = list(range(rows.shape[1]))
    while True:
        scale = numpy.abs(rows[:, free]).max(axis=0)
        found = numpy.linalg.lstsq(rows[:, free] / scale, values, rcond=None)[0] / scale
        if not (found < 0).any():
            solution = numpy.zeros(rows.shape[1])
            solution[free] = found
            return solution
        free.pop(int(numpy.argmin(found * scale)))


def typical(samples: Sequence[float]) -> float:
    """The median: a disturbed sample does not count."""
    return statistics.median(samples)
