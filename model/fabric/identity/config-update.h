/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONFIG_UPDATE_H
#define CONFIG_UPDATE_H

#include "fabric-configtx.pb.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace ns3
{
namespace iotledger
{

/// One element of a configuration tree; exactly one pointer is set. Internal.
struct ConfigElement
{
    std::string groupPath; //!< where its relative mod_policy is looked up: "/Channel/Orderer"
    const fabric::ConfigGroup* group;
    const fabric::ConfigValue* value;
    const fabric::ConfigPolicy* policy;

    uint64_t GetVersion() const;
    const std::string& GetModPolicy() const;
    std::string GetModPolicyPath() const; //!< absolute; empty if there is none
};

/// By kind and path: "[Value]  /Channel/Orderer/BatchSize". Internal.
using ConfigElements = std::map<std::string, ConfigElement>;

/// @return the elements of the tree below @p channelGroup, which must outlive them; empty if a key
/// is no configuration id. Source: Hyperledger Fabric v2.4.3, common/configtx/configmap.go.
/// Internal.
std::optional<ConfigElements> MapConfig(const fabric::ConfigGroup& channelGroup);

/// @return the tree that @p elements are in; empty if a group names an element that is missing.
/// Internal.
std::optional<fabric::ConfigGroup> UnmapConfig(const ConfigElements& elements);

/// @return the read set and write set that lead from @p original to @p updated, without a channel;
/// empty if nothing differs. Source: internal/configtxlator/update/update.go. Internal.
std::optional<fabric::ConfigUpdate> ComputeConfigUpdate(const fabric::ConfigGroup& original,
                                                        const fabric::ConfigGroup& updated);

} // namespace iotledger
} // namespace ns3

#endif /* CONFIG_UPDATE_H */
