# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Recordings of every scenario, judged by Wireshark's tshark, which knows the protocols itself."""

import subprocess
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import iotledger as il
import pytest
from iotledger import cli

ALL = sorted((Path(__file__).resolve().parents[2] / "scenarios").glob("*.yaml"))
LEDGERS = [path for path in ALL if path.stem.startswith("fabric-")]
SCENARIOS = [path for path in ALL if path not in LEDGERS]
LEDGER_TABLES = ("transactions.csv", "blocks.csv", "caliper.csv", "events.csv", "resources.csv")
TABLES = ("operations.csv", "events.csv", "resources.csv")

# A scenario in small. Each value of an axis of its sweep that these leave is tried once.
SMALL = {"keyVerification.devices": 4, "keyVerification.rounds": 2,
         "keyVerification.payload": "20KB"}
OWN_SMALL = {"mtp-tamper": {"keyVerification.rounds": 1},
             "sscp-devices": {"keyVerification.topics.subscribersPerTopic": 2}}

# An operation of each chaincode that needs no other before it.
LEDGER_OPERATIONS = {"asset-transfer-basic": "CreateAsset",
                     "iot-service-platform": "registerDevice"}

WARNING, ERROR = 0x600000, 0x800000  # Wireshark's severities, epan/proto.h

BETWEEN = "\x1f"  # values of one field: ASCII's unit separator

# What tshark may warn of: facts of a network and not of how its packets are encoded. A sender may
# be quicker than its receiver reads, and links may lose packets.
OF_PACE = ("TCP window specified by the receiver is now completely full",)
OF_LOSS = (*OF_PACE, "Previous segment(s) not captured",
           "This frame is a (suspected) out-of-order segment")


def tshark(path, *fields, filter="", options=()):
    """A row per frame that the filter takes, a list of values per field."""
    command = ["tshark", "-n", "-r", path, "-o", "tcp.reassemble_out_of_order:TRUE", *options,
               "-Y", filter, "-T", "fields", "-E", "separator=/t", "-E", f"aggregator={BETWEEN}"]
    done = subprocess.run([*command, *(f"-e{field}" for field in fields)],
                          capture_output=True, text=True, check=True)
    return [[cell.split(BETWEEN) if cell else [] for cell in line.split("\t")]
            for line in done.stdout.splitlines()]


def judge(path, checksums=True, explained=(), options=()):
    """What tshark finds malformed or wrong, or warns of without an explanation, by frame; and the
    number of MQTT packets by type."""
    options = [*options, *(f"-o{protocol}.check_checksum:{str(checksums).upper()}"
                           for protocol in ("ip", "tcp"))]
    rows = tshark(path, "frame.number", "_ws.malformed", "_ws.expert.severity",
                  "_ws.expert.message", "mqtt.msgtype", options=options,
                  filter=f"mqtt || _ws.malformed || _ws.expert.severity >= {WARNING}")
    found = []
    types = Counter()
    for (frame,), malformed, severities, messages, kinds in rows:
        types.update(map(int, kinds))
        found += [(frame, text) for text in malformed]
        found += [(frame, text) for severity, text in zip(severities, messages, strict=True)
                  if int(severity) >= WARNING and not (
                      int(severity) < ERROR and text.startswith(tuple(explained)))]
    return found, types


def complaints(path, checksums=True, explained=()):
    """The first of what `judge` says."""
    return judge(path, checksums, explained)[0]


def small_points(path):
    """A scenario in small: at the first value of each axis, and at each other value of one."""
    scenario = il.Scenario.load(path)
    own = OWN_SMALL.get(path.stem, {})
    for key, value in {**own, **SMALL, **own}.items():  # first: few devices need few subscribers
        scenario.set(key, value)
    axes = scenario.axes
    first = {key: values[0] for key, values in axes.items()}
    points = [first, *({**first, key: value} for key, values in axes.items()
                       for value in values[1:])]
    return [scenario.at_point(point) for point in points]


def quickstart():
    """The first scenario in small."""
    return small_points(next(path for path in SCENARIOS if path.stem == "quickstart"))[0]


def same_rows(one, other, tables=TABLES):
    """Whether two results have the same tables, byte for byte."""
    return all((one.folder / table).read_bytes() == (other.folder / table).read_bytes()
               for table in tables)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """A small run, recorded; to be read only."""
    return il.run(quickstart(), out=tmp_path_factory.mktemp("recorded"), pcap=True)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_recording_of_every_scenario_has_nothing_malformed(path, tmp_path):
    for number, scenario in enumerate(small_points(path)):
        result = il.run(scenario, out=tmp_path / str(number), pcap="broker")
        found, types = judge(*result.pcap, explained=OF_PACE)
        assert not found, scenario.to_yaml()
        devices = scenario.get("keyVerification.devices")
        assert types[1] == types[2] >= devices  # CONNECT, CONNACK
        assert types[8] == types[9] >= devices  # SUBSCRIBE, SUBACK
        assert types[3] > 0 and 0 not in types  # PUBLISH; 0 is none

        plain = il.run(scenario, out=tmp_path / f"{number}-plain")
        assert not plain.pcap
        assert same_rows(result, plain)


