/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "orderer-cluster.h"

#include "ns3/nstime.h"
#include "ns3/uinteger.h"

#include <iterator>
#include <utility>

namespace ns3
{
namespace iotledger
{

OrdererCluster::OrdererCluster(const OrdererContext& context,
                               const Addresses& addresses,
                               ClusterLink::Lost lost)
    : m_context(context),
      m_addresses(addresses),
      m_lost(std::move(lost))
{
}

ClusterLink*
OrdererCluster::Find(const ConsenterAddress& address)
{
    const auto name = address.host + ":" + std::to_string(address.port);
    const auto known = m_addresses.find(name);
    if (known == m_addresses.end())
    {
        return nullptr;
    }
    auto& link = m_links[name];
    if (!link)
    {
        const auto client = CreateObject<GrpcClient>(m_context.place.transport,
                                                     m_context.place.node,
                                                     known->second,
                                                     name);
        // internal/pkg/comm/config.go, MaxRecvMsgSize
        client->SetAttribute("MaxReceiveSize", UintegerValue(100 * 1024 * 1024));
        // orderer/common/localconfig/config.go, General.Cluster.DialTimeout
        client->SetAttribute("ConnectTimeout", TimeValue(Seconds(5)));
        if (m_context.connectionStream >= 0)
        {
            client->AssignStreams(m_context.connectionStream +
                                  std::distance(m_addresses.begin(), known));
        }
        link = std::make_unique<ClusterLink>(client, m_lost);
    }
    return link.get();
}

uint64_t
OrdererCluster::GetBacklog() const
{
    uint64_t backlog = 0;
    for (const auto& [name, link] : m_links)
    {
        backlog += link->GetBacklog();
    }
    return backlog;
}

} // namespace iotledger
} // namespace ns3
