# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""PUBLISH and its acknowledgements at each QoS."""

import packets
from packets import V3, V5
from script import Script, script


@script(V3, V5)
def publish_qos_matrix(s: Script) -> None:
    """Each QoS published to a subscription of each QoS: the lower one holds (3.8.4, 4.3)."""
    a = s.joined("a")
    for qos in range(3):
        receiver = s.joined(f"r{qos}")
        receiver.subscribe(1, ("t", qos))
    a.publish("t", "0")
    a.publish("t", "1", qos=1, packet_id=1)
    a.publish("t", "2", qos=2, packet_id=2)
    a.pubrel(2)


@script(V3, V5)
def publish_to_nobody(s: Script) -> None:
    """PUBLISH without a subscriber at each QoS (5.0: reason code 0x10, 3.4.2.1)."""
    a = s.joined("a")
    a.publish("t", "0")
    a.publish("t", "1", qos=1, packet_id=7)
    a.publish("t", "2", qos=2, packet_id=8)
    a.pubrel(8)


@script(V3, V5)
def publish_to_oneself(s: Script) -> None:
    """A client receives what it publishes itself, the answers in the broker's order."""
    a = s.joined("a")
    a.subscribe(1, ("t", 2))
    a.publish("t", "0")
    a.publish("t", "1", qos=1, packet_id=1)
    a.puback(1)
    a.publish("t", "2", qos=2, packet_id=2)
    a.pubrel(2)
    a.pubrec(2)
    a.pubcomp(2)


@script(V3, V5)
def publish_empty_and_long(s: Script) -> None:
    """An empty payload, and one whose remaining length takes two bytes (2.2.3 or 2.1.4)."""
    a = s.joined("a")
    a.subscribe(1, ("t", 0))
    a.publish("t")
    a.publish("t", "x" * 200)


@script(V3, V5)
def qos2_in_order(s: Script) -> None:
    """Messages at QoS 2 are released by PUBREL, whose order may differ (4.3.3)."""
    a = s.joined("a")
    r = s.joined("r")
    r.subscribe(1, ("t", 0))
    a.publish("t", "first", qos=2, packet_id=1)
    a.publish("t", "second", qos=2, packet_id=2)
    a.pubrel(2)
    a.pubrel(1)


@script(V3, V5)
def qos2_duplicates(s: Script) -> None:
    """A PUBLISH repeated before PUBREL is one message; PUBREL may come twice (4.3.3)."""
    a = s.joined("a")
    r = s.joined("r")
    r.subscribe(1, ("t", 0))
    a.publish("t", "once", qos=2, packet_id=1)
    a.publish("t", "once", qos=2, packet_id=1, dup=True)
    a.pubrel(1)
    a.pubrel(1)
    a.publish("t", "again", qos=2, packet_id=1)
    a.pubrel(1)


@script(V3, V5)
def qos2_id_reused(s: Script) -> None:
    """Another message under a packet id that still waits for its PUBREL (2.3.1 or 2.2.1)."""
    a = s.joined("a")
    r = s.joined("r")
    r.subscribe(1, ("t", 0), ("u", 0))
    a.publish("t", "one", qos=2, packet_id=1)
    a.publish("u", "other", qos=2, packet_id=1)
    a.pubrel(1)
    r.simulated("[MQTT-4.3.3-10] (3.1.1: 4.3.3): until PUBREL it is the first message again",
                packets.publish(s.version, "t", "one").hex())


@script(V3, V5)
def qos2_to_receiver(s: Script) -> None:
    """PUBREC gets PUBREL, also when it comes twice; PUBCOMP ends it (4.3.3)."""
    r = s.joined("r")
    r.subscribe(1, ("t", 2))
    a = s.joined("a")
    a.publish("t", "x", qos=2, packet_id=5)
    a.pubrel(5)
    r.pubrec(1)
    r.pubrec(1)
    r.pubcomp(1)
    r.pubcomp(1)
    r.ping()


@script(V3, V5)
def qos1_duplicates(s: Script) -> None:
    """A PUBLISH at QoS 1 that is repeated is delivered again (4.3.2)."""
    a = s.joined("a")
    r = s.joined("r")
    r.subscribe(1, ("t", 1))
    a.publish("t", "x", qos=1, packet_id=1)
    a.publish("t", "x", qos=1, packet_id=1, dup=True)
    r.puback(1)
    r.puback(2)
    r.ping()


