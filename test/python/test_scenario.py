# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""The Python side of scenarios and single runs, with the compiled simulator."""

import json
import pickle
from pathlib import Path

import iotledger as il
import pytest
import yaml

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
SMALL = """
name: small
hosts: { device: { profile: raspberry-pi-4, cores: 4 } }
keyVerification: { devices: 3, payload: 10KB, rounds: 2, registration: together }
sweep: { network.link.delay: [0ms, 5ms], repetitions: 2 }
"""


def parts(operations):
    """The sum of the parts of each operation's latency."""
    return sum(operations[f"{part}_s"]
               for part in ("keygen", "crypto", "network", "broker", "device"))


@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_scenarios_load_and_are_in_the_index(path):
    scenario = il.Scenario.load(path)
    assert scenario.name == path.stem
    assert f"[{path.name}]({path.name})" in (SCENARIOS / "README.md").read_text(encoding="utf-8")


def test_the_main_scenario_asks_what_the_readme_says():
    scenario = il.Scenario.load(SCENARIOS / "mtp-devices.yaml")
    assert scenario.axes == {"keyVerification.devices": [3, 10, 100, 500, 1000, 2000],
                             "network.link.delay": ["0ms", "5ms", "50ms"]}
    assert scenario.repetitions == 5
    assert scenario.get("keyVerification.payload") == "1MB"


def test_set_takes_python_values_and_returns_the_scenario():
    numpy = pytest.importorskip("numpy")
    scenario = il.Scenario.parse(SMALL)
    assert scenario.set("keyVerification.devices", numpy.int64(7)) is scenario
    scenario.set("keyVerification.pairs", [[1, 7]])
    scenario.set("hosts.device", {"cores": 2, "shared": True})
    scenario.set("network.link.loss", 1e-6)
    settings = yaml.safe_load(scenario.to_yaml())
    assert settings["keyVerification"]["devices"] == 7
    assert settings["keyVerification"]["pairs"] == [[1, 7]]
    assert settings["hosts"]["device"] == {"cores": 2, "profile": "x86-server",
                                           "scheduling": "fifo", "shared": True, "speed": 1}
    assert settings["network"]["link"]["loss"] == pytest.approx(1e-6)


def test_a_wrong_value_raises_at_once_and_changes_nothing():
    scenario = il.Scenario.parse(SMALL)
    before = scenario.to_yaml()
    with pytest.raises(il.ScenarioError, match="^--set: network.link.delay: expected a time such"):
        scenario.set("network.link.delay", 5)
    with pytest.raises(ValueError, match="did you mean 'devices'"):
        scenario.set("keyVerification.devcies", 5)
    assert scenario.to_yaml() == before


def test_a_wrong_file_raises_with_its_line(tmp_path):
    path = tmp_path / "s.yaml"
    path.write_text("keyVerification:\n  devices: one\n", encoding="utf-8")
    with pytest.raises(il.ScenarioError) as caught:
        il.Scenario.load(path)
    assert str(caught.value).startswith(f"{path}:2: keyVerification.devices: expected a whole")
    with pytest.raises(il.ScenarioError, match="expected a file that can be read"):
        il.Scenario.load(tmp_path / "none.yaml")


def test_setting_a_swept_key_fixes_it():
    scenario = il.Scenario.parse(SMALL).set("network.link.delay", "7ms")
    assert scenario.axes == {}
    scenario.set("sweep.keyVerification.devices", [3, 4])
    assert scenario.axes == {"keyVerification.devices": [3, 4]}
    assert scenario.set("sweep", None).axes == {}


def test_get_tells_values_and_refuses_unknown_keys():
    scenario = il.Scenario.parse(SMALL)
    assert scenario.get("keyVerification.devices") == 3
    assert scenario.get("keyVerification.payload") == "10KB"
    with pytest.raises(KeyError):
        scenario.get("keyVerification.devcies")


def test_points_and_copies_leave_the_scenario_as_it_is():
    scenario = il.Scenario.parse(SMALL)
    before = scenario.to_yaml()
    point = scenario.at_point({"network.link.delay": "9ms", "keyVerification.devices": 5})
    assert (point.get("network.link.delay"), point.axes) == ("9ms", {})
    scenario.copy().set("seed", 9)
    assert scenario.to_yaml() == before


def test_scenarios_travel_to_other_processes():
    scenario = il.Scenario.parse(SMALL)
    again = pickle.loads(pickle.dumps(scenario))
    assert again.to_yaml() == scenario.to_yaml()
    assert again.axes == scenario.axes


