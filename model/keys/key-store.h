/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_STORE_H
#define KEY_STORE_H

#include "ns3/key-pool.h"

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief One node's copies of the public keys of one kind of owner (devices, or topics), by number
 * from 1.
 *
 * Tampering replaces a copy, now and whenever it is stored again: the fault of figure 15 of the
 * paper (see mtp-message.h), where a device's copy of another's key became "None".
 */
class KeyStore
{
  public:
    static constexpr uint32_t MAX_DEVICE = 1u << 24; //!< as many as 10.0.0.0/8 has addresses

    explicit KeyStore(std::shared_ptr<KeyPool> pool);

    /// @return what the paper's figure 15 shows in place of a key: "None".
    static const SharedBytes& GetNoKey();

    /// Keeps a copy of @p owner's key. @return false if there can be no such owner.
    bool Store(uint32_t owner, const SharedBytes& key);

    /// @return the copy of @p owner's key; empty if there is none.
    const SharedBytes& Get(uint32_t owner) const;

    /// @return whether the copy of @p owner's key has exactly these bytes.
    bool Matches(uint32_t owner, const SharedBytes& key) const;

    /// Replaces the copy of @p owner's key for good; if there is none yet, as soon as there is.
    void Tamper(uint32_t owner, const SharedBytes& replacement);

    uint32_t GetCount() const;               //!< keys held
    uint32_t GetHighest() const;             //!< the highest number a key was stored for
    std::vector<uint32_t> GetOwners() const; //!< whose keys are held, in ascending order
    uint64_t GetBytes() const; //!< [B] that the held keys take in a real node's memory

  private:
    std::shared_ptr<KeyPool> m_pool;
    std::vector<KeyPool::Id> m_keys;                //!< by owner - 1
    std::map<uint32_t, SharedBytes> m_replacements; //!< of tampered copies, by owner
    uint32_t m_count{0};
    uint64_t m_bytes{0};
};

} // namespace iotledger
} // namespace ns3

#endif /* KEY_STORE_H */
