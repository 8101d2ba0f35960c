/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-world.h"

#include "ns3/host.h"

using namespace ns3;
using namespace ns3::iotledger;
using CloseReason = MessageChannel::CloseReason;
using Received = std::vector<std::string>;

using MqttBrokerTest = MqttWorld;

// The bytes of both sides as recorded. (Mosquitto happens to deliver before it acknowledges.)
TEST_F(MqttBrokerTest, SpeaksToMosquittosClientsAsMosquittoDoes)
{
    RawPeer subscriber(transport, 1883);
    subscriber.Send(recorded::SUB_CONNECT);
    subscriber.Send(recorded::SUBSCRIBE);
    RunUntil(MilliSeconds(10));
    RawPeer publisher(transport, 1883);
    publisher.Send(recorded::PUB_CONNECT);
    publisher.Send(recorded::PUBLISH);
    publisher.Send(recorded::DISCONNECT);
    RunUntil(MilliSeconds(20));
    subscriber.SendRaw("40020001e000"); // both in one segment, as recorded
    RunUntil(MilliSeconds(30));

    const Received toSubscriber{std::string(recorded::CONNACK),
                                std::string(recorded::SUBACK),
                                std::string(recorded::PUBLISH)};
    EXPECT_EQ(subscriber.received, toSubscriber); // overlapping filters, delivered once
    EXPECT_EQ(publisher.received,
              (Received{std::string(recorded::CONNACK), std::string(recorded::PUBACK)}));
    EXPECT_EQ(subscriber.closed, CloseReason::CLOSED);
    EXPECT_EQ(publisher.closed, CloseReason::CLOSED);
    EXPECT_EQ(broker->GetSessions(), 0u);
    EXPECT_TRUE(reasons.empty());
}

TEST_F(MqttBrokerTest, RefusesConnectWithTheReturnCodesOfTable31)
{
    const std::pair<std::string_view, std::string> cases[] = {
        {"10 0c 0004 'MQTT' 06 02 0000 0000", "20020001"}, // [MQTT-3.1.2-2]
        {"10 0c 0004 'MQTT' 04 00 0000 0000", "20020002"}, // [MQTT-3.1.3-8]
    };
    std::vector<std::unique_ptr<RawPeer>> peers;
    for (const auto& [connect, answer] : cases)
    {
        peers.push_back(std::make_unique<RawPeer>(transport, 1883));
        peers.back()->Send(connect);
    }
    RunUntil(MilliSeconds(10));
    for (std::size_t i = 0; i < peers.size(); ++i)
    {
        EXPECT_EQ(peers[i]->received, Received{cases[i].second});
        EXPECT_EQ(peers[i]->closed, CloseReason::CLOSED);
    }
    EXPECT_TRUE(log.empty());
}

// [MQTT-3.1.3-6]: the server makes up a unique identifier.
TEST_F(MqttBrokerTest, NamesAClientThatHasNoName)
{
    const std::string one = "auto-00000000-0000-0000-0000-000000000001";
    auto first = MakePeer(one);
    auto second = MakePeer("");
    auto third = MakePeer("");
    RunUntil(MilliSeconds(10));

    EXPECT_EQ(log,
              (Received{"connected " + one,
                        "connected auto-00000000-0000-0000-0000-000000000002",
                        "connected auto-00000000-0000-0000-0000-000000000003"}));
    EXPECT_EQ(broker->GetSessions(), 3u);
}

// [MQTT-3.1.0-1], [MQTT-3.1.0-2], 4.8: each offender is cut off, and nobody else notices.
TEST_F(MqttBrokerTest, CutsOffWhoBreaksTheStandardAndNobodyElse)
{
    auto witness = MakePeer("witness", "t");
    auto twice = MakePeer("twice");
    auto garbled = MakePeer("garbled");
    auto unframed = MakePeer("unframed");
    RawPeer early(transport, 1883);
    early.Send("c000");
    twice->Connect("twice");
    garbled->Send("30 05 0003 'a/+'");
    RunUntil(MilliSeconds(5));
    unframed->SendRaw("30 ff ff ff ff");
    RunUntil(MilliSeconds(10));
    auto sender = MakePeer("sender");
    sender->Publish("t", SharedBytes("x"), 0);
    RunUntil(MilliSeconds(20));

    for (const auto* offender : {twice.get(), garbled.get(), unframed.get(), &early})
    {
        EXPECT_TRUE(offender->closed);
    }
    EXPECT_EQ(reasons.size(), 4u);
    for (const std::string entry :
         {"malformed ", "malformed twice", "malformed garbled", "malformed unframed"})
    {
        EXPECT_EQ(std::count(log.begin(), log.end(), entry), 1) << entry;
    }
    EXPECT_EQ(broker->GetSessions(), 2u);
    EXPECT_FALSE(witness->closed);
    EXPECT_EQ(witness->received.back(), Hex("30 04 0001 't' 'x'"));
}

