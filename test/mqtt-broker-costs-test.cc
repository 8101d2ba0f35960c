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

/// A broker on one core.
class MqttBrokerCosts : public MqttWorld
{
  protected:
    MqttBrokerCosts()
    {
        broker->SetStrand(CreateObject<Strand>(CreateObject<Host>()));
    }
};

// EMQX, Open MQTT Benchmarking Comparison 2023, Mosquitto 2.0.15: 37,000 messages/s point to point
// at QoS 1, every one acknowledged on both sides.
TEST_F(MqttBrokerCosts, SaturatesPointToPointAt37000MessagesPerSecond)
{
    constexpr int MESSAGES = 2000;
    auto receiver = MakePeer("receiver", "t", 1);
    auto sender = MakePeer("sender");
    RunUntil(MilliSeconds(10));
    for (int i = 0; i < MESSAGES; ++i)
    {
        sender->Publish("t", SharedBytes::Zeros(16), 1);
        receiver->Send("40 02 " +
                       ToHex(SharedBytes(std::vector<uint8_t>{static_cast<uint8_t>((i + 1) >> 8),
                                                              static_cast<uint8_t>(i + 1)})));
    }
    RunUntil(Seconds(1));

    ASSERT_EQ(deliveries.size(), MESSAGES);
    const Time took = deliveries.back().at - MilliSeconds(11);
    EXPECT_NEAR(MESSAGES / took.GetSeconds(), 37'000, 1);
}

// The same source: 81,000 messages/s in a fan-out, as many as there are deliveries.
TEST_F(MqttBrokerCosts, SaturatesFanOutAt81000MessagesPerSecond)
{
    constexpr int SUBSCRIBERS = 1000;
    std::vector<std::unique_ptr<RawPeer>> receivers;
    for (int i = 0; i < SUBSCRIBERS; ++i)
    {
        receivers.push_back(MakePeer("r" + std::to_string(i), "t", 1));
    }
    auto sender = MakePeer("sender");
    RunUntil(Seconds(1));
    for (int i = 0; i < 10; ++i)
    {
        sender->Publish("t", SharedBytes::Zeros(16), 1);
    }
    RunUntil(Seconds(2));

    ASSERT_EQ(deliveries.size(), 10u * SUBSCRIBERS);
    const Time took = deliveries.back().at - deliveries.front().at;
    EXPECT_NEAR(deliveries.size() / took.GetSeconds(), 81'000, 0.002 * 81'000);
}

// Packet cost and read cost first, then one delivery after another, in order of subscription.
TEST_F(MqttBrokerCosts, PaysForReadingThenForEachDelivery)
{
    broker->SetAttribute("PacketCost", TimeValue(MicroSeconds(100)));
    broker->SetAttribute("DeliveryCost", TimeValue(MicroSeconds(10)));
    auto third = MakePeer("c", "t");
    auto first = MakePeer("a", "t", 1);
    auto second = MakePeer("b", "t");
    auto sender = MakePeer("sender");
    RunUntil(MilliSeconds(10));
    broker->SetCosts([](uint64_t bytes) { return NanoSeconds(bytes); },
                     [](uint64_t bytes) { return MicroSeconds(bytes); });
    sender->Publish("t", SharedBytes::Zeros(3), 1); // 2 + 3 + 2 + 3 = 10 B; 8 B at QoS 0
    RunUntil(MilliSeconds(20));

    const Time arrived = MilliSeconds(11);
    const Time read = arrived + MicroSeconds(100) + NanoSeconds(10);
    ASSERT_EQ(arrivals, std::vector<Time>{arrived});
    ASSERT_EQ(deliveries.size(), 3u);
    EXPECT_EQ(deliveries[0].to, "c");
    EXPECT_EQ(deliveries[0].at, read + MicroSeconds(10 + 8));
    EXPECT_EQ(deliveries[1].to, "a");
    EXPECT_EQ(deliveries[1].at, read + MicroSeconds(10 + 8) + MicroSeconds(10 + 10));
    EXPECT_EQ(deliveries[2].to, "b");
    EXPECT_EQ(deliveries[2].at, deliveries[1].at + MicroSeconds(10 + 8));
}

TEST_F(MqttBrokerCosts, DeliversAPublishBeforeItReadsTheNextPacket)
{
    broker->SetAttribute("PacketCost", TimeValue(MicroSeconds(100)));
    broker->SetAttribute("DeliveryCost", TimeValue(MicroSeconds(10)));
    auto receiver = MakePeer("r", "t");
    auto sender = MakePeer("s");
    RunUntil(MilliSeconds(10));
    sender->Publish("t", SharedBytes(), 0);
    sender->Publish("t", SharedBytes(), 0);
    RunUntil(MilliSeconds(20));

    ASSERT_EQ(deliveries.size(), 2u);
    EXPECT_EQ(deliveries[0].at, MilliSeconds(11) + MicroSeconds(110));
    EXPECT_EQ(deliveries[1].at, MilliSeconds(11) + MicroSeconds(220));
}

TEST_F(MqttBrokerCosts, LeavesOutReceiversThatLeftWhileTheyWaited)
{
    broker->SetAttribute("DeliveryCost", TimeValue(MilliSeconds(5)));
    auto first = MakePeer("first", "t");
    auto second = MakePeer("second", "t");
    auto third = MakePeer("third", "t");
    auto sender = MakePeer("sender");
    RunUntil(MilliSeconds(10));
    sender->Publish("t", SharedBytes(), 0);
    second->Close();
    RunUntil(MilliSeconds(40));

    ASSERT_EQ(deliveries.size(), 2u);
    EXPECT_EQ(deliveries[0].to, "first");
    EXPECT_EQ(deliveries[1].to, "third");
    EXPECT_EQ(deliveries[1].at - deliveries[0].at, MilliSeconds(5));
}

// A busy broker of measured costs forwards 1 / (publish + delivery + their bytes) messages a second.
TEST_F(MqttBrokerCosts, FollowTheProfileOfAMeasuredBroker)
{
    constexpr int MESSAGES = 1000;
    constexpr auto LOAD = MqttBrokerProfile::Load::BUSY;
    const auto profile =
        std::make_shared<const MqttBrokerProfile>(MqttBrokerProfile::Read("mosquitto"));
    broker->SetProfile(profile);
    broker->SetCosts([](uint64_t) { return Seconds(1); }, nullptr); // contained in the profile
    auto receiver = MakePeer("receiver", "t", 0);
    auto sender = MakePeer("sender");
    RunUntil(MilliSeconds(10));
    for (int i = 0; i < MESSAGES; ++i)
    {
        sender->Publish("t", SharedBytes::Zeros(1000), 0);
    }
    RunUntil(Seconds(1));

    ASSERT_EQ(deliveries.size(), MESSAGES);
    const uint64_t packet = 3 + 3 + 1000; // 3.3: header, topic, payload
    const Time each = profile->GetPublishCost(LOAD, 0) + profile->GetReadCost(LOAD, packet) +
                      profile->GetDeliveryCost(LOAD, 0) + profile->GetWriteCost(LOAD, packet);
    EXPECT_EQ(deliveries.back().at - MilliSeconds(11), each * MESSAGES);
    EXPECT_EQ(broker->GetMemory(), 2 * profile->GetConnectionMemory());
}

/// Brokers of two threads.
class MqttBrokerThreads : public MqttWorld, public testing::WithParamInterface<uint32_t>
{
};

// Two threads on two cores take half as long for two clients' messages; on one core they do not.
TEST_P(MqttBrokerThreads, ShareTheCoresOfTheirHost)
{
    constexpr int MESSAGES = 100; // of each of two clients
    const uint32_t cores = GetParam();
    auto host = CreateObject<Host>();
    host->SetAttribute("Cores", UintegerValue(cores));
    broker->SetAttribute("Threads", UintegerValue(2));
    broker->SetAttribute("PacketCost", TimeValue(MilliSeconds(1)));
    broker->SetStrand(CreateObject<Strand>(host));
    auto first = MakePeer("first");
    auto second = MakePeer("second");
    RunUntil(MilliSeconds(100));
    for (int i = 0; i < MESSAGES; ++i)
    {
        first->Publish("t", SharedBytes("x"), 1);
        second->Publish("t", SharedBytes("x"), 1);
    }
    // After half of the time that one core needs: 1 ms under way, 1 ms for each, 1 ms back.
    RunUntil(MilliSeconds(100 + 1 + MESSAGES + 1) + MicroSeconds(500));

    const std::size_t answers = first->received.size() + second->received.size() - 2; // CONNACKs
    EXPECT_EQ(answers, cores * MESSAGES);
}

INSTANTIATE_TEST_SUITE_P(Cores, MqttBrokerThreads, testing::Values(1, 2));
