/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_POOL_H
#define KEY_POOL_H

#include "ns3/shared-bytes.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Keeps every distinct key of a simulation process once, under a number.
 *
 * N devices that each hold N keys would take N² copies of the same bytes. The pool only saves
 * memory: a number is given for bytes a node holds already, equal bytes get the same number, and a
 * node learns nothing it was not sent.
 */
class KeyPool
{
  public:
    using Id = uint32_t;

    static constexpr Id NONE = 0; //!< no key

    KeyPool();

    /// @return the number of @p key's bytes.
    Id Intern(const SharedBytes& key);

    /// @return the bytes of @p id, which this pool gave; empty for NONE.
    const SharedBytes& Get(Id id) const;

  private:
    struct Hash
    {
        std::size_t operator()(const SharedBytes& bytes) const;
    };

    std::unordered_map<SharedBytes, Id, Hash> m_ids;
    std::vector<SharedBytes> m_keys; //!< by number
};

} // namespace iotledger
} // namespace ns3

#endif /* KEY_POOL_H */
