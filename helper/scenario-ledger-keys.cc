/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-key-tables.h"

#include "ns3/nstime.h"
#include "ns3/shipped-chaincodes.h"

#include <cstdint>

namespace ns3
{
namespace iotledger
{

namespace
{

// More nodes or programs than any network has, and few enough to be laid out before one runs.
constexpr uint32_t MOST_SERVERS = 1000;
constexpr uint32_t MOST_WORKERS = 100'000;
constexpr uint32_t MOST_CLIENTS = 1'000'000;

} // namespace

ScenarioKeyTables::Keys
ScenarioKeyTables::GetFabricKeys()
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

ScenarioKeyTables::Keys
ScenarioKeyTables::GetWorkloadKeys()
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

} // namespace iotledger
} // namespace ns3
