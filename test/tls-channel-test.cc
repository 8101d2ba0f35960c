/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-world.h"

namespace ns3
{
namespace iotledger
{
namespace
{

using Reason = MessageChannel::CloseReason;
using Strings = std::vector<std::string>;

constexpr Time::Unit MS = Time::MS;

Time
Milliseconds(int64_t count)
{
    return Time::FromInteger(count, MS);
}

class TlsChannel : public testing::TestWithParam<std::tuple<std::string, std::string>>
{
  protected:
    static TlsTestCase MakeCase(bool mutual = false)
    {
        TlsTestCase test;
        std::tie(test.version, test.execution) = GetParam();
        test.mutual = mutual;
        return test;
    }

    static bool IsNew()
    {
        return std::get<0>(GetParam()) == "1.3";
    }

    /// Connects and sends at once, runs a second.
    static void Exchange(TlsWorld& world)
    {
        world.Listen();
        Simulator::Schedule(Time(), [&] { world.Connect()->Send(LengthFraming::Make(10, 'm')); });
        TlsWorld::RunUntil(Seconds(1));
    }
};

// RFC 8446, section 2: one round trip before the client's data; RFC 5246, section 7.3: two;
// resumed, one. Each way takes 10 ms, and the transport below stands after one round trip.
TEST_P(TlsChannel, TakesTheRoundTripsOfTheStandards)
{
    TlsWorld world(MakeCase());
    Exchange(world);
    const int64_t trips = IsNew() ? 1 : 2;
    ASSERT_EQ(world.connectedAt.size(), 1u);
    EXPECT_EQ(world.connectedAt[0], Milliseconds(20 + 20 * trips));
    ASSERT_EQ(world.arrivedAt.size(), 1u);
    EXPECT_EQ(world.arrivedAt[0], Milliseconds(20 + 20 * trips + 10));

    const Time again = Simulator::Now();
    Simulator::Schedule(Time(), [&] { world.Connect()->Send(LengthFraming::Make(10, 'm')); });
    TlsWorld::RunUntil(again + Seconds(1));
    ASSERT_EQ(world.arrivedAt.size(), 2u);
    EXPECT_EQ(world.connectedAt[1], again + Milliseconds(40));
    EXPECT_EQ(world.arrivedAt[1], again + Milliseconds(50));
}

// What waits for the machine is a backlog too, and its end is told, once.
TEST_P(TlsChannel, TellsWhenWhatWaitedForTheMachineIsSent)
{
    TlsWorld world(MakeCase(true), true);
    Exchange(world);
    auto channel = world.channels.front();
    std::vector<uint64_t> backlogs;
    channel->SetDrainedCallback([&] { backlogs.push_back(channel->GetBacklog()); });
    Simulator::Schedule(Time(), [&] {
        channel->Send(LengthFraming::Make(100000, 'm'));
        channel->Send(LengthFraming::Make(100000, 'n'));
        EXPECT_EQ(channel->GetBacklog(), 200000u);
    });
    TlsWorld::RunUntil(Simulator::Now() + Seconds(5));

    EXPECT_EQ(backlogs, std::vector<uint64_t>{0});
    EXPECT_EQ(world.arrivals.size(), 3u);
}

TEST_P(TlsChannel, TellsOfTheHandshake)
{
    TlsWorld world(MakeCase(true));
    Exchange(world);

    ASSERT_EQ(world.completed.size(), 2u);
    const auto& server = world.completed[world.completed[0].isServer ? 0 : 1];
    const auto& client = world.completed[world.completed[0].isServer ? 1 : 0];
    EXPECT_TRUE(server.isServer);
    EXPECT_FALSE(client.isServer);
    EXPECT_EQ(client.duration, Milliseconds(IsNew() ? 20 : 40));
    // The server stands a half round trip before the client, and hears the last word as late.
    EXPECT_EQ(server.duration, Milliseconds(40));
    EXPECT_EQ(client.sent, server.received);
    EXPECT_FALSE(client.isResumed);
    EXPECT_EQ(client.version, IsNew() ? TlsVersion::TLS_1_3 : TlsVersion::TLS_1_2);
    EXPECT_TRUE(world.alerts.empty());
}

TEST_P(TlsChannel, CarriesMessagesOfAnySizeBothWaysInOrder)
{
    TlsWorld world(MakeCase(), true);
    world.Listen();
    std::vector<SharedBytes> messages;
    for (const uint32_t size : {4, 5, 16383, 16384, 16385, 100000, 6})
    {
        messages.push_back(LengthFraming::Make(size, size % 251));
    }
    Simulator::Schedule(Time(), [&] {
        auto channel = world.Connect();
        for (const auto& message : messages)
        {
            channel->Send(message);
        }
        EXPECT_GT(channel->GetBacklog(), 100000u);
    });
    Simulator::Schedule(Milliseconds(500), [&] {
        for (const auto& message : messages)
        {
            world.accepted.front()->Send(message);
        }
    });
    TlsWorld::RunUntil(Seconds(2));
    EXPECT_EQ(world.arrivals, messages);
    EXPECT_EQ(world.answers, messages);
    EXPECT_EQ(world.channels.front()->GetBacklog(), 0u);
}

TEST_P(TlsChannel, ClosesInOrderAfterWhatWasSent)
{
    TlsWorld world(MakeCase(), true);
    world.Listen();
    Simulator::Schedule(Time(), [&] {
        auto channel = world.Connect();
        channel->Send(LengthFraming::Make(50000, 'l'));
        channel->Close();
        channel->Send(LengthFraming::Make(10, 'n')); // comes too late
    });
    TlsWorld::RunUntil(Seconds(1));
    EXPECT_EQ(world.arrivals, std::vector<SharedBytes>{LengthFraming::Make(50000, 'l')});
    EXPECT_EQ(world.serverEnds, std::vector<Reason>{Reason::CLOSED});
    EXPECT_EQ(world.clientEnds, std::vector<Reason>{Reason::CLOSED});
    EXPECT_EQ(world.alerts[0], "C sent close_notify");
    EXPECT_EQ(world.alerts[1], "S received close_notify");
}

// RFC 8446, section 6.1: an end without close_notify may be an attacker's.
TEST_P(TlsChannel, AnEndOfTheTransportWithoutCloseNotifyIsNoOrderlyOne)
{
    TlsWorld world(MakeCase());
    world.Listen();
    Simulator::Schedule(Time(), [&] { world.Connect()->Send(LengthFraming::Make(10, 'm')); });
    Simulator::Schedule(Milliseconds(500), [&] { world.CloseBelow(); });
    TlsWorld::RunUntil(Seconds(1));
    EXPECT_EQ(world.clientEnds, std::vector<Reason>{Reason::RESET});
    EXPECT_EQ(world.serverEnds, std::vector<Reason>{Reason::RESET});
}

TEST_P(TlsChannel, AbortIsSeenAsReset)
{
    TlsWorld world(MakeCase());
    Exchange(world);
    world.channels.front()->Abort();
    TlsWorld::RunUntil(Seconds(2));
    EXPECT_EQ(world.serverEnds, std::vector<Reason>{Reason::RESET});
    EXPECT_TRUE(world.clientEnds.empty());
}

/// What a failed handshake has to look like: the client refused, the server none the wiser.
void
ExpectRefused(TlsWorld& world, const Strings& alerts)
{
    EXPECT_EQ(world.alerts, alerts);
    EXPECT_EQ(world.clientEnds, std::vector<Reason>{Reason::REFUSED});
    EXPECT_TRUE(world.accepted.empty());
    EXPECT_TRUE(world.arrivals.empty());
}

// RFC 8446, section 6.2, names the alerts; a wrong name it leaves to bad_certificate.

TEST_P(TlsChannel, AnExpiredCertificateIsRefused)
{
    auto test = MakeCase();
    test.resumption = false; // a session that is resumed is not judged anew
    TlsWorld world(test);
    const auto own = world.authority->Issue("broker", {TLS_TEST_EPOCH - 9, TLS_TEST_EPOCH + 100});
    world.SetCredentials(world.server, own, {});
    world.Listen();
    Simulator::Schedule(Seconds(90), [&] { world.Connect(); });
    Simulator::Schedule(Seconds(110), [&] { world.Connect(); });
    TlsWorld::RunUntil(Seconds(120));
    EXPECT_EQ(world.accepted.size(), 1u); // the one at 90 s: simulated time decides
    EXPECT_EQ(world.alerts,
              (Strings{"C sent certificate_expired", "S received certificate_expired"}));
    EXPECT_EQ(world.clientEnds, std::vector<Reason>{Reason::REFUSED});
}

TEST_P(TlsChannel, ACertificateOfTheFutureIsRefused)
{
    TlsWorld world(MakeCase());
    const auto own = world.authority->Issue("broker", {TLS_TEST_EPOCH + 9, TLS_TEST_EPOCH + 100});
    world.SetCredentials(world.server, own, {});
    Exchange(world);
    ExpectRefused(world, {"C sent bad_certificate", "S received bad_certificate"});
}

TEST_P(TlsChannel, AnotherServersCertificateIsRefused)
{
    TlsWorld world(MakeCase());
    world.SetCredentials(world.server, world.authority->Issue("mallory"), {});
    Exchange(world);
    ExpectRefused(world, {"C sent bad_certificate", "S received bad_certificate"});
}

TEST_P(TlsChannel, AnUnknownAuthorityIsRefused)
{
    TlsWorld world(MakeCase());
    world.SetCredentials(world.server, world.MakeAuthority()->Issue("broker"), {});
    Exchange(world);
    ExpectRefused(world, {"C sent unknown_ca", "S received unknown_ca"});
}

TEST_P(TlsChannel, ARevokedCertificateIsRefused)
{
    TlsWorld world(MakeCase());
    const auto own = world.authority->Issue("broker");
    const auto list = world.authority->Revoke({own.chain.front()}, TLS_TEST_EPOCH);
    world.SetCredentials(world.server, own, {});
    world.SetCredentials(world.client, {}, {world.authority->GetRoot()}, {list});
    Exchange(world);
    ExpectRefused(world, {"C sent certificate_revoked", "S received certificate_revoked"});
}

TEST_P(TlsChannel, ARevocationListWithoutTheCertificateIsNoObstacle)
{
    TlsWorld world(MakeCase());
    const auto list =
        world.authority->Revoke({world.authority->Issue("broker").chain.front()}, TLS_TEST_EPOCH);
    world.SetCredentials(world.client, {}, {world.authority->GetRoot()}, {list});
    Exchange(world);
    EXPECT_EQ(world.arrivals.size(), 1u);
}

// RFC 8446, section 4.4.2.4, and RFC 5246, section 7.4.6. In TLS 1.3 the client is done by then.
TEST_P(TlsChannel, AClientWithoutTheCertificateAskedForIsRefused)
{
    TlsWorld world(MakeCase(true));
    world.SetCredentials(world.client, {}, {world.authority->GetRoot()});
    Exchange(world);
    const std::string alert = IsNew() ? "certificate_required" : "handshake_failure";
    EXPECT_EQ(world.alerts, (Strings{"S sent " + alert, "C received " + alert}));
    EXPECT_EQ(world.clientEnds, std::vector<Reason>{IsNew() ? Reason::RESET : Reason::REFUSED});
    EXPECT_TRUE(world.accepted.empty());
    EXPECT_TRUE(world.arrivals.empty());
}

TEST_P(TlsChannel, AClientWithAnUnknownAuthorityIsRefused)
{
    TlsWorld world(MakeCase(true));
    world.SetCredentials(world.client,
                         world.MakeAuthority()->Issue("device1"),
                         {world.authority->GetRoot()});
    Exchange(world);
    EXPECT_EQ(world.alerts, (Strings{"S sent unknown_ca", "C received unknown_ca"}));
    EXPECT_TRUE(world.accepted.empty());
}

TEST_P(TlsChannel, EndsOfDifferentVersionsPart)
{
    TlsWorld world(MakeCase());
    world.client->SetAttribute("Version", StringValue(IsNew() ? "1.2" : "1.3"));
    Exchange(world);
    ExpectRefused(world, {"S sent protocol_version", "C received protocol_version"});
}

TEST_P(TlsChannel, EndsOfDifferentCiphersPart)
{
    TlsWorld world(MakeCase());
    world.client->SetAttribute("CipherSuite", StringValue("aes-256-gcm"));
    Exchange(world);
    ExpectRefused(world, {"S sent handshake_failure", "C received handshake_failure"});
}

TEST_P(TlsChannel, AServerTakesTheGroupThatTheClientPrefers)
{
    TlsWorld world(MakeCase());
    world.client->SetAttribute("Group", StringValue("p-256"));
    Exchange(world);
    EXPECT_EQ(world.arrivals.size(), 1u);
    EXPECT_EQ(world.connectedAt.front(), Milliseconds(IsNew() ? 40 : 60)); // no trip more
}

TEST_P(TlsChannel, ATicketServesForItsLifetime)
{
    TlsWorld world(MakeCase());
    for (const auto& end : {world.client, world.server})
    {
        end->SetAttribute("TicketLifetime", TimeValue(Seconds(100)));
    }
    world.Listen();
    for (const int at : {0, 90, 200})
    {
        Simulator::Schedule(Seconds(at), [&] { world.Connect(); });
    }
    TlsWorld::RunUntil(Seconds(300));
    ASSERT_EQ(world.completed.size(), 6u);
    for (std::size_t i = 0; i < 6; i++)
    {
        EXPECT_EQ(world.completed[i].isResumed, i == 2 || i == 3) << i;
    }
}

// The server alone finds it too old: the client's clock of it is set later.
TEST_P(TlsChannel, ATicketThatTheServerFindsTooOldLeadsToAFullHandshake)
{
    TlsWorld world(MakeCase());
    world.server->SetAttribute("TicketLifetime", TimeValue(Seconds(50)));
    world.Listen();
    for (const int at : {0, 90})
    {
        Simulator::Schedule(Seconds(at), [&] { world.Connect(); });
    }
    TlsWorld::RunUntil(Seconds(100));
    ASSERT_EQ(world.completed.size(), 4u);
    EXPECT_FALSE(world.completed[3].isResumed);
    EXPECT_EQ(world.accepted.size(), 2u);
}

TEST_P(TlsChannel, WithoutResumptionEveryHandshakeIsFull)
{
    auto test = MakeCase();
    test.resumption = false;
    TlsWorld world(test);
    world.Listen();
    for (const int at : {0, 1})
    {
        Simulator::Schedule(Seconds(at), [&] { world.Connect(); });
    }
    TlsWorld::RunUntil(Seconds(2));
    ASSERT_EQ(world.completed.size(), 4u);
    EXPECT_FALSE(world.completed[3].isResumed);
}

// Every byte of the server's first flight altered, and of the client's data: no end may abort the
// program, and an application may never get what was not sent.
TEST_P(TlsChannel, AlteredRecordsNeverReachTheApplication)
{
    for (std::size_t step = 0; step < 60; step++)
    {
        TlsWorld world(MakeCase());
        std::size_t count = 0;
        world.tap.alter = [&](const SharedBytes& bytes) {
            const bool isTarget = count++ == step % 5;
            return isTarget ? Alter(bytes, step * 7919 % bytes.GetSize()) : bytes;
        };
        Exchange(world);
        for (const auto& message : world.arrivals)
        {
            // Modelled records are not authenticated.
            EXPECT_TRUE(std::get<1>(GetParam()) == "modelled" ||
                        message == LengthFraming::Make(10, 'm'));
        }
    }
}

TEST_P(TlsChannel, TruncatedRecordsNeverReachTheApplication)
{
    for (std::size_t cut = 1; cut < 40; cut++)
    {
        TlsWorld world(MakeCase());
        std::size_t count = 0;
        world.tap.alter = [&](const SharedBytes& bytes) {
            return count++ == cut % 4 ? bytes.Slice(0, cut) : bytes;
        };
        Exchange(world);
        EXPECT_TRUE(world.arrivals.empty() ||
                    world.arrivals.front() == LengthFraming::Make(10, 'm'));
    }
}

/// @return [B] where two byte strings part.
uint64_t
FindDifference(const SharedBytes& a, const SharedBytes& b)
{
    uint64_t offset = 0;
    while (offset < a.GetSize() && offset < b.GetSize() && a[offset] == b[offset])
    {
        offset++;
    }
    return offset;
}

TEST_P(TlsChannel, RepeatsByteForByteWithTheSeed)
{
    std::vector<SharedBytes> runs[2];
    for (auto& run : runs)
    {
        TlsWorld world(MakeCase(true), true);
        Exchange(world);
        run = world.tap.bytes;
    }
    ASSERT_EQ(runs[0].size(), runs[1].size());
    for (std::size_t i = 0; i < runs[0].size(); i++)
    {
        EXPECT_TRUE(runs[0][i] == runs[1][i])
            << "flight " << i << " from byte " << FindDifference(runs[0][i], runs[1][i]);
    }
}

INSTANTIATE_TEST_SUITE_P(Every,
                         TlsChannel,
                         testing::Combine(testing::Values("1.2", "1.3"),
                                          testing::Values("real", "modelled")));

using CostParam = std::tuple<std::string, bool, CertificateKind, std::string>;

class TlsChannelCosts : public testing::TestWithParam<CostParam>
{
  protected:
    static TlsTestCase MakeCase(const std::string& execution)
    {
        TlsTestCase test;
        std::tie(test.version, test.mutual, test.certificate, test.group) = GetParam();
        test.chain = 2;
        test.execution = execution;
        return test;
    }
};

// DESIGN: the two executions give the same times; nothing here takes time by its bytes.
TEST_P(TlsChannelCosts, AreTheSameInBothExecutions)
{
    std::vector<Time> times[2];
    std::size_t index = 0;
    for (const std::string execution : {"real", "modelled"})
    {
        TlsWorld world(MakeCase(execution), true);
        world.Listen();
        for (const int at : {0, 2})
        {
            Simulator::Schedule(Seconds(at),
                                [&] { world.Connect()->Send(LengthFraming::Make(100000, 'c')); });
        }
        TlsWorld::RunUntil(Seconds(4));
        auto& mine = times[index++];
        mine = world.connectedAt;
        mine.insert(mine.end(), world.acceptedAt.begin(), world.acceptedAt.end());
        mine.insert(mine.end(), world.arrivedAt.begin(), world.arrivedAt.end());
        for (const auto& host : world.hosts)
        {
            mine.push_back(host->GetBusyTime());
        }
    }
    ASSERT_EQ(times[0].size(), 8u);
    for (std::size_t i = 0; i < times[0].size(); i++)
    {
        // A byte of signature more is hashed, and encrypted in TLS 1.3: a few nanoseconds.
        EXPECT_NEAR(times[0][i].GetNanoSeconds(), times[1][i].GetNanoSeconds(), 1000) << i;
        if (std::get<2>(GetParam()) == CertificateKind::RSA_2048)
        {
            EXPECT_EQ(times[0][i], times[1][i]) << i;
        }
    }
}

// The server of a full TLS 1.3 handshake on X25519 with an RSA certificate makes a key share, a
// secret and a signature; a resumed one no signature. Medians of the profile, rounded down.
TEST_P(TlsChannelCosts, HoldTheAsymmetricOperationsOfTheProfile)
{
    const auto profile = CryptoProfile::Load("raspberry-pi-4");
    const auto cost = [&profile](CryptoOperation operation, uint64_t size = 0) {
        return profile.GetCost(operation, size, 0.02);
    };
    const bool isRsa = std::get<2>(GetParam()) == CertificateKind::RSA_2048;
    const bool isX25519 = std::get<3>(GetParam()) == "x25519";
    const bool mutual = std::get<1>(GetParam());
    const Time share =
        cost(isX25519 ? CryptoOperation::X25519_KEYGEN : CryptoOperation::ECDSA_P256_KEYGEN) +
        cost(isX25519 ? CryptoOperation::X25519_DERIVE : CryptoOperation::ECDH_P256_DERIVE);
    const Time sign = isRsa ? cost(CryptoOperation::RSA_OAEP_DECRYPT, 2048)
                            : cost(CryptoOperation::ECDSA_P256_SIGN);
    const Time verify = isRsa ? cost(CryptoOperation::RSA_OAEP_ENCRYPT, 2048)
                              : cost(CryptoOperation::ECDSA_P256_VERIFY);
    const Time chain = 2 * (cost(CryptoOperation::X509_VERIFY) -
                            cost(CryptoOperation::ECDSA_P256_VERIFY) + verify);
    Time server = share + sign;
    Time client = share + chain + verify;
    if (mutual)
    {
        server += chain + verify;
        client += sign;
    }

    TlsWorld world(MakeCase("modelled"), true);
    world.Listen();
    Simulator::Schedule(Time(), [&] { world.Connect(); });
    TlsWorld::RunUntil(Seconds(2));
    const Time expected[] = {server, client};
    for (std::size_t i = 0; i < 2; i++)
    {
        const Time busy = world.hosts[i]->GetBusyTime();
        EXPECT_GT(busy, expected[i]) << i;
        EXPECT_LT(busy, 2 * expected[i]) << i; // symmetric operations and the costs' spread
    }
}

INSTANTIATE_TEST_SUITE_P(Every,
                         TlsChannelCosts,
                         testing::Combine(testing::Values("1.2", "1.3"),
                                          testing::Bool(),
                                          testing::Values(CertificateKind::ECDSA_P256,
                                                          CertificateKind::RSA_2048),
                                          testing::Values("x25519", "p-256")));

// A megabyte of placeholder payload is 64 records whose zeros stay virtual at the receiver too.
TEST(TlsChannelPayload, VirtualZerosStayVirtualInModelledExecution)
{
    TlsWorld world(TlsTestCase{});
    world.Listen();
    ByteWriter writer;
    writer.U32(1048576).Bytes(SharedBytes::Zeros(1048576 - 4));
    const auto message = writer.Take();
    Simulator::Schedule(Time(), [&] { world.Connect()->Send(message); });
    TlsWorld::RunUntil(Seconds(1));
    ASSERT_EQ(world.arrivals, std::vector<SharedBytes>{message});
    EXPECT_LT(world.arrivals.front().GetHeadSize(), 100u);
    uint64_t stored = 0;
    for (const auto& bytes : world.tap.bytes)
    {
        stored += bytes.GetHeadSize();
    }
    EXPECT_LT(stored, 6000u);
}

} // namespace
} // namespace iotledger
} // namespace ns3
