# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""report.html of a ledger: rounds, blocks, resources, events."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Sequence

import pandas as pd
import yaml

from . import figures, ledger_failover, ledger_figures, ledger_summary, ledger_table, report_figures, report_page
from . import summary as statistics
from .figures import Frame
from .points import short_names
from .report_page import legend, plot, section
from .table import human, interval

NOUN = "transactions"
REFUSED = "refused"  # an event that there can be very many of
STEPS = 100  # of a distribution, of which there may be many


def build(out: Path, keys: Sequence[str], scenario_yaml: str) -> None:
    """Writes summary.csv, report.html and the plots from the merged tables in a folder."""
    from . import plots

    keys = list(keys)
    transactions = ledger_summary.read_transactions(out, keys)
    summary = ledger_summary.summarise(out, keys, transactions)
    statistics.write(summary, out / "summary.csv")
    caliper = ledger_summary.read_caliper(out, keys)
    plots.draw(summary, samples_of(transactions), answered_rounds(summary, caliper), keys, out,
               NOUN)
    report_page.write(out, page(out, summary, transactions, caliper, keys, scenario_yaml))


def samples_of(transactions: pd.DataFrame) -> pd.DataFrame:
    """Transactions as figures take operations: `outcome` ok or the code of the failure."""
    outcome = transactions["code"].mask(transactions["success"], "ok")
    return transactions.rename(columns={"round": "operation"}).assign(outcome=outcome)


def answered_rounds(summary: pd.DataFrame, caliper: pd.DataFrame) -> list[str]:
    """Labels of the rounds in which something succeeded."""
    known = set(summary["quantity"])
    return [label for label in ledger_summary.rounds_in(caliper) if f"{label}.latency" in known]


def page(out: Path, summary: pd.DataFrame, transactions: pd.DataFrame, caliper: pd.DataFrame,
         keys: Sequence[str], scenario_yaml: str) -> str:
    """The whole page. @param out holds the merged tables"""
    scenario = yaml.safe_load(scenario_yaml) or {}
    name = str(scenario.get("name", "results"))
    failed = int((~transactions["success"]).sum())
    workload = ledger_summary.workload_of(transactions)
    blocks = ledger_summary.workload_blocks(ledger_summary.read_blocks(out, keys), workload)
    frame = figures.layout(summary, keys)
    body = [report_page.header(name, summary, keys, [
        ("points", caliper["point"].nunique(), False),
        ("repetitions", int(caliper["run"].nunique()), False),
        ("seed", scenario.get("seed", 1), False),
        (NOUN, f"{len(transactions):,}", False), ("blocks", f"{len(blocks):,}", False),
        ("failed", f"{failed:,}", failed > 0)])]
    body.append(_rounds(caliper, keys))
    if ledger_failover.is_in(summary):
        body.append(_failover(summary, keys))
    body += _latency(summary, transactions, frame, answered_rounds(summary, caliper), keys)
    if len(blocks):
        body.append(_blocks(summary, blocks, workload, keys))
    body += _resources(summary, frame, ledger_summary.read_resources(out, keys), workload, keys)
    events = report_page.read_events(out, keys)
    if len(events):
        body.append(_events(events, keys))
    body.append("<h2>In numbers</h2>" + report_page.all_quantities(summary, keys))
    return report_page.whole(name, body, scenario_yaml)


def _rounds(caliper: pd.DataFrame, keys: Sequence[str]) -> str:
    names = short_names(list(keys))
    head = [*(names[key] for key in keys), *ledger_table.COLUMNS]
    heading = ledger_table.heading(caliper)
    return (f"<h2>Rounds</h2><p class=note>{heading[:1].upper()}{heading[1:]}.</p>"
            + report_page.table(head, ledger_table.rounds(caliper, keys), len(keys) + 1))


def _failover(summary: pd.DataFrame, keys: Sequence[str]) -> str:
    heading = ledger_failover.heading(summary)
    return (f"<h2>Failover</h2><p class=note>{heading[:1].upper()}{heading[1:]}.</p>"
            + report_page.table(ledger_failover.columns(keys),
                                ledger_failover.cells(summary, keys), len(keys)))


