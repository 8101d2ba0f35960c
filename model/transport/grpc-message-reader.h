/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GRPC_MESSAGE_READER_H
#define GRPC_MESSAGE_READER_H

#include "ns3/shared-bytes.h"

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace ns3
{
namespace iotledger
{

inline constexpr uint32_t GRPC_MESSAGE_PREFIX = 5; //!< [B] before each message

/**
 * @ingroup iot-ledger
 * @brief Cuts the DATA of an HTTP/2 stream into gRPC messages.
 *
 *     Length-Prefixed-Message -> Compressed-Flag Message-Length Message
 *     Compressed-Flag         -> 0 / 1                     ; 1 byte
 *     Message-Length          -> {length of Message}       ; 4 bytes, big endian
 *
 * Source: gRPC, doc/PROTOCOL-HTTP2.md. Compression is left out: a set flag is a fault.
 */
class GrpcMessageReader
{
  public:
    enum class Fault
    {
        NONE,
        TOO_LARGE,  //!< a message over the limit
        COMPRESSED, //!< a flag other than 0
    };

    /// A message whose prefix is complete within what was added since TakeBegun.
    struct Begun
    {
        uint64_t offset; //!< [B] behind its prefix, since TakeBegun
        uint32_t size;   //!< [B] of the message
    };

    void SetLimit(uint32_t maxSize); //!< [B] of a message

    /// Takes the next bytes of the stream; nothing after a fault.
    void Add(const uint8_t* data, std::size_t size);

    /// @return the next whole message.
    std::optional<SharedBytes> Next();

    std::vector<Begun> TakeBegun();

    uint64_t GetHeld() const; //!< [B] added and not taken, prefixes included
    uint64_t GetPart() const; //!< [B] of the message that is not whole yet, without its prefix

    /// @return [B] of the message that is not whole yet; 0: its prefix has not come
    uint32_t GetAwaited() const;

    Fault GetFault() const;
    uint32_t GetClaimedSize() const; //!< [B] of the message at fault

  private:
    void BeginMessage();

    uint32_t m_limit{UINT32_MAX};
    std::array<uint8_t, GRPC_MESSAGE_PREFIX> m_prefix{};
    uint32_t m_prefixSize{0}; //!< [B] of m_prefix that have come
    uint32_t m_size{0};       //!< [B] of the current message
    std::vector<uint8_t> m_message;
    std::deque<SharedBytes> m_messages; //!< whole, not taken yet
    uint64_t m_wholeBytes{0};           //!< of those, with their prefixes
    std::vector<Begun> m_begun;
    uint64_t m_added{0}; //!< [B] since TakeBegun
    Fault m_fault{Fault::NONE};
};

} // namespace iotledger
} // namespace ns3

#endif /* GRPC_MESSAGE_READER_H */
