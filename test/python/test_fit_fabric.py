# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""The fit of a Fabric network's costs to the core-time that was measured of it."""

import math

import pytest
from iotledger.reproduce import fit_fabric
from iotledger.reproduce.validation_runs import Run

PROFILE = """\
process:
  WakeUpCost: 96us
peer:
  Simulate: 150us # a proposal
  BlockByte: 5ns
  Background: 0.003
orderer:
  OrderCost: 40us
"""


def run(**cpu):
    return Run("r", "fit", cpu, math.nan)


def test_a_role_is_scaled_by_the_geometric_mean_over_its_busy_runs():
    runs = [run(cpu_client=4.0, cpu_cc_total=0.1), run(cpu_client=1.0, cpu_cc_total=0.2)]
    found = dict(cpu_client=1.0, cpu_cc_total=5.0, cpu_peers=1.0, cpu_orderers=1.0)

    factors = fit_fabric.role_factors(runs, [found, found])

    assert factors["client"] == pytest.approx(2.0)  # of 4 and 1
    assert factors["chaincode"] == 1.0  # never busy
    assert factors["peer"] == 1.0  # not measured


def test_only_the_costs_of_the_role_change():
    text = fit_fabric.scale(PROFILE, {"peer": 1.2, "orderer": 0.5})

    assert text == (PROFILE.replace("150us", "180us").replace("5ns", "6ns")
                    .replace("40us", "20us"))
