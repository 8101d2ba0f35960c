# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Bytes of MQTT control packets, well formed or broken on purpose.

Source: MQTT Version 3.1.1 and MQTT Version 5.0 (OASIS Standards); section 2 for the fixed header
and the properties, section 3 for each packet. Written apart from the simulator's codec, so that a
misreading there does not repeat here.
"""

from __future__ import annotations

V3, V5 = 4, 5  # protocol levels, 3.1.2.2

# MQTT 5.0, 2.2.2.2: identifier and the form of the value.
PROPERTIES = {
    "payload_format": (0x01, "byte"), "message_expiry": (0x02, "four"),
    "content_type": (0x03, "text"), "response_topic": (0x08, "text"),
    "correlation_data": (0x09, "binary"), "subscription_id": (0x0B, "variable"),
    "session_expiry": (0x11, "four"), "assigned_id": (0x12, "text"),
    "server_keep_alive": (0x13, "two"), "authentication_method": (0x15, "text"),
    "authentication_data": (0x16, "binary"), "request_problem": (0x17, "byte"),
    "will_delay": (0x18, "four"), "request_response": (0x19, "byte"),
    "response_information": (0x1A, "text"), "server_reference": (0x1C, "text"),
    "reason": (0x1F, "text"), "receive_maximum": (0x21, "two"),
    "topic_alias_maximum": (0x22, "two"), "topic_alias": (0x23, "two"),
    "maximum_qos": (0x24, "byte"), "retain_available": (0x25, "byte"), "user": (0x26, "pair"),
    "maximum_packet": (0x27, "four"), "wildcard_available": (0x28, "byte"),
    "subscription_id_available": (0x29, "byte"), "shared_available": (0x2A, "byte"),
}
FORMS = dict(PROPERTIES.values())


def variable(number: int) -> bytes:
    """A variable byte integer (2.2.3; MQTT 5.0, 1.5.5)."""
    out = bytearray()
    while True:
        number, digit = divmod(number, 128)
        out.append(digit | (0x80 if number else 0))
        if not number:
            return bytes(out)


def binary(data: bytes | str) -> bytes:
    """Two bytes of length and the data (1.5.3)."""
    data = data.encode() if isinstance(data, str) else data
    return len(data).to_bytes(2, "big") + data


def number(value: int) -> bytes:
    """A two byte integer."""
    return value.to_bytes(2, "big")


def properties(*pairs: tuple[str, object]) -> bytes:
    """The properties of a packet, with their length, in the order given."""
    body = b""
    for name, value in pairs:
        identifier, form = PROPERTIES[name]
        body += bytes([identifier])
        if form == "byte":
            body += bytes([value])
        elif form == "two":
            body += number(value)
        elif form == "four":
            body += value.to_bytes(4, "big")
        elif form == "variable":
            body += variable(value)
        elif form == "pair":
            body += binary(value[0]) + binary(value[1])
        else:
            body += binary(value)
    return variable(len(body)) + body


def packet(kind: int, body: bytes, flags: int = 0) -> bytes:
    """A whole packet: its fixed header (2.2) and what follows."""
    return bytes([kind << 4 | flags]) + variable(len(body)) + body


def connect(version: int, client_id: str, *, clean: bool = True, keep_alive: int = 0,
            will: tuple[str, str, int, bool] | None = None, will_props: tuple = (),
            user: str | None = None, password: str | None = None, props: tuple = (),
            name: str = "MQTT", level: int | None = None, flags: int = 0) -> bytes:
    """CONNECT (3.1). @param will topic, payload, QoS, retain. @param flags added to the others"""
    bits = flags | (2 if clean else 0)
    payload = binary(client_id)
    if will:
        topic, message, qos, retain = will
        bits |= 4 | qos << 3 | (32 if retain else 0)
        payload += properties(*will_props) if version == V5 else b""
        payload += binary(topic) + binary(message)
    if user is not None:
        bits |= 128
        payload += binary(user)
    if password is not None:
        bits |= 64
        payload += binary(password)
    body = binary(name) + bytes([version if level is None else level, bits]) + number(keep_alive)
    body += properties(*props) if version == V5 else b""
    return packet(1, body + payload)


def publish(version: int, topic: str | bytes, message: str | bytes = "", *, qos: int = 0,
            packet_id: int = 0, retain: bool = False, dup: bool = False,
            props: tuple = ()) -> bytes:
    """PUBLISH (3.3)."""
    message = message.encode() if isinstance(message, str) else message
    body = binary(topic) + (number(packet_id) if qos else b"")
    body += properties(*props) if version == V5 else b""
    return packet(3, body + message, (8 if dup else 0) | qos << 1 | (1 if retain else 0))


def acknowledge(kind: int, packet_id: int, reason: int | None = None) -> bytes:
    """PUBACK, PUBREC, PUBREL or PUBCOMP (3.4 to 3.7), with a reason code if one is given."""
    body = number(packet_id) + (b"" if reason is None else bytes([reason]))
    return packet(kind, body, 2 if kind == 6 else 0)


def subscribe(version: int, packet_id: int, *filters: tuple[str, int], props: tuple = ()) -> bytes:
    """SUBSCRIBE (3.8). @param filters with their QoS or, in MQTT 5.0, options byte (3.8.3.1)"""
    body = number(packet_id) + (properties(*props) if version == V5 else b"")
    return packet(8, body + b"".join(binary(text) + bytes([bits]) for text, bits in filters), 2)


def unsubscribe(version: int, packet_id: int, *filters: str) -> bytes:
    """UNSUBSCRIBE (3.10)."""
    body = number(packet_id) + (properties() if version == V5 else b"")
    return packet(10, body + b"".join(binary(text) for text in filters), 2)


def disconnect(version: int, reason: int | None = None, props: tuple = ()) -> bytes:
    """DISCONNECT (3.14), with a reason code if one is given (MQTT 5.0)."""
    body = b"" if reason is None else bytes([reason])
    return packet(14, body + (properties(*props) if props and version == V5 else b""))


PINGREQ = packet(12, b"")
NAMES = ("reserved", "CONNECT", "CONNACK", "PUBLISH", "PUBACK", "PUBREC", "PUBREL", "PUBCOMP",
         "SUBSCRIBE", "SUBACK", "UNSUBSCRIBE", "UNSUBACK", "PINGREQ", "PINGRESP", "DISCONNECT",
         "AUTH")


def split(stream: bytes) -> list[bytes]:
    """@return the packets of a stream; what is left of a broken one comes last."""
    packets, start = [], 0
    while start < len(stream):
        length, shift, at = 0, 0, start + 1
        while at < len(stream):
            length |= (stream[at] & 0x7F) << shift
            shift += 7
            at += 1
            if not stream[at - 1] & 0x80:
                break
        end = min(at + length, len(stream))
        packets.append(stream[start:end])
        start = end
    return packets


def read_properties(data: bytes, at: int) -> tuple[list[tuple[int, int, int]], int]:
    """Walks over properties that begin with their length at @p at.

    @return identifier, start and end of the value of each, and where they end
    """
    length, shift = 0, 0
    while True:
        length |= (data[at] & 0x7F) << shift
        shift += 7
        at += 1
        if not data[at - 1] & 0x80:
            break
    found, end = [], at + length
    while at < end:
        identifier, start = data[at], at + 1
        form = FORMS[identifier]
        at = start
        if form == "variable":
            while data[at] & 0x80:
                at += 1
            at += 1
        elif form in ("byte", "two", "four"):
            at += {"byte": 1, "two": 2, "four": 4}[form]
        else:
            for _ in range(2 if form == "pair" else 1):
                at += 2 + int.from_bytes(data[at:at + 2], "big")
        found.append((identifier, start, at))
    return found, end
