/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-peer.h"

#include "fabric-common.pb.h"
#include "fabric-proposal.h"
#include "peer-ledger.h"
#include "peer-node.h"

#include "ns3/abort.h"
#include "ns3/lifecycle-chaincode.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

FabricPeer::FabricPeer()
    : m_costs(CreateObject<FabricPeerCosts>()),
      m_chaincodeCosts(CreateObject<ChaincodeCosts>()),
      m_random(CreateObject<UniformRandomVariable>()),
      m_jitter(CreateObject<UniformRandomVariable>())
{
}

FabricPeer::~FabricPeer() = default;

void
FabricPeer::SetPlace(const FabricPlace& place)
{
    m_place = place;
}

void
FabricPeer::SetChaincodeProcess(Ptr<Process> process)
{
    m_chaincodeProcess = process;
}

void
FabricPeer::SetOrderers(std::vector<FabricEndpoint> orderers)
{
    m_orderers = std::move(orderers);
}

void
FabricPeer::SetPeers(std::vector<FabricEndpoint> peers)
{
    m_peers = std::move(peers);
}

bool
FabricPeer::Join(const SharedBytes& genesis, const std::vector<InstalledChaincode>& chaincodes)
{
    auto config = ConfigValidator::FromBlock(genesis);
    fabric::Block block;
    if (!config || !DecodeFabric(block, genesis) ||
        m_ledgers.count(config->GetConfig().channel) > 0)
    {
        return false;
    }
    const auto name = config->GetConfig().channel;
    FabricLedger::Settings settings;
    settings.blocksInMemory = blocksInMemory;
    const auto kept = std::make_shared<PeerLedger>(settings, std::move(config));
    kept->chaincodes.Install(LifecycleChaincode::NAME,
                             "syscc",
                             std::make_shared<LifecycleChaincode>());
    kept->names.emplace_back(LifecycleChaincode::NAME);
    for (const auto& installed : chaincodes)
    {
        kept->chaincodes.Install(installed.name, installed.version, installed.chaincode);
        kept->names.push_back(installed.name);
    }
    kept->ledger.CommitBlock(std::move(block), {fabric::VALID});
    m_ledgers[name] = kept;
    if (m_running)
    {
        m_running->Join(name, *kept);
    }
    return true;
}

int64_t
FabricPeer::AssignStreams(int64_t first)
{
    m_random->SetStream(first);
    m_jitter->SetStream(first + 1);
    return 2;
}

void
FabricPeer::StartApplication()
{
    if (m_running)
    {
        return;
    }
    NS_ABORT_MSG_IF(!m_place.process || !m_place.disk || !m_place.transport || !m_place.signer,
                    "a FabricPeer needs process, disk, transport and signer; see SetPlace");
    m_incarnation = static_cast<uint64_t>(epoch) * 1'000'000'000 +
                    static_cast<uint64_t>(Simulator::Now().GetNanoSeconds()); // as Fabric's clock
    Ptr<Executor> chaincodes = m_chaincodeProcess;
    if (!chaincodes)
    {
        chaincodes = m_place.process;
    }
    m_running = std::make_shared<PeerNode>(std::make_unique<PeerRuntime>(m_place,
                                                                         chaincodes,
                                                                         *m_costs,
                                                                         *m_chaincodeCosts,
                                                                         *this,
                                                                         *this,
                                                                         m_random,
                                                                         m_jitter),
                                           m_ledgers,
                                           m_peers,
                                           m_orderers,
                                           m_incarnation);
    m_running->Start();
}

void
FabricPeer::Crash()
{
    if (const auto running = std::exchange(m_running, nullptr))
    {
        running->Stop();
        m_place.process->Kill();
        if (m_chaincodeProcess)
        {
            m_chaincodeProcess->Kill();
        }
        // one of its parts may be what called
        Simulator::ScheduleNow([running] { static_cast<void>(running); });
    }
}

void
FabricPeer::StopApplication()
{
    Crash();
}

void
FabricPeer::Restart()
{
    StartApplication();
}

bool
FabricPeer::IsRunning() const
{
    return m_running != nullptr;
}

const FabricPlace&
FabricPeer::GetPlace() const
{
    return m_place;
}

std::vector<std::string>
FabricPeer::GetChannels() const
{
    std::vector<std::string> names;
    for (const auto& [name, kept] : m_ledgers)
    {
        names.push_back(name);
    }
    return names;
}

const FabricLedger&
FabricPeer::GetLedger(const std::string& channel) const
{
    const auto found = m_ledgers.find(channel);
    NS_ABORT_MSG_IF(found == m_ledgers.end(), "the peer has not joined the channel " << channel);
    return found->second->ledger;
}

uint64_t
FabricPeer::GetMemoryBytes() const
{
    uint64_t bytes = m_running ? m_running->GetQueuedBytes() + m_running->GetConnectionBytes() : 0;
    for (const auto& [name, kept] : m_ledgers)
    {
        bytes += kept->ledger.GetBlocks().GetBytes() + kept->ledger.GetState().GetBytes();
    }
    return bytes;
}

void
FabricPeer::DoDispose()
{
    if (m_running)
    {
        m_running->Stop();
        m_running = nullptr;
    }
    m_ledgers.clear();
    m_place = {};
    m_chaincodeProcess = nullptr;
    Application::DoDispose();
}

} // namespace iotledger
} // namespace ns3
