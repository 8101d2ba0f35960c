/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-world.h"

#include "ns3/boolean.h"
#include "ns3/host.h"
#include "ns3/uinteger.h"

using namespace ns3;
using namespace ns3::iotledger;
using CloseReason = MessageChannel::CloseReason;

/// A broker and clients whose callbacks write into a log.
class MqttClientTest : public MqttWorld
{
  protected:
    Ptr<MqttClient> MakeClient(const std::string& clientId, Time keepAlive = Seconds(60))
    {
        auto node = CreateObject<Node>();
        auto client = CreateObject<MqttClient>();
        node->AddApplication(client);
        client->SetTransport(transport);
        client->SetAttribute("ClientId", StringValue(clientId));
        client->SetAttribute("KeepAlive", TimeValue(keepAlive));
        client->SetAttribute("Remote",
                             AddressValue(InetSocketAddress(Ipv4Address::GetLoopback(), 1883)));
        client->SetCallbacks([this, clientId] { seen.push_back(clientId + " connected"); },
                             [this, clientId](const MqttPublish& publish, Time arrived) {
                                 seen.push_back(clientId + " got " + publish.payload.ToString());
                                 arrivedAt = arrived;
                                 readAt = Simulator::Now();
                             },
                             [this, clientId](CloseReason reason) {
                                 seen.push_back(clientId + " closed " +
                                                std::to_string(static_cast<int>(reason)));
                                 closedAt = Simulator::Now();
                             });
        return client;
    }

    static std::string Closed(const std::string& clientId, CloseReason reason)
    {
        return clientId + " closed " + std::to_string(static_cast<int>(reason));
    }

    using Seen = std::vector<std::string>;
    Seen seen;
    Time arrivedAt;
    Time readAt;
    Time closedAt;
};

TEST_F(MqttClientTest, SubscribesAndPublishesAtBothQualitiesOfService)
{
    auto reader = MakeClient("reader");
    auto writer = MakeClient("writer");
    reader->Subscribe({{"t/#", 1}}, [this] { seen.push_back("subscribed"); });
    RunUntil(MilliSeconds(10));
    EXPECT_TRUE(reader->IsConnected());
    writer->Publish("t/0", SharedBytes("zero"), 0, [this] { seen.push_back("sent zero"); });
    writer->Publish("t/1", SharedBytes("one"), 1, nullptr);
    RunUntil(MilliSeconds(20));

    EXPECT_EQ(seen,
              (Seen{"reader connected",
                    "writer connected",
                    "subscribed",
                    "sent zero",
                    "reader got zero",
                    "reader got one"}));
    EXPECT_EQ(broker->GetSessions(), 2u);
}

// 2.3.1: after 65,535 unacknowledged messages no id is free, so acknowledgements must free them.
TEST_F(MqttClientTest, AcknowledgementsFreePacketIdsOnBothSides)
{
    constexpr uint32_t MESSAGES = 70'000;
    broker->SetAttribute("MaxInflightMessages", UintegerValue(0));
    broker->SetAttribute("MaxQueuedMessages", UintegerValue(0));
    auto reader = MakeClient("reader");
    auto writer = MakeClient("writer");
    reader->Subscribe({{"t", 1}}, nullptr);
    RunUntil(MilliSeconds(10));
    for (uint32_t i = 0; i < MESSAGES; ++i)
    {
        writer->Publish("t", SharedBytes(), 1, nullptr);
    }
    RunUntil(MilliSeconds(30));

    EXPECT_EQ(deliveries.size(), MESSAGES);
    EXPECT_EQ(seen.size(), 2u + MESSAGES);
}

TEST_F(MqttClientTest, PaysForReadingAndWritingOnItsStrand)
{
    auto reader = MakeClient("reader");
    auto writer = MakeClient("writer");
    reader->Subscribe({{"t", 1}}, nullptr);
    RunUntil(MilliSeconds(10));
    auto strand = CreateObject<Strand>(CreateObject<Host>());
    writer->SetStrand(strand);
    reader->SetStrand(strand);
    reader->SetCosts([](uint64_t bytes) { return MicroSeconds(bytes); },
                     [](uint64_t bytes) { return NanoSeconds(bytes); });
    writer->SetCosts(nullptr, [](uint64_t bytes) { return NanoSeconds(10 * bytes); });
    Time sent;
    writer->Publish("t", SharedBytes("123"), 1, [&sent] { sent = Simulator::Now(); }); // 10 B
    RunUntil(MilliSeconds(20));

    EXPECT_EQ(sent, MilliSeconds(10) + NanoSeconds(100));
    EXPECT_EQ(arrivedAt, sent + MilliSeconds(2)); // to the broker, and on at once
    EXPECT_EQ(readAt, arrivedAt + MicroSeconds(10) + NanoSeconds(4)); // with the PUBACK's 4 B
}

