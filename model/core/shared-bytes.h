/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SHARED_BYTES_H
#define SHARED_BYTES_H

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief An immutable byte string, cheap to copy, whose trailing zeros may be virtual.
 *
 * The bytes are a stored head followed by a tail of zeros of which only the length is kept, so a
 * megabyte of placeholder payload costs no memory. Copies and slices share the head's storage.
 * Equality is by content: how a string splits into head and tail does not matter.
 *
 * All offsets and sizes are in bytes.
 */
class SharedBytes
{
  public:
    SharedBytes() = default;

    /// Takes over @p bytes as the head; no virtual tail.
    explicit SharedBytes(std::vector<uint8_t> bytes);

    /// Copies @p text as the head; no virtual tail.
    explicit SharedBytes(std::string_view text);

    /// @return @p size virtual zero bytes.
    static SharedBytes Zeros(uint64_t size);

    /// @return head followed by @p zeros virtual zero bytes.
    SharedBytes WithZeros(uint64_t zeros) const;

    uint64_t GetSize() const;
    bool IsEmpty() const;

    const uint8_t* GetHead() const; //!< the stored bytes, GetHeadSize() of them
    std::size_t GetHeadSize() const;
    uint64_t GetZeroTail() const; //!< number of virtual zero bytes behind the head

    uint8_t operator[](uint64_t offset) const;

    /// @return the bytes [offset, offset + length), clipped to the end; shares the head's storage.
    SharedBytes Slice(uint64_t offset, uint64_t length = UINT64_MAX) const;

    /// Writes all GetSize() bytes to @p out.
    void CopyTo(uint8_t* out) const;
    std::vector<uint8_t> ToVector() const;
    std::string ToString() const;

    friend bool operator==(const SharedBytes& a, const SharedBytes& b);
    friend bool operator!=(const SharedBytes& a, const SharedBytes& b);
};

} // namespace iotledger
} // namespace ns3

#endif /* SHARED_BYTES_H */
