/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MESSAGE_ASSEMBLER_H
#define MESSAGE_ASSEMBLER_H

#include "ns3/message-framing.h"
#include "ns3/shared-bytes.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Cuts a byte stream that arrives in pieces into messages.
 *
 * A piece may hold part of a message, one, or several. Runs of zeros at the end of what has come of
 * a long message stay virtual, so a placeholder payload takes no memory at the receiver either.
 */
class MessageAssembler
{
  public:
    explicit MessageAssembler(std::shared_ptr<const MessageFraming> framing);

    /// Takes the next @p size bytes of the stream.
    void Add(const uint8_t* data, std::size_t size);

    /// The same; virtual zeros within a message stay virtual.
    void Add(const SharedBytes& bytes);

    /// @return the next whole message, or nothing until more bytes come.
    std::optional<SharedBytes> Next();

    /// @return whether the stream has bytes that cannot start a message; nothing comes after that.
    bool IsMalformed() const;

  private:
    /// Takes bytes of the current message, and none beyond its end. @return how many.
    std::size_t TakePart(const uint8_t* data, std::size_t size);
    void Append(const uint8_t* data, std::size_t size);
    void AddZeros(uint64_t size);
    void Finish();

    std::shared_ptr<const MessageFraming> m_framing;
    std::vector<uint8_t> m_head; //!< of the current message
    uint64_t m_zeros{0};         //!< [B] zeros that follow m_head
    uint64_t m_size{0};          //!< [B] of the current message; 0: not known yet
    bool m_malformed{false};
    std::deque<SharedBytes> m_messages; //!< whole, not taken yet
};

} // namespace iotledger
} // namespace ns3

#endif /* MESSAGE_ASSEMBLER_H */
