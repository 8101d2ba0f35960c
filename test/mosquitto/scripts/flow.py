# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Limits of a broker and of a client: in-flight window, queue, packet size."""

import packets
from packets import V3, V5
from script import Client, Script, script


def acknowledge_in_window_of_two(s: Script, receiver: Client) -> None:
    """Acknowledges five messages, of which no more than two may be under way at a time."""
    for number in range(1, 6):
        receiver.puback(number)
        if number < 4:
            follows = packets.publish(s.version, "t", str(number + 2), qos=1,
                                      packet_id=number + 2).hex()
            receiver.simulated("the window is the broker's own, max_inflight_messages of "
                               "mosquitto.conf(5), which mosquitto exceeds by one", follows)


@script(V3, V5)
def inflight_window(s: Script) -> None:
    """Only so many messages are under way to a client at a time; the others wait in order."""
    s.config("max_inflight_messages 2")
    r = s.joined("r")
    r.subscribe(1, ("t", 2))
    a = s.joined("a")
    for number in range(1, 6):
        a.publish("t", str(number), qos=1, packet_id=number)
    acknowledge_in_window_of_two(s, r)
    a.publish("t", "6", qos=1, packet_id=6)


@script(V3, V5)
def inflight_window_qos2(s: Script) -> None:
    """A message at QoS 2 is under way until its PUBCOMP."""
    s.config("max_inflight_messages 1")
    r = s.joined("r")
    r.subscribe(1, ("t", 2))
    a = s.joined("a")
    a.publish("t", "1", qos=2, packet_id=1)
    a.pubrel(1)
    a.publish("t", "2", qos=1, packet_id=2)
    r.pubrec(1)
    r.pubcomp(1)
    r.puback(2)


@script(V3, V5)
def inflight_window_after_reconnect(s: Script) -> None:
    """The window holds for what is repeated and what has waited, too."""
    s.config("max_inflight_messages 2")
    r = s.client("r")
    r.keep("dev")
    r.subscribe(1, ("t", 1))
    a = s.joined("a")
    for number in range(1, 5):
        a.publish("t", str(number), qos=1, packet_id=number)
    r.drop()
    a.publish("t", "5", qos=1, packet_id=5)
    r.keep("dev")
    acknowledge_in_window_of_two(s, r)


@script(V3, V5)
def inflight_window_and_qos0(s: Script) -> None:
    """Messages at QoS 0 pass a full window."""
    s.config("max_inflight_messages 1")
    r = s.joined("r")
    r.subscribe(1, ("t", 1))
    a = s.joined("a")
    a.publish("t", "1", qos=1, packet_id=1)
    a.publish("t", "2", qos=1, packet_id=2)
    a.publish("t", "3")
    r.puback(1)


@script(V3, V5)
def queue_full_while_away(s: Script) -> None:
    """More messages for a client that is away than its queue holds: the newest are dropped."""
    s.config("max_queued_messages 2")
    r = s.client("r")
    r.keep("dev")
    r.subscribe(1, ("t", 1))
    r.disconnect()
    a = s.joined("a")
    for number in range(1, 6):
        a.publish("t", str(number), qos=1, packet_id=number)
    r.keep("dev")
    r.ping()


@script(V3, V5)
def queue_full_while_there(s: Script) -> None:
    """More messages than window and queue hold for a client that does not acknowledge."""
    s.config("max_inflight_messages 1", "max_queued_messages 2")
    r = s.joined("r")
    r.subscribe(1, ("t", 1))
    a = s.joined("a")
    for number in range(1, 7):
        a.publish("t", str(number), qos=1, packet_id=number)
    for number in range(1, 5):
        r.puback(number)
    r.ping()


@script(V5)
def receive_maximum(s: Script) -> None:
    """The client's receive maximum is its window (3.1.2.11.3, 4.9)."""
    r = s.client("r")
    r.connect("r", props=(("receive_maximum", 1),))
    r.subscribe(1, ("t", 2))
    a = s.joined("a")
    a.publish("t", "1", qos=1, packet_id=1)
    a.publish("t", "2", qos=2, packet_id=2)
    a.pubrel(2)
    a.publish("t", "3", qos=1, packet_id=3)
    r.puback(1)
    r.pubrec(2)
    r.pubcomp(2)
    r.puback(3)


@script(V5)
def receive_maximum_of_server(s: Script) -> None:
    """The server tells its receive maximum and refuses one message too many (3.3.4, 0x93)."""
    s.config("max_inflight_messages 2")
    a = s.joined("a")
    a.publish("t", "1", qos=2, packet_id=1)
    a.publish("t", "2", qos=2, packet_id=2)
    a.publish("t", "3", qos=2, packet_id=3)
    a.refused("3.3.4: DISCONNECT 0x93", 0x93)


@script(V5)
def receive_maximum_given_back(s: Script) -> None:
    """PUBCOMP gives the sender its place back (4.9)."""
    s.config("max_inflight_messages 2")
    a = s.joined("a")
    for number in range(1, 5):
        a.publish("t", "x", qos=2, packet_id=number)
        a.pubrel(number)
    a.ping()


@script(V5)
def maximum_packet_of_client(s: Script) -> None:
    """What is larger than the client's maximum packet size is not sent to it (3.1.2.11.4)."""
    r = s.client("r")
    r.connect("r", props=(("maximum_packet", 20),))
    r.subscribe(1, ("t", 1))
    a = s.joined("a")
    a.publish("t", "x" * 14)
    a.publish("t", "x" * 15)
    r.simulated("[MQTT-3.1.2-24]: nothing larger is sent; mosquitto looks at the remaining length")
    a.publish("t", "x" * 16, qos=1, packet_id=1)
    a.publish("t", "short", qos=1, packet_id=2)
    r.ping()


@script(V3, V5)
def maximum_packet_of_server(s: Script) -> None:
    """A packet over the server's maximum (5.0: told in CONNACK; 0x95)."""
    s.config("max_packet_size 60")
    a = s.joined("a")
    a.publish("t", "x" * 40, qos=1, packet_id=1)
    a.publish("t", "x" * 70, qos=1, packet_id=2)


@script(V3, V5)
def maximum_packet_connect(s: Script) -> None:
    """A CONNECT over the server's maximum."""
    s.config("max_packet_size 60")
    s.client("a").connect("x" * 70)
