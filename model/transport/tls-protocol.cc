/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-protocol.h"

#include "ns3/simulator.h"

#include <map>

namespace ns3
{
namespace iotledger
{

namespace
{

/// @return the value of @p name, empty if it is not among @p values.
template <typename T>
std::optional<T>
Find(const std::map<std::string, T>& values, const std::string& name)
{
    const auto found = values.find(name);
    return found == values.end() ? std::nullopt : std::optional<T>(found->second);
}

} // namespace

std::string
GetTlsAlertName(TlsAlert alert)
{
    static const std::map<TlsAlert, std::string> names{
        {TlsAlert::CLOSE_NOTIFY, "close_notify"},
        {TlsAlert::UNEXPECTED_MESSAGE, "unexpected_message"},
        {TlsAlert::BAD_RECORD_MAC, "bad_record_mac"},
        {TlsAlert::HANDSHAKE_FAILURE, "handshake_failure"},
        {TlsAlert::BAD_CERTIFICATE, "bad_certificate"},
        {TlsAlert::UNSUPPORTED_CERTIFICATE, "unsupported_certificate"},
        {TlsAlert::CERTIFICATE_REVOKED, "certificate_revoked"},
        {TlsAlert::CERTIFICATE_EXPIRED, "certificate_expired"},
        {TlsAlert::CERTIFICATE_UNKNOWN, "certificate_unknown"},
        {TlsAlert::ILLEGAL_PARAMETER, "illegal_parameter"},
        {TlsAlert::UNKNOWN_CA, "unknown_ca"},
        {TlsAlert::DECODE_ERROR, "decode_error"},
        {TlsAlert::DECRYPT_ERROR, "decrypt_error"},
        {TlsAlert::PROTOCOL_VERSION, "protocol_version"},
        {TlsAlert::INTERNAL_ERROR, "internal_error"},
        {TlsAlert::CERTIFICATE_REQUIRED, "certificate_required"},
    };
    const auto found = names.find(alert);
    return found == names.end() ? std::to_string(static_cast<int>(alert)) : found->second;
}

TlsAlert
GetTlsAlert(CertificateVerdict verdict)
{
    switch (verdict)
    {
    case CertificateVerdict::EXPIRED:
        return TlsAlert::CERTIFICATE_EXPIRED;
    case CertificateVerdict::REVOKED:
        return TlsAlert::CERTIFICATE_REVOKED;
    case CertificateVerdict::UNKNOWN_AUTHORITY:
        return TlsAlert::UNKNOWN_CA;
    case CertificateVerdict::WRONG_PURPOSE:
        return TlsAlert::UNSUPPORTED_CERTIFICATE;
    case CertificateVerdict::WRONG_SIGNATURE:
        return TlsAlert::DECRYPT_ERROR;
    case CertificateVerdict::WRONG_NAME:
    case CertificateVerdict::NOT_YET_VALID:
        return TlsAlert::BAD_CERTIFICATE;
    case CertificateVerdict::MALFORMED:
        return TlsAlert::DECODE_ERROR;
    default:
        return TlsAlert::CERTIFICATE_UNKNOWN;
    }
}

int64_t
TlsSettings::GetTime() const
{
    return epoch + Simulator::Now().GetNanoSeconds() / 1'000'000'000;
}

std::size_t
GetTlsHashSize(TlsCipherSuite suite)
{
    return suite == TlsCipherSuite::AES_128_GCM_SHA256 ? 32 : 48;
}

std::size_t
GetTlsKeyShareSize(TlsGroup group)
{
    return group == TlsGroup::X25519 ? 32 : 65;
}

std::vector<uint16_t>
GetTlsSuiteNumbers(TlsVersion version, TlsCipherSuite suite)
{
    const bool isShort = suite == TlsCipherSuite::AES_128_GCM_SHA256;
    if (version == TlsVersion::TLS_1_3)
    {
        return {static_cast<uint16_t>(isShort ? 0x1301 : 0x1302)};
    }
    // With ECDSA certificates, then with RSA's.
    return isShort ? std::vector<uint16_t>{0xc02b, 0xc02f} : std::vector<uint16_t>{0xc02c, 0xc030};
}

std::optional<TlsVersion>
ParseTlsVersion(const std::string& name)
{
    return Find<TlsVersion>({{"1.2", TlsVersion::TLS_1_2}, {"1.3", TlsVersion::TLS_1_3}}, name);
}

std::optional<TlsCipherSuite>
ParseTlsCipherSuite(const std::string& name)
{
    return Find<TlsCipherSuite>({{"aes-128-gcm", TlsCipherSuite::AES_128_GCM_SHA256},
                                 {"aes-256-gcm", TlsCipherSuite::AES_256_GCM_SHA384}},
                                name);
}

std::optional<TlsGroup>
ParseTlsGroup(const std::string& name)
{
    return Find<TlsGroup>({{"x25519", TlsGroup::X25519}, {"p-256", TlsGroup::P256}}, name);
}

} // namespace iotledger
} // namespace ns3
