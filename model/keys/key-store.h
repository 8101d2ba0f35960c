/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_STORE_H
#define KEY_STORE_H

#include "ns3/key-pool.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief One node's copies of the public keys of all devices, by device number from 1.
 *
 * Tampering replaces a copy, now and whenever it is stored again: the fault of figure 15 of the
 * paper (see mtp-message.h), where a device's copy of another's key became "None".
 */
class KeyStore
{
  public:
    static constexpr uint32_t MAX_DEVICE = 1u << 24; //!< as many as 10.0.0.0/8 has addresses

    explicit KeyStore(std::shared_ptr<KeyPool> pool);

    /// Keeps a copy of @p device's key. @return false if there can be no such device.
    bool Store(uint32_t device, const SharedBytes& key);

    /// @return the copy of @p device's key; empty if there is none.
    const SharedBytes& Get(uint32_t device) const;

    /// @return whether the copy of @p device's key has exactly these bytes.
    bool Matches(uint32_t device, const SharedBytes& key) const;

    /// Replaces the copy of @p device's key for good.
    void Tamper(uint32_t device);

    uint32_t GetCount() const; //!< keys held
    uint64_t GetBytes() const; //!< [B] that the held keys take in a real node's memory

  private:
    struct Entry
    {
        KeyPool::Id key : 31;
        KeyPool::Id tampered : 1;
    };

    Entry& GetEntry(uint32_t device);

    std::shared_ptr<KeyPool> m_pool;
    std::vector<Entry> m_entries; //!< by device number - 1
    uint32_t m_count{0};
    uint64_t m_bytes{0};
};

} // namespace iotledger
} // namespace ns3

#endif /* KEY_STORE_H */
