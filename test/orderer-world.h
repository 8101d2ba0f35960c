/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ORDERER_WORLD_H
#define ORDERER_WORLD_H

#include "ns3/channel-config.h"
#include "ns3/fabric-orderer.h"
#include "ns3/fabric-organization.h"
#include "ns3/grpc-client.h"
#include "ns3/ordered-block.h"
#include "ns3/simulator.h"
#include "ns3/star-topology.h"

#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

namespace fabric
{
class SeekInfo;
} // namespace fabric

/// Orderers of one organisation, a client of another one, and the network between them.
class OrdererWorld : public ::testing::Test
{
  protected:
    // common.Status of Fabric, as an orderer answers.
    static constexpr uint32_t SUCCESS = 200;
    static constexpr uint32_t BAD_REQUEST = 400;
    static constexpr uint32_t FORBIDDEN = 403;
    static constexpr uint32_t NOT_FOUND = 404;
    static constexpr uint32_t UNAVAILABLE = 503;

    /// How a broadcast ended.
    struct Outcome
    {
        std::string id;     //!< transaction id
        uint32_t status{0}; //!< common.Status; 0: the call broke
        std::string info;
        Time sent;
        Time answered;
    };

    /// What one orderer's trace sources told.
    struct Seen
    {
        struct Cut
        {
            std::string channel;
            uint64_t number;
            std::string reason;
            uint32_t transactions;
            uint64_t bytes;
            Time at;
        };

        std::vector<Cut> cuts;
        std::map<std::pair<std::string, uint64_t>, Time> agreed;
        std::map<std::pair<std::string, uint64_t>, Time> written;
        std::vector<std::pair<Time, uint64_t>> elections; //!< when, term
        uint64_t lost{0};                                 //!< envelopes
    };

    OrdererWorld();
    ~OrdererWorld() override;

    /// Makes @p count orderers, of which the first @p consenters order the channel "ch".
    void Build(uint32_t count, uint32_t consenters = 0);

    /// @return the configuration of a channel that the first @p consenters orderers order.
    ChannelConfig MakeConfig(const std::string& channel, uint32_t consenters) const;
    void Join(const ChannelConfig& config, uint32_t orderer);
    RaftConsenter MakeConsenter(uint32_t orderer) const;

    /// Broadcasts a transaction with @p size bytes of data to one orderer, on a call of its own.
    void Broadcast(uint32_t orderer, uint64_t size, const std::string& channel = "ch");
    void BroadcastEnvelope(uint32_t orderer, const std::string& id, const SharedBytes& envelope);
    SharedBytes MakeEnvelope(const std::string& id, uint64_t size, const std::string& channel);

    /// From @p begin on, @p count transactions every @p gap, to the orderers in turn.
    void Load(Time begin,
              Time gap,
              uint32_t count,
              uint64_t size,
              const std::string& channel = "ch");

    /// Has an administrator of the orderers change the configuration of "ch", sent to one orderer.
    void ChangeConfig(uint32_t orderer, const std::function<void(ChannelConfig&)>& change);
    void ChangeConsenters(uint32_t orderer, const std::vector<uint32_t>& consenters);

    /// Opens a Deliver call from block @p start on, without end.
    struct Delivery
    {
        std::vector<SharedBytes> blocks;
        std::vector<Time> arrivals;
        std::vector<uint32_t> statuses;
        bool hasEnded{false};
        Time endedAt;
    };

    std::shared_ptr<Delivery> Deliver(uint32_t orderer,
                                      uint64_t start,
                                      const std::string& channel = "ch");

    /// Opens a Deliver call for what @p seek says, signed by @p signer.
    std::shared_ptr<Delivery> Seek(uint32_t orderer,
                                   const fabric::SeekInfo& seek,
                                   const std::string& channel,
                                   const FabricSigner& signer);

    void Run(Time until);

    /// @return the orderer that leads @p channel now; the number of orderers if none does.
    uint32_t FindLeader(const std::string& channel = "ch") const;

    /// @return ids of the transactions in @p orderer's blocks of @p channel, in order.
    std::vector<std::string> GetCommitted(uint32_t orderer,
                                          const std::string& channel = "ch") const;
    /// Expects all orderers to have the same chain of @p height blocks, each naming the one before.
    void ExpectSameChain(const std::string& channel, uint64_t height, uint32_t orderers);
    std::set<std::string> GetAcknowledged() const;

    FabricPlace MakePlace(Ptr<Node> node, const std::string& name, int64_t stream);

    /// @return how orderer @p index reaches others and is reached; the client is the next one.
    virtual Ptr<Transport> MakeTransport(uint32_t index);
    virtual Address GetAddress(uint32_t orderer) const;

    Ptr<UniformRandomVariable> m_random{CreateObject<UniformRandomVariable>()};
    std::unique_ptr<FabricOrganization> m_ordererOrganization;
    std::unique_ptr<FabricOrganization> m_organization;
    Ptr<NetworkTopology> m_topology{CreateObject<StarTopology>()};
    NodeContainer m_nodes;   //!< of orderers
    NodeContainer m_clients; //!< one
    std::vector<Ptr<FabricOrderer>> m_orderers;
    std::vector<Seen> m_seen; //!< by orderer
    FabricPlace m_client;
    std::vector<Ptr<GrpcClient>> m_connections; //!< of the client, by orderer
    std::vector<Outcome> m_outcomes;            //!< in order of sending
    uint64_t m_envelopes{0};
    std::function<void(ChannelConfig&)> m_adjust; //!< before the channel is made
};

} // namespace iotledger
} // namespace ns3

#endif /* ORDERER_WORLD_H */
