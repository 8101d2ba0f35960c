/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-key-tables.h"

namespace ns3
{
namespace iotledger
{

namespace
{

/// ns-3's generator (L'Ecuyer, MRG32k3a) takes seeds below its second modulus and aborts at others.
constexpr uint32_t LARGEST_SEED = 4294944442;

} // namespace

ScenarioKeyTables::Keys
ScenarioKeyTables::GetGeneralKeys()
{
    return {
        Own("name", Form::TEXT, "scenario", "Name of the scenario; of a file: its name."),
        Own("seed", Form::COUNT, "1", "Seed of all random streams.").UpTo(LARGEST_SEED),
        Own("include", Form::TEXT, "", "A file whose keys hold where this one has none."),
        Own("sweep", Form::STRUCTURE, "", "Keys with the list of values to try, each combined."),
        Own("sweep.repetitions", Form::COUNT, "1", "Runs of each point, with different streams."),
    };
}

ScenarioKeyTables::Keys
ScenarioKeyTables::GetNetworkKeys()
{
    return {
        Own("network.transport", Form::CHOICE, "tcp", "What carries the messages.")
            .WithChoices({"tcp", "tls"}),
        Attribute("network.tls.version", "TlsTransport", "Version").WithChoices({"1.2", "1.3"}),
        Attribute("network.tls.cipherSuite", "TlsTransport", "CipherSuite")
            .WithChoices({"aes-128-gcm", "aes-256-gcm"}),
        Attribute("network.tls.group", "TlsTransport", "Group").WithChoices({"x25519", "p-256"}),
        Attribute("network.tls.mutual", "TlsTransport", "ClientAuthentication"),
        Attribute("network.tls.resumption", "TlsTransport", "Resumption"),
        Attribute("network.tls.ticketLifetime", "TlsTransport", "TicketLifetime"),
        Attribute("network.tls.certificate", "TlsProvisioning", "Certificate")
            .WithChoices({"ecdsa-p256", "rsa-2048"}),
        Attribute("network.tls.chain", "TlsProvisioning", "Chain"),
        Own("network.topology.type", Form::CHOICE, "tree", "How the nodes are connected.")
            .WithChoices({"star", "tree", "sites"}),
        Attribute("network.topology.fanOut", "TreeTopology", "FanOut"),
        Own("network.topology.sites", Form::STRUCTURE, "", "Sites (type sites): name and nodes."),
        Own("network.topology.sites[].name", Form::TEXT, "", "Name of the site."),
        Own("network.topology.sites[].nodes",
            Form::STRUCTURE,
            "",
            "Names or globs of its nodes; a node is at the first site that matches."),
        Own("network.topology.delays",
            Form::STRUCTURE,
            "",
            "One-way delays between the sites (type sites): a symmetric matrix."),
        Attribute("network.link.rate", "NetworkTopology", "LinkRate"),
        Attribute("network.link.delay", "NetworkTopology", "LinkDelay"),
        Attribute("network.link.loss", "NetworkTopology", "LinkLoss"),
        Attribute("network.link.queue", "NetworkTopology", "LinkQueue"),
        Attribute("network.trunk.rate", "NetworkTopology", "TrunkRate"),
        Attribute("network.trunk.delay", "NetworkTopology", "TrunkDelay"),
        Attribute("network.trunk.loss", "NetworkTopology", "TrunkLoss"),
        Attribute("network.trunk.queue", "NetworkTopology", "TrunkQueue"),
        Attribute("network.mtu", "NetworkTopology", "Mtu").InBytes(),
        Attribute("network.tcp.sendBuffer", "TcpTransport", "SendBuffer").InBytes(),
        Attribute("network.tcp.receiveBuffer", "TcpTransport", "ReceiveBuffer").InBytes(),
        Own("network.links", Form::STRUCTURE, "", "Own links of some nodes; later entries win."),
        Own("network.links[].nodes", Form::STRUCTURE, "", "Names or globs of the nodes."),
        Attribute("network.links[].rate", "NetworkTopology", "LinkRate"),
        Attribute("network.links[].delay", "NetworkTopology", "LinkDelay"),
        Attribute("network.links[].loss", "NetworkTopology", "LinkLoss"),
    };
}

ScenarioKeyTables::Keys
ScenarioKeyTables::GetHostKeys()
{
    return {
        Own("crypto.profile",
            Form::TEXT,
            "x86-server",
            "Crypto profile of the hosts that name none: a shipped one's name, or a file."),
        Attribute("crypto.execution", "Crypto", "Execution").WithChoices({"real", "modelled"}),
        Attribute("crypto.rsaBits", "MtpExperiment", "RsaBits"),
        Attribute("crypto.topicRsaBits", "TopicDirectory", "RsaBits"),
        Attribute("crypto.aes", "MtpExperiment", "Aes")
            .WithChoices({"aes-128-gcm", "aes-256-gcm", "aes-128-cbc", "aes-256-cbc"}),
        Own("hosts", Form::STRUCTURE, "", "Machines the nodes run on, by name or role."),
        Own("hosts.*.nodes",
            Form::STRUCTURE,
            "",
            "Names or globs of the nodes; without: those of the role of this name."),
        Own("hosts.*.profile", Form::TEXT, "", "Crypto profile; default: crypto.profile."),
        Attribute("hosts.*.cores", "Host", "Cores"),
        Attribute("hosts.*.speed", "Host", "Speed"),
        Own("hosts.*.shared", Form::FLAG, "false", "One machine for all of them, or one each."),
        Own("hosts.*.scheduling",
            Form::CHOICE,
            "",
            "Whose turn it is on the cores: tasks in their order, or processes with equal shares; "
            "without: fair with a ledger, otherwise fifo.")
            .WithChoices({"fifo", "fair"}),
        Own("hosts.*.disk", Form::STRUCTURE, "", "Its disk, which a ledger writes to."),
        Attribute("hosts.*.disk.syncLatency", "Disk", "SyncLatency"),
        Attribute("hosts.*.disk.syncCost", "Disk", "SyncCost"),
        Attribute("hosts.*.disk.writeBandwidth", "Disk", "WriteBandwidth"),
        Attribute("hosts.*.disk.readBandwidth", "Disk", "ReadBandwidth"),
    };
}

ScenarioKeyTables::Keys
ScenarioKeyTables::GetResultKeys()
{
    return {
        Attribute("results.interval", "ResourceRecorder", "Interval"),
    };
}

ScenarioKeyTables::Keys
ScenarioKeyTables::GetFaultKeys()
{
    return {
        Own("faults", Form::STRUCTURE, "", "What goes wrong."),
        Own("faults[].type", Form::CHOICE, "tamper-key", "Kind of the fault.")
            .WithChoices({"tamper-key", "compromise", "crash"}),
        Own("faults[].at", Form::TIME, "0s", "When, after the start."),
        Own("faults[].node",
            Form::TEXT,
            "leader",
            "Node that stops at once: a peer, an orderer, or leader, the orderer that leads then "
            "(crash)."),
        Own("faults[].until", Form::TIME, "0s", "When it comes back, if ever (crash)."),
        Own("faults[].device", Form::COUNT, "", "Number of the device it happens to (tamper-key)."),
        Own("faults[].target",
            Form::COUNT,
            "",
            "Number of the device whose key is altered; of a compromised broker: or all."),
        Own("faults[].topic", Form::TEXT, "", "Or the topic (sscp) whose key is altered."),
        Own("faults[].replacement",
            Form::CHOICE,
            "none",
            "What the copy becomes: no key, or the attacker's (tamper-key).")
            .WithChoices({"none", "attacker"}),
        Own("faults[].devices",
            Form::TEXT,
            "",
            "How many devices answer Check whatever they hold: 12 or 30% (compromise)."),
        Own("faults[].broker",
            Form::FLAG,
            "false",
            "The broker tells the attacker's key in place of a device's (compromise)."),
        Own("faults[].victims",
            Form::STRUCTURE,
            "",
            "Numbers of the devices that a compromised broker lies to; without: all."),
        Own("faults[].forgeAnswers",
            Form::FLAG,
            "false",
            "A compromised broker answers Check in the devices' names."),
    };
}

} // namespace iotledger
} // namespace ns3
