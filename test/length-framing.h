/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LENGTH_FRAMING_H
#define LENGTH_FRAMING_H

#include "ns3/byte-io.h"
#include "ns3/message-framing.h"

namespace ns3
{
namespace iotledger
{

/// For tests: a message is its own size in four bytes, then the rest; sizes below four are wrong.
class LengthFraming : public MessageFraming
{
  public:
    static constexpr std::size_t HEADER = 4; //!< [B]

    Extent Measure(const uint8_t* data, std::size_t size) const override
    {
        if (size < HEADER)
        {
            return {Verdict::INCOMPLETE, 0};
        }
        const uint64_t length =
            (uint64_t(data[0]) << 24) | (data[1] << 16) | (data[2] << 8) | data[3];
        return {length < HEADER ? Verdict::MALFORMED : Verdict::KNOWN, length};
    }

    std::size_t GetHeaderLimit() const override
    {
        return HEADER;
    }

    /// @return a message of @p size bytes, all but the header being @p fill.
    static SharedBytes Make(uint32_t size, uint8_t fill)
    {
        ByteWriter writer;
        writer.U32(size);
        for (uint32_t i = HEADER; i < size; ++i)
        {
            writer.U8(fill);
        }
        return writer.Take();
    }
};

} // namespace iotledger
} // namespace ns3

#endif /* LENGTH_FRAMING_H */
