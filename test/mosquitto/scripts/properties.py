# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Properties of MQTT 5.0 that are passed on or change what is sent."""

import packets
from packets import V3, V5
from script import Script, script


@script(V5)
def properties_passed_on(s: Script) -> None:
    """What a receiver gets unaltered, user properties in order (3.3.2.3)."""
    r = s.joined("r")
    r.subscribe(1, ("t", 1))
    old = s.joined("o", V3)
    old.subscribe(1, ("t", 1))
    a = s.joined("a")
    a.publish("t", "x", qos=1, packet_id=1, props=(
        ("user", ("b", "2")), ("user", ("a", "1")), ("user", ("b", "3"))))
    a.publish("t", "x", props=(
        ("payload_format", 1), ("content_type", "text/plain"), ("response_topic", "answer"),
        ("correlation_data", b"\0\xff"), ("user", ("", ""))))
    a.publish("t", "x", props=(("payload_format", 0), ("message_expiry", 60)))


@script(V5)
def properties_order(s: Script) -> None:
    """The same properties in another order, as the broker sends them on."""
    r = s.joined("r")
    r.subscribe(1, ("t", 0), props=(("subscription_id", 3),))
    a = s.joined("a")
    a.publish("t", "x", props=(
        ("user", ("k", "v")), ("correlation_data", b"c"), ("response_topic", "answer"),
        ("content_type", "text"), ("message_expiry", 60), ("payload_format", 1)))


@script(V5)
def request_response(s: Script) -> None:
    """A request with a response topic, and its response (4.10)."""
    server = s.joined("s")
    server.subscribe(1, ("request", 1))
    client = s.joined("c")
    client.subscribe(1, ("answer/c", 1))
    client.publish("request", "2+2", qos=1, packet_id=1, props=(
        ("response_topic", "answer/c"), ("correlation_data", b"\1")))
    server.publish("answer/c", "4", qos=1, packet_id=1, props=(("correlation_data", b"\1"),))


@script(V5)
def bad_response_topic(s: Script) -> None:
    """A response topic with a wildcard [MQTT-3.3.2-14]."""
    a = s.joined("a")
    a.publish("t", "x", props=(("response_topic", "answer/#"),))
    a.refused("[MQTT-3.3.2-14]: a protocol error", 0x82)


@script(V5)
def payload_format(s: Script) -> None:
    """A payload said to be UTF-8 that is not, and a format that there is not (3.3.2.3.2)."""
    r = s.joined("r")
    r.subscribe(1, ("t", 0))
    a = s.joined("a")
    a.publish("t", b"\xff", props=(("payload_format", 1),))
    a.ping()
    b = s.joined("b")
    b.publish("t", "x", props=(("payload_format", 2),))
    b.refused("3.3.2.3.2: there are 0 and 1", 0x82)
    r.simulated("3.3.2.3.2: there are 0 and 1")


@script(V5)
def message_expiry(s: Script) -> None:
    """A message that waited tells what is left of its life, or is not sent (3.3.2.3.3)."""
    r = s.client("r")
    r.keep("dev")
    r.subscribe(1, ("t", 1))
    r.disconnect()
    a = s.joined("a")
    a.publish("t", "short", qos=1, packet_id=1, props=(("message_expiry", 1),))
    a.publish("t", "long", qos=1, packet_id=2, props=(("message_expiry", 100),))
    a.publish("t", "for ever", qos=1, packet_id=3)
    s.wait(4)
    r.keep("dev")


@script(V5)
def message_expiry_at_once(s: Script) -> None:
    """A message is passed on at once with its whole life (3.3.2.3.3)."""
    a = s.joined("a")
    a.subscribe(1, ("t", 0))
    a.publish("t", "x", props=(("message_expiry", 60),))


@script(V5)
def topic_alias(s: Script) -> None:
    """The client names a topic by its alias, and gives the alias to another (3.3.2.3.4)."""
    r = s.joined("r")
    r.subscribe(1, ("#", 1))
    a = s.joined("a")
    a.publish("t", "1", props=(("topic_alias", 1),))
    a.publish("", "2", props=(("topic_alias", 1),))
    a.publish("u", "3", qos=1, packet_id=1, props=(("topic_alias", 1),))
    a.publish("", "4", qos=1, packet_id=2, props=(("topic_alias", 1),))
    a.publish("v", "5", props=(("topic_alias", 10),))
    a.publish("", "6", qos=2, packet_id=3, props=(("topic_alias", 10),))
    a.pubrel(3)


@script(V5)
def topic_alias_new_connection(s: Script) -> None:
    """Aliases end with the connection, not with the session (3.3.2.3.4)."""
    a = s.client("a")
    a.keep("dev")
    a.publish("t", "1", props=(("topic_alias", 1),))
    a.disconnect()
    a.keep("dev")
    a.publish("", "2", props=(("topic_alias", 1),))


@script(V5)
def topic_alias_bad(s: Script) -> None:
    """Alias 0, one over the maximum, one never set, and no topic at all (3.3.2.3.4)."""
    s.joined("a").publish("t", "x", props=(("topic_alias", 0),))
    s.joined("b").publish("t", "x", props=(("topic_alias", 11),))
    s.joined("c").publish("", "x", props=(("topic_alias", 5),))
    s.joined("d").publish("", "x")


@script(V5)
def topic_alias_maximum(s: Script) -> None:
    """The server allows two aliases, or none (3.2.2.3.8)."""
    s.config("max_topic_alias 2")
    a = s.joined("a")
    a.publish("t", "x", props=(("topic_alias", 2),))
    a.ping()
    a.publish("t", "x", props=(("topic_alias", 3),))


@script(V5)
def topic_alias_none(s: Script) -> None:
    """The server allows no alias (3.2.2.3.8)."""
    s.config("max_topic_alias 0")
    s.joined("a").publish("t", "x", props=(("topic_alias", 1),))


@script(V5)
def topic_alias_to_client(s: Script) -> None:
    """A client that would understand aliases."""
    a = s.client("a")
    a.connect("dev", props=(("topic_alias_maximum", 5),))
    a.subscribe(1, ("a/long/topic/name", 0))
    a.publish("a/long/topic/name", "1")
    a.publish("a/long/topic/name", "2")


@script(V5)
def problem_information(s: Script) -> None:
    """A client that wants no reason strings (3.1.2.11.7)."""
    s.config("max_topic_alias 1")
    a = s.client("a")
    a.connect("dev", props=(("request_problem", 0),))
    a.publish("t", "x", qos=1, packet_id=1)
    a.publish("t", "x", props=(("topic_alias", 2),))
