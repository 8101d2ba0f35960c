/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-schema.h"

#include "ns3/scenario-error.h"
#include "ns3/shipped-chaincodes.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace ns3
{
namespace iotledger
{

namespace
{

using Form = ScenarioForm;
using Keys = std::vector<ScenarioKey>;

/// ns-3's generator (L'Ecuyer, MRG32k3a) takes seeds below its second modulus and aborts at others.
constexpr uint32_t LARGEST_SEED = 4294944442;

// More nodes or programs than any network has, and few enough to be laid out before one runs.
constexpr uint32_t MOST_SERVERS = 1000;
constexpr uint32_t MOST_WORKERS = 100'000;
constexpr uint32_t MOST_CLIENTS = 1'000'000;

ScenarioKey
Attribute(const std::string& name, const std::string& type, const std::string& attribute)
{
    return ScenarioKey::OfAttribute(name, type, attribute);
}

ScenarioKey
Own(const std::string& name, Form form, const std::string& defaultText, const std::string& help)
{
    return ScenarioKey::OfScenario(name, form, defaultText, help);
}

Keys
GetGeneralKeys()
{
    return {
        Own("name", Form::TEXT, "scenario", "Name of the scenario; of a file: its name."),
        Own("seed", Form::COUNT, "1", "Seed of all random streams.").UpTo(LARGEST_SEED),
        Own("include", Form::TEXT, "", "A file whose keys hold where this one has none."),
        Own("sweep", Form::STRUCTURE, "", "Keys with the list of values to try, each combined."),
        Own("sweep.repetitions", Form::COUNT, "1", "Runs of each point, with different streams."),
    };
}

Keys
GetNetworkKeys()
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

Keys
GetHostKeys()
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

Keys
GetMqttKeys()
{
    return {
        Own("mqtt.profile",
            Form::TEXT,
            "none",
            "What its work costs a broker: a measured profile's name (mosquitto) or a file; none: "
            "mqtt.packetCost and the other costs."),
        Attribute("mqtt.packetCost", "MqttBroker", "PacketCost"),
        Attribute("mqtt.deliveryCost", "MqttBroker", "DeliveryCost"),
        Attribute("mqtt.connectCost", "MqttBroker", "ConnectCost"),
        Attribute("mqtt.subscribeCost", "MqttBroker", "SubscribeCost"),
        Attribute("mqtt.threads", "MqttBroker", "Threads"),
        Attribute("mqtt.maxConnections", "MqttBroker", "MaxConnections"),
        Attribute("mqtt.maxInflightMessages", "MqttBroker", "MaxInflightMessages"),
        Attribute("mqtt.maxQueuedMessages", "MqttBroker", "MaxQueuedMessages"),
        Attribute("mqtt.maxQueuedBytes", "MqttBroker", "MaxQueuedBytes").InBytes(),
        Attribute("mqtt.maxPacketSize", "MqttBroker", "MaxPacketSize").InBytes(),
        Attribute("mqtt.protocolVersion", "MqttClient", "ProtocolVersion"),
        Attribute("mqtt.keepAlive", "MqttClient", "KeepAlive"),
        Attribute("mqtt.reconnectDelay", "MqttClient", "ReconnectDelay"),
        Attribute("mqtt.qos", "MtpExperiment", "Qos"),
    };
}

Keys
GetExperimentKeys()
{
    return {
        Own("keyVerification.protocol", Form::CHOICE, "mtp", "Key verification protocol.")
            .WithChoices({"mtp", "sscp"}),
        Attribute("keyVerification.devices", "MtpExperiment", "Devices"),
        Attribute("keyVerification.payload", "MtpExperiment", "Payload").InBytes(),
        Attribute("keyVerification.rounds", "MtpExperiment", "Rounds"),
        Attribute("keyVerification.verificationTimeout", "MtpExperiment", "VerificationTimeout"),
        Attribute("keyVerification.operationTimeout", "MtpExperiment", "OperationTimeout"),
        Attribute("keyVerification.announceInterval", "KeyDirectory", "AnnounceInterval"),
        Attribute("keyVerification.startSpread", "MtpExperiment", "StartSpread"),
        Attribute("keyVerification.registration", "MtpExperiment", "Registration")
            .WithChoices({"together", "sequential", "provisioned"}),
        Attribute("keyVerification.dataSendEnds", "MtpExperiment", "DataSendEnds")
            .WithChoices({"recipient", "everyone"}),
        Attribute("keyVerification.scheduling.delayProbability",
                  "DeviceScheduling",
                  "DelayProbability"),
        Attribute("keyVerification.scheduling.handlingDelay", "DeviceScheduling", "HandlingDelay"),
        Attribute("keyVerification.scheduling.answerDelay", "DeviceScheduling", "AnswerDelay"),
        Attribute("keyVerification.protectTopicKey", "TopicDirectory", "ProtectTopicKey"),
        Own("keyVerification.verification.type",
            Form::CHOICE,
            "broadcast",
            "How a sender verifies a key; `verification: quorum` for short.")
            .WithChoices({"broadcast", "quorum", "cached", "digest", "none"}),
        Attribute("keyVerification.verification.witnesses", "QuorumVerification", "Witnesses"),
        Attribute("keyVerification.verification.timeToLive", "CachedVerification", "TimeToLive"),
        Own("keyVerification.verification.underlying",
            Form::CHOICE,
            "broadcast",
            "How a key is verified that is not known to be (cached).")
            .WithChoices({"broadcast", "quorum", "digest"}),
        Own("keyVerification.pairs",
            Form::STRUCTURE,
            "",
            "Sender and recipient (sscp: topic) of the rounds, in turn; without: drawn from the "
            "seed."),
        Own("keyVerification.topics",
            Form::STRUCTURE,
            "",
            "Topics (sscp): a list, or count and subscribersPerTopic."),
        Own("keyVerification.topics[].name", Form::TEXT, "", "Name of the topic."),
        Own("keyVerification.topics[].subscribers",
            Form::STRUCTURE,
            "",
            "Numbers of the devices that subscribe to it."),
        Own("keyVerification.topics.count",
            Form::COUNT,
            "",
            "How many topics there are, called T1, T2 …"),
        Own("keyVerification.topics.subscribersPerTopic",
            Form::TEXT,
            "",
            "How many devices subscribe to each, drawn from the seed; or all."),
    };
}

Keys
GetResultKeys()
{
    return {
        Attribute("results.interval", "ResourceRecorder", "Interval"),
    };
}

Keys
GetFabricKeys()
{
    return {
        Own("fabric.organizations",
            Form::STRUCTURE,
            "",
            "Organisations with their peers; without: Org1 and Org2 with two peers each."),
        Own("fabric.organizations[].name", Form::TEXT, "", "Name, such as Org1."),
        Own("fabric.organizations[].peers", Form::COUNT, "1", "How many peers it runs.")
            .UpTo(MOST_SERVERS),
        Own("fabric.organizations[].msp",
            Form::TEXT,
            "",
            "Identifier of its MSP; without: its name and MSP, Org1MSP."),
        Own("fabric.organizations[].policies",
            Form::STRUCTURE,
            "",
            "Its policies by name (Readers, Writers, Admins, Endorsement), where not those of "
            "fabric-samples' test network."),
        Own("fabric.orderers", Form::COUNT, "3", "Orderers, which order by Raft.")
            .UpTo(MOST_SERVERS),
        Own("fabric.channel",
            Form::TEXT,
            "mychannel",
            "Name of the channel; several are called by it and their number, mychannel1 …"),
        Own("fabric.channels", Form::COUNT, "1", "How many channels there are.").UpTo(MOST_SERVERS),
        Own("fabric.chaincode", Form::CHOICE, "asset-transfer-basic", "Chaincode on every channel.")
            .WithChoices(GetChaincodeNames()),
        Own("fabric.chaincodeName",
            Form::TEXT,
            "none",
            "Name that it is installed by, as transactions carry it; none: its own."),
        Own("fabric.policy",
            Form::TEXT,
            "MAJORITY",
            "Endorsement policy: ANY, ALL or MAJORITY of the organisations, or a signature policy "
            "such as AND('Org1MSP.peer', 'Org2MSP.peer')."),
        Own("fabric.policies",
            Form::STRUCTURE,
            "",
            "Policies of the channels by group (Channel, Orderer, Application) and name, where not "
            "Fabric's default: { Application: { Readers: ANY Readers } }."),
        Own("fabric.acls",
            Form::STRUCTURE,
            "",
            "Policies that guard a peer's resources, where not Fabric's default: { event/Block: "
            "/Channel/Application/Writers }."),
        Own("fabric.BatchTimeout",
            Form::TIME,
            "2s",
            "Longest time from a block's first message to its cut.")
            .AtLeast(MicroSeconds(1)),
        Own("fabric.BatchSize.MaxMessageCount", Form::COUNT, "500", "Most messages in a block."),
        Own("fabric.BatchSize.AbsoluteMaxBytes", Form::SIZE, "10MB", "Largest message taken."),
        Own("fabric.BatchSize.PreferredMaxBytes",
            Form::SIZE,
            "2MB",
            "Most bytes in a block, but for one message that is larger."),
        Own("fabric.EtcdRaft.TickInterval", Form::TIME, "500ms", "Raft's unit of time.")
            .AtLeast(MilliSeconds(1)), // every orderer has an event at each
        Own("fabric.EtcdRaft.ElectionTick",
            Form::COUNT,
            "10",
            "Ticks without the leader before an election."),
        Own("fabric.EtcdRaft.HeartbeatTick", Form::COUNT, "1", "Ticks between heartbeats."),
        Own("fabric.EtcdRaft.MaxInflightBlocks",
            Form::COUNT,
            "5",
            "Blocks proposed and not yet agreed."),
        Own("fabric.EtcdRaft.SnapshotIntervalSize",
            Form::SIZE,
            "16MB",
            "Block data between two snapshots."),
        Attribute("fabric.validatorPoolSize", "FabricPeer", "ValidatorPoolSize"),
        Attribute("fabric.limits.endorserService", "FabricPeer", "EndorserConcurrency"),
        Attribute("fabric.limits.deliverService", "FabricPeer", "DeliverConcurrency"),
        Attribute("fabric.limits.gatewayService", "FabricPeer", "GatewayConcurrency"),
        Attribute("fabric.gateway.endorsementTimeout", "FabricPeer", "EndorsementTimeout"),
        Attribute("fabric.gossip.enabled", "FabricPeer", "Gossip"),
        Attribute("fabric.gossip.blockGossipEnabled", "FabricPeer", "BlockGossip"),
        Own("fabric.gossip.orgLeader",
            Form::CHOICE,
            "every",
            "Peers that pull blocks from an orderer: every one, or the first of each organisation, "
            "from which the others have them by gossip.")
            .WithChoices({"every", "first"}),
        Attribute("fabric.gossip.publishStateInfoInterval",
                  "FabricPeer",
                  "PublishStateInfoInterval"),
        Attribute("fabric.gossip.aliveTimeInterval", "FabricPeer", "AliveTimeInterval"),
        Attribute("fabric.gossip.aliveExpirationTimeout", "FabricPeer", "AliveExpirationTimeout"),
        Attribute("fabric.gossip.reconnectInterval", "FabricPeer", "ReconnectInterval"),
        Attribute("fabric.gossip.pullInterval", "FabricPeer", "PullInterval"),
        Attribute("fabric.gossip.maxPropagationBurstLatency",
                  "FabricPeer",
                  "MaxPropagationBurstLatency"),
        Attribute("fabric.gossip.maxPropagationBurstSize", "FabricPeer", "MaxPropagationBurstSize"),
        Attribute("fabric.gossip.propagatePeerNum", "FabricPeer", "PropagatePeerNum"),
        Own("fabric.configtx",
            Form::TEXT,
            "none",
            "A configtx.yaml whose profile says what this section does not."),
        Own("fabric.profile", Form::TEXT, "none", "The profile of that file."),
        Own("fabric.costs",
            Form::TEXT,
            "none",
            "What the programs' work costs: a measured profile's name (epyc-2-core) or a file; "
            "none: the defaults of the cost classes."),
    };
}

Keys
GetWorkloadKeys()
{
    return {
        Own("workload.workers",
            Form::COUNT,
            "1",
            "Processes that load the ledger, each with its share of the clients.")
            .UpTo(MOST_WORKERS),
        Own("workload.clients",
            Form::COUNT,
            "10",
            "Clients, each with its identity and its connection to a peer's gateway.")
            .UpTo(MOST_CLIENTS),
        Own("workload.gateways",
            Form::STRUCTURE,
            "",
            "Peers that the clients connect to, in turn; without: all, one organisation after the "
            "other."),
        Own("workload.identities",
            Form::COUNT,
            "1000000",
            "Identities at most: more clients than that share them in turn.")
            .UpTo(MOST_CLIENTS),
        Attribute("workload.niceness", "Process", "Niceness"),
        Attribute("workload.timeouts.evaluate", "FabricGatewayClient", "EvaluateTimeout"),
        Attribute("workload.timeouts.endorse", "FabricGatewayClient", "EndorseTimeout"),
        Attribute("workload.timeouts.submit", "FabricGatewayClient", "SubmitTimeout"),
        Attribute("workload.timeouts.commitStatus", "FabricGatewayClient", "CommitStatusTimeout"),
        Attribute("workload.loopTime", "WorkloadRun", "LoopTime"),
        Attribute("workload.shortestSleep", "WorkloadRun", "ShortestSleep"),
        Attribute("workload.roundPause", "WorkloadRun", "RoundPause"),
        Attribute("workload.settleTime", "LedgerCourse", "SettleTime"),
        Attribute("workload.retryInterval", "LedgerCourse", "RetryInterval"),
        Attribute("workload.patience", "LedgerCourse", "Patience"),
        Own("workload.rounds",
            Form::STRUCTURE,
            "",
            "Rounds, one after the other, as in a Caliper benchmark file: label, operation, "
            "arguments, txNumber or txDuration, rateControl; report: false keeps a round that "
            "prepares others out of caliper.csv."),
        Own("workload.caliper",
            Form::TEXT,
            "none",
            "A Caliper benchmark file whose workers and rounds hold, instead of rounds."),
        Own("workload.modules",
            Form::STRUCTURE,
            "",
            "The operation that stands for each workload module of that file, by its path."),
        Own("workload.operations",
            Form::STRUCTURE,
            "",
            "What the rounds' operations call; adds to those that come with the chaincode."),
        Own("workload.operations.*.function", Form::TEXT, "", "Function of the chaincode."),
        Own("workload.operations.*.arguments",
            Form::STRUCTURE,
            "",
            "Its arguments: texts with places such as ${index}, ${uuid} or ${random:100}."),
        Own("workload.operations.*.readOnly",
            Form::FLAG,
            "false",
            "Evaluated by a peer, or ordered and committed."),
    };
}

Keys
GetFaultKeys()
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

Keys
JoinKeys()
{
    Keys all;
    for (const auto& part : {GetGeneralKeys(),
                             GetNetworkKeys(),
                             GetHostKeys(),
                             GetMqttKeys(),
                             GetExperimentKeys(),
                             GetFabricKeys(),
                             GetWorkloadKeys(),
                             GetResultKeys(),
                             GetFaultKeys()})
    {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

/// @return whether the value at @p name is read as part of a structure.
bool
IsInStructure(const std::string& name)
{
    const size_t dot = name.rfind('.');
    const ScenarioKey* parent =
        dot == std::string::npos ? nullptr : ScenarioSchema::Find(name.substr(0, dot));
    return parent && parent->GetForm() == Form::STRUCTURE;
}

/// @return @p name with the name that the user gave a host or an operation replaced by *.
std::string
ToPattern(const std::string& name)
{
    const std::string disk = ".disk";
    size_t dot = name.rfind('.');
    for (const std::string prefix : {"hosts.", "workload.operations."})
    {
        if (prefix == "hosts." && dot != std::string::npos && dot > prefix.size() + disk.size() &&
            name.compare(dot - disk.size(), disk.size(), disk) == 0)
        {
            dot -= disk.size(); // what the host has of its own has keys too
        }
        if (name.compare(0, prefix.size(), prefix) == 0 && dot != std::string::npos &&
            dot >= prefix.size())
        {
            return prefix + "*" + name.substr(dot);
        }
    }
    return name;
}

} // namespace

const std::vector<ScenarioKey>&
ScenarioSchema::GetKeys()
{
    static const Keys keys = JoinKeys();
    return keys;
}

const ScenarioKey*
ScenarioSchema::Find(const std::string& name)
{
    const std::string pattern = ToPattern(name);
    const auto& keys = GetKeys();
    const auto key = std::find_if(keys.begin(), keys.end(), [&](const ScenarioKey& candidate) {
        return candidate.GetName() == pattern;
    });
    return key == keys.end() ? nullptr : &*key;
}

const ScenarioKey&
ScenarioSchema::Get(const std::string& name)
{
    const ScenarioKey* key = Find(name);
    if (!key)
    {
        throw std::logic_error(name + " is no key of a scenario");
    }
    return *key;
}

bool
ScenarioSchema::IsSection(const std::string& name)
{
    const auto& keys = GetKeys();
    return std::any_of(keys.begin(), keys.end(), [&](const ScenarioKey& key) {
        return key.GetName().compare(0, name.size() + 1, name + ".") == 0;
    });
}

bool
ScenarioSchema::IsSetting(const ScenarioKey& key)
{
    const std::string& name = key.GetName();
    return key.GetForm() != Form::STRUCTURE && name.find_first_of("*[") == std::string::npos &&
           !IsInStructure(name) && name != "include" && name != "sweep.repetitions";
}

void
ScenarioSchema::RefuseUnknown(const ScenarioPlace& place, const std::string& name)
{
    const std::string pattern = ToPattern(name);
    const size_t dot = pattern.rfind('.');
    const std::string section = dot == std::string::npos ? "" : pattern.substr(0, dot + 1);
    const std::string last = pattern.substr(section.size());
    std::set<std::string> siblings;
    std::vector<std::string> lastParts;
    for (const auto& key : GetKeys())
    {
        const std::string& known = key.GetName();
        lastParts.push_back(known.substr(known.rfind('.') + 1));
        if (known.compare(0, section.size(), section) == 0)
        {
            siblings.insert(
                known.substr(section.size(), known.find('.', section.size()) - section.size()));
        }
    }
    auto [nearest, edits] = FindNearestName(last, {siblings.begin(), siblings.end()});
    const auto [elsewhere, fewer] = FindNearestName(last, lastParts);
    if (fewer < edits && fewer <= 1) // the right word in the wrong section
    {
        const auto at = std::find(lastParts.begin(), lastParts.end(), elsewhere);
        nearest = GetKeys()[at - lastParts.begin()].GetName();
    }
    throw ScenarioError(place,
                        name,
                        "a known key",
                        last,
                        nearest.empty() ? "" : "did you mean '" + nearest + "'?");
}

} // namespace iotledger
} // namespace ns3
