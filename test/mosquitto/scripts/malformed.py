# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Packets that break the standard: each on a connection of its own, while another looks on."""

import packets
from packets import V3, V5
from script import Client, Script, script


MALFORMED = "4.13: a malformed packet, which DISCONNECT should tell"
PROTOCOL_ERROR = "4.13: a protocol error, which DISCONNECT should tell"


def offenders(s: Script, *broken: bytes, refused: dict[int, tuple[str, int]] | None = None) -> None:
    """One connected client for each of the packets; a bystander is not disturbed.

    @param refused by number of the packet: where mosquitto does not do what the standard says, with
    the reason code that MQTT 5.0 has for it
    """
    bystander = s.joined("z")
    for number, data in enumerate(broken):
        offender = s.joined(f"a{number}")
        offender.send(data)
        if refused and number in refused:
            offender.refused(*refused[number])
    bystander.ping()


@script(V3, V5)
def bad_header_flags(s: Script) -> None:
    """Reserved flags of the fixed header must have their value [MQTT-2.2.2-2 or 2.1.3-1]."""
    v = s.version
    offenders(
        s, b"\x80" + packets.subscribe(v, 1, ("t", 0))[1:],
        b"\xa0" + packets.unsubscribe(v, 1, "t")[1:], b"\x60" + packets.acknowledge(6, 1)[1:],
        b"\x41" + packets.acknowledge(4, 1)[1:], b"\x51" + packets.acknowledge(5, 1)[1:],
        b"\x71" + packets.acknowledge(7, 1)[1:], b"\xc1\0", b"\xe1\0",
        refused=dict.fromkeys(
            range(2, 8) if s.is_v5 else range(3, 7),
            ("[MQTT-2.1.3-1] (3.1.1: [MQTT-2.2.2-2]): other flags are malformed", 0x81)))


@script(V3, V5)
def bad_connect_header(s: Script) -> None:
    """CONNECT with a flag in its fixed header [MQTT-2.2.2-2 or 2.1.3-1]."""
    a = s.client("a")
    a.open()
    a.send(b"\x11" + packets.connect(s.version, "dev")[1:])


@script(V3, V5)
def bad_qos(s: Script) -> None:
    """QoS 3 [MQTT-3.3.1-4], and DUP at QoS 0 [MQTT-3.3.1-2]."""
    v = s.version
    offenders(s, packets.publish(v, "t", "x", qos=3, packet_id=1),
              packets.publish(v, "t", "x", dup=True),
              refused={1: ("[MQTT-3.3.1-2]: DUP must be 0 at QoS 0", 0x81)})


@script(V3, V5)
def bad_utf8(s: Script) -> None:
    """Topic names that are not UTF-8 or hold U+0000 (1.5.3 or 1.5.4)."""
    v = s.version
    offenders(s, *(packets.publish(v, name, "x", qos=1, packet_id=1) for name in (
        b"a\x80", b"a\xc0\xaf", b"a\xed\xa0\x80", b"a\0b", b"a\xf5\x80\x80\x80", b"a\xe2\x82",
        b"a\xff")))


@script(V3, V5)
def discouraged_utf8(s: Script) -> None:
    """Control characters and noncharacters, which the standard discourages (1.5.3 or 1.5.4)."""
    v = s.version
    offenders(s, *(packets.publish(v, name, "x", qos=1, packet_id=1) for name in (
        b"a\x01", b"a\x7f", b"a\xc2\x80", b"a\xef\xbf\xbf", b"a\xef\xb7\x90",
        b"a\xef\xbb\xbf")))


@script(V3, V5)
def bad_utf8_elsewhere(s: Script) -> None:
    """A filter, a client id, a will topic and a user name that are not UTF-8."""
    v = s.version
    s.joined("a").send(packets.packet(
        8, packets.number(1) + (b"\0" if s.is_v5 else b"") + packets.binary(b"a\xff") + b"\0", 2))
    for name, old, new in (("b", b"dev", b"d\xffv"), ("c", b"will", b"w\xffll"),
                           ("d", b"alice", b"al\xffce")):
        bad = s.client(name)
        bad.open()
        bad.send(packets.connect(v, "dev", will=("will", "x", 0, False), user="alice",
                                 password="x").replace(old, new))


