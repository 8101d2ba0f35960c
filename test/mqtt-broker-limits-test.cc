/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-world.h"

#include "ns3/mqtt-access-control.h"
#include "ns3/uinteger.h"

using namespace ns3;
using namespace ns3::iotledger;

using MqttBrokerLimits = MqttWorld;

// mosquitto.conf(5), max_connections: a further connection is closed at once.
TEST_F(MqttBrokerLimits, CloseAConnectionTooMany)
{
    broker->SetAttribute("MaxConnections", UintegerValue(2));
    auto first = MakePeer("first");
    auto second = MakePeer("second");
    RunUntil(MilliSeconds(10));
    auto third = MakePeer("third");
    RunUntil(MilliSeconds(20));
    EXPECT_TRUE(third->closed);
    EXPECT_TRUE(third->received.empty());
    EXPECT_EQ(broker->GetConnectedClients(), 2u);
    EXPECT_EQ(broker->GetStatistics().refused, 1u);
    first->Close();
    RunUntil(MilliSeconds(30));
    auto fourth = MakePeer("fourth");
    RunUntil(MilliSeconds(40));
    EXPECT_FALSE(fourth->closed);
    EXPECT_EQ(fourth->received.size(), 1u);
}

namespace
{

/// Leaves a session with a subscription to t at QoS 1 behind.
void
LeaveSession(Ptr<Transport> transport)
{
    RawPeer peer(transport, 1883);
    peer.Send("10 0d 0004 'MQTT' 04 00 0000 0001 'a'");
    peer.Send("82 06 0001 0001 't' 01");
    Simulator::Stop(MilliSeconds(10));
    Simulator::Run();
    peer.Send("e000");
    Simulator::Stop(MilliSeconds(10));
    Simulator::Run();
}

} // namespace

// Beyond them messages are dropped; a smaller one may still fit.
TEST_F(MqttBrokerLimits, QueueNoMoreThanSoManyBytesForAClient)
{
    broker->SetAttribute("MaxQueuedBytes", UintegerValue(100));
    LeaveSession(transport);
    for (const uint32_t bytes : {60u, 60u, 40u, 1u})
    {
        broker->PublishLocally("t", SharedBytes::Zeros(bytes), 1);
    }
    EXPECT_EQ(broker->GetStatistics().publishDropped, 2u);
    RawPeer back(transport, 1883);
    back.Send("10 0d 0004 'MQTT' 04 00 0000 0001 'a'");
    RunUntil(MilliSeconds(40));

    const auto published = back.Decode<MqttPublish>(MqttVersion::V3_1_1);
    ASSERT_EQ(published.size(), 2u);
    EXPECT_EQ(published[0].payload.GetSize(), 60u);
    EXPECT_EQ(published[1].payload.GetSize(), 40u);
}

// Connections by ConnectionMemory, messages by their payloads.
TEST_F(MqttBrokerLimits, MemoryIsThatOfConnectionsAndMessages)
{
    broker->SetAttribute("ConnectionMemory", UintegerValue(7000));
    EXPECT_EQ(broker->GetMemory(), 0u);
    LeaveSession(transport);
    EXPECT_EQ(broker->GetMemory(), 0u);
    auto connected = MakePeer("connected");
    RunUntil(MilliSeconds(30));
    EXPECT_EQ(broker->GetMemory(), 7000u);
    broker->PublishLocally("t", SharedBytes::Zeros(50), 1);
    EXPECT_EQ(broker->GetMemory(), 7050u);
    broker->PublishLocally({"kept", SharedBytes::Zeros(9), 1, true});
    EXPECT_EQ(broker->GetMemory(), 7059u);
}

// The same by what a measured broker took for each message and its bytes.
TEST_F(MqttBrokerLimits, MemoryOfMessagesFollowsTheProfile)
{
    const auto profile =
        std::make_shared<const MqttBrokerProfile>(MqttBrokerProfile::Read("mosquitto"));
    broker->SetProfile(profile);
    LeaveSession(transport);
    broker->PublishLocally("t", SharedBytes::Zeros(1000), 1);
    broker->PublishLocally("t", SharedBytes::Zeros(200), 1);
    broker->PublishLocally({"kept", SharedBytes::Zeros(500), 1, true});

    EXPECT_EQ(broker->GetMemory(),
              profile->GetQueuedMemory(2, 1200) + profile->GetRetainedMemory(1, 500));
}
