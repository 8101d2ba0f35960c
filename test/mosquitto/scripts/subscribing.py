# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Subscriptions: wildcards, options, identifiers, shared ones, and their end."""

import packets
from packets import V3, V5
from script import Script, script

NO_LOCAL = 0x04  # MQTT 5.0, 3.8.3.1


@script(V3, V5)
def wildcards(s: Script) -> None:
    """Which topics match which filters (4.7), with the examples of the standard."""
    filters = ("sport/tennis/player1/#", "sport/#", "#", "+", "+/tennis/#", "sport/+/player1",
               "sport/+", "+/+", "/+", "/finance", "sport/tennis/player1")
    for number, text in enumerate(filters):
        s.joined(f"r{number}").subscribe(1, (text, 0))
    a = s.joined("a")
    for topic in ("sport/tennis/player1", "sport/tennis/player1/ranking", "sport", "sport/",
                  "/finance", "finance", "Sport", "sport//player1", "/", "a b"):
        s.note(topic)
        a.publish(topic, "x")


@script(V3, V5)
def dollar_topics(s: Script) -> None:
    """A wildcard at the start does not match a topic that starts with $ [MQTT-4.7.2-1]."""
    for name, text in zip("bcdef", ("#", "+/x", "$own/#", "$own/+", "$own/x")):
        s.joined(name).subscribe(1, (text, 0))
    a = s.joined("a")
    a.publish("$own/x", "1", qos=1, packet_id=1)
    s.note("the server's own tree")
    r = s.joined("r")
    r.subscribe(1, ("$SYS/x", 0))
    a.publish("$SYS/x", "2", qos=1, packet_id=2)
    a.ping()


@script(V3, V5)
def publish_to_share(s: Script) -> None:
    """A topic name that looks like a shared subscription."""
    a = s.joined("a")
    a.subscribe(1, ("t", 0), ("$share/g/t", 0))
    a.publish("$share/g/t", "x", qos=1, packet_id=1)
    a.ping()


@script(V3, V5)
def subscribe_several(s: Script) -> None:
    """One SUBSCRIBE with several filters: a code for each, in their order (3.9.3)."""
    a = s.joined("a")
    a.subscribe(500, ("a", 2), ("b", 0), ("c/+", 1), ("a", 1))
    a.publish("a", "x", qos=2, packet_id=1)
    a.pubrel(1)


@script(V3, V5)
def subscribe_again(s: Script) -> None:
    """A second subscription to the same filter replaces the first [MQTT-3.8.4-3]."""
    a = s.joined("a")
    a.subscribe(1, ("t", 0))
    a.publish("t", "0", qos=1, packet_id=1)
    a.subscribe(2, ("t", 1))
    a.publish("t", "1", qos=1, packet_id=2)
    a.subscribe(3, ("t", 0))
    a.publish("t", "0", qos=1, packet_id=3)


@script(V3, V5)
def subscribe_overlapping(s: Script) -> None:
    """Filters of one client that match the same topic [MQTT-3.3.5-1 or 3.3.4]."""
    a = s.joined("a")
    a.subscribe(1, ("t/#", 0), ("t/+", 2), ("t/x", 1))
    a.publish("t/x", "0")
    a.publish("t/x", "2", qos=2, packet_id=1)
    a.pubrel(1)
    if not s.is_v5:
        a.simulated("[MQTT-3.3.5-1]: the highest QoS of all subscriptions that match",
                    (packets.publish(V3, "t/x", "2", qos=2, packet_id=1)
                     + packets.acknowledge(7, 1)).hex())


@script(V3, V5)
def subscribe_bad_filters(s: Script) -> None:
    """Filters that are none (4.7.1)."""
    for name, text in zip("abcdefg", ("a#", "a/#/b", "a+", "", "+a/b", "#/a", "a/b#")):
        s.joined(name).subscribe(1, ("good", 0), (text, 0))


@script(V3, V5)
def subscribe_bad_options(s: Script) -> None:
    """QoS 3 and reserved bits in SUBSCRIBE's payload [MQTT-3.8.3-4 or -5]."""
    for name, bits in zip("abcd", (0x03, 0x40, 0x80, 0x30)):
        client = s.joined(name)
        client.subscribe(1, ("t", bits))
        if s.is_v5 and bits in (0x03, 0x30):
            client.refused("3.8.3.1: a protocol error, 0x82", 0x82)


@script(V3, V5)
def subscribe_to_nothing(s: Script) -> None:
    """SUBSCRIBE and UNSUBSCRIBE without a filter [MQTT-3.8.3-3, -3.10.3-2]."""
    a, b = s.joined("a"), s.joined("b")
    a.subscribe(1)
    if s.is_v5:
        a.refused("3.8.3: a protocol error, 0x82", 0x82)
    b.unsubscribe(1)
    if s.is_v5:
        b.refused("3.10.3: a protocol error, 0x82", 0x82)


@script(V3, V5)
def unsubscribe(s: Script) -> None:
    """Filters that the client has and has not (3.10, 3.11)."""
    a = s.joined("a")
    a.subscribe(1, ("t", 1), ("u/#", 0), ("v", 0))
    a.unsubscribe(2, "t")
    a.publish("t", "x", qos=1, packet_id=1)
    a.unsubscribe(3, "t")
    a.unsubscribe(4, "u/#", "u/x", "v")
    a.publish("v", "x", qos=1, packet_id=2)
    a.ping()


