# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Drives an MQTT 3.1.1 broker with raw sockets.

Only the broker's CPU time counts, so that the driver may be slow.
Source: MQTT Version 3.1.1, section 3.
"""

from __future__ import annotations

import os
import signal
import socket
import struct
import time

from .mosquitto import ADDRESS

TIMEOUT = 30  # [s] without an answer
RECEIVE_BUFFER = 1 << 20  # [B] so that a subscriber never holds the broker up; the kernel may give less
PAUSE = 0.0005  # [s] after which a broker that has nothing to do sleeps
PINGREQ, DISCONNECT = b"\xc0\0", b"\xe0\0"
ACKNOWLEDGEMENT_BYTES = 4


class BrokerLoadError(RuntimeError):
    """The broker does not answer as it should."""


def remaining_length(size: int) -> bytes:
    """2.2.3."""
    out = bytearray()
    while size > 127:
        out.append(size & 0x7F | 0x80)
        size >>= 7
    return bytes(out) + bytes([size])


def packet(first: int, body: bytes) -> bytes:
    """A control packet whose first byte is given."""
    return bytes([first]) + remaining_length(len(body)) + body


def text(value: str) -> bytes:
    """A string with its length (1.5.3)."""
    data = value.encode()
    return len(data).to_bytes(2, "big") + data


def publish_packet(topic: str, payload: bytes, qos: int = 0, packet_id: int = 1,
                   retain: bool = False) -> bytes:
    """PUBLISH (3.3)."""
    identifier = packet_id.to_bytes(2, "big") if qos else b""
    return packet(0x30 | qos << 1 | retain, text(topic) + identifier + payload)


def subscribe_packet(filters: list[str], qos: int = 0, packet_id: int = 1) -> bytes:
    """SUBSCRIBE (3.8)."""
    body = b"".join(text(each) + bytes([qos]) for each in filters)
    return packet(0x82, packet_id.to_bytes(2, "big") + body)


def acknowledgement(first: int, packet_id: bytes) -> bytes:
    """PUBACK 0x40, PUBREC 0x50, PUBREL 0x62, PUBCOMP 0x70 (3.4 to 3.7)."""
    return bytes([first, 2]) + packet_id


class LoadClient:
    """A connected client that knows what it has to receive."""

    def __init__(self, port: int, client_id: str, clean: bool = True):
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # Python's own timeout would make every read return what there is.
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", TIMEOUT, 0))
        self._socket.connect((ADDRESS, port))
        self.send(packet(0x10, text("MQTT") + bytes([4, 2 if clean else 0, 0, 0]) + text(client_id)))
        self.expect(4, 0x20)

    def close(self) -> None:
        """Breaks off."""
        self._socket.close()

    def leave(self) -> None:
        """Disconnects and waits until the broker has closed the connection."""
        self.send(DISCONNECT)
        if self._socket.recv(1):
            raise BrokerLoadError("the broker answers DISCONNECT")
        self._socket.close()

    def send(self, data: bytes) -> None:
        """Sends."""
        self._socket.sendall(data)

    def expect(self, size: int, first: int) -> bytes:
        """@return the next packet, whose size [B] and first byte are known."""
        try:
            data = self._socket.recv(size, socket.MSG_WAITALL)
        except BlockingIOError:
            raise BrokerLoadError(f"the broker does not answer for {TIMEOUT} s") from None
        if len(data) < size or data[0] != first:
            raise BrokerLoadError(f"expected a packet of {size} B that begins with {first:#x}, got "
                                  f"{data[:8].hex(' ') or 'the end of the connection'}")
        return data

    def subscribe(self, filters: list[str], qos: int = 0) -> None:
        """Subscribes to all in one packet."""
        self.send(subscribe_packet(filters, qos))
        self.expect(4 + len(filters), 0x90)

    def ping(self) -> None:
        """Waits until the broker has done all that this client sent before."""
        self.send(PINGREQ)
        self.expect(2, 0xD0)


class Gate:
    """Lets a broker find nothing, or all that clients send within, when it looks.

    A busy broker does not go to sleep between packets of different clients. To have them all there,
    it is stopped while they are sent.
    """

    def __init__(self, pid: int, busy: bool):
        self._pid = pid
        self._busy = busy

    def before_round(self) -> None:
        """Lets an idle broker go to sleep."""
        if not self._busy:
            time.sleep(PAUSE)

    def __enter__(self) -> None:
        if self._busy:
            os.kill(self._pid, signal.SIGSTOP)

    def __exit__(self, *error: object) -> None:
        if self._busy:
            os.kill(self._pid, signal.SIGCONT)


class FanOut:
    """Publishers that each send one message in a round, and subscribers who receive them all."""

    TOPIC = "load/topic"

    def __init__(self, port: int, publishers: int, subscribers: int, qos: int, gate: Gate):
        self._qos = qos
        self._gate = gate
        self._publishers = [LoadClient(port, f"publisher{i}") for i in range(publishers)]
        self._subscribers = [LoadClient(port, f"subscriber{i}") for i in range(subscribers)]
        for subscriber in self._subscribers:
            subscriber.subscribe([self.TOPIC], qos)

    def close(self) -> None:
        """Ends all connections and waits until the broker knows."""
        for client in [*self._subscribers, *self._publishers]:
            client.leave()

    def run(self, rounds: int, message: bytes) -> None:
        """Each round begins when all have acknowledged what was sent in the one before."""
        for _ in range(rounds):
            self._gate.before_round()
            self._publish(message)
            self._receive(message)
        for client in [*self._publishers, *self._subscribers]:
            client.ping()

    def _publish(self, message: bytes) -> None:
        self._send_all(self._publishers, message)
        if self._qos == 2:
            self._expect_all(self._publishers, 0x50)
            self._send_all(self._publishers, acknowledgement(0x62, b"\0\1"))
        if self._qos:
            self._expect_all(self._publishers, 0x40 if self._qos == 1 else 0x70)

    def _receive(self, message: bytes) -> None:
        """Takes all deliveries; at QoS 1 and 2 acknowledges them."""
        first = 0x30 | self._qos << 1
        id_at = self._id_place(message)
        ids = [[subscriber.expect(len(message), first)[id_at:id_at + 2] for _ in self._publishers]
               for subscriber in self._subscribers]
        if self._qos:
            self._acknowledge(0x40 if self._qos == 1 else 0x50, ids)
        if self._qos == 2:
            for subscriber in self._subscribers:
                self._expect_all([subscriber] * len(self._publishers), 0x62)
            self._acknowledge(0x70, ids)

    def _acknowledge(self, first: int, ids: list[list[bytes]]) -> None:
        with self._gate:
            for subscriber, its_ids in zip(self._subscribers, ids):
                for packet_id in its_ids:
                    subscriber.send(acknowledgement(first, packet_id))

    def _send_all(self, clients: list[LoadClient], data: bytes) -> None:
        with self._gate:
            for client in clients:
                client.send(data)

    @staticmethod
    def _expect_all(clients: list[LoadClient], first: int) -> None:
        for client in clients:
            client.expect(ACKNOWLEDGEMENT_BYTES, first)

    def _id_place(self, message: bytes) -> int:
        at = 1
        while message[at] & 0x80:
            at += 1
        return at + 1 + 2 + len(self.TOPIC)
