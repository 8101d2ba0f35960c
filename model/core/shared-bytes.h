/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SHARED_BYTES_H
#define SHARED_BYTES_H

#include "ns3/assert.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
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

    /// @return these bytes followed by @p zeros more virtual zero bytes.
    SharedBytes WithZeros(uint64_t zeros) const;

    uint64_t GetSize() const;
    bool IsEmpty() const;

    const uint8_t* GetHead() const; //!< the stored bytes, GetHeadSize() of them; null if none
    std::size_t GetHeadSize() const;
    uint64_t GetZeroTail() const; //!< number of virtual zero bytes behind the head

    /// @param offset less than GetSize()
    uint8_t operator[](uint64_t offset) const;

    /// @return the bytes [offset, offset + length), clipped to the end; shares the head's storage.
    SharedBytes Slice(uint64_t offset, uint64_t length = UINT64_MAX) const;

    /// Writes all GetSize() bytes to @p out.
    void CopyTo(uint8_t* out) const;
    std::vector<uint8_t> ToVector() const;
    std::string ToString() const;

    friend bool operator==(const SharedBytes& a, const SharedBytes& b);
    friend bool operator!=(const SharedBytes& a, const SharedBytes& b);

  private:
    std::shared_ptr<const uint8_t> m_head; //!< first byte; owns the storage it points into
    std::size_t m_headSize{0};             //!< [B] stored
    uint64_t m_zeroTail{0};                //!< [B] virtual zeros behind the stored bytes
};

inline uint64_t
SharedBytes::GetSize() const
{
    return m_headSize + m_zeroTail;
}

inline bool
SharedBytes::IsEmpty() const
{
    return GetSize() == 0;
}

inline const uint8_t*
SharedBytes::GetHead() const
{
    return m_head.get();
}

inline std::size_t
SharedBytes::GetHeadSize() const
{
    return m_headSize;
}

inline uint64_t
SharedBytes::GetZeroTail() const
{
    return m_zeroTail;
}

inline uint8_t
SharedBytes::operator[](uint64_t offset) const
{
    NS_ASSERT_MSG(offset < GetSize(), "offset " << offset << " in " << GetSize() << " bytes");
    return offset < m_headSize ? m_head.get()[offset] : 0;
}

} // namespace iotledger
} // namespace ns3

#endif /* SHARED_BYTES_H */
