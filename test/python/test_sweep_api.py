# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""`iotledger.sweep` with the simulator itself."""

from concurrent.futures import ThreadPoolExecutor

import iotledger as il
import pandas
import pytest

SCENARIO = """
name: small
keyVerification: {devices: 3, payload: 1KB, rounds: 2}
"""
AXES = {"keyVerification.devices": [3, 4], "network.link.delay": ["1ms"]}


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    """A small sweep and its folder."""
    folder = tmp_path_factory.mktemp("sweep")
    return il.sweep(il.Scenario.parse(SCENARIO), AXES, repetitions=2, jobs=2, out=folder), folder


def test_a_point_of_a_sweep_is_the_same_as_a_run_by_itself(swept):
    scenario = il.Scenario.parse(SCENARIO).set("keyVerification.devices", 4)
    alone = il.run(scenario.set("network.link.delay", "1ms"), run=2).operations
    operations = swept[0].operations
    rows = operations[(operations["keyVerification.devices"] == 4) & (operations["run"] == 2)]
    assert len(rows)
    pandas.testing.assert_frame_equal(
        rows.drop(columns=["point", *AXES]).reset_index(drop=True), alone, check_exact=True)


def test_all_points_and_repetitions_are_there(swept):
    result, folder = swept
    assert result.operations.groupby(["point", "run"]).ngroups == 4
    assert set(result.summary["point"]) == {1, 2}
    assert len(result.manifest["runs"]) == 4
    assert (folder / "report.html").exists()


def test_a_repeated_sweep_keeps_the_runs(swept):
    _, folder = swept
    before = {path: path.stat().st_mtime_ns for path in folder.glob("*/run*/manifest.json")}
    il.sweep(il.Scenario.parse(SCENARIO), AXES, repetitions=2, out=folder)
    assert len(before) == 4
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_without_a_folder_the_result_outlives_the_call(swept):
    with ThreadPoolExecutor(2) as executor:
        result = il.sweep(il.Scenario.parse(SCENARIO), AXES, repetitions=2, executor=executor)
    pandas.testing.assert_frame_equal(result.operations, swept[0].operations, check_exact=True)


def test_a_value_that_does_not_fit_is_refused():
    with pytest.raises(il.ScenarioError, match="keyVerification.devices"):
        il.sweep(il.Scenario.parse(SCENARIO), {"keyVerification.devices": [3, 1]})
    with pytest.raises(il.ScenarioError, match="device"):
        il.sweep(il.Scenario.parse(SCENARIO), {"keyVerification.device": [3]})
