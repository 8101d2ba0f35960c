# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Retained messages."""

import packets
from packets import V3, V5
from script import Script, script

RETAIN_AS_PUBLISHED, ONLY_IF_NEW, NEVER = 0x08, 0x10, 0x20  # MQTT 5.0, 3.8.3.1


@script(V3, V5)
def retained(s: Script) -> None:
    """A retained message is kept, replaced, and removed by an empty one (3.3.1.3)."""
    a = s.joined("a")
    r = s.joined("r")
    r.subscribe(1, ("t", 0))
    a.publish("t", "first", retain=True)
    r.subscribe(2, ("t", 0))
    a.publish("t", "second", retain=True)
    r.subscribe(3, ("t", 0))
    a.publish("t", "not kept")
    r.subscribe(4, ("t", 0))
    a.publish("t", "", retain=True)
    r.subscribe(5, ("t", 0))


@script(V3, V5)
def retained_qos(s: Script) -> None:
    """A retained message comes at the lower of its QoS and the subscription's."""
    a = s.joined("a")
    a.publish("t/1", "one", qos=1, packet_id=1, retain=True)
    a.publish("t/2", "two", qos=2, packet_id=2, retain=True)
    a.pubrel(2)
    for qos in range(3):
        s.joined(f"r{qos}").subscribe(1, ("t/1", qos), ("t/2", qos))


@script(V3, V5)
def retained_on_wildcard(s: Script) -> None:
    """A subscription with wildcards gets all that match (3.3.1.3, 4.7)."""
    a = s.joined("a")
    for topic in ("a", "a/b", "a/b/c", "a/d", "e/b"):
        a.publish(topic, topic, retain=True)
    s.note("one match each: the standard leaves the order of several open")
    s.joined("r").subscribe(1, ("a/+/c", 0), ("+/d", 0), ("e/#", 0))
    s.joined("q").subscribe(1, ("#", 0))


@script(V3, V5)
def retained_survives_its_sender(s: Script) -> None:
    """A retained message does not belong to its sender's session [MQTT-3.1.2.7]."""
    a = s.joined("a")
    a.publish("t", "kept", retain=True)
    a.disconnect()
    s.joined("r").subscribe(1, ("t", 0))


@script(V3, V5)
def retained_for_session(s: Script) -> None:
    """A session that goes on gets nothing retained until it subscribes."""
    r = s.client("r")
    r.keep("dev")
    r.subscribe(1, ("t", 1))
    r.disconnect()
    a = s.joined("a")
    a.publish("t", "x", qos=1, packet_id=1, retain=True)
    r.keep("dev")
    r.puback(1)
    r.disconnect()
    r.keep("dev")
    r.subscribe(2, ("t", 1))


@script(V3, V5)
def retained_and_shared(s: Script) -> None:
    """Shared subscriptions get no retained messages (5.0: 4.8.2)."""
    a = s.joined("a")
    a.publish("t", "kept", retain=True)
    r = s.joined("r")
    r.subscribe(1, ("$share/g/t", 0))
    r.simulated("MQTT 5.0, 3.3.1.3: retained messages are for new subscriptions not shared",
                "90 04 00 01 00 00" if s.is_v5 else "90 03 00 01 00")
    r.ping()


@script(V5)
def retain_handling(s: Script) -> None:
    """Retain handling 0: always, 1: if the subscription is new, 2: never (3.8.3.1)."""
    a = s.joined("a")
    a.publish("t", "kept", retain=True)
    r = s.joined("r")
    r.subscribe(1, ("t", NEVER))
    r.subscribe(2, ("t", ONLY_IF_NEW))
    r.subscribe(3, ("t", 0))
    r.unsubscribe(4, "t")
    r.subscribe(5, ("t", ONLY_IF_NEW))


@script(V5)
def retain_as_published(s: Script) -> None:
    """The RETAIN flag is passed on to who asks for it (3.3.1.3)."""
    r = s.joined("r")
    r.subscribe(1, ("t", RETAIN_AS_PUBLISHED))
    q = s.joined("q")
    q.subscribe(1, ("t", 0))
    a = s.joined("a")
    a.publish("t", "kept", retain=True)
    a.publish("t", "not kept")
    a.publish("t", "", retain=True)
    r.subscribe(2, ("t", RETAIN_AS_PUBLISHED))


@script(V5)
def retained_expires(s: Script) -> None:
    """A retained message ends with its expiry interval (3.3.2.3.3)."""
    a = s.joined("a")
    a.publish("short", "x", retain=True, props=(("message_expiry", 2),))
    a.publish("long", "y", retain=True, props=(("message_expiry", 100),))
    s.joined("r").subscribe(1, ("short", 0))
    s.wait(4)
    s.joined("q").subscribe(1, ("short", 0), ("long", 0))


@script(V5)
def retained_properties(s: Script) -> None:
    """A retained message keeps its properties (3.3.2.3)."""
    a = s.joined("a")
    a.publish("t", "x", retain=True, props=(
        ("payload_format", 1), ("content_type", "text/plain"), ("response_topic", "answer"),
        ("correlation_data", b"\1\2"), ("user", ("k", "v")), ("user", ("k", "w"))))
    s.joined("r").subscribe(1, ("t", 0), props=(("subscription_id", 5),))
