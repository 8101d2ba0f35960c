# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""CONNECT in all its forms, keep-alive, PINGREQ and DISCONNECT."""

import packets
from packets import V3, V5
from script import Script, script

# github.com/eclipse-mosquitto/mosquitto, issue 2607
TAKEN_OVER = "[MQTT-3.1.4-3]: DISCONNECT 0x8E, which mosquitto sends from version 2.0.15 on"


@script(V3, V5)
def connect(s: Script) -> None:
    """CONNECT is accepted, PINGREQ answered, DISCONNECT ends the connection (3.1, 3.12, 3.14)."""
    a = s.client("a")
    a.connect("dev", keep_alive=60)
    a.ping()
    a.disconnect()


@script(V3, V5)
def connect_in_pieces(s: Script) -> None:
    """Packets may come in any pieces: two at once, or one byte by byte (4.2)."""
    a = s.client("a")
    a.open()
    whole = packets.connect(s.version, "dev")
    a.send(whole[:1])
    a.send(whole[1:5])
    a.send(whole[5:], packets.PINGREQ, packets.PINGREQ[:1])
    a.send(packets.PINGREQ[1:])


@script(V3, V5)
def connect_bad_protocol(s: Script) -> None:
    """Protocol names and levels that there are not (3.1.2.1, 3.1.2.2)."""
    s.client("a").connect("dev", name="MQTX")
    s.client("b").connect("dev", name="")
    s.client("c").connect("dev", level=6)
    s.client("d").connect("dev", level=0)
    s.client("e").connect("dev", name="mqtt")


@script(V3)
def connect_mqtt_3_1(s: Script) -> None:
    """The predecessor of 3.1.1, which calls itself MQIsdp and level 3."""
    a = s.client("a")
    a.connect("dev", name="MQIsdp", level=3)
    a.simulated("3.1.2.1: another protocol name; the simulated broker knows only MQTT", "", True)
    b = s.client("b")
    b.connect("dev", name="MQIsdp", level=4)
    b.simulated("3.1.2.1: another protocol name; the simulated broker knows only MQTT", "", True)
    s.client("c").connect("dev", name="MQTT", level=3)


@script(V3, V5)
def connect_reserved_flag(s: Script) -> None:
    """The reserved bit of the connect flags must be 0 [MQTT-3.1.2-3]."""
    s.client("a").connect("dev", flags=1)


@script(V3, V5)
def connect_empty_client_id(s: Script) -> None:
    """An empty client id, with and without clean session or clean start (3.1.3.1)."""
    a = s.client("a")
    a.connect("", clean=True)
    a.ping()
    b = s.client("b")
    b.connect("", clean=False)
    if s.is_v5:
        b.ping()


@script(V3, V5)
def connect_bad_will_flags(s: Script) -> None:
    """Will QoS 3; will QoS and will retain without a will (3.1.2.6, 3.1.2.7)."""
    s.client("a").connect("a", will=("w", "x", 3, False))
    s.client("b").connect("b", flags=0x08)
    s.client("c").connect("c", flags=0x20)


@script(V3, V5)
def connect_bad_will_topic(s: Script) -> None:
    """A will topic with a wildcard, and an empty one (3.1.3.2 or 3.1.3.3, 4.7.1)."""
    s.client("a").connect("a", will=("w/#", "x", 0, False))
    s.client("b").connect("b", will=("", "x", 0, False))


@script(V3, V5)
def connect_password_alone(s: Script) -> None:
    """A password without a user name: forbidden in 3.1.1 [MQTT-3.1.2-22], allowed in 5.0."""
    a = s.client("a")
    a.connect("dev", password="secret")
    if s.is_v5:
        a.ping()


@script(V3, V5)
def connect_user_unasked(s: Script) -> None:
    """A user name and password where anybody may connect."""
    a = s.client("a")
    a.connect("dev", user="someone", password="whatever")
    a.ping()


@script(V3, V5)
def connect_bytes_left_over(s: Script) -> None:
    """CONNECT with a byte too much, and one that ends in the middle of a field."""
    a = s.client("a")
    a.open()
    body = packets.connect(s.version, "dev")[2:]
    a.send(packets.packet(1, body + b"x"))
    b = s.client("b")
    b.open()
    b.send(packets.packet(1, body[:-1]))
    c = s.client("c")
    c.open()
    c.send(packets.packet(1, body[:8]))


@script(V3, V5)
def connect_twice(s: Script) -> None:
    """A second CONNECT on the same connection is a protocol violation [MQTT-3.1.0-2]."""
    a = s.joined("a")
    a.send(packets.connect(s.version, "a"))
    if s.is_v5:
        a.refused("[MQTT-3.1.0-2]: a protocol error, which DISCONNECT should tell (4.13)", 0x82)