// 3.1.2.10: PINGREQ when nothing else was sent for the keep-alive; [MQTT-3.12.4-1] answers it.
TEST_F(MqttClientTest, KeepsAnIdleConnectionAlive)
{
    auto client = MakeClient("idle", Seconds(10));
    RunUntil(Seconds(3600));

    EXPECT_EQ(seen, Seen{"idle connected"});
    EXPECT_TRUE(client->IsConnected());
}

TEST_F(MqttClientTest, PingsOnlyWhenItIsSilent)
{
    transport->Listen(nullptr, 1884, std::make_shared<MqttFraming>(), [this](auto channel) {
        channel->SetReceivedCallback([this, channel](const SharedBytes& bytes) {
            seen.push_back(ToHex(bytes.Slice(0, 1)));
            arrivedAt = Simulator::Now();
            if (bytes[0] == 0x10)
            {
                channel->Send(SharedBytes(FromHex(recorded::CONNACK)));
            }
        });
    });
    auto client = MakeClient("c", Seconds(10));
    client->SetAttribute("Remote",
                         AddressValue(InetSocketAddress(Ipv4Address::GetLoopback(), 1884)));
    for (int second = 7; second <= 21; second += 7)
    {
        Simulator::Schedule(Seconds(second),
                            [client] { client->Publish("t", SharedBytes(), 0, nullptr); });
    }
    RunUntil(Seconds(1000));

    EXPECT_EQ(seen,
              (Seen{"10", "c connected", "30", "30", "30", "c0", Closed("c", CloseReason::RESET)}));
    EXPECT_EQ(arrivedAt, Seconds(31) + MilliSeconds(1)); // 10 s behind the last PUBLISH
    EXPECT_EQ(closedAt, Seconds(41));                    // no PINGRESP came
}

TEST_F(MqttClientTest, DisconnectsBehindWhatItPublished)
{
    auto reader = MakePeer("reader", "t");
    auto client = MakeClient("c");
    RunUntil(MilliSeconds(10));
    client->Publish("t", SharedBytes("last"), 0, nullptr);
    client->Disconnect();
    client->Publish("t", SharedBytes("never"), 0, nullptr); // [MQTT-3.14.4-2]
    RunUntil(MilliSeconds(20));

    EXPECT_EQ(reader->received.back(), Hex("30 07 0001 't' 'last'"));
    EXPECT_EQ(seen, (Seen{"c connected", Closed("c", CloseReason::CLOSED)}));
    EXPECT_EQ(log.back(), Disconnected("c", MqttSessionEnd::DISCONNECTED));
}

TEST_F(MqttClientTest, StoppingDisconnectsWithoutAWord)
{
    auto client = MakeClient("c");
    client->SetStopTime(Seconds(1));
    RunUntil(Seconds(100));

    EXPECT_EQ(seen, Seen{"c connected"});
    EXPECT_FALSE(client->IsConnected());
    EXPECT_EQ(log.back(), Disconnected("c", MqttSessionEnd::DISCONNECTED));
}

TEST_F(MqttClientTest, ReportsWhyItsConnectionEnded)
{
    auto refused = MakeClient("refused");
    refused->SetAttribute("Remote", AddressValue(InetSocketAddress(Ipv4Address::GetLoopback(), 9)));
    auto rejected = MakeClient("rejected");
    rejected->SetAttribute("Remote",
                           AddressValue(InetSocketAddress(Ipv4Address::GetLoopback(), 1884)));
    transport->Listen(nullptr, 1884, std::make_shared<MqttFraming>(), [](auto channel) {
        channel->Send(SharedBytes(FromHex("20 02 00 05"))); // not authorized
    });
    auto confused = MakeClient("confused");
    confused->SetAttribute("Remote",
                           AddressValue(InetSocketAddress(Ipv4Address::GetLoopback(), 1885)));
    transport->Listen(nullptr, 1885, std::make_shared<MqttFraming>(), [](auto channel) {
        channel->Send(SharedBytes(FromHex("d0 00"))); // [MQTT-3.2.0-1]
    });
    auto left = MakeClient("left");
    broker->SetStopTime(MilliSeconds(10));
    RunUntil(MilliSeconds(20));

    std::sort(seen.begin(), seen.end());
    EXPECT_EQ(seen,
              (Seen{Closed("confused", CloseReason::MALFORMED),
                    Closed("left", CloseReason::CLOSED),
                    "left connected",
                    Closed("refused", CloseReason::REFUSED),
                    Closed("rejected", CloseReason::REFUSED)}));
}

