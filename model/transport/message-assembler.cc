/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "message-assembler.h"

#include <algorithm>
#include <cstring>

namespace ns3
{
namespace iotledger
{

namespace
{

// Shorter runs of zeros are stored: looking for them would cost more than it saves.
constexpr std::size_t MIN_ZERO_RUN = 512; //!< [B]

bool
IsAllZero(const uint8_t* data, std::size_t size)
{
    return size > 0 && data[0] == 0 && std::memcmp(data, data + 1, size - 1) == 0;
}

} // namespace

MessageAssembler::MessageAssembler(std::shared_ptr<const MessageFraming> framing)
    : m_framing(std::move(framing))
{
}

void
MessageAssembler::Add(const uint8_t* data, std::size_t size)
{
    while (size > 0 && !m_malformed)
    {
        const std::size_t taken = TakePart(data, size);
        data += taken;
        size -= taken;
    }
}

void
MessageAssembler::Add(const SharedBytes& bytes)
{
    Add(bytes.GetHead(), bytes.GetHeadSize());
    AddZeros(bytes.GetZeroTail());
}

void
MessageAssembler::AddZeros(uint64_t size)
{
    static constexpr uint8_t ZERO = 0;
    while (size > 0 && !m_malformed)
    {
        if (m_size == 0)
        {
            size -= TakePart(&ZERO, 1);
            continue;
        }
        const uint64_t missing = m_size - m_head.size() - m_zeros;
        const uint64_t part = std::min(size, missing);
        m_zeros += part;
        size -= part;
        if (part == missing)
        {
            Finish();
        }
    }
}

std::optional<SharedBytes>
MessageAssembler::Next()
{
    if (m_messages.empty())
    {
        return std::nullopt;
    }
    std::optional<SharedBytes> message(std::move(m_messages.front()));
    m_messages.pop_front();
    return message;
}

bool
MessageAssembler::IsMalformed() const
{
    return m_malformed;
}

std::size_t
MessageAssembler::TakePart(const uint8_t* data, std::size_t size)
{
    std::size_t taken = 0;
    if (m_size == 0)
    {
        // The header may come in pieces: it is gathered up to its limit, then measured.
        const std::size_t before = m_head.size();
        taken = std::min(size, m_framing->GetHeaderLimit() - before);
        m_head.insert(m_head.end(), data, data + taken);
        const auto extent = m_framing->Measure(m_head.data(), m_head.size());
        m_malformed = extent.verdict == MessageFraming::Verdict::MALFORMED;
        if (extent.verdict != MessageFraming::Verdict::KNOWN)
        {
            return taken;
        }
        m_size = extent.size;
        if (m_head.size() > m_size) // the gathered bytes reach into the next message
        {
            taken = m_size - before;
            m_head.resize(m_size);
        }
    }
    const uint64_t missing = m_size - m_head.size() - m_zeros;
    const std::size_t more = std::min<uint64_t>(size - taken, missing);
    Append(data + taken, more);
    if (more == missing)
    {
        Finish();
    }
    return taken + more;
}

void
MessageAssembler::Append(const uint8_t* data, std::size_t size)
{
    // A run that has begun goes on, however little of it comes: storing it would store the whole.
    if ((size >= MIN_ZERO_RUN || m_zeros > 0) && IsAllZero(data, size))
    {
        m_zeros += size;
        return;
    }
    m_head.reserve(m_head.size() + m_zeros + size);
    m_head.insert(m_head.end(), m_zeros, 0);
    m_head.insert(m_head.end(), data, data + size);
    m_zeros = 0;
}

void
MessageAssembler::Finish()
{
    m_messages.push_back(SharedBytes(std::move(m_head)).WithZeros(m_zeros));
    m_head = {};
    m_zeros = 0;
    m_size = 0;
}

} // namespace iotledger
} // namespace ns3
