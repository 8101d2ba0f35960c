/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "private-keys.h"

namespace ns3
{
namespace iotledger
{

void
PrivateKeys::Store(const KeySubject& owner, const SharedBytes& key)
{
    m_keys[owner] = key;
}

const SharedBytes&
PrivateKeys::Get(const KeySubject& owner) const
{
    static const SharedBytes none;
    const auto found = m_keys.find(owner);
    return found == m_keys.end() ? none : found->second;
}

std::set<KeySubject>
PrivateKeys::GetOwners() const
{
    std::set<KeySubject> owners;
    for (const auto& [owner, key] : m_keys)
    {
        owners.insert(owner);
    }
    return owners;
}

} // namespace iotledger
} // namespace ns3