def _latency(summary: pd.DataFrame, transactions: pd.DataFrame, frame: Frame,
             labels: Sequence[str], keys: Sequence[str]) -> list[str]:
    if not labels:
        return ["<p class=note>No transaction succeeded: there is no latency to show.</p>"]
    sections = []
    if frame.x_key is not None:
        sections = [section(
            heading, "Mean over all repetitions; the band is the mean's 95 % confidence interval.",
            legend(report_figures.curve_legend(summary, frame, labels[0])), plots)
            for heading, plots in _curves(summary, frame, labels)]
    spread, shown = _distributions(transactions, frame, labels, keys)
    sections.append(section("Distribution of latency",
                            "How many of the successful transactions took at most how long.",
                            legend(shown), spread))
    bars = {figures.title_of(label): figures.bars(summary, frame, label) for label in labels}
    if frame.x_key is None:
        bars = {"Mean of each round": [bar for found in bars.values() for bar in found]}
    everything = [bar for found in bars.values() for bar in found]
    plots = [plot(f"stages-{number}", report_figures.parts(found, heading, frame.title))
             for number, (heading, found) in enumerate(bars.items(), 1)]
    note = ("Mean stages of successful transactions, which add up to the mean latency written above "
            "each bar: until endorsed, until acknowledged by the orderer, until committed.")
    sections.append(section("What the latency is made of", note,
                            legend(report_figures.part_legend(everything), report_page.SWITCH),
                            plots, wide=bool(frame.curve_keys)))
    return sections


