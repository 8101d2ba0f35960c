/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FABRIC_ORDERER_COSTS_H
#define FABRIC_ORDERER_COSTS_H

#include "ns3/nstime.h"
#include "ns3/object.h"

#include <cstdint>
#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The CPU time that an orderer's work takes, each kind a fixed part and one per 1024 bytes.
 *
 * Signatures made and verified come on top, from the node's CryptoProfile, and so does TLS.
 *
 * Source of the defaults: whole orderer processes of Hyperledger Fabric v2.4.3 on a 2.45 GHz AMD
 * EPYC spend 0.98 ms (leader) and 0.76 ms (follower) per transaction of 6.8 kB, three orderers, one
 * third of the transactions to each; the shares of single steps are estimates that add up to that.
 */
class FabricOrdererCosts : public Object
{
  public:
    static TypeId GetTypeId();

    /// An affine cost. @ingroup iot-ledger
    struct Cost
    {
        Time each;
        Time kilobyte; //!< per 1024 B

        Time Of(uint64_t bytes) const;
    };

    Cost broadcast; //!< taking an envelope off a client, with its stream, and answering
    Cost forward;   //!< sending an envelope on to the leader
    Cost forwarded; //!< taking an envelope off another orderer
    Cost order;     //!< an envelope's turn in the run loop: cutter and channel
    Cost propose;   //!< making a block: hashing and encoding
    Cost store;     //!< preparing what goes to the write-ahead log
    Cost send;      //!< a Raft message out
    Cost receive;   //!< a Raft message in
    Cost write;     //!< writing an agreed block: decoding, metadata, file and index
    Cost deliver;   //!< a block to one receiver

    uint32_t blockSyncs; //!< disk synchronisations per block written

  private:
    template <Cost FabricOrdererCosts::*cost>
    void SetEach(Time time);
    template <Cost FabricOrdererCosts::*cost>
    Time GetEach() const;
    template <Cost FabricOrdererCosts::*cost>
    void SetKilobyte(Time time);
    template <Cost FabricOrdererCosts::*cost>
    Time GetKilobyte() const;

    /// Adds the attributes NAMECost and NAMEKilobyteCost of the member @p cost.
    template <Cost FabricOrdererCosts::*cost>
    static void AddCost(TypeId& tid,
                        const std::string& name,
                        const std::string& what,
                        Time each,
                        Time kilobyte);
};

} // namespace iotledger
} // namespace ns3

#endif /* FABRIC_ORDERER_COSTS_H */
