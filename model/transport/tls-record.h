/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_RECORD_H
#define TLS_RECORD_H

#include "ns3/message-framing.h"
#include "ns3/tls-protocol.h"

#include <optional>

namespace ns3
{
namespace iotledger
{

// The record layer: RFC 8446, section 5, and RFC 5246, section 6.2.
//
//     record = type[1] legacy_version[2] length[2] fragment[length]
//
// What protection adds to a plaintext P: TLS 1.3, P inner_type[1] tag[16]; TLS 1.2 with AES-GCM
// (RFC 5288, section 3), nonce[8] P tag[16].

inline constexpr std::size_t TLS_RECORD_HEADER = 5;            //!< [B]
inline constexpr std::size_t TLS_MAX_FRAGMENT = 16384;         //!< [B] plaintext of a record
inline constexpr std::size_t TLS_MAX_PROTECTED = 16384 + 2048; //!< [B] RFC 5246, section 6.2.3

/// @return [B] that protection adds to a plaintext.
std::size_t GetTlsProtectionSize(TlsVersion version);

/// @return [B] of the records that carry @p bytes of data.
uint64_t GetTlsRecordsSize(TlsVersion version, uint64_t bytes);

/// One record, unpacked.
struct TlsRecord
{
    TlsContent type;
    SharedBytes fragment;
};

/// @return @p fragment with a record header before it; a virtual zero tail stays virtual.
SharedBytes EncodeTlsRecord(TlsContent type, const SharedBytes& fragment);

/// @return the record that @p bytes starts with; empty if it holds no whole one.
std::optional<TlsRecord> DecodeTlsRecord(const SharedBytes& bytes);

/**
 * @ingroup iot-ledger
 * @brief A TLS record is a message to the transport below.
 */
class TlsRecordFraming : public MessageFraming
{
  public:
    Extent Measure(const uint8_t* data, std::size_t size) const override;
    std::size_t GetHeaderLimit() const override;
};

} // namespace iotledger
} // namespace ns3

#endif /* TLS_RECORD_H */
