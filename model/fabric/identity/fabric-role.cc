/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-role.h"

#include <array>

namespace ns3
{
namespace iotledger
{

namespace
{

/// In the order of the enumeration.
const std::array<std::string, 4> ORGANIZATIONAL_UNITS{"client", "peer", "orderer", "admin"};

} // namespace

std::string
ToString(FabricRole role)
{
    return ORGANIZATIONAL_UNITS.at(static_cast<std::size_t>(role));
}

std::optional<FabricRole>
FindFabricRole(const std::string& unit)
{
    for (std::size_t i = 0; i < ORGANIZATIONAL_UNITS.size(); i++)
    {
        if (ORGANIZATIONAL_UNITS[i] == unit)
        {
            return static_cast<FabricRole>(i);
        }
    }
    return std::nullopt;
}

} // namespace iotledger
} // namespace ns3
