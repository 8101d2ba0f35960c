/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "shared-bytes.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace ns3
{
namespace iotledger
{

SharedBytes::SharedBytes(std::vector<uint8_t> bytes)
    : m_headSize(bytes.size())
{
    if (m_headSize > 0)
    {
        auto storage = std::make_shared<const std::vector<uint8_t>>(std::move(bytes));
        const uint8_t* first = storage->data();
        m_head = std::shared_ptr<const uint8_t>(std::move(storage), first);
    }
}

SharedBytes::SharedBytes(std::string_view text)
    : SharedBytes(std::vector<uint8_t>(text.begin(), text.end()))
{
}

SharedBytes
SharedBytes::Zeros(uint64_t size)
{
    return SharedBytes().WithZeros(size);
}

SharedBytes
SharedBytes::WithZeros(uint64_t zeros) const
{
    SharedBytes result(*this);
    result.m_zeroTail += zeros;
    return result;
}

SharedBytes
SharedBytes::Slice(uint64_t offset, uint64_t length) const
{
    const uint64_t begin = std::min(offset, GetSize());
    const uint64_t size = std::min(length, GetSize() - begin);
    SharedBytes result;
    if (begin < m_headSize && size > 0)
    {
        result.m_headSize = std::min<uint64_t>(size, m_headSize - begin);
        result.m_head = std::shared_ptr<const uint8_t>(m_head, m_head.get() + begin);
    }
    result.m_zeroTail = size - result.m_headSize;
    return result;
}

void
SharedBytes::CopyTo(uint8_t* out) const
{
    std::fill_n(std::copy_n(m_head.get(), m_headSize, out), m_zeroTail, 0);
}

std::vector<uint8_t>
SharedBytes::ToVector() const
{
    std::vector<uint8_t> bytes;
    bytes.reserve(GetSize());
    bytes.assign(m_head.get(), m_head.get() + m_headSize);
    bytes.resize(GetSize());
    return bytes;
}

std::string
SharedBytes::ToString() const
{
    std::string text;
    text.reserve(GetSize());
    text.assign(m_head.get(), m_head.get() + m_headSize);
    text.resize(GetSize());
    return text;
}

bool
operator==(const SharedBytes& a, const SharedBytes& b)
{
    if (a.GetSize() != b.GetSize())
    {
        return false;
    }
    const SharedBytes& longer = a.m_headSize < b.m_headSize ? b : a;
    const uint8_t* head = longer.m_head.get();
    const std::size_t common = std::min(a.m_headSize, b.m_headSize);
    // Receivers of one message hold the same storage: no need to look at it.
    if (a.m_head != b.m_head && common > 0 && std::memcmp(a.GetHead(), b.GetHead(), common) != 0)
    {
        return false;
    }
    return std::all_of(head + common, head + longer.m_headSize, [](uint8_t x) { return x == 0; });
}

bool
operator!=(const SharedBytes& a, const SharedBytes& b)
{
    return !(a == b);
}

} // namespace iotledger
} // namespace ns3
