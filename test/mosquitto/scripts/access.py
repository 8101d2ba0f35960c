# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Passwords and access-control lists."""

from packets import V3, V5
from script import Script, script


@script(V3, V5)
def access_password(s: Script) -> None:
    """Right and wrong passwords, an unknown user, nobody (3.2.2.3; 5.0: 3.2.2.2)."""
    s.user("alice", "secret")
    a = s.client("a")
    a.connect("a", user="alice", password="secret")
    a.ping()
    s.client("b").connect("b", user="alice", password="wrong")
    s.client("c").connect("c", user="alice")
    s.client("d").connect("d", user="bob", password="secret")
    s.client("e").connect("e")


@script(V3, V5)
def access_password_or_anonymous(s: Script) -> None:
    """Nobody in particular is welcome too, a wrong password is not."""
    s.user("alice", "secret")
    s.config("allow_anonymous true")
    a = s.client("a")
    a.connect("a")
    a.ping()
    b = s.client("b")
    b.connect("b", user="alice", password="secret")
    b.ping()
    s.client("c").connect("c", user="alice", password="wrong")


@script(V3, V5)
def access_write(s: Script) -> None:
    """PUBLISH to topics that one may and may not write, at each QoS (3.3.5)."""
    s.user("alice", "secret")
    s.user("bob", "secret")
    s.acl("user alice", "topic write a/#", "topic readwrite c", "user bob", "topic read #")
    bob = s.client("b")
    bob.connect("b", user="bob", password="secret")
    bob.subscribe(1, ("#", 2))
    alice = s.client("a")
    alice.connect("a", user="alice", password="secret")
    alice.publish("a/x", "0")
    alice.publish("a/x", "1", qos=1, packet_id=1)
    alice.publish("c", "c")
    s.note("not hers to write")
    alice.publish("b", "0")
    alice.publish("b", "1", qos=1, packet_id=2)
    alice.publish("b", "2", qos=2, packet_id=3)
    if not s.is_v5:
        alice.pubrel(3)
    alice.publish("b", "0", retain=True)
    alice.ping()


@script(V3, V5)
def access_read(s: Script) -> None:
    """A subscription takes what its owner may read, and nothing else."""
    s.user("alice", "secret")
    s.user("bob", "secret")
    s.acl("user alice", "topic readwrite #", "user bob", "topic read a/+", "topic write d")
    bob = s.client("b")
    bob.connect("b", user="bob", password="secret")
    bob.subscribe(1, ("a/#", 1), ("d", 1), ("#", 0))
    alice = s.client("a")
    alice.connect("a", user="alice", password="secret")
    alice.publish("a/x", "1", qos=1, packet_id=1)
    alice.publish("a/x/y", "2", qos=1, packet_id=2)
    alice.publish("d", "3", qos=1, packet_id=3)
    alice.publish("a/r", "4", retain=True)
    alice.publish("e/r", "5", retain=True)
    bob.subscribe(2, ("+/r", 0))


@script(V3, V5)
def access_patterns(s: Script) -> None:
    """Patterns hold for everybody, with %u for the user's name and %c for the client id."""
    s.user("alice", "secret")
    s.acl("pattern readwrite users/%u/#", "pattern write clients/%c/state",
          "pattern read clients/+/state")
    a = s.client("a")
    a.connect("dev1", user="alice", password="secret")
    a.subscribe(1, ("#", 0))
    a.publish("users/alice/x", "1", qos=1, packet_id=1)
    a.publish("users/bob/x", "2", qos=1, packet_id=2)
    a.publish("clients/dev1/state", "3", qos=1, packet_id=3)
    a.publish("clients/dev2/state", "4", qos=1, packet_id=4)


@script(V3, V5)
def access_deny(s: Script) -> None:
    """A denied topic stays denied within a wider one that is allowed."""
    s.user("alice", "secret")
    s.acl("user alice", "topic readwrite a/#", "topic deny a/secret")
    a = s.client("a")
    a.connect("a", user="alice", password="secret")
    a.subscribe(1, ("a/#", 0), ("a/secret", 0))
    a.publish("a/open", "1", qos=1, packet_id=1)
    a.publish("a/secret", "2", qos=1, packet_id=2)


@script(V3, V5)
def access_anonymous_rules(s: Script) -> None:
    """Rules above the first user are those of clients without a name."""
    s.config("allow_anonymous true")
    s.user("alice", "secret")
    s.acl("topic read public/#", "user alice", "topic readwrite #")
    a = s.client("a")
    a.connect("a", user="alice", password="secret")
    b = s.joined("b")
    b.subscribe(1, ("#", 0))
    a.publish("public/x", "1")
    a.publish("private/x", "2")
    b.publish("public/x", "3", qos=1, packet_id=1)


@script(V3, V5)
def access_will(s: Script) -> None:
    """A will to a topic that its owner may not write."""
    s.user("alice", "secret")
    s.acl("user alice", "topic read #", "topic write a")
    watcher = s.client("w")
    watcher.connect("w", user="alice", password="secret")
    watcher.subscribe(1, ("#", 0))
    a = s.client("a")
    a.connect("a", user="alice", password="secret", will=("b", "gone", 0, False))
    b = s.client("b")
    b.connect("b", user="alice", password="secret", will=("a", "gone", 0, False))
    b.drop()
    watcher.ping()
