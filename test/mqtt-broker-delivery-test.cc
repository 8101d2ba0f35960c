/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-world.h"

#include "ns3/host.h"
#include "ns3/uinteger.h"

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

/// @return the payloads that @p peer, of version 3.1.1, has been sent, in order.
std::vector<std::string>
GetPayloads(const RawPeer& peer, MqttVersion version = MqttVersion::V3_1_1)
{
    std::vector<std::string> payloads;
    for (const auto& publish : peer.Decode<MqttPublish>(version))
    {
        payloads.push_back(publish.payload.ToString());
    }
    return payloads;
}

using Payloads = std::vector<std::string>;

class MqttBrokerDelivery : public MqttWorld
{
  protected:
    /// A client of version 5.0 whose session outlives its connections.
    std::unique_ptr<RawPeer> MakeLastingPeer(const std::string& clientId,
                                             uint32_t receiveMaximum = UINT16_MAX)
    {
        MqttConnect connect;
        connect.clientId = clientId;
        connect.protocolLevel = static_cast<uint8_t>(MqttVersion::V5_0);
        connect.cleanStart = false;
        connect.properties.Add(MqttPropertyId::SESSION_EXPIRY_INTERVAL, 1000u);
        connect.properties.Add(MqttPropertyId::RECEIVE_MAXIMUM, receiveMaximum);
        auto peer = std::make_unique<RawPeer>(transport, 1883);
        peer->Send(connect);
        return peer;
    }
};

} // namespace

// Connections are dealt out in turn: the receiver is another thread's. It sends nothing itself.
TEST_F(MqttBrokerDelivery, CrossesFromThreadToThread)
{
    broker->SetAttribute("Threads", UintegerValue(2));
    auto receiver = MakePeer("receiver", "t");
    auto sender = MakePeer("sender");
    RunUntil(MilliSeconds(10));
    sender->Publish("t", SharedBytes("x"), 0);
    RunUntil(MilliSeconds(20));

    EXPECT_EQ(GetPayloads(*receiver), Payloads{"x"});
}

TEST_F(MqttBrokerDelivery, CarriesAWillFromThreadToThread)
{
    broker->SetAttribute("Threads", UintegerValue(2));
    auto heir = MakePeer("heir", "mtp/#");
    RawPeer lost(transport, 1883);
    lost.Send(recorded::WILL_CONNECT);
    RunUntil(MilliSeconds(10));
    lost.Close();
    RunUntil(MilliSeconds(20));

    EXPECT_EQ(GetPayloads(*heir), Payloads{"gone"});
}

// [MQTT-4.6.0-6]: "a" and "b" wait for a client; while its CONNECT is read a plug-in publishes "c".
TEST_F(MqttBrokerDelivery, SendsWhatHasWaitedBeforeWhatComesLater)
{
    broker->SetStrand(CreateObject<Strand>(CreateObject<Host>()));
    auto first = MakeLastingPeer("same");
    first->Send(MqttSubscribe{1, {{"t", 1}}});
    RunUntil(MilliSeconds(10));
    first->Close();
    RunUntil(MilliSeconds(20));
    broker->PublishLocally("t", SharedBytes("a"), 1);
    broker->PublishLocally("t", SharedBytes("b"), 1);
    RunUntil(MilliSeconds(30));
    broker->SetCosts([](uint64_t) { return MilliSeconds(5); }, nullptr);
    auto second = MakeLastingPeer("same"); // read from 33 ms to 38 ms
    RunUntil(MilliSeconds(35));
    broker->PublishLocally("t", SharedBytes("c"), 1);
    RunUntil(MilliSeconds(60));

    EXPECT_EQ(GetPayloads(*second, MqttVersion::V5_0), (Payloads{"a", "b", "c"}));
}

// 4.4: a client comes back, at another thread, while one is still busy with what it missed. It gets
// each message once.
TEST_F(MqttBrokerDelivery, RepeatsAMessageOnlyOnTheNewConnection)
{
    auto host = CreateObject<Host>();
    host->SetAttribute("Cores", UintegerValue(2));
    broker->SetAttribute("Threads", UintegerValue(2));
    broker->SetStrand(CreateObject<Strand>(host));
    auto first = MakeLastingPeer("same");
    first->Send(MqttSubscribe{1, {{"t", 2}}});
    RunUntil(MilliSeconds(10));
    first->Close();
    RunUntil(MilliSeconds(20));
    for (int i = 0; i < 3; ++i)
    {
        broker->PublishLocally("t", SharedBytes(std::to_string(i)), 2);
    }
    broker->SetCosts(nullptr, [](uint64_t) { return MilliSeconds(10); });
    auto second = MakeLastingPeer("same");
    RunUntil(MilliSeconds(28)); // connected, nothing sent yet
    auto third = MakeLastingPeer("same");
    RunUntil(MilliSeconds(200));

    EXPECT_TRUE(GetPayloads(*second, MqttVersion::V5_0).empty());
    EXPECT_EQ(GetPayloads(*third, MqttVersion::V5_0), (Payloads{"0", "1", "2"}));
}

