# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Sessions that outlast a connection: retransmission, queued messages, expiry."""

from packets import V3, V5
from script import Script, script

from .connecting import TAKEN_OVER


@script(V3, V5)
def session_present(s: Script) -> None:
    """A kept session is there again, its subscriptions too; a clean one is not (3.2.2.2)."""
    a = s.client("a")
    a.keep("dev")
    a.subscribe(1, ("t", 1))
    a.disconnect()
    a.keep("dev")
    a.publish("t", "x", qos=1, packet_id=1)
    a.puback(1)
    a.disconnect()
    a.keep("dev", clean=True)
    a.publish("t", "x", qos=1, packet_id=1)
    a.disconnect()
    a.keep("dev")


@script(V3, V5)
def session_not_kept(s: Script) -> None:
    """A clean session (5.0: without expiry) ends with its connection (3.1.2.4, 3.1.2.11.2)."""
    a = s.client("a")
    a.connect("dev", clean=True)
    a.subscribe(1, ("t", 1))
    a.disconnect()
    a.keep("dev")
    a.publish("t", "x", qos=1, packet_id=1)


@script(V3, V5)
def redelivery_qos1(s: Script) -> None:
    """What was not acknowledged comes again after a reconnect, with DUP [MQTT-4.4.0-1]."""
    r = s.client("r")
    r.keep("dev")
    r.subscribe(1, ("t", 1))
    a = s.joined("a")
    a.publish("t", "1", qos=1, packet_id=1)
    a.publish("t", "2", qos=1, packet_id=2)
    a.publish("t", "3", qos=1, packet_id=3)
    r.puback(2)
    r.drop()
    r.keep("dev")
    r.puback(1)
    r.puback(3)
    r.drop()
    r.keep("dev")


@script(V3, V5)
def redelivery_qos2(s: Script) -> None:
    """PUBLISH before PUBREC, PUBREL after it are repeated after a reconnect (4.4)."""
    r = s.client("r")
    r.keep("dev")
    r.subscribe(1, ("t", 2))
    a = s.joined("a")
    a.publish("t", "x", qos=2, packet_id=1)
    a.pubrel(1)
    r.drop()
    r.keep("dev")
    r.pubrec(1)
    r.drop()
    r.keep("dev")
    r.pubcomp(1)
    r.drop()
    r.keep("dev")


@script(V3, V5)
def redelivery_qos2_received(s: Script) -> None:
    """A message at QoS 2 whose sender was cut off before its PUBREL is delivered once."""
    r = s.joined("r")
    r.subscribe(1, ("t", 0))
    a = s.client("a")
    a.keep("dev")
    a.publish("t", "once", qos=2, packet_id=1)
    a.drop()
    a.keep("dev")
    a.publish("t", "once", qos=2, packet_id=1, dup=True)
    a.pubrel(1)


@script(V3, V5)
def redelivery_on_takeover(s: Script) -> None:
    """The connection that takes a session over gets what was not acknowledged."""
    r = s.client("r")
    r.keep("dev")
    r.subscribe(1, ("t", 1))
    a = s.joined("a")
    a.publish("t", "x", qos=1, packet_id=1)
    b = s.client("b")
    b.keep("dev")
    if s.is_v5:
        r.refused(TAKEN_OVER, 0x8E)
    b.puback(1)


@script(V3, V5)
def queued_messages(s: Script) -> None:
    """Messages at QoS 1 and 2 wait for a client that is away (3.1.2.4, 4.1)."""
    r = s.client("r")
    r.keep("dev")
    r.subscribe(1, ("t", 2))
    r.disconnect()
    a = s.joined("a")
    a.publish("t", "0")
    a.publish("t", "1", qos=1, packet_id=1)
    a.publish("t", "2", qos=2, packet_id=2)
    a.pubrel(2)
    a.publish("t", "3", qos=1, packet_id=3)
    r.keep("dev")
    r.puback(1)
    r.pubrec(2)
    r.pubcomp(2)
    r.puback(3)


@script(V3, V5)
def queued_then_clean(s: Script) -> None:
    """A clean start throws away what waits."""
    r = s.client("r")
    r.keep("dev")
    r.subscribe(1, ("t", 1))
    r.disconnect()
    a = s.joined("a")
    a.publish("t", "x", qos=1, packet_id=1)
    r.keep("dev", clean=True)
    r.ping()
    r.disconnect()
    a.publish("t", "y", qos=1, packet_id=1)
    r.keep("dev")


@script(V3, V5)
def queued_and_unsubscribed(s: Script) -> None:
    """What waits is delivered although its subscription has ended meanwhile (3.10.4)."""
    r = s.client("r")
    r.keep("dev")
    r.subscribe(1, ("t", 1), ("u", 1))
    a = s.joined("a")
    a.publish("t", "x", qos=1, packet_id=1)
    r.unsubscribe(2, "t")
    r.drop()
    r.keep("dev")
    a.publish("t", "y", qos=1, packet_id=2)
    a.publish("u", "z", qos=1, packet_id=3)


@script(V5)
def session_expiry(s: Script) -> None:
    """A session ends some time after its connection (3.1.2.11.2)."""
    a = s.client("a")
    a.keep("dev", expiry=2)
    a.disconnect()
    a.keep("dev", expiry=2)
    a.drop()
    s.wait(6)
    a.keep("dev", expiry=2)


@script(V5)
def session_expiry_at_disconnect(s: Script) -> None:
    """DISCONNECT may change the expiry, but not from zero (3.14.2.2.2)."""
    a = s.client("a")
    a.keep("dev", expiry=1000)
    a.disconnect(0, props=(("session_expiry", 0),))
    a.keep("dev", expiry=1000)
    a.disconnect(0, props=(("session_expiry", 500),))
    a.keep("dev", expiry=1000)
    b = s.joined("b")
    b.disconnect(0, props=(("session_expiry", 10),))


@script(V5)
def session_never_expires(s: Script) -> None:
    """Expiry 0xFFFFFFFF: the session does not end (3.1.2.11.2)."""
    a = s.client("a")
    a.keep("dev", expiry=0xFFFFFFFF)
    a.disconnect()
    s.wait(2)
    a.keep("dev", expiry=0xFFFFFFFF)


@script(V5)
def session_takeover_without_expiry(s: Script) -> None:
    """Clean start 0 takes over a session that has no expiry while it is still connected."""
    a = s.joined("a", clean=False)
    a.subscribe(1, ("t", 0))
    b = s.client("b")
    b.connect("a", clean=False)
    a.refused(TAKEN_OVER, 0x8E)
    b.publish("t", "x")
    b.ping()


@script(V5)
def session_of_other_version(s: Script) -> None:
    """A session begun with 3.1.1 goes on with 5.0 and back."""
    a = s.client("a", V3)
    a.keep("dev")
    a.subscribe(1, ("t", 1))
    a.disconnect()
    p = s.joined("p")
    p.publish("t", "x", qos=1, packet_id=1)
    b = s.client("b", V5)
    b.keep("dev")
    b.puback(1)
    b.disconnect()
    p.publish("t", "y", qos=1, packet_id=1)
    a.keep("dev")
