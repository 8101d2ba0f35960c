# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""The recorded conversations are what the installed mosquitto says."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "mosquitto"))

import conversation  # noqa: E402
import packets  # noqa: E402
import player  # noqa: E402
import scripts  # noqa: E402, F401: its modules register themselves
from iotledger import mosquitto  # noqa: E402
from script import conversations  # noqa: E402

FILES = sorted(conversation.RECORDED.glob("*.txt"), key=lambda path: path.stem)
AT_A_TIME = 12  # most of the time is spent waiting


def differences(recorded):
    """Plays a conversation. @return what mosquitto says otherwise now, a line each"""
    played = player.play(recorded)
    found = []
    for then, now in zip(recorded.steps, played.steps):
        for who in sorted({*then.answers, *now.answers}):
            expected, got = then.answer(who), now.answer(who)
            # A range that the player makes is around what came.
            came = bytes((low + high) // 2 for low, high in got.pattern)
            if (expected.closed != got.closed
                    or not conversation.matches(expected.pattern, came)):
                found.append(f"{recorded.name}.txt:{then.line}: expected {show(expected)}, "
                             f"got {show(got)}")
    return found


def show(answer):
    """An answer on one line."""
    return f"{answer.who} [{conversation.show(answer.pattern)}]{' closed' * answer.closed}"


def test_mosquitto_still_says_what_was_recorded():
    recorded = [conversation.read(path) for path in FILES]
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        found = [line for lines in pool.map(differences, recorded) for line in lines]
    assert not found, "\n".join(found)


def test_a_conversation_that_mosquitto_does_not_hold_is_noticed():
    recorded = conversation.read(conversation.RECORDED / "v3-connect.txt")
    recorded.steps[1].answers["a"].pattern[3] = (5, 5)
    recorded.steps[-1].answers["a"].closed = False
    assert differences(recorded) == [
        "v3-connect.txt:7: expected a [20 02 00 05], got a [20 02 00 00]",
        "v3-connect.txt:13: expected a [], got a [] closed"]


def test_there_is_a_file_for_each_script_with_what_the_script_says():
    scripted = conversations()
    assert [each.name for each in scripted] == [path.stem for path in FILES]
    assert len(scripted) >= 60
    for each, path in zip(scripted, FILES):
        recorded = conversation.read(path)
        each.version = recorded.version
        assert len(each.steps) == len(recorded.steps), path
        for step, then in zip(each.steps, recorded.steps):
            step.answers = then.answers
        assert conversation.write(each) == path.read_text(encoding="utf-8"), path


def test_departures_from_mosquitto_differ_and_name_their_reason():
    departures = [(path, step) for path in FILES for step in conversation.read(path).steps
                  if step.simulated]
    assert departures
    for path, step in departures:
        assert step.reason, path
        for who, answer in step.simulated.items():
            then = step.answer(who)
            assert (answer.pattern, answer.closed) != (then.pattern, then.closed), (path, who)


@pytest.mark.parametrize("line", [
    "a > 1", "a > 1g", "a ! 10", "A connect", "a <", "wait 1", "a simulated connect", "a closed 1",
    "a nothing", "a simulated > 10"])
def test_lines_that_the_grammar_does_not_have_are_refused(tmp_path, line):
    path = tmp_path / "broken.txt"
    path.write_text(f"# about\nmosquitto 1\na connect\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=f"{path}:4: expected a line as README.md tells"):
        conversation.read(path)


def test_bytes_that_vary_are_patterns(tmp_path):
    path = tmp_path / "patterns.txt"
    path.write_text("mosquitto 1\na connect\na < 20 ?? 05-07\n", encoding="utf-8")
    pattern = conversation.read(path).steps[0].answers["a"].pattern
    assert conversation.matches(pattern, b"\x20\xff\x06")
    assert not conversation.matches(pattern, b"\x20\xff\x08")
    assert not conversation.matches(pattern, b"\x20\xff")
    assert conversation.show(pattern) == "20 ?? 05-07"


# MQTT 3.1.1, 2.2.3 gives 321 as 0xC1 0x02 in its example, and the borders of table 2.4.
@pytest.mark.parametrize("number, coded", [
    (0, "00"), (127, "7f"), (128, "8001"), (321, "c102"), (16384, "808001"),
    (268435455, "ffffff7f")])
def test_remaining_length_is_coded_as_the_standard_shows(number, coded):
    assert packets.variable(number).hex() == coded


def test_a_mosquitto_that_does_not_start_tells_why():
    with pytest.raises(mosquitto.MosquittoError, match="no_such_option"):
        with mosquitto.Mosquitto(["no_such_option 1"]):
            pass