def test_schema_describes_attributes_where_they_are():
    rows = {row["key"]: row for row in il.schema()}
    devices = rows["keyVerification.devices"]
    assert devices["attribute"] == "ns3::iotledger::MtpExperiment::Devices"
    assert devices["type"] == "count"
    assert devices["range"].startswith(("from 2", "at least 2"))
    assert rows["network.link.delay"]["type"] == "time"
    assert rows["crypto.execution"]["choices"] == ["real", "modelled"]


def test_run_gives_frames_whose_parts_add_up(tmp_path):
    scenario = il.Scenario.parse(SMALL)
    result = il.run(scenario, out=tmp_path / "out")
    operations = result.operations
    assert set(operations["operation"]) == {"register", "pubcheck", "datasend"}
    assert list(operations["operation"]).count("register") == 3
    assert list(operations["operation"]).count("datasend") == 2
    assert (operations["outcome"] == "ok").all()
    assert parts(operations).to_numpy() == pytest.approx(operations["latency_s"].to_numpy(),
                                                         abs=2e-9)
    # A verification goes to the broker, to all devices, and back: four link delays at least.
    checks = operations[operations["operation"] == "pubcheck"]
    assert (checks["latency_s"] > 4 * 5e-3).all()
    assert result.manifest["scenario"] == yaml.safe_load(scenario.at_point({}).to_yaml())
    assert result.manifest["eventsExecuted"] > 0
    assert "raspberry-pi-4" in json.dumps(result.manifest["profileDigests"])
    assert len(result.resources) > 0
    assert list(result.events.columns) == ["run", "time_s", "node", "event", "detail"]


def test_same_seed_and_run_give_the_same_files(tmp_path):
    scenario = il.Scenario.parse(SMALL)
    for folder, run in (("a", 1), ("b", 1), ("c", 2)):
        il.run(scenario, run=run, out=tmp_path / folder)
    for name in ("operations.csv", "events.csv", "resources.csv"):
        one, same = ((tmp_path / folder / name).read_bytes() for folder in "ab")
        assert one == same
    latencies = [list(il.Result(tmp_path / folder).operations["latency_s"]) for folder in "ac"]
    assert latencies[0] != latencies[1]


def test_run_without_a_folder_cleans_up_behind_itself():
    result = il.run(il.Scenario.parse(SMALL))
    folder = result.folder
    assert folder.is_dir()
    assert len(result.operations) > 0
    del result
    assert not folder.exists()


def test_run_refuses_what_it_cannot_do(tmp_path):
    scenario = il.Scenario.parse(SMALL)
    with pytest.raises(ValueError, match="run: expected a whole number from 1, got '0'"):
        il.run(scenario, run=0)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OSError):
        il.run(scenario, out=tmp_path / "file")
    with pytest.raises(FileNotFoundError, match="expected a finished result"):
        il.Result(tmp_path)


LEDGER = """
fabric: {organizations: [{name: Org1}], orderers: 1, BatchTimeout: 200ms}
workload:
  clients: 2
  rounds: [{label: a, operation: CreateAsset, txNumber: 3, rateControl: {type: fixed-rate}}]
"""


def test_a_run_without_a_result_says_why_and_leaves_the_next_one_alone(tmp_path):
    broken = il.Scenario.parse(LEDGER).set("fabric.BatchSize", {"AbsoluteMaxBytes": "1KB",
                                                                "PreferredMaxBytes": "1KB"})
    with pytest.raises(il.RunError, match="could not be defined on mychannel"):
        il.run(broken, out=tmp_path)
    assert not list(tmp_path.iterdir())
    assert (il.run(il.Scenario.parse(LEDGER)).transactions["code"] == "VALID").all()


def test_recordings_are_beside_the_file_that_names_them(tmp_path, monkeypatch):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "trace-0").write_text("0\n", encoding="utf-8")
    path = folder / "replay.yaml"
    path.write_text(LEDGER.replace("{type: fixed-rate}",
                                   "{type: replay-rate, opts: {pathTemplate: trace-<C>}}"),
                    encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert len(il.run("folder/replay.yaml").transactions) == 3
    (folder / "trace-0").unlink()
    with pytest.raises(il.ScenarioError, match="^folder/replay.yaml:5: .*expected a recording "):
        il.Scenario.load("folder/replay.yaml")