@script(V3, V5)
def connect_takeover(s: Script) -> None:
    """A client with the same id takes the session over [MQTT-3.1.4-2, -3]."""
    a = s.client("a")
    a.keep("dev")
    a.subscribe(1, ("t", 1))
    b = s.client("b")
    b.keep("dev")
    if s.is_v5:
        a.refused(TAKEN_OVER, 0x8E)
    b.publish("t", "x", qos=1, packet_id=1)
    b.ping()


@script(V3, V5)
def connect_long_client_id(s: Script) -> None:
    """A client id longer than the 23 bytes that every server must allow [MQTT-3.1.3-5]."""
    a = s.client("a")
    a.connect("abcdefghijklmnopqrstuvwxyz-0123456789/+#")
    a.ping()


@script(V3, V5)
def keep_alive(s: Script) -> None:
    """A client that is silent for one and a half times its keep-alive (3.1.2.10)."""
    watcher = s.joined("w")
    watcher.subscribe(1, ("will", 0))
    a = s.client("a")
    a.connect("dev", keep_alive=2, will=("will", "silent", 0, False))
    s.wait(1)
    a.ping()
    s.wait(8)


@script(V3, V5)
def keep_alive_kept(s: Script) -> None:
    """A client that sends something in time stays; keep-alive 0 turns the check off."""
    a = s.client("a")
    a.connect("dev", keep_alive=3)
    b = s.client("b")
    b.connect("dev2", keep_alive=0)
    for _ in range(3):
        s.wait(2)
        a.ping()
    b.ping()


@script(V3, V5)
def keep_alive_of_server(s: Script) -> None:
    """The server allows 30 s at most: server keep-alive in 5.0 (3.2.2.3.14)."""
    s.config("max_keepalive 30")
    a = s.client("a")
    a.connect("dev", keep_alive=60)
    b = s.client("b")
    b.connect("dev2", keep_alive=20)
    b.ping()
    if s.is_v5:
        a.ping()
    s.client("c").connect("dev3", keep_alive=0)


@script(V3, V5)
def disconnect_and_more(s: Script) -> None:
    """After DISCONNECT nothing is heard [MQTT-3.14.4-1 or -2]."""
    watcher = s.joined("w")
    watcher.subscribe(1, ("t", 0))
    a = s.joined("a")
    a.send(packets.disconnect(s.version), packets.publish(s.version, "t", "late"))


@script(V3, V5)
def connect_max_connections(s: Script) -> None:
    """The listener takes two connections, no more."""
    s.config("max_connections 2")
    a = s.joined("a")
    s.joined("b")
    s.client("c").open()
    a.disconnect()
    d = s.joined("d")
    d.ping()


@script(V5)
def connect_authentication_method(s: Script) -> None:
    """Extended authentication with a method that the server does not know (3.1.2.11.9, 4.12)."""
    s.client("a").connect("dev", props=(("authentication_method", "SCRAM-SHA-1"),))
    b = s.client("b")
    b.connect("dev", props=(("authentication_data", b"data"),))
    b.simulated("3.1.2.11.10: a protocol error without an authentication method", "", True)


@script(V5)
def connect_properties(s: Script) -> None:
    """All properties that CONNECT may have (3.1.2.11)."""
    a = s.client("a")
    a.connect("dev", props=(
        ("session_expiry", 10), ("receive_maximum", 5), ("maximum_packet", 1000),
        ("topic_alias_maximum", 3), ("request_response", 1), ("request_problem", 0),
        ("user", ("k", "v")), ("user", ("k", "w"))))
    a.ping()


@script(V5)
def connect_bad_properties(s: Script) -> None:
    """Values that CONNECT's properties must not have (3.1.2.11)."""
    for name, pair in zip("abcdef", (
            ("receive_maximum", 0), ("maximum_packet", 0), ("request_response", 2),
            ("request_problem", 2), ("topic_alias", 1), ("will_delay", 1))):
        s.client(name).connect(name, props=(pair,))


@script(V5)
def disconnect_reasons(s: Script) -> None:
    """DISCONNECT with reason codes and properties (3.14.2)."""
    s.joined("a").disconnect(0x00)
    s.joined("b").disconnect(0x80)
    s.joined("c").disconnect(0x00, props=(("reason", "done"), ("user", ("k", "v"))))
    s.note("0x87, not authorized, is a server's")
    s.joined("d").disconnect(0x87)
    s.note("no reason code of any packet")
    e = s.joined("e")
    e.disconnect(0x42)
    e.refused("[MQTT-3.14.2-1]: a protocol error, which DISCONNECT should tell (4.13)", 0x82)
    s.note("a property that DISCONNECT cannot have")
    f = s.joined("f")
    f.disconnect(0x00, props=(("topic_alias", 1),))
    f.refused("2.2.2.2: a malformed packet, which DISCONNECT should tell (4.13)", 0x81)
