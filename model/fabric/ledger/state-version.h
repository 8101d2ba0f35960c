/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef STATE_VERSION_H
#define STATE_VERSION_H

#include <cstdint>
#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Which transaction wrote a value: a block and a place in it.
 *
 * Source: Hyperledger Fabric v2.4.3, core/ledger/internal/version/version.go (Height).
 */
struct StateVersion
{
    uint64_t block{0};
    uint64_t transaction{0}; //!< index in the block
};

inline bool
operator==(const StateVersion& a, const StateVersion& b)
{
    return a.block == b.block && a.transaction == b.transaction;
}

inline bool
operator!=(const StateVersion& a, const StateVersion& b)
{
    return !(a == b);
}

/// A value of the world state and the transaction that wrote it.
struct VersionedValue
{
    std::string value;
    StateVersion version;
};

} // namespace iotledger
} // namespace ns3

#endif /* STATE_VERSION_H */
