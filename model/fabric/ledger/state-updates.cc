/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "state-updates.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

void
AppendVarint(std::string& out, uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
    {
        out += static_cast<char>(value | 0x80);
    }
    out += static_cast<char>(value);
}

/// A field of bytes; left out if empty, as proto3 does.
void
AppendField(std::string& out, uint8_t number, std::string_view value)
{
    if (!value.empty())
    {
        out += static_cast<char>(number << 3 | 2);
        AppendVarint(out, value.size());
        out += value;
    }
}

/// Numbers ordered as their bytes are: how many bytes follow, then those, big-endian
/// (common/ledger/util/util.go, EncodeOrderPreservingVarUint64).
void
AppendOrdered(std::string& out, uint64_t number)
{
    std::string bytes;
    for (; number != 0; number >>= 8)
    {
        bytes.insert(bytes.begin(), static_cast<char>(number & 0xff));
    }
    out += static_cast<char>(bytes.size());
    out += bytes;
}

} // namespace

void
StateUpdates::Put(const std::string& name, const std::string& key, Update update)
{
    m_namespaces[name][key] = std::move(update);
}

const StateUpdates::Update*
StateUpdates::Find(std::string_view name, std::string_view key) const
{
    const auto* entries = FindNamespace(name);
    if (!entries)
    {
        return nullptr;
    }
    const auto entry = entries->find(key);
    return entry == entries->end() ? nullptr : &entry->second;
}

const StateUpdates::Entries*
StateUpdates::FindNamespace(std::string_view name) const
{
    const auto entries = m_namespaces.find(name);
    return entries == m_namespaces.end() ? nullptr : &entries->second;
}

StateUpdates::Namespaces&
StateUpdates::GetNamespaces()
{
    return m_namespaces;
}

const StateUpdates::Namespaces&
StateUpdates::GetNamespaces() const
{
    return m_namespaces;
}

std::string
StateUpdates::Encode() const
{
    std::string batch;
    for (const auto& [name, entries] : m_namespaces)
    {
        if (name.empty())
        {
            continue;
        }
        std::string_view shownName = name;
        for (const auto& [key, update] : entries)
        {
            std::string write;
            AppendField(write, 1, std::exchange(shownName, {}));
            AppendField(write, 3, key);
            if (!update.value)
            {
                write += "\x20\x01"; // isDelete
            }
            AppendField(write, 5, update.value ? *update.value : std::string());
            std::string version;
            AppendOrdered(version, update.version.block);
            AppendOrdered(version, update.version.transaction);
            AppendField(write, 6, version);
            AppendField(batch, 1, write);
        }
    }
    return batch;
}

} // namespace iotledger
} // namespace ns3
