/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "client-identity.h"

#include "fabric-msp.pb.h"

#include "ns3/openssl-library.h"

#include <algorithm>
#include <array>
#include <map>
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <utility>
#include <vector>

namespace ns3
{
namespace iotledger
{

namespace
{

using BioHandle = std::unique_ptr<BIO, OpensslFree<BIO_free>>;

struct FreeText
{
    void operator()(unsigned char* text) const
    {
        OPENSSL_free(text);
    }
};

constexpr std::array<std::pair<int, const char*>, 9> ATTRIBUTES{{{NID_commonName, "CN"},
                                                                 {NID_serialNumber, "SERIALNUMBER"},
                                                                 {NID_countryName, "C"},
                                                                 {NID_localityName, "L"},
                                                                 {NID_stateOrProvinceName, "ST"},
                                                                 {NID_streetAddress, "STREET"},
                                                                 {NID_organizationName, "O"},
                                                                 {NID_organizationalUnitName, "OU"},
                                                                 {NID_postalCode, "POSTALCODE"}}};

/// RFC 2253, section 2.4.
std::string
Escape(const std::string& value)
{
    std::string escaped;
    for (std::size_t i = 0; i < value.size(); i++)
    {
        const auto isEnd = i == 0 || i == value.size() - 1;
        if (std::string_view(",+\"\\<>;").find(value[i]) != std::string_view::npos ||
            (value[i] == ' ' && isEnd) || (value[i] == '#' && i == 0))
        {
            escaped += '\\';
        }
        escaped += value[i];
    }
    return escaped;
}

std::vector<std::string>
GetValues(const X509_NAME* name, int attribute)
{
    std::vector<std::string> values;
    for (int i = -1; (i = X509_NAME_get_index_by_NID(name, attribute, i)) >= 0;)
    {
        unsigned char* text = nullptr;
        const auto size =
            ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, i)));
        const std::unique_ptr<unsigned char, FreeText> owner(text);
        if (size >= 0)
        {
            values.emplace_back(text, text + size);
        }
    }
    // Of these Go's pkix.Name keeps the last only.
    if (values.size() > 1 && (attribute == NID_commonName || attribute == NID_serialNumber))
    {
        values.erase(values.begin(), values.end() - 1);
    }
    std::sort(values.begin(), values.end());
    return values;
}

std::string
FormatName(const X509_NAME* name)
{
    std::string formatted;
    for (const auto& [attribute, shown] : ATTRIBUTES)
    {
        const char* separator = formatted.empty() ? "" : ",";
        for (const auto& value : GetValues(name, attribute))
        {
            formatted += separator + std::string(shown) + "=" + Escape(value);
            separator = "+";
        }
    }
    return formatted;
}

X509Handle
ReadCertificate(const std::string& bytes)
{
    const ErrorScope errors;
    const BioHandle bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
    if (bytes.compare(0, 5, "-----") == 0)
    {
        return X509Handle(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    }
    return X509Handle(d2i_X509_bio(bio.get(), nullptr));
}

} // namespace

std::optional<std::string>
MakeDeviceId(const SharedBytes& certificate)
{
    const auto read = ReadCertificate(certificate.ToString());
    if (!read)
    {
        return std::nullopt;
    }
    const auto text = "x509::" + FormatName(X509_get_subject_name(read.get())) +
                      "::" + FormatName(X509_get_issuer_name(read.get()));
    std::string base64((text.size() + 2) / 3 * 4 + 1, '\0');
    const auto size = EVP_EncodeBlock(reinterpret_cast<uint8_t*>(base64.data()),
                                      reinterpret_cast<const uint8_t*>(text.data()),
                                      static_cast<int>(text.size()));
    base64.resize(static_cast<std::size_t>(size));
    return base64;
}

std::optional<ClientIdentity>
ReadClientIdentity(const SharedBytes& creator)
{
    fabric::SerializedIdentity identity;
    if (!identity.ParseFromString(creator.ToString()))
    {
        return std::nullopt;
    }
    auto deviceId = MakeDeviceId(SharedBytes(identity.id_bytes()));
    if (!deviceId)
    {
        return std::nullopt;
    }
    return ClientIdentity{identity.mspid(), std::move(*deviceId)};
}

} // namespace iotledger
} // namespace ns3
