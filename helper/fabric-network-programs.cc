/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Its channels, orderers, peers and clients.

#include "fabric-network.h"

#include "ns3/boolean.h"

namespace ns3
{
namespace iotledger
{

std::vector<SharedBytes>
FabricNetwork::MakeGenesisBlocks() const
{
    std::vector<std::string> orderers;
    for (const auto& placed : m_places)
    {
        if (placed.role == "orderer")
        {
            orderers.push_back(placed.place.name);
        }
    }
    auto keys = m_consenterKeys;
    keys.resize(orderers.size()); // without TLS there are none
    std::vector<SharedBytes> blocks;
    for (const auto& channel : m_settings.channels)
    {
        blocks.push_back(m_consortium->MakeGenesisBlock(m_settings.config,
                                                        channel,
                                                        orderers,
                                                        FabricOrderer::PORT,
                                                        keys));
    }
    return blocks;
}

std::vector<FabricEndpoint>
FabricNetwork::GetEndpoints(const std::string& role, uint16_t port) const
{
    std::vector<FabricEndpoint> endpoints;
    for (const auto& placed : m_places)
    {
        if (placed.role == role)
        {
            endpoints.push_back({placed.place.name + ":" + std::to_string(port),
                                 m_consortium->GetMspId(placed.organization),
                                 m_topology->GetSocketAddress(placed.place.node, port)});
        }
    }
    return endpoints;
}

void
FabricNetwork::InstallOrderers(const std::vector<SharedBytes>& blocks)
{
    const auto endpoints = GetEndpoints("orderer", FabricOrderer::PORT);
    for (const auto& placed : m_places)
    {
        if (placed.role != "orderer")
        {
            continue;
        }
        auto orderer = m_ordererFactory.Create<FabricOrderer>();
        orderer->SetPlace(placed.place);
        for (const auto& endpoint : endpoints)
        {
            orderer->AddOrderer(endpoint.name, endpoint.address);
        }
        for (const auto& block : blocks)
        {
            orderer->Join(block);
        }
        placed.place.node->AddApplication(orderer);
        m_orderers.push_back(orderer);
    }
}

void
FabricNetwork::InstallPeers(const std::vector<SharedBytes>& blocks)
{
    const auto orderers = GetEndpoints("orderer", FabricOrderer::PORT);
    const auto peers = GetEndpoints("peer", FabricPeer::PORT);
    for (const auto& placed : m_places)
    {
        if (placed.role != "peer")
        {
            continue;
        }
        auto peer = m_peerFactory.Create<FabricPeer>();
        const bool isFirst = placed.place.name.compare(0, 6, "peer1.") == 0;
        if (m_settings.onlyFirstPulls && !isFirst)
        {
            peer->SetAttribute("OrgLeader", BooleanValue(false));
        }
        peer->SetPlace(placed.place);
        peer->SetChaincodeProcess(placed.chaincode);
        peer->SetOrderers(orderers);
        std::vector<FabricEndpoint> others;
        for (const auto& endpoint : peers)
        {
            if (endpoint.name != placed.place.name + ":" + std::to_string(FabricPeer::PORT))
            {
                others.push_back(endpoint);
            }
        }
        peer->SetPeers(std::move(others));
        for (const auto& block : blocks)
        {
            peer->Join(block, {{m_settings.chaincode, "1.0", m_settings.makeChaincode()}});
        }
        placed.place.node->AddApplication(peer);
        m_peers.push_back(peer);
    }
}

void
FabricNetwork::InstallClients()
{
    for (std::size_t i = m_servers; i < m_places.size(); ++i)
    {
        const auto& placed = m_places[i];
        const auto& gateway = GetGateway(static_cast<uint32_t>(i - m_servers)).place;
        auto connection = CreateObject<GrpcClient>(
            placed.place.transport,
            placed.place.node,
            m_topology->GetSocketAddress(gateway.node, FabricPeer::PORT),
            gateway.name + ":" + std::to_string(FabricPeer::PORT));
        m_connections.push_back(connection);
        m_clients.push_back(MakeClient(placed.place, connection));
    }
    auto administrator = m_places[m_servers].place;
    administrator.signer = m_consortium->Issue(m_places[m_servers].organization,
                                               "Admin",
                                               FabricRole::ADMIN,
                                               administrator.crypto);
    m_administrator = MakeClient(administrator, m_connections.front());
}

Ptr<FabricGatewayClient>
FabricNetwork::MakeClient(const FabricPlace& place, Ptr<GrpcClient> connection) const
{
    auto client = m_clientFactory.Create<FabricGatewayClient>();
    client->SetPlace(place);
    client->SetConnection(connection);
    place.node->AddApplication(client);
    return client;
}

} // namespace iotledger
} // namespace ns3
