# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""The merged files at the top of a sweep's folder, made from its runs' folders."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from typing import BinaryIO, Sequence

from . import manifest
from .points import Point

TABLES = ("operations.csv", "transactions.csv", "blocks.csv", "resources.csv", "events.csv",
          "caliper.csv", "messages.csv")
DERIVED = ("summary.csv", "report.html", "latency.png", "parts.png")


class ResultError(ValueError):
    """A results folder that cannot be used; one line."""


def publish(out: Path, points: Sequence[Point], repetitions: int, scenario_yaml: str) -> None:
    """Writes the merged tables, the summary, the report and the plots, and last the manifest."""
    from . import report

    runs = [(point, out / point.folder / f"run{run}")
            for point in points for run in range(1, repetitions + 1)]
    manifests = []
    for _, folder in runs:
        facts = manifest.read(folder)
        if facts is None:
            raise ResultError(f"{folder}: no finished run here ({manifest.NAME} is missing)")
        manifests.append(facts)
    merge_tables(out, runs)
    report.build(out, points, scenario_yaml)
    manifest.write(out, manifest.of_sweep(scenario_yaml, points, repetitions, manifests))


def rebuild(out: Path) -> None:
    """Makes the merged files anew from a finished sweep's runs."""
    facts = manifest.read(out)
    if facts is None or "points" not in facts:
        raise ResultError(f"{out}: expected a folder of finished results, found no "
                          f"{manifest.NAME}; a re-run of the scenario completes it")
    points = [Point(entry["point"], entry["values"], entry["folder"], "")
              for entry in facts["points"]]
    text = (out / "scenario.yaml").read_text(encoding="utf-8")
    publish(out, points, facts["repetitions"], text)


def merge_tables(out: Path, runs: Sequence[tuple[Point, Path]]) -> None:
    """Joins each kind of table of all runs, with the point and its values in front."""
    names = sorted({path.name for _, folder in runs for path in folder.glob("*.csv")})
    for name in names:
        parts = [(point, folder / name) for point, folder in runs if (folder / name).exists()]
        temporary = out / f"{name}.part"
        with open(temporary, "wb") as target:
            _join(target, parts)
        os.replace(temporary, out / name)


def _join(target: BinaryIO, parts: Sequence[tuple[Point, Path]]) -> None:
    """Copies rows as text: a large sweep has millions."""
    header = b""
    for point, path in parts:
        with open(path, "rb") as source:
            first = source.readline()
            if not header:
                header = first
                target.write(_cells(["point", *point.values]) + b"," + header)
            elif first != header:
                raise ResultError(f"{path}: columns differ from those of {parts[0][1]}")
            prefix = _cells([str(point.number), *point.values.values()]) + b","
            open_quote = False  # a quoted cell may hold line ends (RFC 4180)
            for line in source:
                target.write(line if open_quote else prefix + line)
                open_quote ^= bool(line.count(b'"') % 2)


def _cells(cells: Sequence[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue().encode()


def write_text(path: Path, text: str) -> None:
    """Writes a file whole or not at all; leaves one alone that is right already."""
    data = text.encode()
    if not (path.is_file() and path.read_bytes() == data):
        temporary = path.with_name(f"{path.name}.part")
        temporary.write_bytes(data)
        os.replace(temporary, path)
