# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""report.html: tables and plots of a finished run or sweep, in one file that opens offline."""

from __future__ import annotations

import json
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any, Iterable, Sequence

import pandas as pd
import yaml

from . import figures, report_figures, sequence, summary as statistics
from .points import Point, short_names
from .table import caught_share, human, interval, outcomes_of

MAX_ROWS = 2000  # of the table of all quantities; the rest is in summary.csv
MAX_EVENTS = 30  # listed one by one; of more, how many of each kind there are


def build(out: Path, points: Sequence[Point], scenario_yaml: str) -> None:
    """Writes summary.csv, report.html and the plots from the merged tables in a folder."""
    from . import plots

    keys = list(points[0].values) if points else []
    operations = statistics.read_operations(out, keys)
    summary = statistics.summarise(out, keys, operations)
    statistics.write(summary, out / "summary.csv")
    plots.draw(summary, operations, keys, out)
    text = page(summary, operations, keys, scenario_yaml, read_events(out, keys),
                sequences(out, points))
    temporary = out / "report.html.part"
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(out / "report.html")


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
    body.append(f"<h2>Scenario</h2><p class=note>As it was run, every default filled in.</p>"
                f"<pre>{escape(scenario_yaml.strip())}</pre>")
    return (f"<!DOCTYPE html>\n<html lang=en><head><meta charset=utf-8>"
            f"<meta name=viewport content='width=device-width, initial-scale=1'>"
            f"<title>{escape(name)}</title><style>\n{_asset('report.css')}</style>\n"
            f"<script>{_plotly()}\nconst plots = [];</script></head>\n<body><main>\n"
            + "\n".join(body) + "\n<footer>Times are simulated. Made by iot-ledger.</footer></main>"
            f"<script>\n{_asset('report.js')}</script></body></html>\n")


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


def _asset(name: str) -> str:
    """The text of a file beside this one."""
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _plotly() -> str:
    """plotly.js, embedded so that the report needs no network."""
    from plotly.offline import get_plotlyjs

    return get_plotlyjs().replace("</script", "<\\/script")


def _header(name: str, scenario: dict[str, Any], summary: pd.DataFrame, operations: pd.DataFrame,
            keys: Sequence[str]) -> str:
    points = summary["point"].nunique()
    failed = int((operations["outcome"] != "ok").sum())
    names = short_names(list(keys))
    swept = " × ".join(f"{summary[key].nunique()} values of {names[key]}" for key in keys)
    cards = [("points", points), ("repetitions", int(operations["run"].nunique())),
             ("seed", scenario.get("seed", 1)), ("operations", f"{len(operations):,}"),
             ("not ok", f"{failed:,}")]
    boxes = "".join(
        f"<div class='card{' bad' if label == 'not ok' and failed else ''}'><b>{value}</b>"
        f"<span>{label}</span></div>" for label, value in cards)
    return (f"<header><h1>{escape(name)}</h1><p>{escape(swept) or 'one point'}</p></header>"
            f"<div class=cards>{boxes}</div>")


def _figures(summary: pd.DataFrame, operations: pd.DataFrame, keys: Sequence[str]) -> list[str]:
    frame = figures.layout(summary, keys)
    names = figures.operations_in(summary)
    if not names:
        return ["<p class=note>No operation came to an answer: there is no latency to show.</p>"]
    bars = {name: figures.bars(summary, frame, name) for name in names}
    if frame.x_key is None:
        note = "How many operations took at most how long."
        legend = list(zip(names, figures.CURVE_COLOURS))
        spread = [_plot("distribution", report_figures.distribution(operations, names))]
        bars = {"all": [bar for found in bars.values() for bar in found]}
    else:
        note = ("Mean over the operations of all repetitions that came to an answer; the band is "
                "the mean's 95 % confidence interval.")
        legend = report_figures.curve_legend(summary, frame, names[0])
        spread = [_plot(f"latency-{name}", report_figures.latency(summary, frame, name))
                  for name in names]
    made_of = [_plot(f"parts-{name}", report_figures.parts(
        found, figures.title_of(name) if frame.x_key else "Mean of each operation", frame.title))
        for name, found in bars.items()]
    all_bars = [bar for found in bars.values() for bar in found]
    wide = " wide" if frame.curve_keys else ""
    return [f"<section><h2>Latency</h2><p class=note>{note}</p>{_legend(legend)}"
            f"<div class=plots>{''.join(spread)}</div></section>",
            f"<section><h2>What the latency is made of</h2><p class=note>Mean parts, which add up "
            f"to the mean latency written above each bar.</p>"
            f"{_legend(report_figures.part_legend(all_bars), SWITCH)}"
            f"<div class='plots{wide}'>{''.join(made_of)}</div></section>"]


