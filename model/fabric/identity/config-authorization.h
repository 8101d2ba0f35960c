/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONFIG_AUTHORIZATION_H
#define CONFIG_AUTHORIZATION_H

#include "fabric-configtx.pb.h"

#include "ns3/config-validator.h"

#include <optional>

namespace ns3
{
namespace iotledger
{

/// A channel's current configuration. Internal.
struct ConfigState
{
    fabric::Config config;
    ChannelConfig decoded;
    ChannelPolicies policies;
};

/**
 * Judges an update by its read set, its write set and its signatures. Internal.
 * @param outcome is told the cost, and why the update is refused
 * @return the tree that it leads to; empty if it is refused
 * Source: Hyperledger Fabric v2.4.3, common/configtx/update.go (authorizeUpdate).
 */
std::optional<fabric::ConfigGroup> AuthorizeUpdate(const ConfigState& state,
                                                   const fabric::ConfigUpdateEnvelope& envelope,
                                                   MspManager& msps,
                                                   Crypto& crypto,
                                                   ConfigOutcome& outcome);

} // namespace iotledger
} // namespace ns3

#endif /* CONFIG_AUTHORIZATION_H */
