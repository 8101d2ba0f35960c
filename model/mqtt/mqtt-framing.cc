/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-framing.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

MessageFraming::Extent
MqttFraming::Measure(const uint8_t* data, std::size_t size) const
{
    if (size == 0)
    {
        return {Verdict::INCOMPLETE, 0};
    }
    uint64_t remaining = 0;
    const std::size_t end = std::min(size, HEADER_LIMIT);
    for (std::size_t i = 1; i < end; ++i)
    {
        remaining |= static_cast<uint64_t>(data[i] & 0x7f) << (7 * (i - 1));
        if ((data[i] & 0x80) == 0)
        {
            return {Verdict::KNOWN, i + 1 + remaining};
        }
    }
    return {size < HEADER_LIMIT ? Verdict::INCOMPLETE : Verdict::MALFORMED, 0};
}

std::size_t
MqttFraming::GetHeaderLimit() const
{
    return HEADER_LIMIT;
}

} // namespace iotledger
} // namespace ns3
