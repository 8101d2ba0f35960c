# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""What is fitted to runs of a real Fabric network, and the queueing model it is fitted with."""

import numpy as np
import pandas as pd
import pytest
import yaml
from iotledger.reproduce import fit_fabric
from iotledger.reproduce.closed_loop import Settings, read_latencies

RUNS = (*fit_fabric.UNLOADED, *fit_fabric.LOADED)


def runs(second, transaction, unloaded, block):
    """Rows whose core-time is exactly what the arguments [s] make it."""
    shape = pd.DataFrame({"n": [120, 40, 2000, 2000, 2000], "blocks": [120, 40, 20, 58, 200],
                          "duration": [64.0, 81.0, 48.0, 17.0, 24.0]}, index=RUNS)
    for role in fit_fabric.STEPS:
        single = shape.index.isin(fit_fabric.UNLOADED)
        shape[role] = second * shape["duration"] + np.where(
            single, unloaded * shape["n"], transaction * shape["n"] + block * shape["blocks"])
    return shape


def test_core_time_of_a_role_is_split_as_it_was_made():
    costs = fit_fabric.role_costs(runs(0.1, 0.01, 0.038, 0.03))["peer"]

    assert costs == pytest.approx({"second": 100_000, "transaction": 10_000, "block": 30_000,
                                   "unloaded transaction": 38_000})


def test_what_the_steps_of_a_block_leave_is_per_transaction():
    rows = runs(0.1, 0.01, 0.038, 0.03)

    steps = fit_fabric.transaction_steps(rows, "peer", 100_000, {"a": (5000, 4), "b": (10_000, 1)})

    assert steps == pytest.approx(10_000)


def test_steps_and_overheads_of_a_role_add_up_to_its_transaction():
    process = {"WakeUpCost": 90, "CollectionCost": 130_000}

    for role, steps in fit_fabric.STEPS.items():
        factor = fit_fabric.scale(role, 12_000, process)
        work = (sum(time * count for time, count in steps.values()) * factor
                + fit_fabric.SIGNATURES[role] + fit_fabric.WAKE_UPS[role] * 90)
        assert work * (1.1 if role == "peer" else 1) == pytest.approx(12_000)


def test_a_wake_up_is_what_a_state_access_takes_beyond_its_work():
    """Both sides of a state access wake up once in each."""
    count = fit_fabric.MORE_ROUND_TRIPS
    work = 160e-6
    rows = pd.DataFrame(
        {"n": [1, 1], "lat_mean": [0, count * (work + 2 * 30e-6 + 2 * 90e-6)], "peer": [0, 0.0],
         "chaincode": [0, count * (work + 2 * (90e-6 + 70e-6))]},
        index=[fit_fabric.READ_ONE, fit_fabric.READ_MANY])

    assert fit_fabric.process_costs(rows) == pytest.approx({"WakeUpCost": 90, "SleepCost": 70})


def test_a_closed_loop_holds_as_many_reads_as_it_has_slots():
    """Little's law: slots = throughput x mean latency, but for starting up and running out."""
    latencies, duration = read_latencies(Settings(), 100, 4000)

    assert len(latencies) / duration * np.mean(latencies) == pytest.approx(100, rel=0.05)


def test_fair_shares_make_latency_uneven_and_collections_more_so():
    """Of three real runs, the p95 was 3.5 times the mean; in order of arrival, all wait alike."""
    def p95_over_mean(fair, cost):
        latencies, _ = read_latencies(Settings(collection_cost=cost), 100, 3000, fair=fair)
        return np.percentile(latencies, 95) / np.mean(latencies)

    assert p95_over_mean(False, 0) < 1.2
    assert 1.7 < p95_over_mean(True, 0) < p95_over_mean(True, 180)


def test_an_unloaded_read_takes_its_work_and_wake_ups():
    settings = Settings(sigma=0, wake_up=0.1, sleep=0.0)
    latencies, _ = read_latencies(settings, 1, 20, round_trips=3)

    work = 0.17 + 0.75 + 0.12 + 3 * (0.11 + 0.05) + 0.35 + 0.12
    # The client for the answer, the peer for the call, the chaincode, the peer for what that sends.
    wake_ups = 0.1 * (1 + 1 + 4 + 4)
    assert latencies[5] == pytest.approx(work + wake_ups + 0.03 * 10, rel=0.02)


def test_runs_of_another_kind_are_refused_in_one_line(tmp_path, monkeypatch):
    (tmp_path / "summary.csv").write_text("use,config\nfit,other\n")
    monkeypatch.setattr("sys.argv", ["fit_fabric", "--runs", str(tmp_path)])

    with pytest.raises(SystemExit, match="has no run a-unloaded-0.5s.*marked fit"):
        fit_fabric.main()


def test_the_shipped_profile_has_every_step():
    profile = yaml.safe_load(fit_fabric.PROFILE.read_text(encoding="utf-8"))

    for role, steps in fit_fabric.STEPS.items():
        assert set(steps) <= set(profile[role])