# On TCP alone: what TLS carries, tshark cannot read.
@pytest.mark.parametrize("path", LEDGERS, ids=lambda path: path.stem)
def test_a_recording_of_every_ledger_has_nothing_malformed(path, tmp_path):
    scenario = il.Scenario.load(path)
    axes = {key: values[0] for key, values in scenario.axes.items()}
    scenario = scenario.at_point(axes).set("network.transport", "tcp")
    scenario.set("faults", []).set("workload.rounds", [{
        "label": "write", "operation": LEDGER_OPERATIONS[scenario.get("fabric.chaincode")],
        "txNumber": 20, "rateControl": {"type": "closed-loop", "opts": {"slots": 10}}}])
    result = il.run(scenario, out=tmp_path / "recorded", pcap="peer1.org1")
    options = [argument for port in (7050, 7051) for argument in ("-d", f"tcp.port=={port},http2")]
    options += ["--disable-protocol", "protobuf"]  # it knows none of these messages
    found, _ = judge(*result.pcap, explained=OF_PACE, options=options)
    assert not found
    paths = Counter(value for (values,) in tshark(
        *result.pcap, "http2.headers.path", filter="http2.headers.path", options=options)
        for value in values)
    assert paths["/gateway.Gateway/Endorse"] >= 1
    assert paths["/orderer.AtomicBroadcast/Broadcast"] >= 1
    assert paths["/orderer.AtomicBroadcast/Deliver"] >= 1

    plain = il.run(scenario, out=tmp_path / "plain")
    assert not plain.pcap
    assert same_rows(result, plain, LEDGER_TABLES)


def test_every_node_has_a_recording_of_its_link(recorded):
    assert [path.name for path in recorded.pcap] == [
        "broker.pcap", "device1.pcap", "device2.pcap", "device3.pcap", "device4.pcap"]
    assert not any(complaints(path) for path in recorded.pcap)


def test_the_messages_recorded_are_those_of_the_operations(recorded):
    """Paper, section 3.2: a device publishes its key; all N are asked, and each answers the sender
    through the broker; all N get the data, which only the recipient can decrypt."""
    operations = recorded.operations
    rows = tshark(recorded.folder / "pcap" / "broker.pcap", "mqtt.topic",
                  filter="mqtt.msgtype == 3")
    topics = Counter(topic.split("/")[1] for row in rows for topic in row[0])
    count = operations["operation"].value_counts()
    assert count.to_dict() == {"register": 4, "pubcheck": 2, "datasend": 2}
    assert topics["register"] == count["register"]
    assert topics["verify"] == (1 + 4) * count["pubcheck"]
    assert topics["device"] == 2 * operations["replies"].sum() == 2 * 4 * count["pubcheck"]
    assert topics["data"] == (1 + 4) * count["datasend"]


def test_the_bytes_recorded_are_those_of_the_resources(recorded):
    """Of what the broker sends, the last packet may still be on its way out when the run ends."""
    resources = recorded.resources.groupby("node")[["rx_bytes", "tx_bytes"]].sum()
    for name, own in ("broker", "10.0.0.1"), ("device2", "10.0.0.3"):
        frames = [(int(size), source) for (size,), (source,) in tshark(
            recorded.folder / "pcap" / f"{name}.pcap", "frame.len", "ip.src", filter="ip")]
        received = sum(size for size, source in frames if source != own)
        assert received == resources["rx_bytes"][name] > 0
        sent = sum(size for size, source in frames if source == own)
        assert 0 <= sent - resources["tx_bytes"][name] <= frames[-1][0]


def test_lost_packets_are_sent_again_and_nothing_is_malformed(tmp_path):
    scenario = quickstart().set("network.link.loss", 0.1)
    result = il.run(scenario, out=tmp_path, pcap="broker")
    assert tshark(result.pcap[0], "frame.number", filter="tcp.analysis.retransmission")
    assert complaints(result.pcap[0])
    assert not complaints(result.pcap[0], explained=OF_LOSS)


@pytest.mark.parametrize("old, new, checksums, said", [
    (b"\x00\x04MQTT", b"\xff\x04MQTT", False, "Malformed Packet"),  # length of a string
    (b"mtp/verify", b"mtp/verifx", True, "Bad checksum")])
def test_a_wrong_byte_is_found(recorded, tmp_path, old, new, checksums, said):
    right = recorded.folder / "pcap" / "broker.pcap"
    assert not complaints(right, checksums)
    data = right.read_bytes()
    assert old in data
    wrong = tmp_path / "wrong.pcap"
    wrong.write_bytes(data.replace(old, new, 1))
    assert any(said in text for _, text in complaints(wrong, checksums))


def test_the_command_line_records_the_nodes_it_is_told(tmp_path):
    scenario = tmp_path / "small.yaml"
    scenario.write_text("keyVerification: {devices: 12, payload: 1KB, rounds: 1}\n",
                        encoding="utf-8")
    command = ["run", str(scenario), "--out", str(tmp_path / "out"), "--jobs", "1"]
    assert cli.main([*command, "--pcap-nodes", "broker,device1?"]) == 0
    assert [path.name for path in il.Result(tmp_path / "out").pcap] == [
        "broker.pcap", "device10.pcap", "device11.pcap", "device12.pcap"]
    assert cli.main([*command, "--pcap"]) == 0  # the run that is there lacks the others
    assert len(il.Result(tmp_path / "out").pcap) == 13


def test_an_animation_changes_no_row(recorded, tmp_path):
    result = il.run(quickstart(), out=tmp_path, netanim=True)
    tree = ElementTree.parse(tmp_path / "netanim.xml")
    elements = Counter(element.tag for element in tree.iter())
    assert elements["node"] == 1 + 2 + 4  # the broker, two switches, the devices
    assert elements["link"] == 1 + 1 + 4
    assert elements["p"] > 100
    assert same_rows(result, recorded)


def test_nodes_that_cannot_be_are_refused():
    with pytest.raises(il.ScenarioError, match="pcap: nodes: expected names or globs of nodes"):
        il.run(SCENARIOS[0], pcap=["broker", "server"])
