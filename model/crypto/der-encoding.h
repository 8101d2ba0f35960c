/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DER_ENCODING_H
#define DER_ENCODING_H

#include "ns3/shared-bytes.h"

#include <cstdint>
#include <vector>

namespace ns3
{
namespace iotledger
{

// The little of the Distinguished Encoding Rules (ITU-T X.690) that key placeholders need.
// Internal.

inline constexpr uint8_t DER_INTEGER = 0x02;
inline constexpr uint8_t DER_BIT_STRING = 0x03;
inline constexpr uint8_t DER_OCTET_STRING = 0x04;
inline constexpr uint8_t DER_SEQUENCE = 0x30;

/// @return tag and length of a DER value of @p size bytes, fewer than 65,536 (section 10.1).
std::vector<uint8_t> DerHeader(uint8_t tag, std::size_t size);

/// @return [B] a DER value with @p contentSize bytes of content, header included
std::size_t DerSize(std::size_t contentSize);

/// Walks over the DER values of a string, which must outlive it.
class DerReader
{
  public:
    explicit DerReader(const SharedBytes& der);

    uint32_t GetTag() const; //!< of the value that starts here, no byte's value at the end

    /// Steps into a value. @return whether one with @p tag starts here and fits.
    bool Enter(uint8_t tag);

    /// Steps into a value that takes all the rest of the string.
    bool EnterRest(uint8_t tag);

    /// Steps over the bytes of @p expected. @return whether they stand here.
    bool Match(const std::vector<uint8_t>& expected);

    /// Steps over @p size bytes. @return them
    SharedBytes Take(uint64_t size);

    uint64_t GetSize() const; //!< [B] length of the value last entered
    bool IsAtEnd() const;

  private:
    /// @return the next byte, or a value no byte has.
    uint32_t Next();

    const SharedBytes& m_der;
    uint64_t m_position{0};
    uint64_t m_size{0};
};

} // namespace iotledger
} // namespace ns3

#endif /* DER_ENCODING_H */
