/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "http2-framing.h"

namespace ns3
{
namespace iotledger
{

MessageFraming::Extent
Http2Framing::Measure(const uint8_t* /* data */, std::size_t size) const
{
    return {size > 0 ? Verdict::KNOWN : Verdict::INCOMPLETE, size};
}

std::size_t
Http2Framing::GetHeaderLimit() const
{
    return MAX_PIECE;
}

} // namespace iotledger
} // namespace ns3
