/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BYTE_IO_H
#define BYTE_IO_H

#include "ns3/shared-bytes.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Builds a SharedBytes field by field, integers in network byte order.
 *
 * A virtual zero tail stays virtual as long as nothing is written behind it.
 */
class ByteWriter
{
  public:
    /// @param expected how many stored bytes to make room for at once [B]
    explicit ByteWriter(std::size_t expected = 64);

    ByteWriter& U8(uint8_t value);
    ByteWriter& U16(uint16_t value);
    ByteWriter& U32(uint32_t value);
    ByteWriter& U64(uint64_t value);
    ByteWriter& Bytes(const uint8_t* data, std::size_t size);
    ByteWriter& Bytes(std::string_view text);
    ByteWriter& Bytes(const SharedBytes& bytes);

    /// @return what was written; the writer is empty afterwards.
    SharedBytes Take();

  private:
    void StoreZeros(); //!< turns the virtual tail into stored bytes
    ByteWriter& BigEndian(uint64_t value, std::size_t size);

    std::vector<uint8_t> m_bytes;
    uint64_t m_zeros{0}; //!< [B] virtual zeros behind m_bytes
};

/**
 * @ingroup iot-ledger
 * @brief Reads fields off a SharedBytes, integers in network byte order.
 *
 * Reading past the end returns zeros or an empty string and makes Failed() true for good, so a
 * decoder reads all its fields and asks once. Nothing remains after a failed read.
 */
class ByteReader
{
  public:
    explicit ByteReader(SharedBytes bytes);

    uint8_t U8();
    uint16_t U16();
    uint32_t U32();
    uint64_t U64();
    SharedBytes Bytes(uint64_t size); //!< shares storage with the source
    std::string Text(uint64_t size);
    SharedBytes Rest();

    uint64_t GetRemaining() const; //!< [B] not read yet
    bool Failed() const;           //!< whether any read went past the end

  private:
    bool Advance(uint64_t size); //!< @return whether @p size bytes remained; moves past them
    uint64_t BigEndian(std::size_t size);

    SharedBytes m_bytes;
    uint64_t m_offset{0};
    bool m_failed{false};
};

} // namespace iotledger
} // namespace ns3

#endif /* BYTE_IO_H */
