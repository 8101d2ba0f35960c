# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Plays a conversation's client side to a real mosquitto and takes down what it answers.

After each step the player waits until mosquitto is idle: on a connection of its own, at a listener
of its own, it sends PINGREQ and takes PINGRESP as often as mosquitto's loop needs to come to every
packet of the step, for the loop reads one packet of each connection in a turn. So nothing hangs on
how fast the machine is.
"""

from __future__ import annotations

import copy
import secrets
import socket
import struct
import time

import packets
from conversation import CONNECT, DROP, SEND, WAIT, Conversation, Step, exactly

from iotledger.mosquitto import ADDRESS, Mosquitto

TIMEOUT = 20.0  # [s] without the answer that must come
SPARE_TURNS = 3
PER_LISTENER = ("max_connections", "max_topic_alias", "max_qos")
# Nagle's algorithm would hold an answer back until the one before has been acknowledged.
BASE = ("sys_interval 0", "set_tcp_nodelay true")
ASSIGNED_ID, MESSAGE_EXPIRY = 0x12, 0x02
MESSAGE_EXPIRY_SLACK = 1  # [s] mosquitto counts whole seconds


def play(conversation: Conversation) -> Conversation:
    """@return the same client side with what mosquitto answers now."""
    played = copy.deepcopy(conversation)
    anonymous = [] if any(line.startswith("allow_anonymous") for line in played.config) else [
        f"allow_anonymous {'false' if played.users else 'true'}"]
    own = [line for line in played.config if line.split()[0] in PER_LISTENER]
    general = [line for line in played.config if line not in own]
    users = {**played.users, "player": secrets.token_hex(8)} if played.users else {}
    with Mosquitto([*BASE, *anonymous, *general], users, played.acl, listeners=2,
                   first_listener=own) as broker:
        player = _Player(broker, users.get("player"))
        try:
            for step in played.steps:
                step.answers = {}
                player.play(step)
        finally:
            player.close()
    return played


class _Player:
    """The clients' connections and the one that watches."""

    def __init__(self, broker: Mosquitto, password: str | None):
        self._port = broker.port
        self._peers: dict[str, _Peer] = {}
        self._waited = False
        self._watch = socket.create_connection((ADDRESS, broker.ports[1]), TIMEOUT)
        self._watch.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        user = "player" if password else None
        self._watch.sendall(packets.connect(packets.V3, "player", user=user, password=password))
        if self._exactly(4) != b"\x20\x02\0\0":
            raise RuntimeError("mosquitto refuses the player")

    def close(self) -> None:
        """Ends all connections."""
        self._watch.close()
        for peer in self._peers.values():
            peer.socket.close()

    def play(self, step: Step) -> None:
        """Does what the step says and fills its answers in."""
        turns = SPARE_TURNS
        if step.kind == CONNECT:
            if step.who in self._peers:
                self._peers[step.who].socket.close()
            self._peers[step.who] = _Peer(self._port)
        elif step.kind == DROP:
            self._peers.pop(step.who).reset()
        elif step.kind == SEND:
            turns += len(packets.split(step.data))
            self._peers[step.who].send(step.data)
        elif step.kind == WAIT:
            time.sleep(step.seconds)
            self._waited = True
        for _ in range(turns):
            self._watch.sendall(packets.PINGREQ)
            if self._exactly(2) != b"\xd0\0":
                raise RuntimeError("mosquitto does not answer PINGREQ")
        for who, peer in self._peers.items():
            self._take(step, who, peer)

    def _take(self, step: Step, who: str, peer: _Peer) -> None:
        data, ended = peer.receive()
        for packet in packets.split(data):
            step.answer(who).pattern += _mask(packet, peer.version, self._waited)
        if ended:
            step.answer(who).closed = True

    def _exactly(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            part = self._watch.recv(size - len(data))
            if not part:
                raise RuntimeError("mosquitto closed the player's connection")
            data += part
        return data


class _Peer:
    """A client's connection, read without waiting."""

    def __init__(self, port: int):
        self.socket = socket.create_connection((ADDRESS, port), TIMEOUT)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.settimeout(None)
        self.version = 0
        self._ended = False

    def send(self, data: bytes) -> None:
        """Sends; the version is what CONNECT says."""
        if data[0] >> 4 == 1 and not self.version:
            name = data.find(b"MQTT")
            self.version = data[name + 4] if 0 < name < 8 and len(data) > name + 4 else 0
        self.socket.sendall(data)

    def receive(self) -> tuple[bytes, bool]:
        """@return what has come, and whether the broker has ended the connection since."""
        data = b""
        while not self._ended:
            try:
                part = self.socket.recv(65536, socket.MSG_DONTWAIT)
            except BlockingIOError:
                return data, False
            except ConnectionResetError:
                part = b""
            data += part
            if not part:
                self._ended = True
                return data, True
        return data, False

    def reset(self) -> None:
        """Breaks the connection off."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()


def _mask(packet: bytes, version: int, waited: bool) -> list[tuple[int, int]]:
    """The pattern of an answer: what differs from run to run matches all that it may be."""
    pattern = exactly(packet)
    kind, qos = packet[0] >> 4, packet[0] >> 1 & 3
    if version != packets.V5 or kind not in (2, 3):
        return pattern
    at = 1
    while packet[at] & 0x80:
        at += 1
    at += 3  # CONNACK: flags and reason code
    if kind == 3:
        at += int.from_bytes(packet[at - 2:at], "big") + (2 if qos else 0)
    for identifier, start, end in packets.read_properties(packet, at)[0]:
        if identifier == ASSIGNED_ID:
            pattern[start + 2:end] = [(0, 255)] * (end - start - 2)
        elif identifier == MESSAGE_EXPIRY and waited:
            last = packet[end - 1]
            pattern[end - 1] = (last - MESSAGE_EXPIRY_SLACK, last + MESSAGE_EXPIRY_SLACK)
    return pattern
