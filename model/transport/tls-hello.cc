/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-hello.h"

#include "tls-message.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr uint16_t LEGACY_VERSION = 0x0303;
constexpr uint16_t RENEGOTIATION_SIGNAL = 0x00ff; // RFC 5746, section 3.3
constexpr std::size_t RANDOM_SIZE = 32;           //!< [B]

/// Numbers of extensions: IANA, TLS ExtensionType Values.
enum Extension : uint16_t
{
    SERVER_NAME = 0,             // RFC 6066, section 3
    SUPPORTED_GROUPS = 10,       // RFC 8422, section 5.1.1
    EC_POINT_FORMATS = 11,       // RFC 8422, section 5.1.2
    SIGNATURE_ALGORITHMS = 13,   // RFC 8446, section 4.2.3
    ENCRYPT_THEN_MAC = 22,       // RFC 7366
    EXTENDED_MASTER_SECRET = 23, // RFC 7627
    SESSION_TICKET = 35,         // RFC 5077, section 3.2
    PRE_SHARED_KEY = 41,         // RFC 8446, section 4.2.11
    SUPPORTED_VERSIONS = 43,     // RFC 8446, section 4.2.1
    PSK_KEY_EXCHANGE_MODES = 45, // RFC 8446, section 4.2.9
    KEY_SHARE = 51,              // RFC 8446, section 4.2.8
    RENEGOTIATION_INFO = 0xff01, // RFC 5746, section 3.2
};

void
AppendExtension(ByteWriter& writer, Extension type, const SharedBytes& data = SharedBytes())
{
    writer.U16(type);
    AppendTlsVector(writer, 2, data);
}

SharedBytes
MakeServerName(const std::string& name)
{
    ByteWriter entry;
    entry.U8(0); // host_name
    AppendTlsVector(entry, 2, SharedBytes(name));
    ByteWriter list;
    AppendTlsVector(list, 2, entry.Take());
    return list.Take();
}

SharedBytes
MakeKeyShare(TlsGroup group, const SharedBytes& key)
{
    ByteWriter entry;
    entry.U16(static_cast<uint16_t>(group));
    AppendTlsVector(entry, 2, key);
    return entry.Take();
}

SharedBytes
MakeGroups(TlsGroup preferred)
{
    const auto other = preferred == TlsGroup::X25519 ? TlsGroup::P256 : TlsGroup::X25519;
    return ByteWriter()
        .U16(4)
        .U16(static_cast<uint16_t>(preferred))
        .U16(static_cast<uint16_t>(other))
        .Take();
}

SharedBytes
MakePointFormats()
{
    return ByteWriter().U8(3).U8(0).U8(1).U8(2).Take(); // uncompressed and both compressed
}

/// OfferedPsks of RFC 8446, section 4.2.11, with one identity.
SharedBytes
MakeOfferedPsk(const TlsClientHello& hello)
{
    ByteWriter identity;
    AppendTlsVector(identity, 2, hello.ticket);
    identity.U32(hello.ticketAge);
    ByteWriter binder;
    AppendTlsVector(binder, 1, SharedBytes(std::vector<uint8_t>(hello.binderSize)));
    ByteWriter offered;
    AppendTlsVector(offered, 2, identity.Take());
    AppendTlsVector(offered, 2, binder.Take());
    return offered.Take();
}

SharedBytes
MakeClientExtensions(const TlsClientHello& hello)
{
    const bool isNew = hello.version == TlsVersion::TLS_1_3;
    ByteWriter writer(512);
    if (!hello.serverName.empty())
    {
        AppendExtension(writer, SERVER_NAME, MakeServerName(hello.serverName));
    }
    AppendExtension(writer, EC_POINT_FORMATS, MakePointFormats());
    AppendExtension(writer, SUPPORTED_GROUPS, MakeGroups(hello.group));
    if (hello.takesTickets)
    {
        AppendExtension(writer, SESSION_TICKET, isNew ? SharedBytes() : hello.ticket);
    }
    AppendExtension(writer, ENCRYPT_THEN_MAC);
    AppendExtension(writer, EXTENDED_MASTER_SECRET);
    AppendExtension(writer, SIGNATURE_ALGORITHMS, GetTlsSignatureSchemes());
    if (isNew)
    {
        AppendExtension(writer, SUPPORTED_VERSIONS, ByteWriter().U8(2).U16(0x0304).Take());
        AppendExtension(writer, PSK_KEY_EXCHANGE_MODES, ByteWriter().U8(1).U8(1).Take());
        ByteWriter shares;
        AppendTlsVector(shares, 2, MakeKeyShare(hello.group, hello.keyShare));
        AppendExtension(writer, KEY_SHARE, shares.Take());
        if (!hello.ticket.IsEmpty()) // has to be the last
        {
            AppendExtension(writer, PRE_SHARED_KEY, MakeOfferedPsk(hello));
        }
    }
    return writer.Take();
}

SharedBytes
MakeServerExtensions(const TlsServerHello& hello)
{
    ByteWriter writer(128);
    if (hello.version == TlsVersion::TLS_1_3)
    {
        AppendExtension(writer, SUPPORTED_VERSIONS, ByteWriter().U16(0x0304).Take());
        AppendExtension(writer, KEY_SHARE, MakeKeyShare(hello.group, hello.keyShare));
        if (hello.isResumed)
        {
            AppendExtension(writer, PRE_SHARED_KEY, ByteWriter().U16(0).Take());
        }
        return writer.Take();
    }
    AppendExtension(writer, RENEGOTIATION_INFO, ByteWriter().U8(0).Take());
    if (!hello.isResumed)
    {
        AppendExtension(writer, EC_POINT_FORMATS, MakePointFormats());
    }
    if (hello.sendsTicket)
    {
        AppendExtension(writer, SESSION_TICKET);
    }
    AppendExtension(writer, EXTENDED_MASTER_SECRET);
    return writer.Take();
}

