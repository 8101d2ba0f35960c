/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-network.h"

#include "ns3/boolean.h"
#include "ns3/lifecycle-chaincode.h"
#include "ns3/names.h"
#include "ns3/pem-encoding.h"
#include "ns3/string.h"

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr int64_t EPOCH = 1'767'225'600; // [s] the programs' simulated time zero: 2026-01-01

/// @return the name of a node without its organisation: peer1 of peer1.org1.
std::string
GetHostName(const std::string& node)
{
    return node.substr(0, node.find('.'));
}

} // namespace

FabricNetwork::FabricNetwork()
{
    m_ordererFactory.SetTypeId(FabricOrderer::GetTypeId());
    m_peerFactory.SetTypeId(FabricPeer::GetTypeId());
    m_clientFactory.SetTypeId(FabricGatewayClient::GetTypeId());
    m_cryptoFactory.SetTypeId(Crypto::GetTypeId());
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
    const std::vector<std::string> arguments{
        "CommitChaincodeDefinition",
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
    placed.place.disk = placed.machine.disk;
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
        auto placed = Place("orderer" + std::to_string(number),
                            "orderer",
                            FabricConsortium::ORDERER,
                            hosts);
        placed.place.process = MakeProcess("orderer", placed.machine.host);
        m_places.push_back(std::move(placed));
    }
    for (const auto& organization : m_settings.organizations)
    {
        for (uint32_t number = 1; number <= organization.peers; ++number)
        {
            auto placed =
                Place(organization.GetNodeName(number), "peer", organization.name, hosts);
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
    if (!m_settings.gateways.empty())
    {
        return GetPlace(m_settings.gateways[client % m_settings.gateways.size()]);
    }
    const auto count = static_cast<uint32_t>(m_settings.organizations.size());
    const auto& organization = m_settings.organizations[client % count];
    return GetPlace(organization.GetNodeName(client / count % organization.peers + 1));
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
            placed.place.signer = m_consortium->Issue(placed.organization,
                                                      GetHostName(placed.place.name),
                                                      isOrderer ? FabricRole::ORDERER
                                                                : FabricRole::PEER,
                                                      placed.place.crypto);
        }
        placed.place.transport =
            m_settings.hasTls ? MakeTransport(placed, transport) : transport;
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
        placed.place.signer = signer->GetCrypto() == placed.place.crypto
                                  ? signer
                                  : std::make_shared<const FabricSigner>(
                                        signer->WithCrypto(placed.place.crypto));
    }
}

Ptr<Transport>
FabricNetwork::MakeTransport(const Placed& placed, Ptr<Transport> transport)
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
    // A goroutine with a record to protect or to open runs next (Go 1.19, runtime/proc.go: runnext):
    // it shares the cores with its program, but does not wait for the program's other tasks.
    tls->SetStrand(CreateObject<Strand>(CreateObject<Process>(placed.machine.host)));
    const auto role = isOrderer                ? FabricRole::ORDERER
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
