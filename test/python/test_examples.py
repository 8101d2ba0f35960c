# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""The example programs do what their first lines say."""

import subprocess
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[2] / "build" / "examples"


def run(*command: str) -> str:
    done = subprocess.run(
        [EXAMPLES / command[0], *command[1:]], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_four_devices_verify_and_send():
    lines = run("mtp-four-devices").splitlines()

    assert sum(line.startswith("register ") for line in lines) == 4
    assert any(line.startswith("pubcheck by device 1") and "0 of 4" in line for line in lines)
    assert any(line.startswith("datasend by device 1") and ", ok," in line for line in lines)


def test_a_tampered_copy_is_found_by_the_others():
    """The paper, section 4.1 and figure 15: all but the sender answer Error, nothing is sent."""
    output = run("mtp-four-devices", "--tamper")

    assert "mismatch, 3 of 4 answers Error" in output
    assert "datasend" not in output
    assert output.count("key-mismatch") == 3


def test_a_strategy_of_ones_own_stops_a_key_it_does_not_know():
    lines = run("own-verification").splitlines()

    assert lines[:3] == ["pubcheck: ok", "datasend: ok", "pubcheck: mismatch"]
    assert any("not the key seen first" in line for line in lines)


def test_every_site_hears_a_bridged_message_once():
    heard = [line.split(" ", 1)[1] for line in run("mqtt-bridged-sites").splitlines()]

    assert sorted(heard) == [f"site{number} hears sensors/oven" for number in range(4)]


def test_the_table_of_tls_sizes_in_the_doc_is_what_the_example_prints():
    table = Path(__file__).parents[2] / "doc" / "tls-sizes.csv"

    assert run("tls-handshake-sizes") == table.read_text(encoding="utf-8")


def test_a_chaincode_of_ones_own_is_endorsed_and_its_conflicts_are_found():
    lines = sorted(run("own-chaincode").splitlines())

    assert len(lines) == 4
    assert lines[0].startswith(" ABORTED") and "meter m1 stands at 1" in lines[0]
    assert lines[1].split() == ["100", "VALID"]
    assert sorted(line.split()[1] for line in lines[2:]) == ["MVCC_READ_CONFLICT", "VALID"]
