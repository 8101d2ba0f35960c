/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "key-operation.h"

namespace ns3
{
namespace iotledger
{

LatencyParts
KeyOperation::GetParts() const
{
    LatencyParts parts{keygen, crypto, Time(), Time(), Time()};
    for (std::size_t i = 0; i < hops.size(); ++i)
    {
        parts.network += hops[i].came - hops[i].left;
        if (i % 2 == 1) // from the broker: it had the message since the hop before
        {
            parts.broker += hops[i].left - hops[i - 1].came - (i == 1 ? brokerWork : Time());
        }
    }
    const Time rest = end - start - keygen - crypto - parts.network - parts.broker;
    // An odd number of hops ends in the broker, and a wait for what never came is the network's.
    (cutShort ? parts.network : hops.size() % 2 == 1 ? parts.broker : parts.device) += rest;
    return parts;
}

} // namespace iotledger
} // namespace ns3
