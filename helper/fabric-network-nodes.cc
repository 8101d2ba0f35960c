/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Its machines, processes, identities and transports.

#include "fabric-network.h"

#include "ns3/boolean.h"
#include "ns3/names.h"
#include "ns3/pem-encoding.h"

namespace ns3
{
namespace iotledger
{

namespace
{

/// @return the name of a node without its organisation: peer1 of peer1.org1.
std::string
GetHostName(const std::string& node)
{
    return node.substr(0, node.find('.'));
}

} // namespace

FabricNetwork::Placed
FabricNetwork::Place(const std::string& name,
                     const std::string& role,
                     const std::string& organization,
                     HostHelper& hosts) const
{
    Placed placed;
    placed.role = role;
    placed.organization = organization;
    placed.machine = hosts.Place(name);
    placed.place.node = CreateObject<Node>();
    Names::Add(name, placed.place.node);
    placed.place.name = name;
    placed.place.disk = CreateObject<DiskAccount>(placed.machine.disk);
    placed.place.crypto = m_cryptoFactory.Create<Crypto>();
    placed.place.crypto->SetProfile(placed.machine.profile);
    return placed;
}

Ptr<Process>
FabricNetwork::MakeProcess(const std::string& role, Ptr<Host> host) const
{
    auto process = CreateObject<Process>(host);
    if (m_configureProcess)
    {
        m_configureProcess(role, *process);
    }
    return process;
}

void
FabricNetwork::PlaceServers(HostHelper& hosts)
{
    for (uint32_t number = 1; number <= m_settings.orderers; ++number)
    {
        auto placed =
            Place("orderer" + std::to_string(number), "orderer", FabricConsortium::ORDERER, hosts);
        placed.place.process = MakeProcess("orderer", placed.machine.host);
        m_places.push_back(std::move(placed));
    }
    for (const auto& organization : m_settings.organizations)
    {
        for (uint32_t number = 1; number <= organization.peers; ++number)
        {
            auto placed = Place(organization.GetNodeName(number), "peer", organization.name, hosts);
            placed.place.process = MakeProcess("peer", placed.machine.host);
            placed.chaincode = MakeProcess("chaincode", placed.machine.host);
            m_places.push_back(std::move(placed));
        }
    }
    m_servers = m_places.size();
}

void
FabricNetwork::PlaceClients(HostHelper& hosts)
{
    for (uint32_t number = 0; number < m_settings.clients; ++number)
    {
        auto placed = Place("client" + std::to_string(number + 1),
                            "client",
                            GetGateway(number).organization,
                            hosts);
        if (number < m_settings.workers) // a worker's process runs where its first client is
        {
            m_workers.push_back(MakeProcess("client", placed.machine.host));
        }
        placed.place.process = m_workers[number % m_settings.workers];
        m_places.push_back(std::move(placed));
    }
}

const FabricNetwork::Placed&
FabricNetwork::GetGateway(uint32_t client) const
{
    return GetPlace(FindGateway(m_settings.organizations, m_settings.gateways, client));
}

void
FabricNetwork::Connect()
{
    NodeContainer servers;
    NodeContainer clients;
    for (std::size_t i = 0; i < m_places.size(); ++i)
    {
        (i < m_servers ? servers : clients).Add(m_places[i].place.node);
    }
    // Every node of a ledger has its own link and may have its own delay: all are end nodes alike.
    NodeContainer all(servers, clients);
    m_topology->Build(NodeContainer(), all);
}

int64_t
FabricNetwork::AssignProcessStreams(int64_t stream) const
{
    int64_t next = stream;
    for (const auto& placed : m_places)
    {
        if (placed.role != "client")
        {
            next += placed.place.process->AssignStreams(next);
        }
        if (placed.chaincode)
        {
            next += placed.chaincode->AssignStreams(next);
        }
    }
    for (const auto& worker : m_workers)
    {
        next += worker->AssignStreams(next);
    }
    return next - stream;
}

int64_t
FabricNetwork::AssignCryptoStreams(int64_t stream) const
{
    int64_t next = stream;
    for (const auto& placed : m_places)
    {
        next += placed.place.crypto->AssignStreams(next);
    }
    return next - stream;
}

void
FabricNetwork::IssueIdentities(Ptr<Transport> transport)
{
    for (auto& placed : m_places)
    {
        const bool isOrderer = placed.role == "orderer";
        if (placed.role != "client")
        {
            placed.place.signer =
                m_consortium->Issue(placed.organization,
                                    GetHostName(placed.place.name),
                                    isOrderer ? FabricRole::ORDERER : FabricRole::PEER,
                                    placed.place.crypto);
        }
        placed.place.transport = m_settings.hasTls ? MakeTransport(placed, transport) : transport;
    }
    IssueClients();
}

void
FabricNetwork::IssueClients()
{
    std::map<uint32_t, std::shared_ptr<const FabricSigner>> identities;
    std::map<std::string, uint32_t> users; // of an organisation, so far
    for (std::size_t i = m_servers; i < m_places.size(); ++i)
    {
        auto& placed = m_places[i];
        const auto identity = static_cast<uint32_t>((i - m_servers) % m_settings.identities);
        auto& signer = identities[identity];
        if (!signer)
        {
            const auto user = "User" + std::to_string(++users[placed.organization]);
            signer = m_consortium->Issue(placed.organization,
                                         user,
                                         FabricRole::CLIENT,
                                         placed.place.crypto);
        }
        // A client signs on its own machine, with the identity that it may share.
        placed.place.signer =
            signer->GetCrypto() == placed.place.crypto
                ? signer
                : std::make_shared<const FabricSigner>(signer->WithCrypto(placed.place.crypto));
    }
}

Ptr<Transport>
FabricNetwork::MakeTransport(Placed& placed, Ptr<Transport> transport)
{
    auto tls = CreateObject<TlsTransport>();
    if (m_configureTls)
    {
        m_configureTls(*tls);
    }
    const bool isOrderer = placed.role == "orderer";
    const bool isMutual = isOrderer || (placed.role == "peer" && m_settings.hasMutualTls);
    tls->SetAttribute("ClientAuthentication", BooleanValue(isMutual));
    tls->SetTransport(transport);
    tls->SetCrypto(placed.place.crypto);
    // A goroutine with a record to protect or to open runs next (Go 1.19, runtime/proc.go:
    // runnext): it shares the cores with its program, but does not wait for the program's other
    // tasks.
    placed.records = CreateObject<Process>(placed.machine.host);
    tls->SetStrand(CreateObject<Strand>(placed.records));
    const auto role = isOrderer               ? FabricRole::ORDERER
                      : placed.role == "peer" ? FabricRole::PEER
                                              : FabricRole::CLIENT;
    auto credentials =
        m_consortium->IssueTls(placed.organization, GetHostName(placed.place.name), role);
    if (isOrderer)
    {
        m_consenterKeys.push_back(SharedBytes(EncodePem("CERTIFICATE", credentials.chain.front())));
    }
    tls->SetCredentials(std::move(credentials));
    m_tls.push_back(tls);
    return tls;
}

} // namespace iotledger
} // namespace ns3
