/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FABRIC_ORDERER_H
#define FABRIC_ORDERER_H

#include "ns3/address.h"
#include "ns3/application.h"
#include "ns3/fabric-orderer-costs.h"
#include "ns3/fabric-place.h"
#include "ns3/shared-bytes.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace ns3
{

class UniformRandomVariable;

namespace iotledger
{

struct OrdererContext;
struct OrdererFiles;
class GrpcServer;
class GrpcStream;
class OrdererChannel;
class OrdererCluster;

namespace fabric
{
class SubmitForwardRequest;
} // namespace fabric

/**
 * @ingroup iot-ledger
 * @brief An orderer: takes envelopes, agrees with others on blocks of them, and delivers these.
 *
 * Serves, at one port, orderer.AtomicBroadcast (Broadcast, Deliver) to clients and peers and
 * orderer.Cluster (Step) to other orderers, for any number of channels, each ordered by Raft. It
 * takes part in a channel when the channel's consenters name a host of its place's name.
 *
 * Source: Hyperledger Fabric v2.4.3, orderer/common/server and orderer/consensus/etcdraft.
 * Left out: the system channel, the channel participation API, rotation of certificates.
 */
class FabricOrderer : public Application
{
  public:
    static constexpr uint16_t PORT = 7050; //!< sampleconfig/orderer.yaml, General.ListenPort

    static TypeId GetTypeId();

    FabricOrderer();
    ~FabricOrderer() override;

    /// Before the start.
    void SetPlace(FabricPlace place);

    /// Tells where another orderer is. @param name "host:port", as consenters name it
    void AddOrderer(const std::string& name, const Address& address);

    /**
     * Joins a channel, before the start or while running.
     * @param block its first block, or rather its configuration block of number 0
     * @return whether it is one of a channel not joined before
     */
    bool Join(const SharedBytes& block);

    /// The process is killed: its connections break, and what is not synchronised is lost.
    void Crash();
    /// Starts it anew from its disk.
    void Restart();
    bool IsRunning() const;

    // A look at a channel; 0, empty or false while it does not run.
    uint64_t GetHeight(const std::string& channel) const;
    SharedBytes GetBlock(const std::string& channel,
                         uint64_t number) const; //!< also when it is down
    bool IsLeader(const std::string& channel) const;
    bool HasLeader(const std::string& channel) const;

    uint64_t GetLedgerBytes() const; //!< [B] of all blocks on its disk
    uint64_t GetMemoryBytes() const; //!< [B] of blocks, Raft log, messages and connections
    uint32_t GetConnections() const; //!< from others

    /// Pins the random streams, once all orderers are known. @return how many were taken.
    int64_t AssignStreams(int64_t stream);

    /// This orderer, leading, has cut a block.
    typedef void (*BlockCutCallback)(const std::string& channel,
                                     uint64_t number,
                                     const std::string& reason,
                                     uint32_t transactions,
                                     uint64_t bytes);
    /// This orderer has learnt that a block is agreed upon.
    typedef void (*BlockAgreedCallback)(const std::string& channel, uint64_t number);
    /// This orderer has written a block to its disk.
    typedef void (*BlockWrittenCallback)(const std::string& channel,
                                         uint64_t number,
                                         uint64_t bytes);
    /// This orderer has been elected.
    typedef void (*LeaderElectedCallback)(const std::string& channel,
                                          const std::string& leader,
                                          uint64_t term);
    /// Envelopes that only this orderer had, acknowledged or about to be, are gone.
    typedef void (*MessagesLostCallback)(const std::string& channel, uint64_t count);
    /// A client's envelope is answered with @p status, a common.Status.
    typedef void (*BroadcastAnsweredCallback)(const std::string& channel, uint32_t status);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;

    void Launch();
    void Halt();
    void StartChannel(const std::string& name);
    OrdererChannel* Find(const std::string& name) const;
    void ServeBroadcast(Ptr<GrpcStream> stream);
    void ServeDeliver(Ptr<GrpcStream> stream);
    void ServeStep(Ptr<GrpcStream> stream);
    void HandleStep(const Ptr<GrpcStream>& stream, const SharedBytes& request);
    void HandleForwarded(const Ptr<GrpcStream>& stream,
                         const fabric::SubmitForwardRequest& request);

    void SetEpoch(int64_t epoch);
    int64_t GetEpoch() const;
    void SetCosts(Ptr<FabricOrdererCosts> costs);
    Ptr<FabricOrdererCosts> GetCosts() const;

    std::unique_ptr<OrdererContext> m_context;
    uint16_t m_port;
    uint64_t m_blocksInMemory;
    std::map<std::string, Address> m_addresses;                   //!< by "host:port"
    std::map<std::string, std::unique_ptr<OrdererFiles>> m_files; //!< by channel
    Ptr<GrpcServer> m_server;                                     //!< null: not running
    std::unique_ptr<OrdererCluster> m_cluster;
    std::map<std::string, std::unique_ptr<OrdererChannel>> m_channels;

    TracedCallback<const std::string&, uint64_t, const std::string&, uint32_t, uint64_t> m_blockCut;
    TracedCallback<const std::string&, uint64_t> m_blockAgreed;
    TracedCallback<const std::string&, uint64_t, uint64_t> m_blockWritten;
    TracedCallback<const std::string&, const std::string&, uint64_t> m_leaderElected;
    TracedCallback<const std::string&, uint64_t> m_messagesLost;
    TracedCallback<const std::string&, uint32_t> m_broadcastAnswered;
};

} // namespace iotledger
} // namespace ns3

#endif /* FABRIC_ORDERER_H */
