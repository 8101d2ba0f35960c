/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/mqtt-outbox.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

MqttDelivery
MakeDelivery(const std::string& topic, uint8_t qos, uint64_t bytes = 1)
{
    MqttMessage message{{topic, SharedBytes(std::vector<uint8_t>(bytes))}, Time(0)};
    MqttDelivery delivery;
    delivery.message = std::make_shared<const MqttMessage>(std::move(message));
    delivery.qos = qos;
    return delivery;
}

/// @return the packet id given to a message offered to @p outbox; 0: none
uint16_t
Offer(MqttOutbox& outbox, uint8_t qos)
{
    auto delivery = MakeDelivery("t", qos);
    outbox.Offer(delivery, true);
    return delivery.packetId;
}

/// @return "topic:id" of a message, or "id" of a PUBREL, in the order of a retry.
std::string
Describe(const std::vector<MqttOutbox::Retry>& retries)
{
    std::string text;
    for (const auto& retry : retries)
    {
        text += (text.empty() ? "" : " ");
        if (retry.publish)
        {
            EXPECT_TRUE(retry.publish->dup); // [MQTT-3.3.1-1]
            text += retry.publish->message->publish.topic + ":";
        }
        text += std::to_string(retry.packetId);
    }
    return text;
}

} // namespace

TEST(MqttOutbox, LetsQos0PassOnlyToWhoIsThere)
{
    MqttOutbox outbox;
    auto delivery = MakeDelivery("t", 0);

    EXPECT_EQ(outbox.Offer(delivery, true), MqttOutbox::Verdict::SEND);
    EXPECT_EQ(delivery.packetId, 0);
    EXPECT_EQ(outbox.Offer(delivery, false), MqttOutbox::Verdict::MISSED);
    EXPECT_EQ(outbox.GetInFlight(), 0u);
}

TEST(MqttOutbox, HoldsMessagesBackWhileTheWindowIsFull)
{
    MqttOutbox outbox;
    outbox.SetLimits({2, 10, 0});
    EXPECT_EQ(Offer(outbox, 1), 1);
    EXPECT_EQ(Offer(outbox, 2), 2);
    EXPECT_EQ(Offer(outbox, 1), 0);
    EXPECT_FALSE(outbox.Next(Time(0)));

    EXPECT_TRUE(outbox.HandlePuback(1));

    const auto next = outbox.Next(Time(0));
    ASSERT_TRUE(next);
    EXPECT_EQ(next->packetId, 3);
    EXPECT_EQ(next->qos, 1);
    EXPECT_EQ(outbox.GetInFlight(), 2u);
    EXPECT_EQ(outbox.GetQueued(), 0u);
}

// MQTT 5.0, 4.9: the client's Receive Maximum binds beside the server's own limit.
TEST(MqttOutbox, KeepsToTheReceiveMaximumOfTheClient)
{
    MqttOutbox outbox;
    outbox.SetLimits({0, 0, 0});
    outbox.SetReceiveMaximum(3);
    for (int i = 0; i < 5; ++i)
    {
        Offer(outbox, 1);
    }

    EXPECT_EQ(outbox.GetInFlight(), 3u);
    EXPECT_EQ(outbox.GetQueued(), 2u);
}

TEST(MqttOutbox, DropsWhatTheQueueHasNoRoomFor)
{
    MqttOutbox outbox;
    outbox.SetLimits({0, 3, 100});
    auto large = MakeDelivery("t", 1, 60);
    EXPECT_EQ(outbox.Offer(large, false), MqttOutbox::Verdict::QUEUED);
    EXPECT_EQ(outbox.Offer(large, false), MqttOutbox::Verdict::DROPPED); // 120 B
    auto small = MakeDelivery("t", 1, 20);
    EXPECT_EQ(outbox.Offer(small, false), MqttOutbox::Verdict::QUEUED);
    EXPECT_EQ(outbox.Offer(small, false), MqttOutbox::Verdict::QUEUED);
    auto none = MakeDelivery("t", 1, 0);
    EXPECT_EQ(outbox.Offer(none, false), MqttOutbox::Verdict::DROPPED); // a fourth message
    EXPECT_EQ(outbox.GetQueuedBytes(), 100u);
}

// MQTT 5.0, 4.6: messages of one QoS keep their order.
TEST(MqttOutbox, LetsNobodyOvertakeWhatWaits)
{
    MqttOutbox outbox;
    auto first = MakeDelivery("first", 1);
    auto second = MakeDelivery("second", 1);
    outbox.Offer(first, false);

    EXPECT_EQ(outbox.Offer(second, true), MqttOutbox::Verdict::QUEUED);
    EXPECT_EQ(outbox.Next(Time(0))->message->publish.topic, "first");
    EXPECT_EQ(outbox.Next(Time(0))->message->publish.topic, "second");
}

// MQTT 5.0, 4.3.3, figure 4.3: PUBLISH, PUBREC, PUBREL, PUBCOMP.
TEST(MqttOutbox, CompletesQos2InTwoSteps)
{
    MqttOutbox outbox;
    const uint16_t id = Offer(outbox, 2);

    EXPECT_FALSE(outbox.HandlePuback(id));
    EXPECT_FALSE(outbox.HandlePubcomp(id)); // too early
    EXPECT_TRUE(outbox.HandlePubrec(id, false));
    EXPECT_EQ(outbox.GetInFlight(), 1u);
    EXPECT_TRUE(outbox.HandlePubcomp(id));
    EXPECT_EQ(outbox.GetInFlight(), 0u);
    EXPECT_TRUE(outbox.HandlePubrec(id, false)); // unknown by now, which is no error
}

TEST(MqttOutbox, EndsTheHandshakeWhenPubrecRefuses)
{
    MqttOutbox outbox;
    const uint16_t id = Offer(outbox, 2);

    EXPECT_TRUE(outbox.HandlePubrec(id, true));
    EXPECT_EQ(outbox.GetInFlight(), 0u);
}

// MQTT 5.0, 4.4: PUBLISH without acknowledgement and PUBREL are sent again, in their order.
TEST(MqttOutbox, RepeatsWhatWasUnderWay)
{
    MqttOutbox outbox;
    for (const auto& [topic, qos] :
         std::vector<std::pair<std::string, uint8_t>>{{"a", 1}, {"b", 2}, {"c", 1}, {"d", 2}})
    {
        auto delivery = MakeDelivery(topic, qos);
        outbox.Offer(delivery, true);
    }
    outbox.HandlePubrec(2, false);
    outbox.HandlePuback(3);

    EXPECT_EQ(Describe(outbox.TakeRetries()), "a:1 2 d:4");
}

// MQTT 5.0, 3.3.2.3.3: a message whose interval has passed is not delivered.
TEST(MqttOutbox, LetsGoOfWhatHasExpired)
{
    MqttOutbox outbox;
    MqttMessage message{{"old", SharedBytes()}, Seconds(10)};
    message.publish.properties.Add(MqttPropertyId::MESSAGE_EXPIRY_INTERVAL, 5u);
    MqttDelivery old;
    old.message = std::make_shared<const MqttMessage>(message);
    old.qos = 1;
    auto lasting = MakeDelivery("lasting", 1);
    outbox.Offer(old, false);
    outbox.Offer(lasting, false);

    const auto next = outbox.Next(Seconds(15));
    ASSERT_TRUE(next);
    EXPECT_EQ(next->message->publish.topic, "lasting");
    EXPECT_EQ(outbox.GetQueuedBytes(), 0u);
}
