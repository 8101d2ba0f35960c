/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FABRIC_ROLE_H
#define FABRIC_ROLE_H

#include <optional>
#include <string>

namespace ns3
{
namespace iotledger
{

/// What an identity is for, as its certificate says it in an organisational unit (Fabric's
/// NodeOUs).
/// @ingroup iot-ledger
enum class FabricRole
{
    CLIENT,
    PEER,
    ORDERER,
    ADMIN,
};

/// @return the organisational unit that stands for @p role: "client", "peer", "orderer", "admin".
std::string ToString(FabricRole role);

/// @return the role that @p unit stands for, if it does for one.
std::optional<FabricRole> FindFabricRole(const std::string& unit);

} // namespace iotledger
} // namespace ns3

#endif /* FABRIC_ROLE_H */
