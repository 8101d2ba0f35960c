/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_PROTOCOL_H
#define TLS_PROTOCOL_H

#include "ns3/certificate-chain.h"
#include "ns3/nstime.h"
#include "ns3/shared-bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

// Numbers of TLS 1.3 (RFC 8446) and 1.2 (RFC 5246), as far as this module speaks them.

/// @ingroup iot-ledger
enum class TlsVersion : uint16_t
{
    TLS_1_2 = 0x0303,
    TLS_1_3 = 0x0304,
};

/// The bulk cipher and hash; in TLS 1.2 the key exchange is ECDHE. @ingroup iot-ledger
enum class TlsCipherSuite
{
    AES_128_GCM_SHA256,
    AES_256_GCM_SHA384,
};

/// The curve of the ephemeral key exchange: RFC 8446, section 4.2.7. @ingroup iot-ledger
enum class TlsGroup : uint16_t
{
    P256 = 0x0017,
    X25519 = 0x001d,
};

/// RFC 8446, section 5.1. @ingroup iot-ledger
enum class TlsContent : uint8_t
{
    CHANGE_CIPHER_SPEC = 20,
    ALERT = 21,
    HANDSHAKE = 22,
    APPLICATION_DATA = 23,
};

/// RFC 8446, section 4, and RFC 5246, section 7.4. @ingroup iot-ledger
enum class TlsHandshakeType : uint8_t
{
    CLIENT_HELLO = 1,
    SERVER_HELLO = 2,
    NEW_SESSION_TICKET = 4,
    ENCRYPTED_EXTENSIONS = 8,
    CERTIFICATE = 11,
    SERVER_KEY_EXCHANGE = 12,
    CERTIFICATE_REQUEST = 13,
    SERVER_HELLO_DONE = 14,
    CERTIFICATE_VERIFY = 15,
    CLIENT_KEY_EXCHANGE = 16,
    FINISHED = 20,
};

/// RFC 8446, section 6. A value without a name here may come from a peer. @ingroup iot-ledger
enum class TlsAlert : uint8_t
{
    CLOSE_NOTIFY = 0,
    UNEXPECTED_MESSAGE = 10,
    BAD_RECORD_MAC = 20,
    HANDSHAKE_FAILURE = 40,
    BAD_CERTIFICATE = 42,
    UNSUPPORTED_CERTIFICATE = 43,
    CERTIFICATE_REVOKED = 44,
    CERTIFICATE_EXPIRED = 45,
    CERTIFICATE_UNKNOWN = 46,
    ILLEGAL_PARAMETER = 47,
    UNKNOWN_CA = 48,
    DECODE_ERROR = 50,
    DECRYPT_ERROR = 51,
    PROTOCOL_VERSION = 70,
    INTERNAL_ERROR = 80,
    CERTIFICATE_REQUIRED = 116,
};

/// @return the alert's name in RFC 8446, such as unknown_ca; its number if it has none here.
std::string GetTlsAlertName(TlsAlert alert);

/// @return what a verdict other than VALID is told the peer by: RFC 8446, section 6.2, where it
/// leaves the choice open (a wrong name, say) as OpenSSL chooses.
TlsAlert GetTlsAlert(CertificateVerdict verdict);

/// What one end shows and what it trusts. @ingroup iot-ledger
struct TlsCredentials
{
    std::vector<SharedBytes> chain; //!< own DER certificates, the leaf first; empty: none
    SharedBytes privateKey; //!< DER PrivateKeyInfo of the leaf; modelled execution needs none
    CertificateTrust trust; //!< what the peer's certificates are judged by
};

/// How one end speaks TLS. @ingroup iot-ledger
struct TlsSettings
{
    TlsVersion version{TlsVersion::TLS_1_3};
    TlsCipherSuite suite{TlsCipherSuite::AES_256_GCM_SHA384};
    TlsGroup group{TlsGroup::X25519};
    bool clientAuthentication{false}; //!< a server asks for and insists on certificates
    bool resumption{true};            //!< a server issues tickets, a client comes back with them
    std::string serverName;           //!< that a client expects; empty: any, and it names none
    int64_t epoch{0};                 //!< [s] since 1970-01-01 UTC, of simulated time zero
    int64_t ticketLifetime{0};        //!< [s]

    int64_t GetTime() const; //!< @return [s] since 1970-01-01 UTC, now in the simulation
};

/// A handshake that has been completed. @ingroup iot-ledger
struct TlsHandshakeSummary
{
    bool isServer;
    TlsVersion version;
    bool isResumed;
    Time duration;     //!< since the transport below stood
    uint64_t sent;     //!< [B] of records, tickets after the handshake left out
    uint64_t received; //!< [B] of records
};

/// Names a server's sessions, so that no other service resumes them; serialized in tickets.
inline const std::string TLS_SESSION_CONTEXT = "iot-ledger";
/// Tickets after a full handshake, OpenSSL's default; after a resumed one there is one.
inline constexpr uint32_t TLS_TICKETS = 2;

// Sizes and lists that follow from the settings.

std::size_t GetTlsHashSize(TlsCipherSuite suite); //!< [B] RFC 8446, section B.4
std::size_t GetTlsKeyShareSize(TlsGroup group);   //!< [B] RFC 8446, section 4.2.8.2
/// @return the numbers a client offers, in order: RFC 8446, section B.4, and RFC 5289, section 3.2.
std::vector<uint16_t> GetTlsSuiteNumbers(TlsVersion version, TlsCipherSuite suite);
std::optional<TlsVersion> ParseTlsVersion(const std::string& name);
std::optional<TlsCipherSuite> ParseTlsCipherSuite(const std::string& name);
std::optional<TlsGroup> ParseTlsGroup(const std::string& name);

} // namespace iotledger
} // namespace ns3

#endif /* TLS_PROTOCOL_H */
