/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "payload-buffer.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

PayloadBuffer::PayloadBuffer(uint64_t next)
    : m_next(next)
{
}

bool
PayloadBuffer::Has(uint64_t number) const
{
    return number < m_next || m_blocks.count(number) > 0;
}

bool
PayloadBuffer::IsNear(uint64_t number) const
{
    return number < m_next + CAPACITY;
}

bool
PayloadBuffer::IsFull() const
{
    return m_blocks.size() > 2 * CAPACITY;
}

bool
PayloadBuffer::Add(uint64_t number, SharedBytes block)
{
    if (Has(number))
    {
        return false;
    }
    m_bytes += block.GetSize();
    m_blocks.emplace(number, std::move(block));
    return true;
}

std::optional<SharedBytes>
PayloadBuffer::Take()
{
    const auto first = m_blocks.find(m_next);
    if (first == m_blocks.end())
    {
        return std::nullopt;
    }
    auto block = std::move(first->second);
    m_blocks.erase(first);
    m_bytes -= block.GetSize();
    m_next++;
    return block;
}

void
PayloadBuffer::RefuseTaken()
{
    m_next--;
}

uint64_t
PayloadBuffer::GetNext() const
{
    return m_next;
}

std::size_t
PayloadBuffer::GetSize() const
{
    return m_blocks.size();
}

uint64_t
PayloadBuffer::GetBytes() const
{
    return m_bytes;
}

} // namespace iotledger
} // namespace ns3
