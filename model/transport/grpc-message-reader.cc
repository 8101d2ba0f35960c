/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "grpc-message-reader.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

// Room made on the word of a prefix; a peer that claims more has to send it first.
constexpr uint32_t MAX_RESERVED = 256 * 1024; //!< [B]

} // namespace

void
GrpcMessageReader::SetLimit(uint32_t maxSize)
{
    m_limit = maxSize;
}

void
GrpcMessageReader::Add(const uint8_t* data, std::size_t size)
{
    const uint8_t* const end = data + size;
    while (m_fault == Fault::NONE && data < end)
    {
        if (m_prefixSize < GRPC_MESSAGE_PREFIX)
        {
            m_prefix[m_prefixSize++] = *data++;
            ++m_added;
            if (m_prefixSize < GRPC_MESSAGE_PREFIX)
            {
                continue;
            }
            BeginMessage();
            if (m_fault != Fault::NONE)
            {
                return;
            }
        }
        const std::size_t part = std::min<std::size_t>(end - data, m_size - m_message.size());
        m_message.insert(m_message.end(), data, data + part);
        data += part;
        m_added += part;
        if (m_message.size() == m_size)
        {
            m_wholeBytes += GRPC_MESSAGE_PREFIX + m_size;
            m_messages.emplace_back(std::exchange(m_message, {}));
            m_prefixSize = 0;
        }
    }
}

std::optional<SharedBytes>
GrpcMessageReader::Next()
{
    if (m_messages.empty())
    {
        return std::nullopt;
    }
    std::optional<SharedBytes> message(std::move(m_messages.front()));
    m_messages.pop_front();
    m_wholeBytes -= GRPC_MESSAGE_PREFIX + message->GetSize();
    return message;
}

uint64_t
GrpcMessageReader::GetHeld() const
{
    return m_wholeBytes + m_prefixSize + m_message.size();
}

uint64_t
GrpcMessageReader::GetPart() const
{
    return m_message.size();
}

uint32_t
GrpcMessageReader::GetAwaited() const
{
    return m_prefixSize == GRPC_MESSAGE_PREFIX ? m_size : 0;
}

std::vector<GrpcMessageReader::Begun>
GrpcMessageReader::TakeBegun()
{
    m_added = 0;
    return std::exchange(m_begun, {});
}

GrpcMessageReader::Fault
GrpcMessageReader::GetFault() const
{
    return m_fault;
}

uint32_t
GrpcMessageReader::GetClaimedSize() const
{
    return m_size;
}

void
GrpcMessageReader::BeginMessage()
{
    m_size = uint32_t(m_prefix[1]) << 24 | uint32_t(m_prefix[2]) << 16 |
             uint32_t(m_prefix[3]) << 8 | m_prefix[4];
    if (m_prefix[0] != 0)
    {
        m_fault = Fault::COMPRESSED;
    }
    else if (m_size > m_limit)
    {
        m_fault = Fault::TOO_LARGE;
    }
    else
    {
        m_message.reserve(std::min(m_size, MAX_RESERVED));
        m_begun.push_back({m_added, m_size});
    }
}

} // namespace iotledger
} // namespace ns3