SWITCH = ("<span class=switch><button class=on data-scale=shares>shares</button>"
          "<button data-scale=seconds>seconds</button></span>")


def _legend(entries: Sequence[tuple[str, str]], more: str = "") -> str:
    """One legend for all plots of a section; a press hides or shows what it names in each."""
    keys = "".join(f"<button class=key data-group='{escape(label, quote=True)}'>"
                   f"<i style='background:{colour}'></i>{escape(label)}</button>"
                   for label, colour in entries)
    return f"<div class=legend>{keys}{more}</div>" if keys or more else ""


def _plot(identifier: str, figure: dict[str, Any]) -> str:
    text = json.dumps({"id": identifier, **figure}, sort_keys=True).replace("</", "<\\/")
    return f"<div class=plot><div id={identifier}></div></div><script>plots.push({text});</script>"


def _tables(summary: pd.DataFrame, operations: pd.DataFrame, keys: Sequence[str]) -> list[str]:
    counts = statistics.outcome_counts(operations)
    indexed = summary.set_index(["point", "quantity"]).sort_index()
    names = short_names(list(keys))
    parts = ["<h2>In numbers</h2><p class=note>Latency: mean ± half the 95 % confidence interval, "
             "percentiles over all operations that came to an answer.</p>"]
    for operation in statistics.in_order(operations["operation"]):
        rows = [_row(indexed, counts, int(point), values, operation)
                for point, *values in _point_values(summary, keys)]
        head = [*(names[key] for key in keys), "mean latency", "p50", "p95", "p99", "max",
                "bytes", "success", "operations"]
        if operation == "pubcheck" and "pubcheck.caught" in set(summary["quantity"]):
            head.append("wrong keys caught")
            rows = [[*row, caught_share(indexed, int(values[0]))]
                    for row, values in zip(rows, _point_values(summary, keys))]
        parts.append(f"<h3>{escape(figures.title_of(operation))}</h3>" + _table(head, rows))
    shown = summary.head(MAX_ROWS)
    rows = [[str(row.point), *(str(value) for value in row[2:2 + len(keys)]), row.quantity,
             *(human(getattr(row, column), row.unit) for column in ("mean_", "ci95", "p50", "p95",
                                                                     "p99", "max_")),
             str(row.count_)]
            for row in shown.rename(columns={"mean": "mean_", "max": "max_", "count": "count_"})
            .rename(columns={key: f"k{number}" for number, key in enumerate(keys)}).itertuples()]
    head = ["point", *(names[key] for key in keys), "quantity", "mean", "± ci95", "p50", "p95",
            "p99", "max", "count"]
    more = "" if len(shown) == len(summary) else f" (first {MAX_ROWS}; all are in summary.csv)"
    parts.append(f"<details><summary>All quantities{more}</summary>{_table(head, rows)}</details>")
    return parts


def _point_values(summary: pd.DataFrame, keys: Sequence[str]) -> Iterable[tuple]:
    return summary[["point", *keys]].drop_duplicates().itertuples(index=False, name=None)


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


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], text_columns: int = 0) -> str:
    def line(tag: str, cells: Sequence[str]) -> str:
        return "<tr>" + "".join(
            f"<{tag}{' class=text' if number < text_columns else ''}>{escape(cell)}</{tag}>"
            for number, cell in enumerate(cells)) + "</tr>"

    body = "\n".join(line("td", row) for row in rows)
    return (f"<div class=scroll><table><thead>{line('th', head)}</thead>"
            f"<tbody>\n{body}</tbody></table></div>")


def read_events(out: Path, keys: Sequence[str]) -> pd.DataFrame:
    """The merged events.csv, as text."""
    path = out / "events.csv"
    columns = [*keys, "run", "time_s", "node", "event", "detail"]
    if not path.is_file():
        return pd.DataFrame(columns=columns)
    return pd.read_csv(path, usecols=columns, dtype=str, keep_default_na=False)


def _events(events: pd.DataFrame, keys: Sequence[str]) -> str:
    """A few events with all that is known of them; of many, how many of each kind there were."""
    if len(events) > MAX_EVENTS:
        counts = events["event"].value_counts().sort_index()
        counts = counts.sort_values(ascending=False, kind="stable")
        rows = [[str(kind), f"{count:,}"] for kind, count in counts.head(MAX_EVENTS).items()]
        return "<h2>Events</h2>" + _table(["event", "count"], rows, text_columns=1)
    names = short_names(list(keys))
    head = [*(names[key] for key in keys), "run", "time [s]", "node", "event", "detail"]
    rows = events[[*keys, "run", "time_s", "node", "event", "detail"]].values.tolist()
    return "<h2>Events</h2>" + _table(head, rows, text_columns=len(head))
