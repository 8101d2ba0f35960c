/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ORDERER_CLUSTER_H
#define ORDERER_CLUSTER_H

#include "ns3/address.h"
#include "ns3/cluster-link.h"
#include "ns3/orderer-context.h"
#include "ns3/raft-consenters.h"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace ns3
{
namespace iotledger
{

/// @brief The other orderers, as one orderer reaches them. Internal.
class OrdererCluster
{
  public:
    using Addresses = std::map<std::string, Address>; //!< by "host:port"

    /// @param addresses outlives the cluster @param lost see ClusterLink
    OrdererCluster(const OrdererContext& context,
                   const Addresses& addresses,
                   ClusterLink::Lost lost);

    /// @return the connection to `address`, made at first use; null if nobody is known there.
    ClusterLink* Find(const ConsenterAddress& address);

    uint64_t GetBacklog() const; //!< [B] that the transport has not taken

  private:
    const OrdererContext& m_context;
    const Addresses& m_addresses;
    ClusterLink::Lost m_lost;
    std::map<std::string, std::unique_ptr<ClusterLink>> m_links; //!< by "host:port"
};

} // namespace iotledger
} // namespace ns3

#endif /* ORDERER_CLUSTER_H */
