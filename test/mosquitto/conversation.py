# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""A recorded conversation: what clients sent to mosquitto and what it answered, byte for byte.

README.md has the grammar of the files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import packets

RECORDED = Path(__file__).with_name("recorded")
CONNECT, SEND, DROP, WAIT = "connect", ">", "drop", "wait"
STEP_LINE = re.compile(r"(?P<who>[a-z]\w*) (?P<simulated>simulated )?"
                       r"(?P<what>connect|drop|closed|nothing|[<>] .*)$")
STANDARD = "standard: "
WAIT_LINE = re.compile(r"wait (\d+)s$")
BYTES = re.compile(r"(([0-9a-f]{2}|\?\?|[0-9a-f]{2}-[0-9a-f]{2})( |$))+$")


@dataclass
class Answer:
    """What one connection received in a step. A pattern: each byte's least and largest value."""

    who: str
    pattern: list[tuple[int, int]] = field(default_factory=list)
    closed: bool = False


@dataclass
class Step:
    """What one client does, and what the broker answers to whom."""

    kind: str
    who: str = ""
    data: bytes = b""
    seconds: int = 0
    notes: list[str] = field(default_factory=list)  # remarks before it
    answers: dict[str, Answer] = field(default_factory=dict)
    reason: str = ""  # why the simulated broker answers otherwise
    simulated: dict[str, Answer] = field(default_factory=dict)
    line: int = 0  # in its file

    def answer(self, who: str) -> Answer:
        """What @p who received, to be filled in."""
        return self.answers.setdefault(who, Answer(who))


@dataclass
class Conversation:
    """The whole of it, with the configuration of the broker."""

    name: str
    comments: list[str] = field(default_factory=list)
    version: str = ""
    config: list[str] = field(default_factory=list)
    users: dict[str, str] = field(default_factory=dict)
    acl: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # read, and not yet given to a step


def exactly(data: bytes) -> list[tuple[int, int]]:
    """The pattern that only these bytes match."""
    return [(byte, byte) for byte in data]


def matches(pattern: list[tuple[int, int]], data: bytes) -> bool:
    """Whether @p data is as long as @p pattern and each byte fits."""
    return len(pattern) == len(data) and all(
        low <= byte <= high for (low, high), byte in zip(pattern, data))


def show(pattern: list[tuple[int, int]]) -> str:
    """A pattern as the files have it."""
    return " ".join("??" if (low, high) == (0, 255) else
                    f"{low:02x}" if low == high else f"{low:02x}-{high:02x}"
                    for low, high in pattern)


def write(conversation: Conversation) -> str:
    """The text of its file."""
    lines = [f"# {text}".rstrip() for text in conversation.comments]
    lines += ["", f"mosquitto {conversation.version}"]
    lines += [f"config {text}" for text in conversation.config]
    lines += [f"user {name} {password}" for name, password in conversation.users.items()]
    lines += [f"acl {text}" for text in conversation.acl]
    for step in conversation.steps:
        lines.append("")
        lines += [f"# {note}" for note in step.notes]
        if step.kind == WAIT:
            lines.append(f"wait {step.seconds}s")
        elif step.kind == SEND:
            lines.append(f"{step.who} > {step.data.hex(' ')} # {_names(step.data)}")
        else:
            lines.append(f"{step.who} {step.kind}")
        for who in sorted(step.answers):
            lines += _answer_lines(who, step.answers[who])
        if step.simulated:
            lines.append(f"# {STANDARD}{step.reason}")
        for who in sorted(step.simulated):
            lines += _answer_lines(f"{who} simulated", step.simulated[who]) or [
                f"{who} simulated nothing"]
    return "\n".join(lines) + "\n"


def _answer_lines(start_of_line: str, answer: Answer) -> list[str]:
    """A line for each packet, and one for the end."""
    lines, start = [], 0
    for each in packets.split(bytes(low for low, _ in answer.pattern)):
        part = answer.pattern[start:start + len(each)]
        lines.append(f"{start_of_line} < {show(part)} # {_names(each)}")
        start += len(each)
    return lines + ([f"{start_of_line} closed"] if answer.closed else [])


def _names(data: bytes) -> str:
    return ", ".join(packets.NAMES[each[0] >> 4] for each in packets.split(data))


def read(path: Path) -> Conversation:
    """Reads a file. @throws ValueError `FILE:LINE: ...` for what the grammar does not have"""
    conversation = Conversation(path.stem)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            _read_line(conversation, number, line)
        except (ValueError, IndexError) as error:
            raise ValueError(f"{path}:{number}: expected a line as README.md tells, got "
                             f"'{line}'") from error
    return conversation


def _read_line(conversation: Conversation, number: int, line: str) -> None:
    word, _, rest = line.partition(" ")
    if word == "#" and not conversation.version:
        conversation.comments.append(rest)
    elif word == "#" and rest.startswith(STANDARD):
        conversation.steps[-1].reason = rest[len(STANDARD):]
    elif word == "#":
        conversation.notes.append(rest)
    elif not line:
        return
    elif word == "mosquitto":
        conversation.version = rest
    elif word == "config":
        conversation.config.append(rest)
    elif word == "acl":
        conversation.acl.append(rest)
    elif word == "user":
        name, password = rest.split(" ")
        conversation.users[name] = password
    else:
        _read_step(conversation, number, line.split(" #")[0])


def _read_step(conversation: Conversation, number: int, line: str) -> None:
    waiting = WAIT_LINE.match(line)
    if waiting:
        _begin(conversation, Step(WAIT, seconds=int(waiting[1]), line=number))
        return
    match = STEP_LINE.match(line)
    if not match:
        raise ValueError("no step")
    who, what, data = match["who"], match["what"][:1], match["what"][2:]
    if what in "<>" and not BYTES.match(data):
        raise ValueError("no bytes")
    is_step = match["what"] in (CONNECT, DROP) or what == ">"
    if match["simulated"] and is_step or match["what"] == "nothing" and not match["simulated"]:
        raise ValueError("no answer")
    if match["simulated"] or what == "<" or match["what"] == "closed":
        step = conversation.steps[-1]
        answers = step.simulated if match["simulated"] else step.answers
        answer = answers.setdefault(who, Answer(who))
        if what == "<":
            answer.pattern += [_byte(token) for token in data.split(" ")]
        answer.closed = answer.closed or match["what"] == "closed"
    elif what == ">":
        _begin(conversation, Step(SEND, who, bytes.fromhex(data), line=number))
    else:
        _begin(conversation, Step(match["what"], who, line=number))


def _begin(conversation: Conversation, step: Step) -> None:
    step.notes, conversation.notes = conversation.notes, []
    conversation.steps.append(step)


def _byte(token: str) -> tuple[int, int]:
    if token == "??":
        return 0, 255
    low, _, high = token.partition("-")
    return int(low, 16), int(high or low, 16)