/// Puts the data of one extension of a ClientHello into its place.
void
ReadClientExtension(uint16_t type, ByteReader data, TlsClientHello& hello)
{
    switch (type)
    {
    case SERVER_NAME:
        data.U16();
        data.U8();
        hello.serverName = ReadTlsVector(data, 2).ToString();
        break;
    case SUPPORTED_GROUPS:
        data.U16();
        hello.group = static_cast<TlsGroup>(data.U16());
        break;
    case SESSION_TICKET:
        hello.takesTickets = true;
        hello.ticket = data.Rest();
        break;
    case SUPPORTED_VERSIONS:
        data.U8();
        hello.version = data.U16() == 0x0304 ? TlsVersion::TLS_1_3 : TlsVersion::TLS_1_2;
        break;
    case KEY_SHARE:
        data.U16();
        data.U16();
        hello.keyShare = ReadTlsVector(data, 2);
        break;
    case PRE_SHARED_KEY:
        data.U16();
        hello.ticket = ReadTlsVector(data, 2);
        hello.ticketAge = data.U32();
        data.U16();
        hello.binderSize = data.U8();
        break;
    default:
        break; // RFC 8446, section 4.2: what is not understood is ignored
    }
}

/// Calls @p use with type and data of each extension. @return whether they are whole.
template <typename Use>
bool
ForEachExtension(ByteReader& reader, Use use)
{
    ByteReader extensions(ReadTlsVector(reader, 2));
    while (extensions.GetRemaining() > 0)
    {
        const uint16_t type = extensions.U16();
        use(type, ByteReader(ReadTlsVector(extensions, 2)));
    }
    return !reader.Failed() && !extensions.Failed() && reader.GetRemaining() == 0;
}

} // namespace

SharedBytes
EncodeTlsHello(const TlsClientHello& hello)
{
    ByteWriter suites;
    for (const auto suite : hello.suites)
    {
        suites.U16(suite);
    }
    suites.U16(RENEGOTIATION_SIGNAL);
    ByteWriter body(512);
    body.U16(LEGACY_VERSION).Bytes(hello.random);
    AppendTlsVector(body, 1, hello.sessionId);
    AppendTlsVector(body, 2, suites.Take());
    body.U8(1).U8(0); // no compression
    AppendTlsVector(body, 2, MakeClientExtensions(hello));
    return EncodeTlsMessage(TlsHandshakeType::CLIENT_HELLO, body.Take());
}

SharedBytes
EncodeTlsHello(const TlsServerHello& hello)
{
    ByteWriter body(256);
    body.U16(LEGACY_VERSION).Bytes(hello.random);
    AppendTlsVector(body, 1, hello.sessionId);
    body.U16(hello.suite).U8(0);
    AppendTlsVector(body, 2, MakeServerExtensions(hello));
    return EncodeTlsMessage(TlsHandshakeType::SERVER_HELLO, body.Take());
}

std::optional<TlsClientHello>
DecodeTlsClientHello(const SharedBytes& message)
{
    const auto unpacked = DecodeTlsMessage(message);
    if (!unpacked || unpacked->type != TlsHandshakeType::CLIENT_HELLO)
    {
        return std::nullopt;
    }
    ByteReader reader(unpacked->body);
    TlsClientHello hello{};
    hello.version = TlsVersion::TLS_1_2;
    const bool isKnown = reader.U16() == LEGACY_VERSION;
    hello.random = reader.Bytes(RANDOM_SIZE);
    hello.sessionId = ReadTlsVector(reader, 1);
    ByteReader suites(ReadTlsVector(reader, 2));
    while (suites.GetRemaining() > 0)
    {
        if (const uint16_t suite = suites.U16(); suite != RENEGOTIATION_SIGNAL)
        {
            hello.suites.push_back(suite);
        }
    }
    ReadTlsVector(reader, 1); // compression
    const bool isWhole = ForEachExtension(reader, [&hello](uint16_t type, const ByteReader& data) {
        ReadClientExtension(type, data, hello);
    });
    return isKnown && isWhole && !suites.Failed() ? std::optional(std::move(hello)) : std::nullopt;
}

std::optional<TlsServerHello>
DecodeTlsServerHello(const SharedBytes& message)
{
    const auto unpacked = DecodeTlsMessage(message);
    if (!unpacked || unpacked->type != TlsHandshakeType::SERVER_HELLO)
    {
        return std::nullopt;
    }
    ByteReader reader(unpacked->body);
    TlsServerHello hello{};
    hello.version = TlsVersion::TLS_1_2;
    const bool isKnown = reader.U16() == LEGACY_VERSION;
    hello.random = reader.Bytes(RANDOM_SIZE);
    hello.sessionId = ReadTlsVector(reader, 1);
    hello.suite = reader.U16();
    reader.U8(); // compression
    const bool isWhole = ForEachExtension(reader, [&hello](uint16_t type, ByteReader data) {
        if (type == SUPPORTED_VERSIONS && data.U16() == 0x0304)
        {
            hello.version = TlsVersion::TLS_1_3;
        }
        else if (type == KEY_SHARE)
        {
            hello.group = static_cast<TlsGroup>(data.U16());
            hello.keyShare = ReadTlsVector(data, 2);
        }
        hello.isResumed = hello.isResumed || type == PRE_SHARED_KEY;
        hello.sendsTicket = hello.sendsTicket || type == SESSION_TICKET;
    });
    return isKnown && isWhole ? std::optional(std::move(hello)) : std::nullopt;
}

} // namespace iotledger
} // namespace ns3
