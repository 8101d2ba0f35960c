/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FABRIC_PEER_H
#define FABRIC_PEER_H

#include "ns3/application.h"
#include "ns3/chaincode-costs.h"
#include "ns3/fabric-endpoint.h"
#include "ns3/fabric-peer-costs.h"
#include "ns3/fabric-peer-settings.h"
#include "ns3/fabric-peer-traces.h"
#include "ns3/fabric-place.h"
#include "ns3/random-variable-stream.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

class Chaincode;
class FabricLedger;
class PeerNode;
struct PeerLedger;

/// A chaincode as a peer has it installed. It can be called once a transaction of `_lifecycle` has
/// committed its definition (LifecycleChaincode). @ingroup iot-ledger
struct InstalledChaincode
{
    std::string name;
    std::string version;
    std::shared_ptr<Chaincode> chaincode;
};

/**
 * @ingroup iot-ledger
 * @brief A peer of Hyperledger Fabric: endorses proposals, validates and commits blocks, serves
 * clients by its gateway and by block events, and gossips with other peers. Any number of channels.
 *
 * Its work runs in its process and on its disk, of FabricPlace; chaincodes run in a process of
 * their own. A crash loses all but the ledgers.
 *
 * Source: Hyperledger Fabric v2.4.3, core/endorser, core/committer, core/ledger/kvledger,
 * internal/pkg/gateway, internal/pkg/peer/blocksprovider and gossip; sampleconfig/core.yaml (the
 * defaults). Left out: private data, leader election, snapshots, operations and metrics.
 */
class FabricPeer : public Application, public FabricPeerSettings, public FabricPeerTraces
{
  public:
    static constexpr uint16_t PORT = 7051;

    static TypeId GetTypeId();

    FabricPeer();
    ~FabricPeer() override;

    void SetPlace(const FabricPlace& place); //!< before it starts

    /// @param process that runs the chaincodes; by default they run in the peer's own
    void SetChaincodeProcess(Ptr<Process> process);

    /// Joins the channel of @p genesis, a Block. @return false if that is no channel's block
    bool Join(const SharedBytes& genesis, const std::vector<InstalledChaincode>& chaincodes);

    void SetOrderers(std::vector<FabricEndpoint> orderers);
    void SetPeers(std::vector<FabricEndpoint> peers); //!< the others, of all organisations

    int64_t AssignStreams(int64_t first); //!< @return how many it took

    void Crash();   //!< at once: connections break, only the ledgers are kept
    void Restart(); //!< after a crash
    bool IsRunning() const;

    const FabricPlace& GetPlace() const;
    std::vector<std::string> GetChannels() const;
    const FabricLedger& GetLedger(const std::string& channel) const; //!< of a channel joined

    /// @return [B] of ledgers, states, blocks that wait and connections.
    uint64_t GetMemoryBytes() const;

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;
    static TypeId AddSettings(TypeId tid);
    static TypeId AddGossip(TypeId tid);
    static TypeId AddTraces(TypeId tid);

    FabricPlace m_place;
    Ptr<Process> m_chaincodeProcess;
    Ptr<FabricPeerCosts> m_costs;
    Ptr<ChaincodeCosts> m_chaincodeCosts;
    Ptr<UniformRandomVariable> m_random; //!< orderers, peers, ties
    Ptr<UniformRandomVariable> m_jitter; //!< of reconnections
    std::vector<FabricEndpoint> m_orderers;
    std::vector<FabricEndpoint> m_peers;
    std::map<std::string, std::shared_ptr<PeerLedger>> m_ledgers; //!< by channel; outlive a crash
    std::shared_ptr<PeerNode> m_running;                          //!< null: not running
    uint64_t m_incarnation{0};                                    //!< how often it has started
};

} // namespace iotledger
} // namespace ns3

#endif /* FABRIC_PEER_H */
