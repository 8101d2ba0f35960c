# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""The crypto profile of the MQTT paper's machine: x86-server, with what the tables tell of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from ..merge import write_text

PROFILES = Path(__file__).resolve().parents[3] / "profiles"
PROFILE = PROFILES / "paper-mqtt-testbed.yaml"
SOURCE = "fitted to tables 3 and 4 of the MQTT paper by iotledger.reproduce.fit_mqtt"
HEAD = """\
# The machine of the MQTT paper's experiment (T.-C. Hsu and H.-S. Lu, WACV workshops 2024, section 5).
# Written by `PYTHONPATH=analysis /usr/bin/python3 -m iotledger.reproduce.fit_mqtt`. Rows whose source
# says "fitted" stand for programs in an interpreter, whose every message and byte of data takes long;
# the others are x86-server's.
"""


@dataclass
class Costs:
    """What the columns of 3 devices tell of the machine. All in seconds, or seconds per byte."""

    device_keygen: float  # RSA, 2048 bit
    topic_keygen: float   # RSA, 512 bit
    message: float        # to send or to receive one
    data_byte: float      # to encrypt or to decrypt


def write(costs: Costs, path: Path = PROFILE) -> None:
    """Writes the profile."""
    profile = yaml.safe_load((PROFILES / "x86-server.yaml").read_text(encoding="utf-8"))
    profile.update(name="paper-mqtt-testbed", library="unknown", date="2024-01-01",
                   description="one machine, Windows, programs in an interpreter")
    operations = profile["operations"]
    steady = [1] * len(profile["quantiles"])

    def fitted(row: dict, **values: str) -> dict:
        row = {key: value for key, value in row.items() if key not in ("samples", "source")}
        return {**row, **values, "factors": steady, "source": SOURCE, "estimated": True}

    keygen = operations["rsa-keygen"]
    for bits, seconds in ((2048, costs.device_keygen), (512, costs.topic_keygen)):
        keygen[bits] = fitted(keygen[bits], cost=_time(seconds))
    for name in ("socket-write", "socket-read"):
        operations[name] = fitted(operations[name], intercept=_time(costs.message))
    for name in ("aes-128-gcm-encrypt", "aes-128-gcm-decrypt"):
        operations[name] = fitted(operations[name], perByte=_time(costs.data_byte))
    for row in (row for operation in operations.values()
                for row in (operation.values() if _is_by_size(operation) else [operation])):
        if "samples" in row:  # measured, but not on the paper's machine
            del row["samples"]
            row.update(source="x86-server", estimated=True)
    write_text(path, HEAD + yaml.dump(profile, sort_keys=False, default_flow_style=None, width=100))


def read(path: Path = PROFILE) -> Costs:
    """What `write` was given."""
    operations = yaml.safe_load(path.read_text(encoding="utf-8"))["operations"]
    return Costs(_seconds(operations["rsa-keygen"][2048]["cost"]),
                 _seconds(operations["rsa-keygen"][512]["cost"]),
                 _seconds(operations["socket-write"]["intercept"]),
                 _seconds(operations["aes-128-gcm-encrypt"]["perByte"]))


def _is_by_size(operation: dict) -> bool:
    return all(isinstance(key, int) for key in operation)


def _time(seconds: float) -> str:
    return f"{seconds * 1e9:.3f}ns"


def _seconds(text: str) -> float:
    return float(text.removesuffix("ns")) * 1e-9
