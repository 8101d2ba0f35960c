# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""The comparison with the MQTT paper's tables."""

import io
import math

import iotledger as il
import pandas as pd
import pytest
from iotledger import cli
from iotledger.reproduce import comparison, mqtt, mqtt_plot, testbed_profile
from iotledger.reproduce.comparison import Comparison

PNG = b"\x89PNG\r\n\x1a\n"  # ISO/IEC 15948, 5.2


def operations(**latencies):
    """A row per value of each `protocol_operation` given, at 3, 10 and 100 devices."""
    rows = []
    for name, values in latencies.items():
        protocol, operation = name.split("_", 1)
        rows += [(protocol, operation.replace("_", "-"), devices, "ok", value)
                 for devices in (3, 10, 100) for value in values]
    return pd.DataFrame(rows, columns=["protocol", "operation", mqtt.DEVICES, "outcome",
                                       "latency_s"])


ALL = {f"{protocol}_{operation.replace('-', '_')}": [1.0, 2.0, 4.0]
       for protocol, operation in mqtt.OPERATIONS.values()}


def test_the_published_tables_have_eighteen_cells():
    """Paper, tables 3 and 4: three quantities each, for 3, 10 and 100 devices."""
    table = mqtt.read_published()

    assert len(table) == 18
    assert set(table["quantity"]) == set(mqtt.OPERATIONS)
    cell = table[(table["quantity"] == "L_DeviceToDevice (PubCheck)") & (table["devices"] == 100)]
    assert cell["seconds"].item() == 3.211


def test_a_cell_is_compared_with_the_median_of_what_went_well():
    found = operations(**ALL)
    failed = found.assign(outcome="timeout", latency_s=1000.0)

    rows = mqtt.compare(mqtt.read_published(), pd.concat([found, failed]))

    assert len(rows) == 18
    assert {row.simulated for row in rows} == {2.0}
    first = rows[0]
    assert (first.source, first.item, first.condition) == ("table 3", "L_Reg", "3 devices")
    assert first.error_percent == pytest.approx(100 * (2 - 3) / 3)


def test_the_column_of_ten_devices_is_a_prediction():
    rows = mqtt.compare(mqtt.read_published(), operations(**ALL))

    limits = {(row.condition, row.role, row.limit_percent) for row in rows}
    assert limits == {("3 devices", "fitted", 10.0), ("10 devices", "predicted", 20.0),
                      ("100 devices", "fitted", 10.0)}


@pytest.mark.parametrize("simulated, holds", [(1.1, True), (0.9, True), (1.11, False),
                                              (math.nan, False)])
def test_a_value_holds_within_its_limit(simulated, holds):
    row = Comparison("t", "q", "c", "s", 1.0, simulated, 10.0001, "fitted")

    assert row.holds is holds


def test_comparison_csv_has_the_columns_of_the_contract(tmp_path):
    rows = [Comparison("table 3", "L_Reg", "3 devices", "s", 3.0, 3.3, 5, "fitted")]

    comparison.write_csv(rows, tmp_path / "comparison.csv")

    assert (tmp_path / "comparison.csv").read_text(encoding="utf-8").splitlines() == [
        "source,item,condition,unit,published,simulated,error_percent,holds",
        f"table 3,L_Reg,3 devices,s,3.0,3.3,{100 * (3.3 - 3.0) / 3.0},no"]


def test_the_table_counts_what_holds():
    text = io.StringIO()
    comparison.print_table([Comparison("t", "q", "c", "s", 1.0, value, 10, "fitted")
                            for value in (1.05, 2.0)], text)

    assert "fitted: 1 of 2 values within their limit" in text.getvalue()
    assert "+100.0 %" in text.getvalue()


def test_the_plot_is_the_same_every_time(tmp_path):
    found = operations(**ALL)
    rows = mqtt.compare(mqtt.read_published(), found)
    for name in ("a.png", "b.png"):
        mqtt_plot.draw(rows, found, tmp_path / name)

    assert (tmp_path / "a.png").read_bytes().startswith(PNG)
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


def test_the_testbed_profile_gives_back_what_was_fitted(tmp_path):
    costs = testbed_profile.Costs(2.5, 0.02, 4e-4, 3e-8)
    path = tmp_path / "testbed.yaml"
    testbed_profile.write(costs, path)

    read = testbed_profile.read(path)
    assert [round(value, 12) for value in vars(read).values()] == list(vars(costs).values())
    scenario = il.Scenario.load(mqtt.SCENARIO).set("crypto.profile", str(path))
    assert il.run(scenario.set("keyVerification.devices", 3).set("keyVerification.rounds", 1)
                  .set("keyVerification.protocol", "mtp")).operations["outcome"].eq("ok").all()


def test_the_shipped_testbed_is_what_the_fit_writes(tmp_path):
    """Nobody has edited the fitted profile by hand."""
    shipped = testbed_profile.PROFILE.read_text(encoding="utf-8")
    again = tmp_path / "again.yaml"
    testbed_profile.write(testbed_profile.read(), again)

    assert again.read_text(encoding="utf-8") == shipped


def test_the_tables_in_the_doc_are_what_the_command_finds(tmp_path, capsys):
    assert cli.main(["reproduce", "mqtt", "--out", str(tmp_path)]) == 0

    assert "values within their limit" in capsys.readouterr().out
    found = (tmp_path / "mqtt" / "comparison.csv").read_text(encoding="utf-8")
    assert found == (mqtt.ROOT / "doc" / "paper-mqtt-tables.csv").read_text(encoding="utf-8")
