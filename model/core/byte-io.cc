/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "byte-io.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

ByteWriter::ByteWriter(std::size_t expected)
{
    m_bytes.reserve(expected);
}

void
ByteWriter::StoreZeros()
{
    m_bytes.resize(m_bytes.size() + m_zeros);
    m_zeros = 0;
}

ByteWriter&
ByteWriter::BigEndian(uint64_t value, std::size_t size)
{
    StoreZeros();
    for (std::size_t left = size; left > 0; --left)
    {
        m_bytes.push_back(static_cast<uint8_t>(value >> (8 * (left - 1))));
    }
    return *this;
}

ByteWriter&
ByteWriter::U8(uint8_t value)
{
    return BigEndian(value, sizeof(value));
}

ByteWriter&
ByteWriter::U16(uint16_t value)
{
    return BigEndian(value, sizeof(value));
}

ByteWriter&
ByteWriter::U32(uint32_t value)
{
    return BigEndian(value, sizeof(value));
}

ByteWriter&
ByteWriter::U64(uint64_t value)
{
    return BigEndian(value, sizeof(value));
}

ByteWriter&
ByteWriter::Bytes(const uint8_t* data, std::size_t size)
{
    if (size > 0) // nothing written leaves a virtual tail virtual
    {
        StoreZeros();
        m_bytes.insert(m_bytes.end(), data, data + size);
    }
    return *this;
}

ByteWriter&
ByteWriter::Bytes(std::string_view text)
{
    return Bytes(reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

ByteWriter&
ByteWriter::Bytes(const SharedBytes& bytes)
{
    Bytes(bytes.GetHead(), bytes.GetHeadSize());
    m_zeros += bytes.GetZeroTail();
    return *this;
}

SharedBytes
ByteWriter::Take()
{
    SharedBytes bytes = SharedBytes(std::move(m_bytes)).WithZeros(m_zeros);
    m_bytes = {};
    m_zeros = 0;
    return bytes;
}

ByteReader::ByteReader(SharedBytes bytes)
    : m_bytes(std::move(bytes))
{
}

bool
ByteReader::Advance(uint64_t size)
{
    if (size > GetRemaining())
    {
        m_failed = true;
        m_offset = m_bytes.GetSize();
        return false;
    }
    m_offset += size;
    return true;
}

uint64_t
ByteReader::BigEndian(std::size_t size)
{
    uint64_t value = 0;
    if (Advance(size))
    {
        for (uint64_t offset = m_offset - size; offset < m_offset; ++offset)
        {
            value = value << 8 | m_bytes[offset];
        }
    }
    return value;
}

uint8_t
ByteReader::U8()
{
    return static_cast<uint8_t>(BigEndian(sizeof(uint8_t)));
}

uint16_t
ByteReader::U16()
{
    return static_cast<uint16_t>(BigEndian(sizeof(uint16_t)));
}

uint32_t
ByteReader::U32()
{
    return static_cast<uint32_t>(BigEndian(sizeof(uint32_t)));
}

uint64_t
ByteReader::U64()
{
    return BigEndian(sizeof(uint64_t));
}

SharedBytes
ByteReader::Bytes(uint64_t size)
{
    return Advance(size) ? m_bytes.Slice(m_offset - size, size) : SharedBytes();
}

std::string
ByteReader::Text(uint64_t size)
{
    return Bytes(size).ToString();
}

SharedBytes
ByteReader::Rest()
{
    return Bytes(GetRemaining());
}

uint64_t
ByteReader::GetRemaining() const
{
    return m_bytes.GetSize() - m_offset;
}

bool
ByteReader::Failed() const
{
    return m_failed;
}

} // namespace iotledger
} // namespace ns3
