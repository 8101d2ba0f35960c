/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-message.h"

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr uint8_t NAMED_CURVE = 3; // RFC 8422, section 5.4

void
AppendLength(ByteWriter& writer, std::size_t size, uint64_t length)
{
    for (std::size_t i = size; i > 0; i--)
    {
        writer.U8(static_cast<uint8_t>(length >> (8 * (i - 1))));
    }
}

uint64_t
ReadLength(ByteReader& reader, std::size_t size)
{
    uint64_t length = 0;
    for (std::size_t i = 0; i < size; i++)
    {
        length = length << 8 | reader.U8();
    }
    return length;
}

void
AppendSignature(ByteWriter& writer, const TlsSignature& signature)
{
    writer.U16(signature.scheme);
    AppendTlsVector(writer, 2, signature.value);
}

/// @return the signature that is all the rest of @p reader.
std::optional<TlsSignature>
ReadSignature(ByteReader& reader)
{
    TlsSignature signature;
    signature.scheme = reader.U16();
    signature.value = ReadTlsVector(reader, 2);
    return reader.Failed() || reader.GetRemaining() > 0 ? std::nullopt : std::optional(signature);
}

} // namespace

SharedBytes
EncodeTlsMessage(TlsHandshakeType type, const SharedBytes& body)
{
    ByteWriter writer(TLS_MESSAGE_HEADER + body.GetSize());
    writer.U8(static_cast<uint8_t>(type));
    AppendTlsVector(writer, 3, body);
    return writer.Take();
}

std::optional<TlsMessage>
DecodeTlsMessage(const SharedBytes& bytes)
{
    ByteReader reader(bytes);
    TlsMessage message;
    message.type = static_cast<TlsHandshakeType>(reader.U8());
    message.body = ReadTlsVector(reader, 3);
    return reader.Failed() ? std::nullopt : std::optional(std::move(message));
}

void
AppendTlsVector(ByteWriter& writer, std::size_t lengthSize, const SharedBytes& bytes)
{
    AppendLength(writer, lengthSize, bytes.GetSize());
    writer.Bytes(bytes);
}

SharedBytes
ReadTlsVector(ByteReader& reader, std::size_t lengthSize)
{
    return reader.Bytes(ReadLength(reader, lengthSize));
}

SharedBytes
GetTlsSignatureSchemes()
{
    ByteWriter schemes;
    schemes.U16(6)
        .U16(TLS_ECDSA_SECP256R1_SHA256)
        .U16(TLS_RSA_PSS_RSAE_SHA256)
        .U16(TLS_RSA_PKCS1_SHA256);
    return schemes.Take();
}

SharedBytes
EncodeTlsEncryptedExtensions()
{
    return EncodeTlsMessage(TlsHandshakeType::ENCRYPTED_EXTENSIONS, ByteWriter().U16(0).Take());
}

SharedBytes
EncodeTlsCertificateRequest(TlsVersion version)
{
    ByteWriter body;
    if (version == TlsVersion::TLS_1_3) // RFC 8446, section 4.3.2: context, signature_algorithms
    {
        const auto schemes = GetTlsSignatureSchemes();
        body.U8(0).U16(static_cast<uint16_t>(4 + schemes.GetSize())).U16(13);
        AppendTlsVector(body, 2, schemes);
    }
    else // RFC 5246, section 7.4.4: rsa_sign and ecdsa_sign, any authority
    {
        body.U8(2).U8(1).U8(64).Bytes(GetTlsSignatureSchemes()).U16(0);
    }
    return EncodeTlsMessage(TlsHandshakeType::CERTIFICATE_REQUEST, body.Take());
}

