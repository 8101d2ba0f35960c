/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef HTTP2_FRAMING_H
#define HTTP2_FRAMING_H

#include "ns3/message-framing.h"

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Has a channel hand over the bytes of HTTP/2 as they come.
 *
 * A frame may come in pieces, and a piece may hold several: libnghttp2 finds the frames (RFC 9113,
 * section 4.1) itself, and says to the peer in a GOAWAY what is wrong with them. To find them here
 * as well would only copy every byte once more.
 */
class Http2Framing : public MessageFraming
{
  public:
    static constexpr std::size_t MAX_PIECE = 65536; //!< [B]

    Extent Measure(const uint8_t* data, std::size_t size) const override;
    std::size_t GetHeaderLimit() const override;
};

} // namespace iotledger
} // namespace ns3

#endif /* HTTP2_FRAMING_H */
