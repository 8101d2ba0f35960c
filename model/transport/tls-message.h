/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_MESSAGE_H
#define TLS_MESSAGE_H

#include "ns3/byte-io.h"
#include "ns3/tls-protocol.h"

#include <optional>
#include <vector>

namespace ns3
{
namespace iotledger
{

// Handshake messages other than the hellos: RFC 8446, section 4, RFC 5246, section 7.4, RFC 8422,
// section 5, and RFC 5077, section 3.3. Internal.
//
//     message = type[1] length[3] body[length]

inline constexpr std::size_t TLS_MESSAGE_HEADER = 4; //!< [B]

/// RFC 8446, section 4.2.3: what this module signs with.
inline constexpr uint16_t TLS_ECDSA_SECP256R1_SHA256 = 0x0403;
inline constexpr uint16_t TLS_RSA_PSS_RSAE_SHA256 = 0x0804;
inline constexpr uint16_t TLS_RSA_PKCS1_SHA256 = 0x0401;

struct TlsMessage
{
    TlsHandshakeType type;
    SharedBytes body;
};

/// A public signature, and who could have made it.
struct TlsSignature
{
    uint16_t scheme;
    SharedBytes value;
};

/// A session ticket as it is sent.
struct TlsTicketMessage
{
    uint32_t lifetime; //!< [s]
    uint32_t ageAdd;   //!< TLS 1.3
    uint64_t nonce;    //!< TLS 1.3
    SharedBytes ticket;
};

SharedBytes EncodeTlsMessage(TlsHandshakeType type, const SharedBytes& body);
/// @return the message that @p bytes starts with; empty if it is not there in whole.
std::optional<TlsMessage> DecodeTlsMessage(const SharedBytes& bytes);

/// Appends @p bytes after their length in @p lengthSize bytes.
void AppendTlsVector(ByteWriter& writer, std::size_t lengthSize, const SharedBytes& bytes);
/// @return the bytes after a length in @p lengthSize bytes.
SharedBytes ReadTlsVector(ByteReader& reader, std::size_t lengthSize);
/// @return the list of what this module signs and verifies with, after its length.
SharedBytes GetTlsSignatureSchemes();

SharedBytes EncodeTlsEncryptedExtensions();
SharedBytes EncodeTlsCertificateRequest(TlsVersion version);
SharedBytes EncodeTlsCertificate(TlsVersion version, const std::vector<SharedBytes>& chain);
SharedBytes EncodeTlsServerKeyExchange(TlsGroup group,
                                       const SharedBytes& keyShare,
                                       const TlsSignature& signature);
SharedBytes EncodeTlsClientKeyExchange(const SharedBytes& keyShare);
SharedBytes EncodeTlsCertificateVerify(const TlsSignature& signature);
SharedBytes EncodeTlsNewSessionTicket(TlsVersion version, const TlsTicketMessage& message);

// From the bodies of messages; empty if they are malformed.

std::optional<std::vector<SharedBytes>> DecodeTlsCertificate(TlsVersion version,
                                                             const SharedBytes& body);
std::optional<TlsSignature> DecodeTlsServerKeyExchange(const SharedBytes& body);
std::optional<TlsSignature> DecodeTlsCertificateVerify(const SharedBytes& body);
std::optional<TlsTicketMessage> DecodeTlsNewSessionTicket(TlsVersion version,
                                                          const SharedBytes& body);

} // namespace iotledger
} // namespace ns3

#endif /* TLS_MESSAGE_H */
