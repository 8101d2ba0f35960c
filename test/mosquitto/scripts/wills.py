# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Wills."""

import packets
from packets import V3, V5
from script import Script, script

from .connecting import TAKEN_OVER


@script(V3, V5)
def will_on_drop(s: Script) -> None:
    """The will is published when the connection breaks (3.1.2.5)."""
    w = s.joined("w")
    w.subscribe(1, ("#", 2))
    for qos in range(3):
        a = s.client("a")
        a.connect("dev", will=(f"will/{qos}", "gone", qos, False))
        a.drop()


@script(V3, V5)
def will_not_on_disconnect(s: Script) -> None:
    """DISCONNECT removes the will [MQTT-3.14.4-3]."""
    w = s.joined("w")
    w.subscribe(1, ("will", 1))
    a = s.client("a")
    a.connect("dev", will=("will", "gone", 1, False))
    a.disconnect()
    w.ping()


@script(V5)
def will_on_disconnect_0x04(s: Script) -> None:
    """DISCONNECT with reason 0x04 asks for the will (3.14.2.1)."""
    w = s.joined("w")
    w.subscribe(1, ("will", 1))
    a = s.client("a")
    a.connect("dev", will=("will", "gone", 1, False))
    a.disconnect(0x04)
    w.ping()


@script(V3, V5)
def will_on_protocol_error(s: Script) -> None:
    """A client that breaks the standard leaves its will (3.1.2.5)."""
    w = s.joined("w")
    w.subscribe(1, ("will", 1))
    a = s.client("a")
    a.connect("dev", will=("will", "gone", 1, False))
    a.publish("t/#", "no topic name")
    w.puback(1)


@script(V3, V5)
def will_on_takeover(s: Script) -> None:
    """A client whose session is taken over: its connection ends without DISCONNECT."""
    w = s.joined("w")
    w.subscribe(1, ("will", 1))
    a = s.client("a")
    a.connect("dev", will=("will", "taken over", 1, False))
    b = s.client("b")
    b.connect("dev")
    if s.is_v5:
        a.refused(TAKEN_OVER, 0x8E)
    w.ping()


@script(V3, V5)
def will_retained(s: Script) -> None:
    """A will with the retain flag is a retained message (3.1.2.7)."""
    w = s.joined("w")
    w.subscribe(1, ("will", 1))
    a = s.client("a")
    a.connect("dev", will=("will", "gone", 1, True))
    a.drop()
    s.joined("r").subscribe(1, ("will", 1))


@script(V3, V5)
def will_empty(s: Script) -> None:
    """A will without a payload, retained: it removes what was kept."""
    w = s.joined("w")
    w.subscribe(1, ("will", 1))
    w.publish("will", "here", retain=True)
    a = s.client("a")
    a.connect("dev", will=("will", "", 0, True))
    a.drop()
    s.joined("r").subscribe(1, ("will", 1))


@script(V3, V5)
def will_replaced(s: Script) -> None:
    """A new CONNECT brings a new will, or none."""
    w = s.joined("w")
    w.subscribe(1, ("will", 0))
    a = s.client("a")
    a.connect("dev", will=("will", "first", 0, False))
    a.disconnect()
    a.connect("dev", will=("will", "second", 0, False))
    a.drop()
    a.connect("dev")
    a.drop()
    w.ping()


@script(V3, V5)
def will_to_oneself(s: Script) -> None:
    """A kept session subscribed to its own will finds it when it comes back."""
    a = s.client("a")
    props = (("session_expiry", 100),) if s.is_v5 else ()
    a.connect("dev", clean=False, will=("will", "gone", 1, False), props=props)
    a.subscribe(1, ("will", 1))
    a.drop()
    a.connect("dev", clean=False, props=props)


@script(V5)
def will_delay(s: Script) -> None:
    """A will waits for its delay interval (3.1.3.2.2)."""
    w = s.joined("w")
    w.subscribe(1, ("will", 0))
    a = s.client("a")
    a.connect("dev", clean=False, will=("will", "gone", 0, False),
              will_props=(("will_delay", 3),), props=(("session_expiry", 100),))
    a.drop()
    s.wait(1)
    s.wait(5)


@script(V5)
def will_delay_cancelled(s: Script) -> None:
    """A client that comes back within the delay has no will published (3.1.3.2.2)."""
    w = s.joined("w")
    w.subscribe(1, ("will", 0))
    a = s.client("a")
    a.connect("dev", clean=False, will=("will", "gone", 0, False),
              will_props=(("will_delay", 3),), props=(("session_expiry", 100),))
    a.drop()
    s.wait(1)
    a.connect("dev", clean=False, props=(("session_expiry", 100),))
    s.wait(5)


@script(V5)
def will_delay_and_session_end(s: Script) -> None:
    """The will is due when the session ends, if that comes first (3.1.2.5)."""
    w = s.joined("w")
    w.subscribe(1, ("will/#", 0))
    a = s.client("a")
    a.connect("dev", clean=False, will=("will/a", "gone", 0, False),
              will_props=(("will_delay", 1000),), props=(("session_expiry", 2),))
    a.drop()
    s.note("no expiry: the session ends with the connection")
    b = s.client("b")
    b.connect("dev2", will=("will/b", "gone", 0, False), will_props=(("will_delay", 1000),))
    b.drop()
    w.simulated("3.1.2.5: the will is published when the session ends",
                packets.publish(V5, "will/b", "gone").hex())
    s.wait(7)


@script(V5)
def will_delay_and_clean_start(s: Script) -> None:
    """A clean start ends the session, and so the delay (3.1.3.2.2)."""
    w = s.joined("w")
    w.subscribe(1, ("will", 0))
    a = s.client("a")
    a.connect("dev", clean=False, will=("will", "gone", 0, False),
              will_props=(("will_delay", 1000),), props=(("session_expiry", 100),))
    a.drop()
    a.connect("dev", clean=True)
    w.simulated("3.1.2.5: the will is published when the session ends, here by the clean start",
                packets.publish(V5, "will", "gone").hex())
    w.ping()


@script(V5)
def will_properties(s: Script) -> None:
    """The will's properties come with it (3.1.3.2)."""
    w = s.joined("w")
    w.subscribe(1, ("will", 0))
    a = s.client("a")
    a.connect("dev", will=("will", "gone", 0, False), will_props=(
        ("payload_format", 1), ("message_expiry", 60), ("content_type", "text/plain"),
        ("response_topic", "answer"), ("correlation_data", b"\1\2"), ("user", ("k", "v"))))
    a.drop()


@script(V5)
def will_bad_properties(s: Script) -> None:
    """A property that a will cannot have, and one twice (3.1.3.2)."""
    s.client("a").connect("a", will=("will", "x", 0, False), will_props=(("topic_alias", 1),))
    s.client("b").connect("b", will=("will", "x", 0, False),
                          will_props=(("will_delay", 1), ("will_delay", 2)))
