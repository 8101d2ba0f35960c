/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "certificate-fields.h"

#include "der-encoding.h"
#include "openssl-keys.h"
#include "openssl-operations.h"

#include <cstdio>
#include <ctime>

namespace ns3
{
namespace iotledger
{

namespace
{

using CrlHandle = std::unique_ptr<X509_CRL, OpensslFree<X509_CRL_free>>;

CrlHandle
DecodeRevocationList(const SharedBytes& der)
{
    const ContiguousBytes bytes(der);
    const auto* next = bytes.GetData();
    auto* list = X509_CRL_new_ex(GetOpensslLibrary(), nullptr);
    const auto* decoded = d2i_X509_CRL(&list, &next, static_cast<long>(bytes.GetSize()));
    CrlHandle handle(list); // null if that failed
    return decoded != nullptr && next == bytes.GetData() + bytes.GetSize() ? std::move(handle)
                                                                           : nullptr;
}

// What RFC 5280 and X.520 have beyond DerReader's few tags.
constexpr uint8_t DER_OBJECT = 0x06;
constexpr uint8_t DER_SET = 0x31;
constexpr uint8_t DER_UTC_TIME = 0x17;
constexpr uint8_t DER_GENERALIZED_TIME = 0x18;
constexpr uint8_t DER_VERSION = 0xa0;
const Bytes COMMON_NAME{0x55, 0x04, 0x03};         //!< 2.5.4.3
const Bytes ORGANIZATIONAL_UNIT{0x55, 0x04, 0x0b}; //!< 2.5.4.11
constexpr uint64_t MAX_KEY = 65'535;               //!< [B] that DerHeader takes

/// Steps over a value. @return whether one with @p tag starts here and fits
bool
Skip(DerReader& reader, uint8_t tag)
{
    const auto isThere = reader.Enter(tag);
    reader.Take(reader.GetSize());
    return isThere;
}

/// Reads the attributes of a name (RFC 5280, section 4.1.2.4) that there are fields for.
bool
ReadName(const SharedBytes& name, CertificateFields& fields)
{
    DerReader reader(name);
    while (!reader.IsAtEnd())
    {
        if (!reader.Enter(DER_SET))
        {
            return false;
        }
        const auto set = reader.Take(reader.GetSize());
        DerReader attribute(set);
        if (!attribute.Enter(DER_SEQUENCE) || !attribute.Enter(DER_OBJECT))
        {
            return false;
        }
        const auto type = attribute.Take(attribute.GetSize()).ToVector();
        if (!attribute.Enter(static_cast<uint8_t>(attribute.GetTag())))
        {
            return false;
        }
        const auto value = attribute.Take(attribute.GetSize()).ToString();
        if (type == COMMON_NAME)
        {
            fields.commonName = value;
        }
        else if (type == ORGANIZATIONAL_UNIT)
        {
            fields.units.push_back(value);
        }
    }
    return true;
}

/// Reads a time in its one form (RFC 5280, section 4.1.2.5).
/// @return [s] since 1970-01-01 UTC
std::optional<int64_t>
ReadTime(DerReader& reader)
{
    const auto isShort = reader.GetTag() == DER_UTC_TIME;
    if (!reader.Enter(isShort ? DER_UTC_TIME : DER_GENERALIZED_TIME))
    {
        return std::nullopt;
    }
    auto text = reader.Take(reader.GetSize()).ToString();
    if (isShort)
    {
        text.insert(0, text < "50" ? "20" : "19");
    }
    std::tm time{};
    char zone = 0;
    if (text.size() != 15 ||
        std::sscanf(text.c_str(),
                    "%4d%2d%2d%2d%2d%2d%c",
                    &time.tm_year,
                    &time.tm_mon,
                    &time.tm_mday,
                    &time.tm_hour,
                    &time.tm_min,
                    &time.tm_sec,
                    &zone) != 7 ||
        zone != 'Z')
    {
        return std::nullopt;
    }
    time.tm_year -= 1900;
    time.tm_mon -= 1;
    return static_cast<int64_t>(timegm(&time));
}

} // namespace

// OpenSSL would decode the public key, too, which takes a hundred times longer.
std::optional<CertificateFields>
ReadCertificate(const SharedBytes& certificate)
{
    CertificateFields fields;
    DerReader reader(certificate);
    if (!reader.EnterRest(DER_SEQUENCE) || !reader.Enter(DER_SEQUENCE) ||
        !Skip(reader, DER_VERSION) || !Skip(reader, DER_INTEGER) /* serial number */ ||
        !Skip(reader, DER_SEQUENCE) /* signature */ || !Skip(reader, DER_SEQUENCE) /* issuer */ ||
        !reader.Enter(DER_SEQUENCE))
    {
        return std::nullopt;
    }
    const auto notBefore = ReadTime(reader);
    const auto notAfter = notBefore ? ReadTime(reader) : std::nullopt;
    if (!notAfter || !reader.Enter(DER_SEQUENCE) ||
        !ReadName(reader.Take(reader.GetSize()), fields) || !reader.Enter(DER_SEQUENCE) ||
        reader.GetSize() > MAX_KEY)
    {
        return std::nullopt;
    }
    auto key = DerHeader(DER_SEQUENCE, reader.GetSize());
    const auto content = reader.Take(reader.GetSize()).ToVector();
    key.insert(key.end(), content.begin(), content.end());
    fields.publicKey = SharedBytes(std::move(key));
    fields.notBefore = *notBefore;
    fields.notAfter = *notAfter;
    return fields;
}

bool
IsCertificate(const SharedBytes& certificate)
{
    const ErrorScope errors;
    return DecodeCertificate(certificate) != nullptr;
}

bool
IsRevocationList(const SharedBytes& list)
{
    const ErrorScope errors;
    return DecodeRevocationList(list) != nullptr;
}

bool
IsRevoked(const SharedBytes& certificate,
          const std::vector<SharedBytes>& issuers,
          const std::vector<SharedBytes>& lists)
{
    if (lists.empty())
    {
        return false;
    }
    const ErrorScope errors;
    const auto handle = DecodeCertificate(certificate);
    for (const auto& der : lists)
    {
        const auto list = DecodeRevocationList(der);
        X509_REVOKED* entry = nullptr;
        if (!handle || !list || X509_CRL_get0_by_cert(list.get(), &entry, handle.get()) <= 0)
        {
            continue;
        }
        for (const auto& issuer : issuers)
        {
            const auto authority = DecodeCertificate(issuer);
            if (authority && X509_CRL_verify(list.get(), X509_get0_pubkey(authority.get())) > 0)
            {
                return true;
            }
        }
    }
    return false;
}

} // namespace iotledger
} // namespace ns3
