/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-test-support.h"

#include "ns3/certificate-authority.h"
#include "ns3/modelled-tls-endpoint.h"
#include "ns3/openssl-tls-endpoint.h"
#include "ns3/tls-hello.h"
#include "ns3/tls-message.h"
#include "ns3/tls-record.h"

#include <gtest/gtest.h>

namespace ns3
{
namespace iotledger
{
namespace
{

// What a client of OpenSSL 3.0 sent with TLS 1.3, TLS_AES_128_GCM_SHA256,
// X25519 alone, server name broker.
const char* const CLIENT_HELLO =
    "010000bb03034e9b3bd4849cefbf1d52648d4a1a366211b8b011e8f3334703543e40a02e633a20670eb0a1b7ff3aa7"
    "2be284a1512c62ece53fd1fca0772dd12f528b01481913c80004130100ff0100006e0000000b000900000662726f6b"
    "6572000b000403000102000a00040002001d002300000016000000170000000d00080006040308040401002b000302"
    "0304002d00020101003300260024001d00205e25ac922b2d447750d8a8d5b4699f1769b1c2e6d681d6646e36bcf68e"
    "736515";

/// The server's answer.
const char* const SERVER_HELLO =
    "020000760303096b8a6c7e89ec8c430f0d48a8940413ca98b30a3ff9a184146bf7e8a22ce19920670eb0a1b7ff3aa7"
    "2be284a1512c62ece53fd1fca0772dd12f528b01481913c8130100002e002b0002030400330024001d00208a073462"
    "924ca0115fdd86f7f095a58db8002c4d755efa5b9d0cd1ba82948525";

TEST(TlsMessage, HellosOfOpensslAreRead)
{
    const auto client = DecodeTlsClientHello(CryptoBytes(CLIENT_HELLO));
    ASSERT_TRUE(client);
    EXPECT_EQ(client->version, TlsVersion::TLS_1_3);
    EXPECT_EQ(client->suites, std::vector<uint16_t>{0x1301});
    EXPECT_EQ(client->serverName, "broker");
    EXPECT_EQ(client->group, TlsGroup::X25519);
    EXPECT_EQ(client->keyShare.GetSize(), 32u);
    EXPECT_TRUE(client->ticket.IsEmpty());

    const auto server = DecodeTlsServerHello(CryptoBytes(SERVER_HELLO));
    ASSERT_TRUE(server);
    EXPECT_EQ(server->sessionId, client->sessionId);
    EXPECT_FALSE(server->isResumed);
    EXPECT_EQ(EncodeTlsHello(*server), CryptoBytes(SERVER_HELLO));
}

TEST(TlsMessage, TruncatedHellosAreRefused)
{
    const auto client = CryptoBytes(CLIENT_HELLO);
    for (uint64_t size = 0; size < client.GetSize(); size++)
    {
        EXPECT_FALSE(DecodeTlsClientHello(client.Slice(0, size))) << size;
    }
    const auto server = CryptoBytes(SERVER_HELLO);
    for (uint64_t size = 0; size < server.GetSize(); size++)
    {
        EXPECT_FALSE(DecodeTlsServerHello(server.Slice(0, size))) << size;
    }
}

TEST(TlsMessage, TruncatedBodiesAreRefused)
{
    const std::vector<SharedBytes> chain(2, CryptoBytes("3003020101"));
    for (const auto version : {TlsVersion::TLS_1_2, TlsVersion::TLS_1_3})
    {
        const auto body = EncodeTlsCertificate(version, chain).Slice(TLS_MESSAGE_HEADER);
        EXPECT_EQ(DecodeTlsCertificate(version, body), chain);
        for (uint64_t size = 0; size < body.GetSize(); size++)
        {
            EXPECT_FALSE(DecodeTlsCertificate(version, body.Slice(0, size))) << size;
        }
    }
    const auto exchange = EncodeTlsServerKeyExchange(TlsGroup::X25519,
                                                     SharedBytes::Zeros(32),
                                                     {0x0403, SharedBytes::Zeros(71)})
                              .Slice(TLS_MESSAGE_HEADER);
    EXPECT_EQ(DecodeTlsServerKeyExchange(exchange)->value.GetSize(), 71u);
    for (uint64_t size = 0; size < exchange.GetSize(); size++)
    {
        EXPECT_FALSE(DecodeTlsServerKeyExchange(exchange.Slice(0, size))) << size;
    }
}

// A modelled ClientHello is a real one: OpenSSL answers it with a ServerHello.
TEST(TlsMessage, OpensslTakesAModelledClientHello)
{
    CertificateAuthority authority({CertificateKind::ECDSA_P256, 1, 0, 2'000'000'000},
                                   CreateObject<UniformRandomVariable>());
    const auto own = authority.Issue("broker");
    for (const auto version : {TlsVersion::TLS_1_2, TlsVersion::TLS_1_3})
    {
        TlsSettings settings;
        settings.version = version;
        settings.ticketLifetime = 7200;
        settings.serverName = "broker";
        OpensslTlsEndpoint server(MakeCrypto("real"), settings, {own.chain, own.privateKey, {}});
        ModelledTlsEndpoint client(MakeCrypto("modelled"), settings, {});
        const auto remote = Address();
        const auto asking = client.MakeClient(remote);
        const auto answering = server.MakeServer();
        asking->Start();
        answering->Start();
        answering->Receive(asking->TakeProgress().records.at(0));
        const auto progress = answering->TakeProgress();
        EXPECT_FALSE(progress.hasFailed);
        const auto record = DecodeTlsRecord(progress.records.at(0));
        ASSERT_TRUE(record);
        const auto hello = DecodeTlsServerHello(record->fragment);
        ASSERT_TRUE(hello);
        EXPECT_EQ(hello->version, version);
    }
}

TEST(TlsRecordFraming, TellsRecordsFromOtherBytes)
{
    using Verdict = MessageFraming::Verdict;
    const TlsRecordFraming framing;
    const auto judge = [&framing](const char* hex) {
        const auto bytes = CryptoBytes(hex);
        return framing.Measure(bytes.GetHead(), bytes.GetHeadSize());
    };
    EXPECT_EQ(judge("1603030010").verdict, Verdict::KNOWN);
    EXPECT_EQ(judge("1603030010").size, 21u);
    EXPECT_EQ(judge("16030300").verdict, Verdict::INCOMPLETE);
    EXPECT_EQ(judge("10").verdict, Verdict::MALFORMED);         // an MQTT CONNECT
    EXPECT_EQ(judge("1604").verdict, Verdict::MALFORMED);       // no such version
    EXPECT_EQ(judge("1603034800").verdict, Verdict::KNOWN);     // 2^14 + 2,048
    EXPECT_EQ(judge("1603034801").verdict, Verdict::MALFORMED); // RFC 5246, section 6.2.3
}

} // namespace
} // namespace iotledger
} // namespace ns3
