# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Writes down what the clients of a conversation do, in the order in which they do it.

A script is a function that takes a Script; its docstring says what the conversation is about.
"""

from __future__ import annotations

import inspect
from typing import Callable

import packets
from conversation import CONNECT, DROP, SEND, WAIT, Answer, Conversation, Step, exactly
from packets import V3, V5

SCRIPTS: dict[str, tuple[Callable, int]] = {}


def script(*versions: int) -> Callable:
    """Registers a script for MQTT 3.1.1 (V3), MQTT 5.0 (V5) or both."""
    def register(function: Callable) -> Callable:
        for version in versions:
            name = f"v{3 if version == V3 else 5}-{function.__name__.replace('_', '-')}"
            assert name not in SCRIPTS, f"{name} is there twice"
            SCRIPTS[name] = function, version
        return function
    return register


def conversations() -> list[Conversation]:
    """What all scripts say, without the answers."""
    found = []
    for name, (function, version) in sorted(SCRIPTS.items()):
        play = Script(name, version)
        heading = "MQTT 3.1.1: " if version == V3 else "MQTT 5.0: "
        play.conversation.comments = (heading + inspect.getdoc(function)).splitlines()
        function(play)
        found.append(play.conversation)
    return found


class Script:
    """A conversation as it is being written."""

    def __init__(self, name: str, version: int):
        self.conversation = Conversation(name)
        self.version = version
        self._notes: list[str] = []

    @property
    def is_v5(self) -> bool:
        """Whether its clients speak MQTT 5.0, unless they say otherwise."""
        return self.version == V5

    def config(self, *lines: str) -> None:
        """Lines of mosquitto.conf(5)."""
        self.conversation.config += lines

    def user(self, name: str, password: str) -> None:
        """Somebody who may connect; others may not."""
        self.conversation.users[name] = password

    def acl(self, *lines: str) -> None:
        """Lines of mosquitto's acl_file."""
        self.conversation.acl += lines

    def note(self, text: str) -> None:
        """A remark before the next step."""
        self._notes.append(text)

    def wait(self, seconds: int) -> None:
        """Nobody does anything for a while."""
        self._add(Step(WAIT, seconds=seconds))

    def client(self, name: str, version: int | None = None) -> Client:
        """A client that has not connected yet."""
        return Client(self, name, version or self.version)

    def joined(self, name: str, version: int | None = None, **options: object) -> Client:
        """A client whose client id is its name, connected."""
        client = self.client(name, version)
        client.connect(name, **options)
        return client

    def _add(self, step: Step) -> None:
        step.notes, self._notes = self._notes, []
        self.conversation.steps.append(step)


class Client:
    """One client of the conversation; it may connect again and again."""

    def __init__(self, play: Script, name: str, version: int):
        self._play = play
        self._name = name
        self._version = version

    def open(self) -> None:
        """Opens the connection and says nothing."""
        self._play._add(Step(CONNECT, self._name))

    def drop(self) -> None:
        """Breaks the connection off."""
        self._play._add(Step(DROP, self._name))

    def send(self, *data: bytes) -> None:
        """Sends bytes, all at once."""
        self._play._add(Step(SEND, self._name, b"".join(data)))

    def raw(self, text: str) -> None:
        """Sends bytes given in hexadecimal."""
        self.send(bytes.fromhex(text))

    def connect(self, client_id: str = "", **options: object) -> None:
        """Opens the connection and sends CONNECT."""
        self.open()
        self.send(packets.connect(self._version, client_id, **options))

    def keep(self, client_id: str, clean: bool = False, expiry: int = 1000) -> None:
        """Connects with a session that outlasts the connection."""
        props = (("session_expiry", expiry),) if self._version == V5 else ()
        self.connect(client_id, clean=clean, props=props)

    def publish(self, topic: str | bytes, message: str | bytes = "", **options: object) -> None:
        """Sends PUBLISH."""
        self.send(packets.publish(self._version, topic, message, **options))

    def subscribe(self, packet_id: int, *filters: tuple[str, int], props: tuple = ()) -> None:
        """Sends SUBSCRIBE."""
        self.send(packets.subscribe(self._version, packet_id, *filters, props=props))

    def unsubscribe(self, packet_id: int, *filters: str) -> None:
        """Sends UNSUBSCRIBE."""
        self.send(packets.unsubscribe(self._version, packet_id, *filters))

    def puback(self, packet_id: int, reason: int | None = None) -> None:
        """Sends PUBACK."""
        self.send(packets.acknowledge(4, packet_id, reason))

    def pubrec(self, packet_id: int, reason: int | None = None) -> None:
        """Sends PUBREC."""
        self.send(packets.acknowledge(5, packet_id, reason))

    def pubrel(self, packet_id: int, reason: int | None = None) -> None:
        """Sends PUBREL."""
        self.send(packets.acknowledge(6, packet_id, reason))

    def pubcomp(self, packet_id: int, reason: int | None = None) -> None:
        """Sends PUBCOMP."""
        self.send(packets.acknowledge(7, packet_id, reason))

    def simulated(self, reason: str, answer: str = "", closed: bool = False) -> None:
        """What the simulated broker answers this client to the last step instead of the recorded.

        @param reason what the standard says, which mosquitto does not do
        @param answer bytes in hexadecimal
        """
        step = self._play.conversation.steps[-1]
        step.reason = reason
        step.simulated[self._name] = Answer(self._name, exactly(bytes.fromhex(answer)), closed)

    def refused(self, reason: str, code: int) -> None:
        """The last step breaks the standard: the connection ends, in 5.0 after DISCONNECT."""
        answer = f"e0 01 {code:02x}" if self._version == V5 else ""
        self.simulated(reason, answer, closed=True)

    def ping(self) -> None:
        """Sends PINGREQ: the answer shows that the connection stands."""
        self.send(packets.PINGREQ)

    def disconnect(self, reason: int | None = None, props: tuple = ()) -> None:
        """Sends DISCONNECT."""
        self.send(packets.disconnect(self._version, reason, props))