// [MQTT-3.1.0-2]: whatever is wrong with it. 3.14.2.1: DISCONNECT has no code for a wrong version.
TEST_F(MqttBrokerTest, CallsASecondConnectOfAnotherProtocolAProtocolError)
{
    RawPeer peer(transport, 1883);
    peer.Send("10 0e 0004 'MQTT' 05 02 0000 00 0001 'a'");
    peer.Send("10 0e 0004 'HTTP' 05 02 0000 00 0001 'a'");
    RunUntil(MilliSeconds(10));

    ASSERT_EQ(peer.received.size(), 2u);
    EXPECT_EQ(peer.received[1], "e00182");
    EXPECT_TRUE(peer.closed);
}

// [MQTT-3.1.4-2]: the client that was there under this id is disconnected.
TEST_F(MqttBrokerTest, LetsANewConnectionTakeOverItsClientId)
{
    auto first = MakePeer("same", "t");
    RunUntil(MilliSeconds(10));
    auto second = MakePeer("same");
    RunUntil(MilliSeconds(20));
    auto sender = MakePeer("sender");
    sender->Publish("t", SharedBytes("x"), 0);
    RunUntil(MilliSeconds(30));

    EXPECT_EQ(first->closed, CloseReason::CLOSED);
    EXPECT_EQ(first->received.size(), 2u); // CONNACK and SUBACK: its subscription is gone
    EXPECT_EQ(second->received, Received{std::string(recorded::CONNACK)});
    EXPECT_FALSE(second->closed);
    EXPECT_EQ(log,
              (Received{"connected same",
                        Disconnected("same", MqttSessionEnd::TAKEN_OVER),
                        "connected same",
                        "connected sender"}));
}

// [MQTT-3.1.2-24]: no packet within 1.5 times the keep-alive. Packets take 1 ms to arrive.
TEST_F(MqttBrokerTest, CutsOffASilentClientAfterOneAndAHalfKeepAlives)
{
    RawPeer silent(transport, 1883);
    silent.Connect("silent", 10);
    RawPeer pinging(transport, 1883);
    pinging.Connect("pinging", 10);
    RawPeer patient(transport, 1883);
    patient.Connect("patient", 0);
    RunUntil(Seconds(14));
    pinging.Send("c000");
    RunUntil(Seconds(1000));

    EXPECT_EQ(silent.closed, CloseReason::RESET);
    EXPECT_EQ(silent.closedAt, MilliSeconds(3) + Seconds(15) + MilliSeconds(1));
    EXPECT_EQ(pinging.received.back(), "d000"); // [MQTT-3.12.4-1]
    EXPECT_EQ(pinging.closedAt, Seconds(14) + MilliSeconds(1) + Seconds(15) + MilliSeconds(1));
    EXPECT_FALSE(patient.closed);
    EXPECT_EQ(log[3], Disconnected("silent", MqttSessionEnd::TIMED_OUT));
}

// [MQTT-3.1.2-8], [MQTT-3.14.4-3].
TEST_F(MqttBrokerTest, PublishesTheWillOfALostClientOnly)
{
    auto heir = MakePeer("heir", "mtp/#", 1);
    RawPeer leaving(transport, 1883);
    leaving.Send(recorded::WILL_CONNECT);
    RunUntil(MilliSeconds(10));
    leaving.Send(recorded::DISCONNECT);
    RunUntil(MilliSeconds(20));
    EXPECT_EQ(heir->received.size(), 2u);
    RawPeer lost(transport, 1883);
    lost.Send(recorded::WILL_CONNECT);
    RunUntil(MilliSeconds(30));
    lost.Close();
    RunUntil(MilliSeconds(40));

    ASSERT_EQ(heir->received.size(), 3u);
    EXPECT_EQ(heir->received.back(), Hex("32 10 0008 'mtp/will' 0001 'gone'"));
    EXPECT_EQ(log.back(), Disconnected("device4", MqttSessionEnd::LOST));
}

