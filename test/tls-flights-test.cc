/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Modelled flights against those of OpenSSL itself, which is what real execution sends.

#include "tls-world.h"

#include <sstream>

namespace ns3
{
namespace iotledger
{
namespace
{

using Param = std::tuple<std::string, std::string, std::string, CertificateKind, uint32_t, bool>;

/// @return what a client and a server send in a connection with data both ways, and in a second.
TappedChannel::Tap
RecordFlights(const TlsTestCase& test)
{
    TlsWorld world(test);
    world.Listen();
    for (int i = 0; i < 2; i++)
    {
        Simulator::Schedule(Seconds(i), [&] {
            auto channel = world.Connect();
            channel->Send(LengthFraming::Make(20000, 'x'));
        });
        Simulator::Schedule(Seconds(i) + MilliSeconds(500), [&] {
            if (!world.accepted.empty())
            {
                world.accepted.back()->Send(LengthFraming::Make(100, 'y'));
            }
        });
        Simulator::Schedule(Seconds(i) + MilliSeconds(700),
                            [&] { world.channels.back()->Close(); });
    }
    TlsWorld::RunUntil(Seconds(3));
    EXPECT_EQ(world.arrivals.size(), 2u) << world.alerts.front();
    EXPECT_EQ(world.answers.size(), 2u);
    EXPECT_EQ(world.completed.size(), 4u);
    for (std::size_t i = 0; i < world.completed.size(); i++)
    {
        EXPECT_EQ(world.completed[i].isResumed, test.resumption && i >= 2) << i;
    }
    EXPECT_EQ(world.clientEnds, std::vector<TlsWorld::Reason>(2, TlsWorld::Reason::CLOSED));
    EXPECT_EQ(world.serverEnds, std::vector<TlsWorld::Reason>(2, TlsWorld::Reason::CLOSED));
    return world.tap;
}

/// @return sender and sizes of a flight; types stay as they are: the sender and "22:" are texts.
std::vector<std::pair<std::string, int>>
ParseFlight(const std::string& flight)
{
    std::vector<std::pair<std::string, int>> records;
    std::istringstream text(flight);
    std::string word;
    text >> word;
    records.emplace_back(word, 0);
    while (text >> word)
    {
        const auto colon = word.find(':');
        records.emplace_back(word.substr(0, colon), std::stoi(word.substr(colon + 1)));
    }
    return records;
}

/// Expects the same records, each to within @p tolerance bytes.
void
ExpectSameFlight(const std::string& real, const std::string& modelled, int tolerance)
{
    const auto a = ParseFlight(real);
    const auto b = ParseFlight(modelled);
    ASSERT_EQ(a.size(), b.size()) << real << " | " << modelled;
    for (std::size_t i = 0; i < a.size(); i++)
    {
        EXPECT_EQ(a[i].first, b[i].first) << real << " | " << modelled;
        EXPECT_NEAR(a[i].second, b[i].second, tolerance) << real << " | " << modelled;
    }
}

class TlsFlights : public testing::TestWithParam<Param>
{
};

// An ECDSA signature in DER has 70 to 72 bytes; modelled, it has 71.
TEST_P(TlsFlights, OfModelledExecutionHaveTheSizesOfOpenssl)
{
    TlsTestCase test;
    std::tie(test.version, test.suite, test.group, test.certificate, test.chain, test.mutual) =
        GetParam();
    for (const bool resumption : {true, false})
    {
        test.resumption = resumption;
        test.execution = "real";
        const auto real = RecordFlights(test);
        test.execution = "modelled";
        const auto modelled = RecordFlights(test);
        ASSERT_EQ(real.flights.size(), modelled.flights.size());
        for (std::size_t i = 0; i < real.flights.size(); i++)
        {
            const bool isEcdsa = test.certificate == CertificateKind::ECDSA_P256;
            ExpectSameFlight(real.flights[i], modelled.flights[i], isEcdsa ? 1 : 0);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(EveryKind,
                         TlsFlights,
                         testing::Combine(testing::Values("1.2", "1.3"),
                                          testing::Values("aes-128-gcm", "aes-256-gcm"),
                                          testing::Values("x25519", "p-256"),
                                          testing::Values(CertificateKind::ECDSA_P256,
                                                          CertificateKind::RSA_2048),
                                          testing::Values(1u, 2u),
                                          testing::Bool()));

/// @return sizes [B] of what an end sends in the first two rounds of flights of a connection.
struct HandshakeSizes
{
    uint64_t client{0};
    uint64_t server{0};
};

HandshakeSizes
MeasureHandshake(const TlsTestCase& test)
{
    TlsWorld world(test);
    world.Listen();
    Simulator::Schedule(Time(), [&] { world.Connect(); });
    TlsWorld::RunUntil(Seconds(1));
    HandshakeSizes sizes;
    for (std::size_t i = 0; i < world.tap.flights.size(); i++)
    {
        auto& side = world.tap.flights[i][0] == 'C' ? sizes.client : sizes.server;
        side += world.tap.bytes[i].GetSize();
    }
    return sizes;
}

// The messages of a full handshake on X25519 with one ECDSA certificate of C bytes, by the formats
// of RFC 8446: records of 5 B, protection of 17 B. ClientHello: 4 + 2 + 32 + 33 + 2 + 4 + 2 + 2 and
// extensions; those and the tickets are compared with OpenSSL above.
TEST(TlsFlightSizes, OfTheServerFollowFromTheFormats)
{
    TlsTestCase test;
    test.resumption = false;
    const auto small = MeasureHandshake(test);
    test.chain = 2;
    const auto large = MeasureHandshake(test);

    TlsWorld world(test);
    const auto chain = world.Issue("broker").chain;
    ASSERT_EQ(chain.size(), 2u);
    // A further certificate brings its size, its length (3 B) and an empty list of extensions (2
    // B); the leaf is a little larger too, as the name of its issuer is.
    const int64_t more = static_cast<int64_t>(chain[1].GetSize()) + 3 + 2;
    const int64_t longerName =
        std::string("iot-ledger intermediate 1").size() - std::string("iot-ledger root").size();
    EXPECT_EQ(static_cast<int64_t>(large.server - small.server), more + longerName);
    EXPECT_EQ(large.client, small.client);
    // Server: hello 122, CCS 1, extensions 6, Certificate 4 + 1 + 3 + 5 + C, CertificateVerify
    // 4 + 2 + 2 + 71, Finished 4 + 32; six records, four of them protected.
    const auto leaf = chain[0].GetSize() - longerName;
    EXPECT_EQ(small.server, 122 + 1 + 6 + (13 + leaf) + 79 + 36 + 6 * 5 + 4 * 17);
}

// The formulas of RFC 8446 for data: 22 B a record of up to 16,384 B; TLS 1.2 with AES-GCM: 29 B.
TEST(TlsFlightSizes, RecordsAddTheirOverheadToData)
{
    EXPECT_EQ(GetTlsRecordsSize(TlsVersion::TLS_1_3, 1), 23u);
    EXPECT_EQ(GetTlsRecordsSize(TlsVersion::TLS_1_3, 16384), 16406u);
    EXPECT_EQ(GetTlsRecordsSize(TlsVersion::TLS_1_3, 16385), 16385u + 44);
    EXPECT_EQ(GetTlsRecordsSize(TlsVersion::TLS_1_2, 1048576), 1048576u + 64 * 29);
}

} // namespace
} // namespace iotledger
} // namespace ns3