@script(V3, V5)
def qos1_packet_ids(s: Script) -> None:
    """The broker's own packet ids go up, and those that are free again are not used at once."""
    r = s.joined("r")
    r.subscribe(1, ("t", 1))
    a = s.joined("a")
    for number in range(3):
        a.publish("t", str(number), qos=1, packet_id=9)
        r.puback(number + 1)
    a.publish("t", "x", qos=1, packet_id=9)
    a.publish("t", "y", qos=1, packet_id=9)
    r.puback(5)
    a.publish("t", "z", qos=1, packet_id=9)


@script(V3, V5)
def unknown_puback(s: Script) -> None:
    """PUBACK for a packet id that was never sent."""
    a = s.joined("a")
    a.puback(99)
    a.ping()


@script(V3, V5)
def unknown_pubrec(s: Script) -> None:
    """PUBREC for a packet id that was never sent (5.0: 0x92 in PUBREL, 3.6.2.1)."""
    a = s.joined("a")
    a.pubrec(99)
    a.ping()


@script(V3, V5)
def unknown_pubrel(s: Script) -> None:
    """PUBREL for a packet id that was never received (5.0: 0x92 in PUBCOMP, 3.7.2.1)."""
    a = s.joined("a")
    a.pubrel(99)
    a.ping()


@script(V3, V5)
def unknown_pubcomp(s: Script) -> None:
    """PUBCOMP for a packet id that was never sent."""
    a = s.joined("a")
    a.pubcomp(99)
    a.ping()


@script(V3, V5)
def wrong_acknowledgement(s: Script) -> None:
    """PUBACK for a message at QoS 2, and PUBREC for one at QoS 1."""
    r = s.joined("r")
    r.subscribe(1, ("t", 2))
    p = s.joined("p")
    p.subscribe(1, ("t", 1))
    a = s.joined("a")
    a.publish("t", "x", qos=2, packet_id=5)
    a.pubrel(5)
    r.puback(1)
    if s.is_v5:
        r.refused("4.13: a protocol error, which DISCONNECT should tell", 0x82)
    p.pubrec(1)
    if s.is_v5:
        p.refused("4.13: a protocol error, which DISCONNECT should tell", 0x82)
    a.ping()


@script(V5)
def acknowledge_with_reason(s: Script) -> None:
    """PUBACK and PUBREC that refuse the message: PUBREC gets no PUBREL (4.3.3)."""
    r = s.joined("r")
    r.subscribe(1, ("t", 2))
    a = s.joined("a")
    a.publish("t", "1", qos=1, packet_id=1)
    r.puback(1, 0x97)
    a.publish("t", "2", qos=2, packet_id=2)
    a.pubrel(2, 0x00)
    r.pubrec(2, 0x80)
    r.pubrec(2, 0x80)
    s.note("with a reason string and a user property")
    a.publish("t", "3", qos=1, packet_id=3)
    r.send(packets.packet(4, b"\0\3\0" + packets.properties(("reason", "ok"), ("user", ("k", "v")))))
    r.ping()


@script(V5)
def acknowledge_with_bad_reason(s: Script) -> None:
    """PUBACK and PUBREC with reason codes that they cannot have (3.4.2.1, 3.5.2.1)."""
    r = s.joined("r")
    r.subscribe(1, ("t", 1))
    p = s.joined("p")
    p.subscribe(1, ("t", 2))
    a = s.joined("a")
    a.publish("t", "2", qos=2, packet_id=2)
    a.pubrel(2)
    r.puback(1, 0x42)
    r.refused("[MQTT-3.4.2-1]: a protocol error, which DISCONNECT should tell (4.13)", 0x82)
    p.pubrec(1, 0x02)
    p.refused("[MQTT-3.5.2-1]: a protocol error, which DISCONNECT should tell (4.13)", 0x82)


@script(V3)
def mixed_versions(s: Script) -> None:
    """Clients of 3.1.1 and 5.0 talk to each other; 3.1.1 hears no properties."""
    old = s.joined("o", V3)
    new = s.joined("n", V5)
    old.subscribe(1, ("t", 1))
    new.subscribe(1, ("t", 1))
    old.publish("t", "from 3.1.1", qos=1, packet_id=1)
    new.publish("t", "from 5.0", qos=1, packet_id=1,
                props=(("content_type", "text"), ("user", ("k", "v")), ("message_expiry", 60)))