def _curves(summary: pd.DataFrame, frame: Frame,
            labels: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Throughput and latency against the main swept key, a plot for each round."""
    return [("Throughput", [plot(f"throughput-{number}",
                                 ledger_figures.throughput(summary, frame, label))
                            for number, label in enumerate(labels, 1)]),
            ("Latency", [plot(f"latency-{number}",
                              report_figures.latency(summary, frame, label, NOUN))
                         for number, label in enumerate(labels, 1)])]


def _distributions(transactions: pd.DataFrame, frame: Frame, labels: Sequence[str],
                   keys: Sequence[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Plots and their legend: of one point, a curve for each round, else a plot for each round."""
    samples = samples_of(transactions)
    if frame.x_key is None:
        figure = report_figures.distribution(samples, list(labels), NOUN)
        return [plot("distribution", figure)], list(zip(labels, figures.CURVE_COLOURS))
    chosen = dict(list(point_labels(transactions, keys).items())[:len(figures.CURVE_COLOURS)])
    plots = []
    for number, label in enumerate(labels, 1):
        steps = [(text, *_shortened(*figures.distribution(samples[samples["point"] == point],
                                                          label, STEPS)))
                 for point, text in chosen.items()]
        plots.append(plot(f"distribution-{number}",
                          report_figures.distributions(steps, figures.title_of(label), NOUN)))
    return plots, list(zip(chosen.values(), figures.CURVE_COLOURS))


def _shortened(values: list[float], shares: list[float]) -> tuple[list[float], list[float]]:
    return [float(f"{value:.5g}") for value in values], [round(share, 5) for share in shares]


def point_labels(rows: pd.DataFrame, keys: Sequence[str]) -> dict[int, str]:
    """What tells each point from the others: the values of the swept keys."""
    names = short_names(list(keys))
    if len(keys) == 1:
        return {int(point): str(value) for point, value in report_page.point_values(rows, keys)}
    return {int(point): ", ".join(f"{names[key]} {value}" for key, value in zip(keys, values))
            for point, *values in report_page.point_values(rows, keys)}


def _of_first_run(rows: pd.DataFrame, workload: pd.DataFrame, column: str) -> pd.DataFrame:
    """The rows of the first point's first run; `time` [s] counts from where its workload began."""
    if not len(workload):
        return rows.head(0).assign(time=0.0)
    point, run = workload.index[0]
    own = rows[(rows["point"] == point) & (rows["run"] == run)]
    return own.assign(time=own[column] - workload["begin"].iloc[0])


def _where(rows: pd.DataFrame, keys: Sequence[str]) -> str:
    """Names the run of `_of_first_run` when there are several."""
    labels = point_labels(rows, keys)
    if not labels or len(labels) == 1 and rows["run"].nunique() == 1:
        return ""
    label = escape(labels[min(labels)])
    return f"Over time: the first run{f' of {label}' if label else ''}. "


def _blocks(summary: pd.DataFrame, blocks: pd.DataFrame, workload: pd.DataFrame,
            keys: Sequence[str]) -> str:
    labels = point_labels(blocks, keys)
    plots = [plot("cut-reasons", ledger_figures.cut_reasons(blocks, labels)),
             plot("block-sizes", ledger_figures.block_sizes(
                 _of_first_run(blocks, workload, "cut_s")))]
    head = [*(short_names(list(keys))[key] for key in keys), "blocks", "transactions", "size",
            "interval", "consensus", "commit by all peers"]
    counts = blocks.groupby("point").size()
    indexed = summary.set_index(["point", "quantity"]).sort_index()
    rows = [[*map(str, values), f"{counts[point]:,}",
             *(_mean(indexed, int(point), f"block.{quantity}") for quantity in
               ("transactions", "bytes", "interval", "consensus", "commit"))]
            for point, *values in report_page.point_values(blocks, keys)]
    note = (f"{_where(blocks, keys)}Blocks of the workload's transactions, of all channels: neither "
            "configuration nor deployment.")
    return (section("Blocks", note, legend(ledger_figures.reason_legend(blocks)), plots)
            + report_page.table(head, rows, len(keys)))


def _mean(indexed: pd.DataFrame, point: int, quantity: str) -> str:
    if (point, quantity) not in indexed.index:
        return ""
    row = indexed.loc[(point, quantity)]
    return interval(row["mean"], row["ci95"], row["unit"])


def _resources(summary: pd.DataFrame, frame: Frame, resources: pd.DataFrame,
               workload: pd.DataFrame, keys: Sequence[str]) -> list[str]:
    sections = []
    if frame.x_key is not None:
        curves = ledger_figures.usage_curves(summary, frame, "received")
        shown = [(curve.label, figures.CURVE_COLOURS[number % len(figures.CURVE_COLOURS)])
                 for number, curve in enumerate(curves)]
        sections.append(section(
            "Resources by role", "Of a node while the workload lasted: mean over nodes and "
            "repetitions. CPU is its host's.", legend(shown),
            [plot(f"usage-{number}", figure) for number, figure
             in enumerate(ledger_figures.usage(summary, frame), 1)]))
    own = _of_first_run(resources, workload, "time_s")
    nodes = ledger_figures.nodes_in(own)
    sections.append(section(
        "Resources over time", f"{_where(resources, keys)}resources.csv has all nodes and runs.",
        legend(list(zip(nodes, figures.CURVE_COLOURS))),
        [plot(f"resources-{number}", figure) for number, figure
         in enumerate(ledger_figures.over_time(own, nodes), 1)]))
    return [*sections, _usage_table(summary, keys)]


def _usage_table(summary: pd.DataFrame, keys: Sequence[str]) -> str:
    """What a node of each role used, at each point."""
    indexed = summary.set_index(["point", "quantity"]).sort_index()
    rows = []
    for point, *values in report_page.point_values(summary, keys):
        for role in ledger_figures.roles_in(summary):
            cells = [_mean_of(indexed, int(point), f"{role}.{quantity}")
                     for quantity in ("cpu", "cpu_time", "memory", "received", "sent", "written",
                                      "read")]
            rows.append([*map(str, values), role, *cells])
    head = [*(short_names(list(keys))[key] for key in keys), "role", "CPU of host", "core-time",
            "memory", "received", "sent", "written", "read"]
    return "<h3>Mean of a node in the workload</h3>" + report_page.table(head, rows, len(keys) + 1)


def _mean_of(indexed: pd.DataFrame, point: int, quantity: str) -> str:
    if (point, quantity) not in indexed.index:
        return ""
    row = indexed.loc[(point, quantity)]
    share = quantity.endswith(".cpu")
    return f"{100 * row['mean']:.3g} %" if share else human(row["mean"], row["unit"])


def _events(events: pd.DataFrame, keys: Sequence[str]) -> str:
    """Elections, crashes, losses one by one, as far as they are few; of all, how many there were."""
    notable = events[events["event"] != REFUSED]
    text = "<h2>Events</h2>"
    if len(notable) <= report_page.MAX_EVENTS and len(notable):
        text += report_page.events_listed(notable, keys)
    if len(notable) < len(events) or len(notable) > report_page.MAX_EVENTS:
        text += report_page.events_counted(events)
    return text
