# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Tables 3 and 4 of the MQTT paper (see paper-mqtt-tables.csv), from paper-mqtt-testbed.yaml.

A table's value is compared with the median of the simulated latencies: the paper gives one value
and not how it was averaged, and only in a typical run do 3 devices meet no delay while the slowest
of 100 meets a long one.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from .. import sweeps
from ..progress import for_stream
from ..result import Result
from ..scenario import Scenario
from . import mqtt_plot
from .comparison import Comparison, print_table, write_csv

ROOT = Path(__file__).resolve().parents[3]
SCENARIO = ROOT / "scenarios" / "paper-mqtt-testbed.yaml"
PUBLISHED = Path(__file__).with_name("paper-mqtt-tables.csv")
DEVICES = "keyVerification.devices"
PROTOCOL = "keyVerification.protocol"
FITTED = (3, 100)  # devices; the other columns are predictions
LIMIT_PERCENT = {"fitted": 10.0, "predicted": 20.0}

# What the paper calls them, and the operation of which protocol they are here.
OPERATIONS = {
    "L_Reg": ("mtp", "register"),
    "L_DeviceToDevice (PubCheck)": ("mtp", "pubcheck"),
    "L_DeviceToDevice (DataSend)": ("mtp", "datasend"),
    "L_TopicRegistration": ("sscp", "topic-register"),
    "L_TopicSubscribe": ("sscp", "topic-subscribe"),
    "L_TopicTransmission (DataSend)": ("sscp", "topic-send"),
}


def run(out: Path, jobs: int | None, stream=None) -> None:
    """Simulates the testbed, prints the comparison, writes comparison.csv and a plot."""
    scenario = Scenario.load(SCENARIO)
    plan = sweeps.make_plan(scenario.core, out)
    sweeps.execute(plan, jobs, progress=for_stream())
    latencies = Result(out).operations
    rows = compare(read_published(), latencies)
    write_csv(rows, out / "comparison.csv")
    mqtt_plot.draw(rows, latencies, out / "paper-mqtt-tables.png")
    print_table(rows, stream)
    print(f"results: {out / 'comparison.csv'}, {out / 'paper-mqtt-tables.png'}")


def read_published() -> pd.DataFrame:
    """The tables: columns table, quantity, devices, seconds."""
    return pd.read_csv(PUBLISHED, comment="#")


def medians(operations: pd.DataFrame) -> pd.Series:
    """Median latency [s] of the operations that went well, by protocol, operation and devices."""
    went_well = operations[operations["outcome"] == "ok"]
    return went_well.groupby(["protocol", "operation", DEVICES])["latency_s"].median()


def compare(published: pd.DataFrame, operations: pd.DataFrame) -> list[Comparison]:
    """A comparison per cell of the tables; a cell without operations has NaN."""
    simulated = medians(operations)
    rows = []
    for cell in published.itertuples():
        role = "fitted" if cell.devices in FITTED else "predicted"
        key = (*OPERATIONS[cell.quantity], cell.devices)
        rows.append(Comparison(f"table {cell.table}", cell.quantity, f"{cell.devices} devices", "s",
                               cell.seconds, float(simulated.get(key, float("nan"))),
                               LIMIT_PERCENT[role], role))
    return rows
