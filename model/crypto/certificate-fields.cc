/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "certificate-fields.h"

#include "openssl-keys.h"
#include "openssl-operations.h"

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

/// @return all values of an attribute of @p name, in order.
std::vector<std::string>
GetAttributes(X509_NAME* name, int nid)
{
    std::vector<std::string> values;
    for (int i = X509_NAME_get_index_by_NID(name, nid, -1); i >= 0;
         i = X509_NAME_get_index_by_NID(name, nid, i))
    {
        unsigned char* text = nullptr;
        const auto size =
            ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, i)));
        if (size >= 0)
        {
            values.emplace_back(reinterpret_cast<char*>(text), size);
            OPENSSL_free(text);
        }
    }
    return values;
}

/// @return [s] since 1970-01-01 UTC
int64_t
GetSeconds(const ASN1_TIME* time)
{
    std::tm broken{};
    return ASN1_TIME_to_tm(time, &broken) > 0 ? static_cast<int64_t>(timegm(&broken)) : 0;
}

SharedBytes
GetPublicKey(X509* certificate)
{
    auto* key = X509_get_X509_PUBKEY(certificate);
    Bytes der(std::max(i2d_X509_PUBKEY(key, nullptr), 0));
    auto* out = der.data();
    i2d_X509_PUBKEY(key, &out);
    return SharedBytes(std::move(der));
}

} // namespace

std::optional<CertificateFields>
ReadCertificate(const SharedBytes& certificate)
{
    const ErrorScope errors;
    const auto handle = DecodeCertificate(certificate);
    if (!handle)
    {
        return std::nullopt;
    }
    auto* subject = X509_get_subject_name(handle.get());
    const auto names = GetAttributes(subject, NID_commonName);
    return CertificateFields{names.empty() ? "" : names.front(),
                             GetAttributes(subject, NID_organizationalUnitName),
                             GetPublicKey(handle.get()),
                             GetSeconds(X509_get0_notBefore(handle.get())),
                             GetSeconds(X509_get0_notAfter(handle.get()))};
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
            if (authority &&
                X509_CRL_verify(list.get(), X509_get0_pubkey(authority.get())) > 0)
            {
                return true;
            }
        }
    }
    return false;
}

} // namespace iotledger
} // namespace ns3