@script(V3, V5)
def unsubscribe_bad_filters(s: Script) -> None:
    """UNSUBSCRIBE with filters that are none (4.7.1)."""
    for name, text in zip("abc", ("a#", "", "a/+b")):
        s.joined(name).unsubscribe(1, text)


@script(V3, V5)
def shared_in_turn(s: Script) -> None:
    """The members of a group take turns (5.0: 4.8.2)."""
    for name in "pqr":
        s.joined(name).subscribe(1, ("$share/g/t/+", 1))
    a = s.joined("a")
    for number in range(1, 6):
        a.publish("t/x", str(number), qos=1, packet_id=number)


@script(V3, V5)
def shared_and_others(s: Script) -> None:
    """Each group gets one copy, and so does who is subscribed by itself (5.0: 4.8.2)."""
    p, q, r = s.joined("p"), s.joined("q"), s.joined("r")
    p.subscribe(1, ("$share/g/t", 0))
    q.subscribe(1, ("$share/h/t", 0))
    r.subscribe(1, ("t", 0))
    p.subscribe(2, ("t", 0))
    a = s.joined("a")
    a.publish("t", "1")
    a.publish("t", "2")


@script(V3, V5)
def shared_member_leaves(s: Script) -> None:
    """A member that unsubscribes or goes away gets no more."""
    p, q, r = s.joined("p"), s.joined("q"), s.joined("r")
    for member in (p, q, r):
        member.subscribe(1, ("$share/g/t", 0))
    a = s.joined("a")
    q.unsubscribe(2, "$share/g/t")
    a.publish("t", "1")
    a.publish("t", "2")
    r.disconnect()
    a.publish("t", "3")
    a.publish("t", "4")
    p.unsubscribe(3, "$share/g/t", "t")


@script(V3, V5)
def shared_bad_filters(s: Script) -> None:
    """Shared filters that are none (5.0: 4.8.2)."""
    for name, text in zip("abcdef", ("$share/g", "$share//t", "$share/g+/t", "$share/g/",
                                     "$share/#/t", "$share/g/t#")):
        client = s.joined(name)
        client.subscribe(1, (text, 0))
        if s.is_v5 and name in "abd":
            client.refused("[MQTT-4.8.2-1, -2]: no share name, or no filter after it", 0x81)


@script(V5)
def no_local(s: Script) -> None:
    """No local: not what one published oneself (3.8.3.1); not with a shared filter."""
    a = s.joined("a")
    a.subscribe(1, ("t", NO_LOCAL))
    b = s.joined("b")
    b.publish("t", "from b")
    a.publish("t", "from a")
    a.ping()
    b.subscribe(1, ("$share/g/t", NO_LOCAL))
    b.refused("[MQTT-3.8.3-4]: a protocol error", 0x82)


@script(V5)
def subscription_identifier(s: Script) -> None:
    """A PUBLISH tells the identifier of its subscription (3.3.2.3.8)."""
    a = s.joined("a")
    a.subscribe(1, ("t", 0), props=(("subscription_id", 7),))
    a.subscribe(2, ("u", 0), props=(("subscription_id", 268435455),))
    a.publish("t", "x")
    a.publish("u", "y")
    a.subscribe(3, ("t", 0), props=(("subscription_id", 200),))
    a.publish("t", "x")
    a.subscribe(4, ("t", 0))
    a.publish("t", "x")


@script(V5)
def subscription_identifiers_overlapping(s: Script) -> None:
    """Several subscriptions that match: their identifiers (3.3.4)."""
    a = s.joined("a")
    a.subscribe(1, ("t/x", 0), props=(("subscription_id", 1),))
    a.subscribe(2, ("t/+", 0), props=(("subscription_id", 2),))
    a.subscribe(3, ("#", 0))
    a.publish("t/x", "x")
    a.publish("t/y", "y")


@script(V5)
def subscription_identifier_queued(s: Script) -> None:
    """A message that waited still has its identifier."""
    r = s.client("r")
    r.keep("dev")
    r.subscribe(1, ("t", 1), props=(("subscription_id", 7),))
    r.disconnect()
    a = s.joined("a")
    a.publish("t", "x", qos=1, packet_id=1)
    r.keep("dev")


@script(V5)
def subscription_identifier_bad(s: Script) -> None:
    """Identifier 0, two identifiers, one in UNSUBSCRIBE, one in a client's PUBLISH."""
    a, b = s.joined("a"), s.joined("b")
    a.subscribe(1, ("t", 0), props=(("subscription_id", 0),))
    a.refused("3.8.2.1.2: a protocol error, 0x82", 0x82)
    b.subscribe(1, ("t", 0), props=(("subscription_id", 1), ("subscription_id", 2)))
    b.refused("3.8.2.1.2: a protocol error, which DISCONNECT should tell (4.13)", 0x82)
    c = s.joined("c")
    c.send(packets.packet(10, packets.number(1) + packets.properties(("subscription_id", 1))
                          + packets.binary("t"), 2))
    d = s.joined("d")
    d.publish("t", "x", props=(("subscription_id", 1),))
    d.refused("[MQTT-3.3.4-6]: a client's PUBLISH must not have one", 0x82)


@script(V5)
def subscribe_user_property(s: Script) -> None:
    """SUBSCRIBE and UNSUBSCRIBE with user properties (3.8.2.1.3, 3.10.2.1.2)."""
    a = s.joined("a")
    a.subscribe(1, ("t", 0), props=(("user", ("k", "v")), ("user", ("k", "v"))))
    a.send(packets.packet(10, packets.number(2) + packets.properties(("user", ("k", "v")))
                          + packets.binary("t"), 2))