@script(V3, V5)
def bad_topic_names(s: Script) -> None:
    """Wildcards in a topic name [MQTT-3.3.2-2]; no topic name [MQTT-4.7.3-1]."""
    v = s.version
    offenders(s, packets.publish(v, "a/+", "x"), packets.publish(v, "a/#", "x"),
              packets.publish(v, "a+", "x"), packets.publish(v, "", "x", qos=1, packet_id=1))


@script(V3, V5)
def packet_id_zero(s: Script) -> None:
    """Packet id 0 [MQTT-2.3.1-1 or 2.2.1-3]."""
    v = s.version
    offenders(s, packets.publish(v, "t", "x", qos=1), packets.publish(v, "t", "x", qos=2),
              packets.subscribe(v, 0, ("t", 0)), packets.unsubscribe(v, 0, "t"),
              *(packets.acknowledge(kind, 0) for kind in (4, 5, 6, 7)),
              refused=dict.fromkeys(range(2, 8), (
                  "[MQTT-2.2.1-3, -4] name no reason code; it is that of PUBLISH for all", 0x82))
              if s.is_v5 else None)


@script(V3, V5)
def bad_remaining_length(s: Script) -> None:
    """A remaining length of five bytes (2.2.3 or 2.1.4), before and after CONNECT."""
    a = s.client("a")
    a.open()
    a.raw("10 ff ff ff ff 01")
    offenders(s, bytes.fromhex("30 80 80 80 80 01"))


@script(V3, V5)
def padded_remaining_length(s: Script) -> None:
    """A remaining length of more bytes than it needs (5.0: [MQTT-1.5.5-1])."""
    too_long = ("[MQTT-1.5.5-1]: the fewest bytes necessary", 0x81)
    offenders(s, bytes.fromhex("c0 80 00"), bytes.fromhex("c0 80 80 80 00"),
              refused={0: too_long, 1: too_long} if s.is_v5 else None)


@script(V3, V5)
def before_connect(s: Script) -> None:
    """Any packet but CONNECT first is a violation [MQTT-3.1.0-1]."""
    v = s.version
    for number, data in enumerate((
            packets.publish(v, "t", "x"), packets.PINGREQ, packets.subscribe(v, 1, ("t", 0)),
            packets.disconnect(v), packets.acknowledge(4, 1), b"\0\0", b"\xf0\0",
            b"GET / HTTP/1.1\r\n\r\n")):
        a = s.client(f"a{number}")
        a.open()
        a.send(data)
    a.simulated("2.1.4: the simulated broker judges whole packets, and waits for the rest of this")


@script(V3, V5)
def reserved_types(s: Script) -> None:
    """Packet type 0 (reserved), and 15 (3.1.1: reserved; 5.0: AUTH, which nobody asked for)."""
    offenders(s, b"\0\0", b"\xf0\0",
              refused={1: (PROTOCOL_ERROR, 0x82)} if s.is_v5 else None)


@script(V3, V5)
def packets_of_servers(s: Script) -> None:
    """Packets that only a server sends (2.2.1 or 2.1.2)."""
    if s.is_v5:
        offenders(s, b"\x20\x03\0\0\0", b"\x90\x04\0\1\0\0", b"\xb0\x04\0\1\0\0", b"\xd0\0",
                  refused=dict.fromkeys(range(4), (PROTOCOL_ERROR, 0x82)))
    else:
        offenders(s, b"\x20\x02\0\0", b"\x90\x03\0\1\0", b"\xb0\x02\0\1", b"\xd0\0",
                  refused=dict.fromkeys(range(1, 4), (
                      "[MQTT-4.8.0-1]: a protocol violation, the connection is closed", 0)))


