/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FABRIC_NETWORK_H
#define FABRIC_NETWORK_H

#include "ns3/channel-config.h"
#include "ns3/fabric-consortium.h"
#include "ns3/fabric-gateway-client.h"
#include "ns3/fabric-orderer.h"
#include "ns3/fabric-peer.h"
#include "ns3/host-helper.h"
#include "ns3/network-topology.h"
#include "ns3/object-factory.h"
#include "ns3/scenario-ledger.h"
#include "ns3/tls-transport.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

class Chaincode;

/**
 * @ingroup iot-ledger
 * @brief A consortium's network: orderers, the organisations' peers, and clients, each with its
 * machine, programs and identity, on channels with one chaincode.
 *
 * Give it the parts, then Build; what it built stays with it. Programs' own parameters are set on
 * the factories first. A chaincode can be called once Define has been called for its channel, and
 * the transaction that it sends has been committed.
 */
class FabricNetwork
{
  public:
    struct Settings
    {
        std::vector<OrganizationSpec> organizations;
        uint32_t orderers{3};
        uint32_t clients{1};
        uint32_t workers{1};               //!< processes that the clients run in, in turn
        uint32_t identities{1};            //!< of clients, in turn
        std::vector<std::string> gateways; //!< names of the peers that clients connect to, in turn
        std::vector<std::string> channels; //!< names
        ChannelConfig config;              //!< of every channel: what is not said by the above
        std::string chaincode;
        std::function<std::shared_ptr<Chaincode>()>
            makeChaincode;          //!< one for each peer and channel
        bool onlyFirstPulls{false}; //!< blocks from orderers; other peers have them by gossip
        bool hasTls{false};
        bool hasMutualTls{false}; //!< peers ask clients for certificates, as orderers always do
    };

    /// A node of the network with what runs on it.
    struct Placed
    {
        FabricPlace place;
        std::string role;         //!< orderer, peer or client
        std::string organization; //!< name
        Machine machine;
        Ptr<Process> chaincode; //!< of a peer
        Ptr<Process> records; //!< what protects the records of its TLS channels; null: without TLS
    };

    FabricNetwork();

    ObjectFactory& GetOrdererFactory(); //!< of FabricOrderer
    ObjectFactory& GetPeerFactory();    //!< of FabricPeer
    ObjectFactory& GetClientFactory();  //!< of FabricGatewayClient
    ObjectFactory& GetCryptoFactory();  //!< of Crypto

    /// Sets attributes of every Process that is made from now on.
    /// @param configure is told the role of what runs in it: orderer, peer, chaincode or client
    void SetProcessConfigure(
        std::function<void(const std::string& role, Process& process)> configure);

    /// Sets attributes of every TlsTransport that is made from now on.
    void SetTlsConfigure(std::function<void(TlsTransport& transport)> configure);

    /**
     * Makes the nodes and all that runs on them.
     * @param topology connects them; built here @param transport carries their messages
     * @param hosts places them on machines
     * @param stream first of the random streams that identities and programs are pinned to
     * @return how many were taken
     */
    int64_t Build(const Settings& settings,
                  Ptr<NetworkTopology> topology,
                  Ptr<Transport> transport,
                  HostHelper& hosts,
                  int64_t stream);

    /// Sends the transaction that defines the chaincode of a channel, from an administrator.
    void Define(const std::string& channel, FabricGatewayClient::Done done);

    const std::vector<Ptr<FabricOrderer>>& GetOrderers() const;      //!< by number - 1
    const std::vector<Ptr<FabricPeer>>& GetPeers() const;            //!< by organisation
    const std::vector<Ptr<FabricGatewayClient>>& GetClients() const; //!< by number - 1
    const std::vector<Placed>& GetPlaces() const;                    //!< orderers, peers, clients
    const Placed& GetPlace(const std::string& name) const;
    Ptr<Process> GetWorker(uint32_t number) const; //!< @return a worker's process, from 0
    std::size_t GetWorkers() const;                //!< @return how many there are
    const std::string& GetChaincode() const;

    void Dispose();

  private:
    Placed Place(const std::string& name,
                 const std::string& role,
                 const std::string& organization,
                 HostHelper& hosts) const;
    Ptr<Process> MakeProcess(const std::string& role, Ptr<Host> host) const;
    void PlaceServers(HostHelper& hosts);
    void PlaceClients(HostHelper& hosts);
    const Placed& GetGateway(uint32_t client) const; //!< @param client number, from 0
    void Connect();
    int64_t AssignProcessStreams(int64_t stream) const;
    int64_t AssignCryptoStreams(int64_t stream) const;
    void IssueIdentities(Ptr<Transport> transport);
    void IssueClients();
    Ptr<Transport> MakeTransport(Placed& placed, Ptr<Transport> transport);
    std::vector<SharedBytes> MakeGenesisBlocks() const;
    std::vector<FabricEndpoint> GetEndpoints(const std::string& role, uint16_t port) const;
    void InstallOrderers(const std::vector<SharedBytes>& blocks);
    void InstallPeers(const std::vector<SharedBytes>& blocks);
    void InstallClients();
    Ptr<FabricGatewayClient> MakeClient(const FabricPlace& place, Ptr<GrpcClient> connection) const;

    Settings m_settings;
    ObjectFactory m_ordererFactory;
    ObjectFactory m_peerFactory;
    ObjectFactory m_clientFactory;
    ObjectFactory m_cryptoFactory;
    std::function<void(const std::string& role, Process& process)> m_configureProcess;
    std::function<void(TlsTransport& transport)> m_configureTls;
    Ptr<NetworkTopology> m_topology;
    std::unique_ptr<FabricConsortium> m_consortium;
    std::vector<Placed> m_places;
    std::size_t m_servers{0};                 //!< of m_places, those that are no clients
    std::vector<SharedBytes> m_consenterKeys; //!< PEM certificates of the orderers' TLS
    std::vector<Ptr<Process>> m_workers;
    std::vector<Ptr<FabricOrderer>> m_orderers;
    std::vector<Ptr<FabricPeer>> m_peers;
    std::vector<Ptr<FabricGatewayClient>> m_clients;
    std::vector<Ptr<GrpcClient>> m_connections; //!< of the clients
    Ptr<FabricGatewayClient> m_administrator;
    std::vector<Ptr<TlsTransport>> m_tls;
};

} // namespace iotledger
} // namespace ns3

#endif /* FABRIC_NETWORK_H */
