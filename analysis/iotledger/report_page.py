# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""What the reports of all kinds of results are built of: the page, plots, tables, events."""

from __future__ import annotations

import json
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any, Iterable, Sequence

import pandas as pd

from .points import short_names
from .table import human

MAX_ROWS = 2000  # of the table of all quantities; the rest is in summary.csv
MAX_EVENTS = 30  # listed one by one; of more, how many of each kind there are

SWITCH = ("<span class=switch><button class=on data-scale=shares>shares</button>"
          "<button data-scale=seconds>seconds</button></span>")


def write(out: Path, text: str) -> None:
    """Writes report.html whole or not at all."""
    temporary = out / "report.html.part"
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(out / "report.html")


def whole(name: str, body: Sequence[str], scenario_yaml: str) -> str:
    """The page: its title, its sections, and the scenario at the end."""
    end = (f"<h2>Scenario</h2><p class=note>As it was run, every default filled in.</p>"
           f"<pre>{escape(scenario_yaml.strip())}</pre>")
    return (f"<!DOCTYPE html>\n<html lang=en><head><meta charset=utf-8>"
            f"<meta name=viewport content='width=device-width, initial-scale=1'>"
            f"<title>{escape(name)}</title><style>\n{_asset('report.css')}</style>\n"
            f"<script>{plotly()}\nconst plots = [];</script></head>\n<body><main>\n"
            + "\n".join([*body, end])
            + "\n<footer>Times are simulated. Made by iot-ledger.</footer></main>"
            f"<script>\n{_asset('report.js')}</script></body></html>\n")


def _asset(name: str) -> str:
    """The text of a file beside this one."""
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def plotly() -> str:
    """plotly.js, embedded so that the report needs no network."""
    from plotly.offline import get_plotlyjs

    return get_plotlyjs().replace("</script", "<\\/script")


def header(name: str, summary: pd.DataFrame, keys: Sequence[str],
           cards: Sequence[tuple[str, Any, bool]]) -> str:
    """The name, what was swept, and boxes with a number each.

    @param cards label, number and whether it is bad news
    """
    names = short_names(list(keys))
    swept = " × ".join(f"{summary[key].nunique()} values of {names[key]}" for key in keys)
    boxes = "".join(f"<div class='card{' bad' if bad else ''}'><b>{value}</b>"
                    f"<span>{label}</span></div>" for label, value, bad in cards)
    return (f"<header><h1>{escape(name)}</h1><p>{escape(swept) or 'one point'}</p></header>"
            f"<div class=cards>{boxes}</div>")


def section(heading: str, note: str, legend_of: str, plots: Sequence[str],
            wide: bool = False) -> str:
    """Plots beside each other, below their common legend."""
    return (f"<section><h2>{heading}</h2><p class=note>{note}</p>{legend_of}"
            f"<div class='plots{' wide' if wide else ''}'>{''.join(plots)}</div></section>")


def legend(entries: Sequence[tuple[str, str]], more: str = "") -> str:
    """One legend for all plots of a section; a press hides or shows what it names in each."""
    keys = "".join(f"<button class=key data-group='{escape(label, quote=True)}'>"
                   f"<i style='background:{colour}'></i>{escape(label)}</button>"
                   for label, colour in entries)
    return f"<div class=legend>{keys}{more}</div>" if keys or more else ""


def plot(identifier: str, figure: dict[str, Any]) -> str:
    """A figure of plotly.js."""
    text = json.dumps({"id": identifier, **figure}, sort_keys=True).replace("</", "<\\/")
    return f"<div class=plot><div id={identifier}></div></div><script>plots.push({text});</script>"


def table(head: Sequence[str], rows: Sequence[Sequence[str]], text_columns: int = 0) -> str:
    """A table, the first columns of which are text and the others numbers."""
    def line(tag: str, cells: Sequence[str]) -> str:
        return "<tr>" + "".join(
            f"<{tag}{' class=text' if number < text_columns else ''}>{escape(cell)}</{tag}>"
            for number, cell in enumerate(cells)) + "</tr>"

    body = "\n".join(line("td", row) for row in rows)
    return (f"<div class=scroll><table><thead>{line('th', head)}</thead>"
            f"<tbody>\n{body}</tbody></table></div>")


def all_quantities(summary: pd.DataFrame, keys: Sequence[str]) -> str:
    """The summary itself, folded away."""
    names = short_names(list(keys))
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
    return f"<details><summary>All quantities{more}</summary>{table(head, rows)}</details>"


def point_values(summary: pd.DataFrame, keys: Sequence[str]) -> Iterable[tuple]:
    """Each point's number and swept values."""
    return summary[["point", *keys]].drop_duplicates().itertuples(index=False, name=None)


def read_events(out: Path, keys: Sequence[str]) -> pd.DataFrame:
    """The merged events.csv, as text."""
    path = out / "events.csv"
    columns = [*keys, "run", "time_s", "node", "event", "detail"]
    if not path.is_file():
        return pd.DataFrame(columns=columns)
    return pd.read_csv(path, usecols=columns, dtype=str, keep_default_na=False)


def events_listed(events: pd.DataFrame, keys: Sequence[str]) -> str:
    """Events with all that is known of them."""
    names = short_names(list(keys))
    head = [*(names[key] for key in keys), "run", "time [s]", "node", "event", "detail"]
    rows = events[[*keys, "run", "time_s", "node", "event", "detail"]].values.tolist()
    return table(head, rows, text_columns=len(head))


def events_counted(events: pd.DataFrame) -> str:
    """How many events of each kind there were."""
    counts = events["event"].value_counts().sort_index()
    counts = counts.sort_values(ascending=False, kind="stable")
    rows = [[str(kind), f"{count:,}"] for kind, count in counts.head(MAX_EVENTS).items()]
    return table(["event", "count"], rows, text_columns=1)
