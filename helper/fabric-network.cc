/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-network.h"

#include "ns3/abort.h"
#include "ns3/integer.h"
#include "ns3/lifecycle-chaincode.h"

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr int64_t EPOCH = 1'767'225'600; // [s] the programs' simulated time zero: 2026-01-01

} // namespace

FabricNetwork::FabricNetwork()
{
    m_ordererFactory.SetTypeId(FabricOrderer::GetTypeId());
    m_peerFactory.SetTypeId(FabricPeer::GetTypeId());
    m_clientFactory.SetTypeId(FabricGatewayClient::GetTypeId());
    m_cryptoFactory.SetTypeId(Crypto::GetTypeId());
    m_ordererFactory.Set("Epoch", IntegerValue(EPOCH));
    m_peerFactory.Set("Epoch", IntegerValue(EPOCH));
}

ObjectFactory&
FabricNetwork::GetOrdererFactory()
{
    return m_ordererFactory;
}

ObjectFactory&
FabricNetwork::GetPeerFactory()
{
    return m_peerFactory;
}

ObjectFactory&
FabricNetwork::GetClientFactory()
{
    return m_clientFactory;
}

ObjectFactory&
FabricNetwork::GetCryptoFactory()
{
    return m_cryptoFactory;
}

void
FabricNetwork::SetProcessConfigure(
    std::function<void(const std::string& role, Process& process)> configure)
{
    m_configureProcess = std::move(configure);
}

void
FabricNetwork::SetTlsConfigure(std::function<void(TlsTransport& transport)> configure)
{
    m_configureTls = std::move(configure);
}

int64_t
FabricNetwork::Build(const Settings& settings,
                     Ptr<NetworkTopology> topology,
                     Ptr<Transport> transport,
                     HostHelper& hosts,
                     int64_t stream)
{
    m_settings = settings;
    m_topology = topology;
    auto random = CreateObject<UniformRandomVariable>();
    int64_t next = stream;
    random->SetStream(next++);
    m_consortium = std::make_unique<FabricConsortium>(settings.organizations, EPOCH, random);
    PlaceServers(hosts);
    PlaceClients(hosts);
    next += AssignProcessStreams(next);
    next += AssignCryptoStreams(next); // identities of real execution draw from them
    Connect();
    IssueIdentities(transport);
    const auto blocks = MakeGenesisBlocks();
    InstallOrderers(blocks);
    InstallPeers(blocks);
    InstallClients();
    for (const auto& orderer : m_orderers)
    {
        next += orderer->AssignStreams(next);
    }
    for (const auto& peer : m_peers)
    {
        next += peer->AssignStreams(next);
    }
    for (const auto& connection : m_connections)
    {
        next += connection->AssignStreams(next);
    }
    return next - stream;
}

void
FabricNetwork::Define(const std::string& channel, FabricGatewayClient::Done done)
{
    TransactionRequest request;
    request.channel = channel;
    request.chaincode = LifecycleChaincode::NAME;
    const std::vector<std::string> arguments{"CommitChaincodeDefinition",
                                             m_settings.chaincode,
                                             "1.0",
                                             "1",
                                             ""}; // the endorsement policy is the channel's
    for (const auto& argument : arguments)
    {
        request.arguments.push_back(SharedBytes(argument));
    }
    m_administrator->Invoke(request, std::move(done));
}

const std::vector<Ptr<FabricOrderer>>&
FabricNetwork::GetOrderers() const
{
    return m_orderers;
}

const std::vector<Ptr<FabricPeer>>&
FabricNetwork::GetPeers() const
{
    return m_peers;
}

const std::vector<Ptr<FabricGatewayClient>>&
FabricNetwork::GetClients() const
{
    return m_clients;
}

const std::vector<FabricNetwork::Placed>&
FabricNetwork::GetPlaces() const
{
    return m_places;
}

const FabricNetwork::Placed&
FabricNetwork::GetPlace(const std::string& name) const
{
    for (const auto& placed : m_places)
    {
        if (placed.place.name == name)
        {
            return placed;
        }
    }
    NS_ABORT_MSG("FabricNetwork: there is no node " << name);
}

Ptr<Process>
FabricNetwork::GetWorker(uint32_t number) const
{
    return m_workers.at(number);
}

std::size_t
FabricNetwork::GetWorkers() const
{
    return m_workers.size();
}

const std::string&
FabricNetwork::GetChaincode() const
{
    return m_settings.chaincode;
}

void
FabricNetwork::Dispose()
{
    const auto dispose = [](const auto& programs) { // before what they listen by
        for (const auto& program : programs)
        {
            program->Dispose();
        }
    };
    dispose(m_clients);
    dispose(m_peers);
    dispose(m_orderers);
    for (const auto& connection : m_connections)
    {
        connection->Dispose();
    }
    for (const auto& transport : m_tls)
    {
        transport->Dispose();
    }
}

} // namespace iotledger
} // namespace ns3
