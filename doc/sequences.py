# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Draws doc/sequence-mtp.svg and doc/sequence-sscp.svg, the messages of one run of each protocol.

Run after `./iot-ledger build`: PYTHONPATH=analysis /usr/bin/python3 doc/sequences.py
"""

from pathlib import Path

import iotledger as il
from iotledger import sequence

DOC = Path(__file__).parent
SCENARIOS = DOC.parent / "scenarios"


def mtp() -> str:
    """Figure 6 of the paper: four devices, of which the first sends to the third."""
    scenario = il.Scenario.load(SCENARIOS / "quickstart.yaml")
    scenario.set("keyVerification.devices", 4)
    scenario.set("keyVerification.pairs", [[1, 3]])
    return picture(scenario, "MTP: device1 sends to device3")


def sscp() -> str:
    """Figure 7: topics A and B with two subscribers each; the first device sends to topic B."""
    scenario = il.Scenario.load(SCENARIOS / "sscp-topics.yaml")
    scenario.set("keyVerification.registration", "provisioned")
    return picture(scenario, "SSCP: device1 sends to topic B")


def picture(scenario: il.Scenario, title: str) -> str:
    """Returns the chart of a scenario's first exchange."""
    scenario.set("keyVerification.rounds", 1)
    messages = il.run(scenario, messages=True).messages
    return sequence.draw(sequence.first_exchange(messages), title)


PICTURES = {"sequence-mtp.svg": mtp, "sequence-sscp.svg": sscp}

if __name__ == "__main__":
    for name, make in PICTURES.items():
        (DOC / name).write_text(make(), encoding="utf-8")
