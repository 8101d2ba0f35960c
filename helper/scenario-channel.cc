/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-channel.h"

#include "ns3/shipped-chaincodes.h"

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr const char* ENDORSEMENT = "Endorsement"; // the policy of /Channel/Application

ChannelConfig
MakeChannelConfig(const Scenario& scenario)
{
    ChannelConfig config;
    config.batchTimeout = scenario.GetTime("fabric.BatchTimeout");
    config.batchSize.maxMessageCount =
        static_cast<uint32_t>(scenario.GetCount("fabric.BatchSize.MaxMessageCount"));
    config.batchSize.absoluteMaxBytes =
        static_cast<uint32_t>(scenario.GetSize("fabric.BatchSize.AbsoluteMaxBytes"));
    config.batchSize.preferredMaxBytes =
        static_cast<uint32_t>(scenario.GetSize("fabric.BatchSize.PreferredMaxBytes"));
    config.raft.tickInterval = scenario.GetTime("fabric.EtcdRaft.TickInterval");
    config.raft.electionTick =
        static_cast<uint32_t>(scenario.GetCount("fabric.EtcdRaft.ElectionTick"));
    config.raft.heartbeatTick =
        static_cast<uint32_t>(scenario.GetCount("fabric.EtcdRaft.HeartbeatTick"));
    config.raft.maxInflightBlocks =
        static_cast<uint32_t>(scenario.GetCount("fabric.EtcdRaft.MaxInflightBlocks"));
    config.raft.snapshotIntervalSize =
        static_cast<uint32_t>(scenario.GetSize("fabric.EtcdRaft.SnapshotIntervalSize"));
    const auto& ledger = scenario.GetLedger();
    const std::map<std::string, PolicyDefinitions*> groups{
        {"Application", &config.applicationPolicies},
        {"Channel", &config.policies},
        {"Orderer", &config.ordererPolicies}};
    for (const auto& [group, policies] : ledger.policies)
    {
        for (const auto& [name, rule] : policies)
        {
            groups.at(group)->insert_or_assign(name, ParsePolicyRule(rule));
        }
    }
    config.applicationPolicies.insert_or_assign(ENDORSEMENT,
                                                ParsePolicyRule(scenario.GetText("fabric.policy")));
    config.acls = ledger.acls;
    return config;
}

} // namespace

FabricNetwork::Settings
MakeLedgerSettings(const Scenario& scenario)
{
    const auto& ledger = scenario.GetLedger();
    FabricNetwork::Settings settings;
    settings.organizations = ledger.organizations;
    settings.orderers = static_cast<uint32_t>(scenario.GetCount("fabric.orderers"));
    settings.clients = static_cast<uint32_t>(scenario.GetCount("workload.clients"));
    settings.workers = ledger.workload.workers;
    settings.identities = static_cast<uint32_t>(scenario.GetCount("workload.identities"));
    settings.gateways = ledger.gateways;
    const auto& channel = scenario.GetText("fabric.channel");
    const auto channels = scenario.GetCount("fabric.channels");
    for (uint64_t number = 1; number <= channels; ++number)
    {
        settings.channels.push_back(channels == 1 ? channel : channel + std::to_string(number));
    }
    settings.config = MakeChannelConfig(scenario);
    const auto& chaincode = scenario.GetText("fabric.chaincode");
    const auto& name = scenario.GetText("fabric.chaincodeName");
    settings.chaincode = name == "none" ? chaincode : name;
    settings.makeChaincode = [chaincode] { return MakeChaincode(chaincode); };
    settings.onlyFirstPulls = scenario.GetText("fabric.gossip.orgLeader") == "first";
    settings.hasTls = scenario.GetText("network.transport") == "tls";
    settings.hasMutualTls = scenario.GetText("network.tls.mutual") == "true";
    return settings;
}

} // namespace iotledger
} // namespace ns3