@script(V3, V5)
def truncated(s: Script) -> None:
    """Packets that end in the middle of a field."""
    v = s.version
    body = packets.subscribe(v, 1, ("topic", 0))[2:]
    offenders(
        s, packets.packet(3, b"\0\x05ab"), packets.packet(3, b"\0"),
        packets.packet(3, b"\0\x01t\0", 2), packets.packet(8, body[:-1], 2),
        packets.packet(8, body[:-3], 2), packets.packet(8, b"\0", 2),
        packets.packet(10, packets.unsubscribe(v, 1, "topic")[2:-1], 2),
        packets.packet(4, b"\0"), packets.packet(6, b"\0", 2), packets.packet(4, b""),
        refused=dict.fromkeys(range(7, 10), (MALFORMED, 0x81)) if s.is_v5 else None)


@script(V3, V5)
def bytes_too_many(s: Script) -> None:
    """Packets longer than what they say."""
    v = s.version
    offenders(s, b"\xc0\x01x", packets.packet(14, b"\0\0x"), packets.packet(4, b"\0\1\0\0x"),
              packets.packet(8, packets.subscribe(v, 1, ("t", 0))[2:] + b"x", 2),
              refused=dict.fromkeys(range(3) if s.is_v5 else (0, 2), (
                  "4.13 (3.1.1: [MQTT-4.8.0-1]): the packet is malformed", 0x81)))


@script(V5)
def bad_property_twice(s: Script) -> None:
    """A property twice that may be there once (2.2.2.2)."""
    v = s.version
    a = s.client("a")
    a.connect("dev", props=(("receive_maximum", 1), ("receive_maximum", 1)))
    offenders(s, packets.publish(v, "t", "x", props=(("payload_format", 1),) * 2),
              packets.publish(v, "t", "x", props=(("response_topic", "r"),) * 2),
              packets.publish(v, "t", "x", props=(("topic_alias", 1),) * 2),
              refused=dict.fromkeys(range(3), (PROTOCOL_ERROR, 0x82)))


@script(V5)
def bad_property(s: Script) -> None:
    """Unknown properties, and properties of other packets (2.2.2.2)."""
    v = s.version
    start = packets.binary("t")
    offenders(
        s, packets.packet(3, start + b"\2\x00\1x"), packets.packet(3, start + b"\2\x7f\1x"),
        packets.publish(v, "t", "x", props=(("session_expiry", 1),)),
        packets.publish(v, "t", "x", props=(("reason", "r"),)),
        packets.subscribe(v, 1, ("t", 0), props=(("topic_alias", 1),)),
        packets.packet(4, b"\0\1\0" + packets.properties(("topic_alias", 1))),
        refused={5: (MALFORMED, 0x81)})


@script(V5)
def bad_property_length(s: Script) -> None:
    """Property lengths that do not fit: beyond the packet, within a property (2.2.2.1)."""
    start = packets.binary("t")
    offenders(
        s, packets.packet(3, start + b"\x09\x01\1x"), packets.packet(3, start + b"\x01\x01\1x"),
        packets.packet(3, start + b"\x80\x80\x80\x80\x01x"), packets.packet(3, start),
        packets.packet(3, start + b"\4\x03\0\x09x"),
        packets.packet(3, start + b"\x06\x26\0\1k\0\5"))


@script(V5)
def auth_unexpected(s: Script) -> None:
    """AUTH although no authentication method was given (4.12)."""
    offenders(s, b"\xf0\0",
              packets.packet(15, b"\x18" + packets.properties(("authentication_method", "X"))),
              b"\xf1\0",
              refused={0: (PROTOCOL_ERROR, 0x82), 1: (PROTOCOL_ERROR, 0x82),
                       2: (MALFORMED, 0x81)})


@script(V3, V5)
def offender_among_others(s: Script) -> None:
    """What a client sent before it broke the standard counts, what comes after does not."""
    v = s.version
    r = s.joined("r")
    r.subscribe(1, ("t", 0))
    a: Client = s.joined("a")
    a.send(packets.publish(v, "t", "before"), packets.publish(v, "t", "x", qos=3, packet_id=1),
           packets.publish(v, "t", "after"))
    r.ping()
