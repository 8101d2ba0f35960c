/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_RING_H
#define KEY_RING_H

#include "ns3/key-store.h"
#include "ns3/key-subject.h"

#include <memory>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief One node's copies of all public keys, found by whose they are.
 *
 * Devices and topics are numbered apart: each kind has a KeyStore of its own.
 */
class KeyRing
{
  public:
    explicit KeyRing(std::shared_ptr<KeyPool> pool);

    /// Keeps a copy of @p key. @return false if there can be no such subject.
    bool Store(const SubjectKey& key);

    /// @return the copy of @p subject's key; empty if there is none.
    const SharedBytes& Get(const KeySubject& subject) const;

    /// @return whether the copy of the subject's key has exactly these bytes.
    bool Matches(const SubjectKey& key) const;

    /// Replaces the copy of the subject's key for good, as KeyStore::Tamper does.
    void Tamper(const SubjectKey& replacement);

    const KeyStore& GetStore(KeySubject::Kind kind) const;
    uint64_t GetBytes() const; //!< [B] that the held keys take in a real node's memory

  private:
    KeyStore& FindStore(KeySubject::Kind kind);

    KeyStore m_devices;
    KeyStore m_topics;
};

} // namespace iotledger
} // namespace ns3

#endif /* KEY_RING_H */
