/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "key-pool.h"

#include <string_view>

namespace ns3
{
namespace iotledger
{

KeyPool::KeyPool()
    : m_keys(1)
{
}

KeyPool::Id
KeyPool::Intern(const SharedBytes& key)
{
    const auto found = m_ids.find(key);
    if (found != m_ids.end())
    {
        return found->second;
    }
    // A slice would keep the whole message alive that it came in.
    const SharedBytes own(key.ToVector());
    const Id id = static_cast<Id>(m_keys.size());
    m_keys.push_back(own);
    m_ids.emplace(own, id);
    return id;
}

const SharedBytes&
KeyPool::Get(Id id) const
{
    return m_keys.at(id);
}

std::size_t
KeyPool::Hash::operator()(const SharedBytes& bytes) const
{
    return std::hash<std::string_view>()(
        {reinterpret_cast<const char*>(bytes.GetHead()), bytes.GetHeadSize()});
}

} // namespace iotledger
} // namespace ns3
