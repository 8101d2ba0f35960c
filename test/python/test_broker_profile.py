# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""A measured broker in a scenario: `mqtt.profile`."""

import iotledger as il
import pytest

TEXT = "keyVerification: { devices: 3, rounds: 1, payload: 1KB }\nmqtt: { profile: %s }\n"


def broker_seconds(profile):
    operations = il.run(il.Scenario.parse(TEXT % profile)).operations
    return operations.loc[operations["operation"] == "pubcheck", "broker_s"].item()


def test_a_measured_broker_takes_its_own_time():
    """EMQX's published mosquitto, the default, takes 12 µs for a delivery; the measured one, less."""
    assert 0 < broker_seconds("mosquitto") < broker_seconds("none") / 2


def test_the_manifest_names_the_profile():
    digests = il.run(il.Scenario.parse(TEXT % "mosquitto")).manifest["profileDigests"]

    assert set(digests) == {"x86-server", "brokers/mosquitto"}


def test_an_unknown_broker_is_refused_in_one_line():
    with pytest.raises(ValueError) as refusal:
        il.Scenario.parse(TEXT % "mosqitto")

    assert "mqtt.profile: expected a broker profile that can be read, or none" in str(refusal.value)
    assert "\n" not in str(refusal.value)
