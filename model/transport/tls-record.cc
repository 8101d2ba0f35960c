/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-record.h"

#include "ns3/byte-io.h"

namespace ns3
{
namespace iotledger
{

std::size_t
GetTlsProtectionSize(TlsVersion version)
{
    return version == TlsVersion::TLS_1_3 ? 1 + 16 : 8 + 16;
}

uint64_t
GetTlsRecordsSize(TlsVersion version, uint64_t bytes)
{
    const uint64_t records = (bytes + TLS_MAX_FRAGMENT - 1) / TLS_MAX_FRAGMENT;
    return bytes + records * (TLS_RECORD_HEADER + GetTlsProtectionSize(version));
}

SharedBytes
EncodeTlsRecord(TlsContent type, const SharedBytes& fragment)
{
    return ByteWriter(TLS_RECORD_HEADER + fragment.GetHeadSize())
        .U8(static_cast<uint8_t>(type))
        .U16(0x0303) // RFC 8446, section 5.1: whatever the version
        .U16(static_cast<uint16_t>(fragment.GetSize()))
        .Bytes(fragment)
        .Take();
}

std::optional<TlsRecord>
DecodeTlsRecord(const SharedBytes& bytes)
{
    ByteReader reader(bytes);
    TlsRecord record;
    record.type = static_cast<TlsContent>(reader.U8());
    reader.U16();
    record.fragment = reader.Bytes(reader.U16());
    return reader.Failed() ? std::nullopt : std::optional(std::move(record));
}

MessageFraming::Extent
TlsRecordFraming::Measure(const uint8_t* data, std::size_t size) const
{
    const bool hasType = size >= 1 && data[0] >= 20 && data[0] <= 23;
    const bool hasVersion = size < 2 || data[1] == 0x03;
    if ((size >= 1 && !hasType) || !hasVersion)
    {
        return {Verdict::MALFORMED, 0};
    }
    if (size < TLS_RECORD_HEADER)
    {
        return {Verdict::INCOMPLETE, 0};
    }
    const std::size_t length = data[3] << 8 | data[4];
    return {length > TLS_MAX_PROTECTED ? Verdict::MALFORMED : Verdict::KNOWN,
            TLS_RECORD_HEADER + length};
}

std::size_t
TlsRecordFraming::GetHeaderLimit() const
{
    return TLS_RECORD_HEADER;
}

} // namespace iotledger
} // namespace ns3