// 3.8.4: the QoS of a delivery is the lower of the publisher's and the subscriber's.
// [MQTT-3.3.1-9]: a new message for an existing subscription goes out with RETAIN 0.
TEST_F(MqttBrokerTest, DeliversAtTheLowerQosWithoutRetainAndDup)
{
    auto wantsOne = MakePeer("one", "t", 1);
    auto wantsZero = MakePeer("zero", "t", 0);
    auto sender = MakePeer("sender");
    RunUntil(MilliSeconds(10));
    sender->Send("3b 06 0001 't' 0009 'a'"); // QoS 1, dup, retain
    sender->Send("31 04 0001 't' 'b'");      // QoS 0, retain
    RunUntil(MilliSeconds(20));

    const auto last = [](const RawPeer& peer) {
        return Received(peer.received.begin() + 2, peer.received.end());
    };
    EXPECT_EQ(last(*wantsOne),
              (Received{Hex("32 06 0001 't' 0001 'a'"), Hex("30 04 0001 't' 'b'")}));
    EXPECT_EQ(last(*wantsZero), (Received{Hex("30 04 0001 't' 'a'"), Hex("30 04 0001 't' 'b'")}));
    EXPECT_EQ(sender->received.back(), "40020009");
}

TEST_F(MqttBrokerTest, EncodesAPublishOnceForAllReceiversOfQos0)
{
    auto first = MakePeer("first", "t");
    auto second = MakePeer("second", "+");
    auto sender = MakePeer("sender");
    RunUntil(MilliSeconds(10));
    sender->Publish("t", SharedBytes("shared"), 1);
    RunUntil(MilliSeconds(20));

    EXPECT_EQ(first->messages.back().GetHead(), second->messages.back().GetHead());
}

TEST_F(MqttBrokerTest, PlugInTakesMessagesBeforeTheyAreDeliveredAndSendsItsOwn)
{
    auto a = MakePeer("a", "t/#", 0);
    auto b = MakePeer("b", "t/#", 0);
    Received taken;
    uint32_t reached = 0;
    broker->SubscribeLocally("t/+", [&](const std::string& from, const MqttPublish& publish) {
        taken.push_back(from + " " + publish.payload.ToString());
        reached = broker->PublishLocally("t/echo", publish.payload, 0, from);
    });
    RunUntil(MilliSeconds(10));
    a->Publish("t/x", SharedBytes("hi"), 0);
    RunUntil(MilliSeconds(20));

    EXPECT_EQ(subscribed, (Received{"a t/#", "b t/#"}));
    EXPECT_EQ(taken, Received{"a hi"}); // its own message does not come back to it
    EXPECT_EQ(reached, 1u);
    const auto original = Hex("30 07 0003 't/x' 'hi'");
    const auto echo = Hex("30 0a 0006 't/echo' 'hi'");
    EXPECT_EQ(Received(a->received.begin() + 2, a->received.end()), Received{original});
    EXPECT_EQ(Received(b->received.begin() + 2, b->received.end()), (Received{echo, original}));
}

// A client may publish and leave in one go; all it sent before the end counts.
TEST_F(MqttBrokerTest, ReadsWhatCameBeforeTheEndOfAConnection)
{
    broker->SetStrand(CreateObject<Strand>(CreateObject<Host>()));
    broker->SetAttribute("PacketCost", TimeValue(MilliSeconds(2)));
    auto reader = MakePeer("reader", "t");
    RunUntil(MilliSeconds(10));
    auto sender = MakePeer("sender");
    sender->Publish("t", SharedBytes("x"), 0);
    RunUntil(MicroSeconds(12'500));
    sender->Close(); // comes at 13.5 ms, when the broker is at CONNECT
    RunUntil(MilliSeconds(30));

    EXPECT_EQ(reader->received.size(), 3u);
    EXPECT_EQ(log.back(), Disconnected("sender", MqttSessionEnd::LOST));
}

TEST_F(MqttBrokerTest, StopsInOrder)
{
    broker->SetStopTime(MilliSeconds(10));
    auto peer = MakePeer("peer", "t");
    RunUntil(MilliSeconds(20));

    EXPECT_EQ(peer->closed, CloseReason::CLOSED);
    EXPECT_EQ(broker->GetSessions(), 0u);
    EXPECT_EQ(broker->PublishLocally("t", SharedBytes(), 0), 0u);
    auto late = MakePeer("late");
    RunUntil(MilliSeconds(30));
    EXPECT_EQ(late->closed, CloseReason::REFUSED);
}