TEST_F(MqttClientTest, ExchangesMessagesOfEveryQosAndVersionWithTheBroker)
{
    for (const uint8_t version : {4, 5})
    {
        const std::string name = std::to_string(version);
        auto reader = MakeClient("reader" + name);
        auto writer = MakeClient("writer" + name);
        for (const auto& client : {reader, writer})
        {
            client->SetAttribute("ProtocolVersion", UintegerValue(version));
        }
        reader->Subscribe({{"t", 2}}, nullptr);
        RunUntil(Simulator::Now() + MilliSeconds(20));
        seen.clear();
        std::vector<MqttReasonCode> codes;
        for (const uint8_t qos : {0, 1, 2})
        {
            writer->Publish(
                {"t", SharedBytes(std::to_string(qos)), qos},
                nullptr,
                [&](MqttReasonCode code, const MqttProperties&) { codes.push_back(code); });
        }
        RunUntil(Simulator::Now() + MilliSeconds(20));

        const std::string got = "reader" + name + " got ";
        EXPECT_EQ(seen, (Seen{got + "0", got + "1", got + "2"}));
        EXPECT_EQ(codes, (std::vector<MqttReasonCode>(2, MqttReasonCode::SUCCESS)));
        reader->Disconnect();
        writer->Disconnect();
        RunUntil(Simulator::Now() + MilliSeconds(20));
    }
    EXPECT_TRUE(reasons.empty()); // the broker found no fault
}

// 3.3.2.3.4: the second PUBLISH has no topic, and arrives with it all the same.
TEST_F(MqttClientTest, UsesTopicAliasesWithTheBroker)
{
    auto reader = MakePeer("reader", "long/topic/name");
    auto writer = MakeClient("writer");
    std::vector<uint32_t> packetSizes;
    broker->TraceConnectWithoutContext(
        "Received",
        Callback<void, const std::string&, const MqttPublish&, uint32_t, Time>(
            [&](const std::string&, const MqttPublish&, uint32_t size, Time) {
                packetSizes.push_back(size);
            }));
    writer->SetAttribute("ProtocolVersion", UintegerValue(5));
    writer->SetAttribute("UseTopicAliases", BooleanValue(true));
    RunUntil(MilliSeconds(10));
    for (const auto text : {"1", "2"})
    {
        writer->Publish("long/topic/name", SharedBytes(text), 0, nullptr);
    }
    RunUntil(MilliSeconds(20));

    EXPECT_EQ(reader->received.back(), Hex("30 12 000f 'long/topic/name' '2'"));
    EXPECT_EQ(packetSizes, (std::vector<uint32_t>{2 + 2 + 15 + 1 + 3 + 1, 2 + 2 + 1 + 3 + 1}));
}

// 3.1.2.4, [MQTT-4.4.0-1]: what was sent to a client that is away waits, and comes when it is back.
TEST_F(MqttClientTest, ResumesItsSessionAtTheBroker)
{
    for (const uint8_t version : {4, 5})
    {
        auto reader = MakeClient("reader" + std::to_string(version));
        reader->SetAttribute("ProtocolVersion", UintegerValue(version));
        reader->SetAttribute("CleanStart", BooleanValue(false));
        reader->SetAttribute("SessionExpiryInterval", TimeValue(Seconds(60)));
        reader->SetAttribute("ReconnectDelay", TimeValue(Seconds(1)));
        reader->Subscribe({{"t", 2}}, nullptr);
        RunUntil(Simulator::Now() + MilliSeconds(20));
        seen.clear();
        transport->BreakAll();
        RunUntil(Simulator::Now() + MilliSeconds(20));
        broker->PublishLocally("t", SharedBytes("1"), 1);
        broker->PublishLocally("t", SharedBytes("2"), 2);
        RunUntil(Simulator::Now() + Seconds(2));

        const std::string name = "reader" + std::to_string(version);
        EXPECT_EQ(seen,
                  (Seen{Closed(name, CloseReason::RESET),
                        name + " connected",
                        name + " got 1",
                        name + " got 2"}));
        EXPECT_TRUE(reader->GetConnack().sessionPresent);
        reader->Disconnect();
    }
}