// [MQTT-3.3.4-9]: also of those that were under way when the client left.
TEST_F(MqttBrokerDelivery, KeepsToTheReceiveMaximumOfAClientThatComesBack)
{
    auto first = MakeLastingPeer("same");
    first->Send(MqttSubscribe{1, {{"t", 1}}});
    RunUntil(MilliSeconds(10));
    for (int i = 0; i < 5; ++i)
    {
        broker->PublishLocally("t", SharedBytes(std::to_string(i)), 1);
    }
    RunUntil(MilliSeconds(20));
    ASSERT_EQ(GetPayloads(*first, MqttVersion::V5_0).size(), 5u);
    first->Close();
    RunUntil(MilliSeconds(30));
    auto second = MakeLastingPeer("same", 2);
    RunUntil(MilliSeconds(40));
    EXPECT_EQ(GetPayloads(*second, MqttVersion::V5_0), (Payloads{"0", "1"}));
    for (uint16_t id = 1; id <= 5; ++id)
    {
        second->Send(MqttPuback{id});
        RunUntil(MilliSeconds(40 + 5 * id));
    }

    EXPECT_EQ(GetPayloads(*second, MqttVersion::V5_0), (Payloads{"0", "1", "2", "3", "4"}));
    for (const auto& publish : second->Decode<MqttPublish>())
    {
        EXPECT_TRUE(publish.dup) << publish.payload.ToString(); // [MQTT-3.3.1-1]
    }
}

// A plug-in may answer what the broker tells it, at once.
TEST_F(MqttBrokerDelivery, LetsAPlugInPublishWhenAMessageIsDropped)
{
    broker->SetAttribute("MaxInflightMessages", UintegerValue(1));
    broker->SetAttribute("MaxQueuedMessages", UintegerValue(1));
    auto full = MakePeer("full", "t", 1);
    auto other = MakePeer("other", "t", 1);
    auto witness = MakePeer("witness", "dropped");
    std::function<void(const std::string&, const MqttPublish&)> tell =
        [this](const std::string& client, const MqttPublish& publish) {
            broker->PublishLocally("dropped", SharedBytes(client + publish.payload.ToString()), 0);
        };
    broker->TraceConnectWithoutContext(
        "Dropped",
        Callback<void, const std::string&, const MqttPublish&>(tell));
    RunUntil(MilliSeconds(10));
    for (const std::string payload : {"1", "2", "3", "4"})
    {
        broker->PublishLocally("t", SharedBytes(payload), 1);
    }
    RunUntil(MilliSeconds(20));

    EXPECT_EQ(GetPayloads(*witness), (Payloads{"full3", "other3", "full4", "other4"}));
    EXPECT_EQ(GetPayloads(*other), Payloads{"1"});
}

TEST_F(MqttBrokerDelivery, LetsAPlugInSubscribeWhenAMessageComes)
{
    const uint64_t magic = 0x123456789abcdef;
    uint64_t seen = 0;
    uint64_t later = 0;
    broker->SubscribeLocally("t", [&](const std::string&, const MqttPublish&) {
        for (int i = 0; i < 100; ++i)
        {
            broker->SubscribeLocally("u",
                                     [&later](const std::string&, const MqttPublish&) { ++later; });
        }
        seen = magic; // by what the callback holds, after others have come to stand beside it
    });
    auto sender = MakePeer("sender");
    RunUntil(MilliSeconds(10));
    sender->Publish("t", SharedBytes(), 0);
    sender->Publish("u", SharedBytes(), 0);
    RunUntil(MilliSeconds(20));

    EXPECT_EQ(seen, magic);
    EXPECT_EQ(later, 100u);
}

// mosquitto(5), max_queued_messages: messages of QoS 0 for who is away are not queued, nor counted
// as dropped.
TEST_F(MqttBrokerDelivery, DoesNotCountQos0ForAClientThatIsAwayAsDropped)
{
    auto peer = MakeLastingPeer("same");
    peer->Send(MqttSubscribe{1, {{"t", 1}}});
    RunUntil(MilliSeconds(10));
    peer->Close();
    RunUntil(MilliSeconds(20));
    broker->PublishLocally("t", SharedBytes("x"), 0);
    RunUntil(MilliSeconds(30));

    EXPECT_EQ(broker->GetStatistics().publishDropped, 0u);
}