SharedBytes
EncodeTlsCertificate(TlsVersion version, const std::vector<SharedBytes>& chain)
{
    ByteWriter list(2048);
    for (const auto& certificate : chain)
    {
        AppendTlsVector(list, 3, certificate);
        if (version == TlsVersion::TLS_1_3)
        {
            list.U16(0); // no extensions
        }
    }
    ByteWriter body(2048);
    if (version == TlsVersion::TLS_1_3)
    {
        body.U8(0); // context
    }
    AppendTlsVector(body, 3, list.Take());
    return EncodeTlsMessage(TlsHandshakeType::CERTIFICATE, body.Take());
}

SharedBytes
EncodeTlsServerKeyExchange(TlsGroup group,
                           const SharedBytes& keyShare,
                           const TlsSignature& signature)
{
    ByteWriter body(512);
    body.U8(NAMED_CURVE).U16(static_cast<uint16_t>(group));
    AppendTlsVector(body, 1, keyShare);
    AppendSignature(body, signature);
    return EncodeTlsMessage(TlsHandshakeType::SERVER_KEY_EXCHANGE, body.Take());
}

SharedBytes
EncodeTlsClientKeyExchange(const SharedBytes& keyShare)
{
    ByteWriter body;
    AppendTlsVector(body, 1, keyShare);
    return EncodeTlsMessage(TlsHandshakeType::CLIENT_KEY_EXCHANGE, body.Take());
}

SharedBytes
EncodeTlsCertificateVerify(const TlsSignature& signature)
{
    ByteWriter body(512);
    AppendSignature(body, signature);
    return EncodeTlsMessage(TlsHandshakeType::CERTIFICATE_VERIFY, body.Take());
}

SharedBytes
EncodeTlsNewSessionTicket(TlsVersion version, const TlsTicketMessage& message)
{
    ByteWriter body(512);
    body.U32(message.lifetime);
    if (version == TlsVersion::TLS_1_3)
    {
        body.U32(message.ageAdd).U8(8).U64(message.nonce);
    }
    AppendTlsVector(body, 2, message.ticket);
    if (version == TlsVersion::TLS_1_3)
    {
        body.U16(0); // no extensions
    }
    return EncodeTlsMessage(TlsHandshakeType::NEW_SESSION_TICKET, body.Take());
}

std::optional<std::vector<SharedBytes>>
DecodeTlsCertificate(TlsVersion version, const SharedBytes& body)
{
    ByteReader reader(body);
    if (version == TlsVersion::TLS_1_3)
    {
        ReadTlsVector(reader, 1); // context
    }
    ByteReader list(ReadTlsVector(reader, 3));
    std::vector<SharedBytes> chain;
    while (list.GetRemaining() > 0)
    {
        chain.push_back(ReadTlsVector(list, 3));
        if (version == TlsVersion::TLS_1_3)
        {
            ReadTlsVector(list, 2); // extensions
        }
    }
    const bool isWhole = !reader.Failed() && !list.Failed() && reader.GetRemaining() == 0;
    return isWhole ? std::optional(std::move(chain)) : std::nullopt;
}

std::optional<TlsSignature>
DecodeTlsServerKeyExchange(const SharedBytes& body)
{
    ByteReader reader(body);
    const bool isNamedCurve = reader.U8() == NAMED_CURVE;
    reader.U16();
    ReadTlsVector(reader, 1);
    return isNamedCurve ? ReadSignature(reader) : std::nullopt;
}

std::optional<TlsSignature>
DecodeTlsCertificateVerify(const SharedBytes& body)
{
    ByteReader reader(body);
    return ReadSignature(reader);
}

std::optional<TlsTicketMessage>
DecodeTlsNewSessionTicket(TlsVersion version, const SharedBytes& body)
{
    ByteReader reader(body);
    TlsTicketMessage message{};
    message.lifetime = reader.U32();
    if (version == TlsVersion::TLS_1_3)
    {
        message.ageAdd = reader.U32();
        ReadTlsVector(reader, 1);
    }
    message.ticket = ReadTlsVector(reader, 2);
    return reader.Failed() ? std::nullopt : std::optional(std::move(message));
}

} // namespace iotledger
} // namespace ns3
