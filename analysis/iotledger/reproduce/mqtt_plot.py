# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Tables 3 and 4 as a picture: published and simulated latency by number of devices."""

from __future__ import annotations

from pathlib import Path
from typing import Sequence

import pandas as pd
from matplotlib import pyplot
from matplotlib.ticker import NullLocator

from .. import plots
from .comparison import Comparison


def draw(rows: Sequence[Comparison], operations: pd.DataFrame, path: Path) -> None:
    """A panel per quantity: the published values, the simulated medians and quartiles."""
    from .mqtt import DEVICES, OPERATIONS

    items = list(dict.fromkeys(row.item for row in rows))
    with pyplot.rc_context(plots.STYLE):
        picture, panels = pyplot.subplots(2, (len(items) + 1) // 2, figsize=(10, 6))
        for panel, item in zip(panels.flat, items):
            protocol, operation = OPERATIONS[item]
            found = operations[(operations["protocol"] == protocol)
                               & (operations["operation"] == operation)
                               & (operations["outcome"] == "ok")]
            latency = found.groupby(DEVICES)["latency_s"]
            quartiles = latency.quantile([0.25, 0.5, 0.75]).unstack()
            panel.fill_between(quartiles.index, quartiles[0.25], quartiles[0.75], alpha=0.2, lw=0)
            panel.plot(quartiles.index, quartiles[0.5], marker="o", ms=4,
                       label="simulated: median, quartiles")
            own = [row for row in rows if row.item == item]
            places = [int(row.condition.split()[0]) for row in own]
            panel.plot(places, [row.published for row in own], "x", color="black", ms=7,
                       label="published")
            panel.set_title(f"{own[0].source}: {item}")
            panel.set_xscale("log")
            panel.set_xticks(places, [str(place) for place in places])
            panel.xaxis.set_minor_locator(NullLocator())
            panel.set_ylim(bottom=0)
            panel.set_xlabel("devices")
            panel.set_ylabel("latency [s]")
        handles, labels = panels.flat[0].get_legend_handles_labels()
        picture.tight_layout(rect=(0, 0.05, 1, 1))
        picture.legend(handles, labels, loc="lower center", ncol=2)
        picture.savefig(path, dpi=plots.DPI, metadata={"Software": None})
        pyplot.close(picture)
