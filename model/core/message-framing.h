/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MESSAGE_FRAMING_H
#define MESSAGE_FRAMING_H

#include <cstddef>
#include <cstdint>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Tells where a message ends in a byte stream, from its first bytes.
 *
 * Each protocol has its own (MQTT: the remaining length of the fixed header).
 */
class MessageFraming
{
  public:
    enum class Verdict
    {
        INCOMPLETE, //!< more bytes are needed to know
        KNOWN,      //!< the length is known
        MALFORMED,  //!< these bytes cannot start a message
    };

    struct Extent
    {
        Verdict verdict;
        uint64_t size; //!< [B] of the whole message including its header, when KNOWN
    };

    virtual ~MessageFraming() = default;

    /// @return what the first @p size bytes at @p data, the start of a message, tell of its length.
    virtual Extent Measure(const uint8_t* data, std::size_t size) const = 0;

    /// @return [B] the most bytes Measure ever needs to see.
    virtual std::size_t GetHeaderLimit() const = 0;
};

} // namespace iotledger
} // namespace ns3

#endif /* MESSAGE_FRAMING_H */
