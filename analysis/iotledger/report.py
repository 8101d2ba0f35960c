# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""report.html: tables and plots of a finished run or sweep, in one file that opens offline.

Here is the report of key verification; `ledger_report` makes that of a ledger.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any, Sequence

import pandas as pd
import yaml

from . import figures, ledger_summary, report_figures, report_page, sequence
from . import summary as statistics
from .points import Point, short_names
from .report_page import legend, plot, read_events, table
from .table import caught_share, human, interval, outcomes_of


def build(out: Path, points: Sequence[Point], scenario_yaml: str) -> None:
    """Writes summary.csv, report.html and the plots from the merged tables in a folder."""
    from . import ledger_report, plots

    keys = list(points[0].values) if points else []
    if ledger_summary.is_ledger(out):
        ledger_report.build(out, keys, scenario_yaml)
        return
    operations = statistics.read_operations(out, keys)
    summary = statistics.summarise(out, keys, operations)
    statistics.write(summary, out / "summary.csv")
    plots.draw(summary, operations, figures.operations_in(summary), keys, out)
    report_page.write(out, page(summary, operations, keys, scenario_yaml, read_events(out, keys),
                                sequences(out, points)))


def page(summary: pd.DataFrame, operations: pd.DataFrame, keys: Sequence[str], scenario_yaml: str,
         events: pd.DataFrame, charts: Sequence[str] = ()) -> str:
    """The whole page. @param charts message sequence charts, as SVG"""
    scenario = yaml.safe_load(scenario_yaml) or {}
    name = str(scenario.get("name", "results"))
    body = [_header(name, scenario, summary, operations, keys)]
    body += _figures(summary, operations, keys)
    body += _tables(summary, operations, keys)
    body += [f"<section><h2>Messages</h2><p class=note>{SEQUENCE_NOTE}</p>"
             f"<div class=scroll>{chart}</div></section>" for chart in charts]
    if len(events):
        body.append(_events(events, keys))
    return report_page.whole(name, body, scenario_yaml)


SEQUENCE_NOTE = ("The first verification and what is sent after it, with all messages before, in "
                 "the first run that has few enough devices. Time runs down, not to scale.")


def sequences(out: Path, points: Sequence[Point]) -> list[str]:
    """The chart of the first run that wrote its messages and has few enough devices, if one did."""
    for point in points:
        path = out / point.folder / "run1" / "messages.csv"
        if path.is_file():
            beginning = pd.read_csv(path, nrows=1000)  # some have millions
            if 0 < len(sequence.devices_in(beginning)) <= sequence.MAX_DEVICES:
                messages = pd.read_csv(path, float_precision="round_trip")
                title = " ".join(["Messages", *point.values.values()])
                return [sequence.draw(sequence.first_exchange(messages), title)]
    return []


def _header(name: str, scenario: dict[str, Any], summary: pd.DataFrame, operations: pd.DataFrame,
            keys: Sequence[str]) -> str:
    failed = int((operations["outcome"] != "ok").sum())
    return report_page.header(name, summary, keys, [
        ("points", summary["point"].nunique(), False),
        ("repetitions", int(operations["run"].nunique()), False),
        ("seed", scenario.get("seed", 1), False),
        ("operations", f"{len(operations):,}", False), ("not ok", f"{failed:,}", failed > 0)])


def _figures(summary: pd.DataFrame, operations: pd.DataFrame, keys: Sequence[str]) -> list[str]:
    frame = figures.layout(summary, keys)
    names = figures.operations_in(summary)
    if not names:
        return ["<p class=note>No operation came to an answer: there is no latency to show.</p>"]
    bars = {name: figures.bars(summary, frame, name) for name in names}
    if frame.x_key is None:
        note = "How many operations took at most how long."
        shown = list(zip(names, figures.CURVE_COLOURS))
        spread = [plot("distribution", report_figures.distribution(operations, names))]
        bars = {"all": [bar for found in bars.values() for bar in found]}
    else:
        note = ("Mean over the operations of all repetitions that came to an answer; the band is "
                "the mean's 95 % confidence interval.")
        shown = report_figures.curve_legend(summary, frame, names[0])
        spread = [plot(f"latency-{name}", report_figures.latency(summary, frame, name))
                  for name in names]
    made_of = [plot(f"parts-{name}", report_figures.parts(
        found, figures.title_of(name) if frame.x_key else "Mean of each operation", frame.title))
        for name, found in bars.items()]
    all_bars = [bar for found in bars.values() for bar in found]
    return [report_page.section("Latency", note, legend(shown), spread),
            report_page.section(
                "What the latency is made of",
                "Mean parts, which add up to the mean latency written above each bar.",
                legend(report_figures.part_legend(all_bars), report_page.SWITCH), made_of,
                wide=bool(frame.curve_keys))]


def _tables(summary: pd.DataFrame, operations: pd.DataFrame, keys: Sequence[str]) -> list[str]:
    counts = statistics.outcome_counts(operations)
    indexed = summary.set_index(["point", "quantity"]).sort_index()
    names = short_names(list(keys))
    parts = ["<h2>In numbers</h2><p class=note>Latency: mean ± half the 95 % confidence interval, "
             "percentiles over all operations that came to an answer.</p>"]
    for operation in statistics.in_order(operations["operation"]):
        rows = [_row(indexed, counts, int(point), values, operation)
                for point, *values in report_page.point_values(summary, keys)]
        head = [*(names[key] for key in keys), "mean latency", "p50", "p95", "p99", "max",
                "bytes", "success", "operations"]
        if operation == "pubcheck" and "pubcheck.caught" in set(summary["quantity"]):
            head.append("wrong keys caught")
            rows = [[*row, caught_share(indexed, int(values[0]))]
                    for row, values in zip(rows, report_page.point_values(summary, keys))]
        parts.append(f"<h3>{escape(figures.title_of(operation))}</h3>" + table(head, rows))
    return [*parts, report_page.all_quantities(summary, keys)]


def _row(indexed: pd.DataFrame, counts: pd.DataFrame, point: int, values: Sequence[str],
         operation: str) -> list[str]:
    cells = [str(value) for value in values]
    if (point, f"{operation}.latency") in indexed.index:
        row = indexed.loc[(point, f"{operation}.latency")]
        cells += [interval(row["mean"], row["ci95"], "s"),
                  *(human(row[column], "s") for column in ("p50", "p95", "p99", "max"))]
    else:
        cells += [""] * 5
    if (point, f"{operation}.success") not in indexed.index:
        return cells + [""] * 3
    success = indexed.loc[(point, f"{operation}.success")]["mean"]
    size = indexed.loc[(point, f"{operation}.bytes")]["mean"]
    return cells + [human(size, "B"), f"{100 * success:.4g} %",
                    outcomes_of(counts, point, operation)]


def _events(events: pd.DataFrame, keys: Sequence[str]) -> str:
    """A few events with all that is known of them; of many, how many of each kind there were."""
    few = len(events) <= report_page.MAX_EVENTS
    return "<h2>Events</h2>" + (report_page.events_listed(events, keys) if few
                                else report_page.events_counted(events))
