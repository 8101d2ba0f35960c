/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "der-encoding.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

std::vector<uint8_t>
DerHeader(uint8_t tag, std::size_t size)
{
    if (size < 0x80)
    {
        return {tag, static_cast<uint8_t>(size)};
    }
    if (size < 0x100)
    {
        return {tag, 0x81, static_cast<uint8_t>(size)};
    }
    return {tag, 0x82, static_cast<uint8_t>(size >> 8), static_cast<uint8_t>(size)};
}

std::size_t
DerSize(std::size_t contentSize)
{
    return DerHeader(0, contentSize).size() + contentSize;
}

DerReader::DerReader(const SharedBytes& der)
    : m_der(der)
{
}

uint32_t
DerReader::GetTag() const
{
    return m_position < m_der.GetSize() ? m_der[m_position] : 0x100;
}

bool
DerReader::Enter(uint8_t tag)
{
    if (Next() != tag)
    {
        return false;
    }
    m_size = Next();
    if (m_size >= 0x80)
    {
        const auto digits = m_size & 0x7f;
        m_size = 0;
        for (uint64_t i = 0; i < digits && i < 4; i++)
        {
            m_size = m_size << 8 | Next();
        }
    }
    return m_position <= m_der.GetSize() && m_size <= m_der.GetSize() - m_position;
}

bool
DerReader::EnterRest(uint8_t tag)
{
    return Enter(tag) && m_size == m_der.GetSize() - m_position;
}

bool
DerReader::Match(const std::vector<uint8_t>& expected)
{
    return std::all_of(expected.begin(), expected.end(), [this](uint8_t byte) {
        return Next() == byte;
    });
}

SharedBytes
DerReader::Take(uint64_t size)
{
    const auto bytes = m_der.Slice(m_position, size);
    m_position += size;
    return bytes;
}

uint64_t
DerReader::GetSize() const
{
    return m_size;
}

bool
DerReader::IsAtEnd() const
{
    return m_position == m_der.GetSize();
}

uint32_t
DerReader::Next()
{
    const auto byte = GetTag();
    m_position++;
    return byte;
}

} // namespace iotledger
} // namespace ns3
