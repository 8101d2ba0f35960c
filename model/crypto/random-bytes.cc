/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "random-bytes.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

RandomBytes::RandomBytes(Ptr<UniformRandomVariable> stream)
    : m_stream(std::move(stream))
{
}

void
RandomBytes::Fill(uint8_t* out, std::size_t size)
{
    while (size > 0)
    {
        auto word = TakeWord();
        const auto part = std::min<std::size_t>(size, sizeof(word));
        for (std::size_t i = 0; i < part; i++)
        {
            *out++ = static_cast<uint8_t>(word);
            word >>= 8;
        }
        size -= part;
    }
}

std::vector<uint8_t>
RandomBytes::Take(std::size_t size)
{
    std::vector<uint8_t> bytes(size);
    Fill(bytes.data(), bytes.size());
    return bytes;
}

uint32_t
RandomBytes::TakeWord()
{
    return m_stream->GetInteger(0, UINT32_MAX);
}

} // namespace iotledger
} // namespace ns3
