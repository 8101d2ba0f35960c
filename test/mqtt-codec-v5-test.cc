/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-bytes.h"

#include "ns3/mqtt-codec.h"

#include <algorithm>
#include <gtest/gtest.h>

using namespace ns3::iotledger;

namespace
{

struct GoldenV5
{
    std::string_view hex;
    /// [B] cut to these sizes, with a remaining length that fits, it is another packet.
    std::vector<std::size_t> shorter{};
    /// [B] from this size on every cut is another packet: payload, codes. 0: none.
    std::size_t open{0};
};

/// Packets of 5.0 as the standard's sections show or describe them, and as mosquitto sends them.
const std::vector<GoldenV5> GOLDEN_V5 = {
    // 3.1.2.12, the example of a variable header, with a payload in the order of 3.1.3
    {"10 2d 0004 'MQTT' 05 ce 000a 05 11 0000000a 0002 'id' 00 0003 'w/t' 0004 'gone' 0004 'user' "
     "0005 00ff20'pw'"},
    {"10 11 0004 'MQTT' 05 40 0000 00 0000 0002 'pw'"}, // 3.1.2.9: a password alone
    {"20 03 01 00 00"},
    {"20 03 00 9f 00"},
    {"32 0a 0003 'a/b' 000a 00 'hi'", {}, 10}, // 3.3.2, the example of a variable header
    {"30 06 0000 03 23 0001", {}, 8},          // 3.3.2.3.4: the alias stands for the topic
    {"40 02 000a"},                            // 3.4.2.1: success, no properties
    {"40 03 000a 10", {4}},
    {"50 0b 000a 97 07 1f 0004 'full'", {4, 5}},
    {"62 03 000a 92", {4}},
    {"70 03 000a 92", {4}},
    {"82 0f 000a 00 0003 'a/b' 01 0003 'c/d' 02", {11}}, // 3.8.3
    {"82 09 000a 00 0003 'a/b' 2e"},                     // 3.8.3.1: every option
    {"90 07 000a 00 00 02 87 a2", {}, 6},
    {"a2 0d 000a 00 0003 'a/b' 0003 'c/d'", {10}}, // 3.10.3
    {"b0 06 000a 00 00 11 91", {}, 6},
    {"c0 00"},
    {"d0 00"},
    {"e0 00"},         // 3.14.2.1: normal disconnection
    {"e0 01 04", {2}}, // 3.14.2.2.1: no length of properties
    {"e0 07 8e 05 1f 0002 'no'", {2, 3}},
    {"f0 00"}, // 3.15.2.1
    {"f0 06 18 04 15 0001 'm'", {2}},
    {recorded::MQTT5_CONNECT},
    {recorded::V5_CONNECT},
    {recorded::V5_CONNACK},
    {recorded::V5_SUBSCRIBE, {14}},
    {recorded::V5_SUBACK, {}, 6},
    {recorded::V5_PUBLISH_QOS2, {}, 49},
    {recorded::V5_DELIVERY_QOS2, {}, 52},
    {recorded::PUBREC},
    {recorded::PUBREL},
    {recorded::PUBCOMP},
    {recorded::V5_PUBACK_UNMATCHED, {4}},
    {recorded::V5_WILL_CONNECT},
    {recorded::V5_PUBLISH_ALIAS, {}, 13},
    {recorded::V5_DISCONNECT, {2, 3}},
    {recorded::V5_UNSUBSCRIBE},
    {recorded::V5_UNSUBACK, {}, 6},
};

std::optional<MqttPacket>
DecodeV5(std::string_view hex)
{
    return MqttCodec::Decode(SharedBytes(FromHex(hex)), MqttVersion::V5_0);
}

} // namespace

TEST(MqttCodecV5, ReencodesEveryGoldenPacketIdentically)
{
    for (const auto& golden : GOLDEN_V5)
    {
        const auto packet = DecodeV5(golden.hex);
        ASSERT_TRUE(packet) << golden.hex;
        EXPECT_EQ(ToHex(MqttCodec::Encode(*packet, MqttVersion::V5_0)), Hex(golden.hex));
    }
}

TEST(MqttCodecV5, RefusesEveryTruncation)
{
    for (const auto& golden : GOLDEN_V5)
    {
        const SharedBytes bytes(FromHex(golden.hex));
        for (std::size_t size = 0; size < bytes.GetSize(); ++size)
        {
            EXPECT_FALSE(MqttCodec::Decode(bytes.Slice(0, size), MqttVersion::V5_0))
                << golden.hex << size;
        }
    }
}

TEST(MqttCodecV5, RefusesEveryFieldThatEndsEarly)
{
    for (const auto& golden : GOLDEN_V5)
    {
        auto bytes = FromHex(golden.hex);
        for (std::size_t size = 2; size < bytes.size(); ++size)
        {
            bytes[1] = static_cast<uint8_t>(size - 2);
            const bool isPacket = (golden.open > 0 && size >= golden.open) ||
                                  std::find(golden.shorter.begin(), golden.shorter.end(), size) !=
                                      golden.shorter.end();
            const SharedBytes cut(std::vector<uint8_t>(bytes.begin(), bytes.begin() + size));
            EXPECT_EQ(MqttCodec::Decode(cut, MqttVersion::V5_0).has_value(), isPacket)
                << golden.hex << " at " << size;
        }
    }
}

TEST(MqttCodecV5, ReadsConnectByItsOwnLevel)
{
    const SharedBytes bytes(FromHex(recorded::V5_WILL_CONNECT));
    const auto packet = MqttCodec::Decode(bytes, MqttVersion::V3_1_1);

    ASSERT_TRUE(packet);
    const auto& connect = std::get<MqttConnect>(*packet);
    EXPECT_EQ(connect.protocolLevel, 5);
    EXPECT_TRUE(connect.cleanStart);
    EXPECT_EQ(connect.keepAlive, 60);
    EXPECT_EQ(connect.properties.GetNumber(MqttPropertyId::RECEIVE_MAXIMUM, 0), 20u);
    EXPECT_EQ(connect.clientId, "dev4");
    ASSERT_TRUE(connect.will);
    EXPECT_EQ(connect.will->properties.GetNumber(MqttPropertyId::WILL_DELAY_INTERVAL, 0), 5u);
    EXPECT_EQ(connect.will->properties.GetNumber(MqttPropertyId::MESSAGE_EXPIRY_INTERVAL, 0), 60u);
    EXPECT_TRUE(connect.will->retain);
    EXPECT_EQ(connect.userName, "user");
    EXPECT_EQ(MqttCodec::Encode(*packet, MqttVersion::V3_1_1), bytes);
}

TEST(MqttCodecV5, ReadsEveryPropertyOfPublish)
{
    using Id = MqttPropertyId;
    const auto packet = std::get<MqttPublish>(*DecodeV5(recorded::V5_DELIVERY_QOS2));

    EXPECT_EQ(packet.topic, "a/x");
    EXPECT_EQ(packet.payload.ToString(), "hello");
    EXPECT_EQ(packet.properties.GetNumber(Id::SUBSCRIPTION_IDENTIFIER, 0), 300u);
    EXPECT_EQ(packet.properties.GetText(Id::CONTENT_TYPE), "text");
    EXPECT_EQ(packet.properties.GetText(Id::RESPONSE_TOPIC), "r/x");
    EXPECT_EQ(packet.properties.FindBinary(Id::CORRELATION_DATA)->ToString(), "c1");
    EXPECT_EQ(packet.properties.Count(Id::USER_PROPERTY), 2u);
    EXPECT_EQ(packet.properties.GetNumber(Id::MESSAGE_EXPIRY_INTERVAL, 0), 30u);
    EXPECT_EQ(packet.properties.GetNumber(Id::PAYLOAD_FORMAT_INDICATOR, 0), 1u);
}

TEST(MqttCodecV5, ReadsEverySubscriptionOption)
{
    const auto packet =
        std::get<MqttSubscribe>(*DecodeV5("82 0f 000a 00 0003 'a/b' 2e 0003 'c/d' 11"));

    const auto& first = packet.subscriptions[0];
    EXPECT_EQ(first.qos, 2);
    EXPECT_TRUE(first.noLocal);
    EXPECT_TRUE(first.retainAsPublished);
    EXPECT_EQ(first.retainHandling, MqttRetainHandling::DO_NOT_SEND);
    const auto& second = packet.subscriptions[1];
    EXPECT_EQ(second.qos, 1);
    EXPECT_FALSE(second.noLocal);
    EXPECT_FALSE(second.retainAsPublished);
    EXPECT_EQ(second.retainHandling, MqttRetainHandling::SEND_IF_NEW);
}

// 3.4.2.2.1: a length of properties may stand there although there are none.
TEST(MqttCodecV5, TakesALengthOfNoProperties)
{
    EXPECT_EQ(std::get<MqttPuback>(*DecodeV5("40 04 0001 10 00")).reasonCode,
              MqttReasonCode::NO_MATCHING_SUBSCRIBERS);
    EXPECT_TRUE(DecodeV5("40 03 0001 00"));
    EXPECT_TRUE(DecodeV5("e0 02 00 00"));
}

// 2.4 and the tables of each packet: every code that is allowed, and no other.
TEST(MqttCodecV5, TakesTheReasonCodesOfEachPacket)
{
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"20 03 00 ?? 00", "00 80 81 82 83 84 85 86 87 88 89 8a 8c 90 95 97 99 9a 9b 9c 9d 9f"},
        {"40 03 0001 ??", "00 10 80 83 87 90 91 97 99"},
        {"50 03 0001 ??", "00 10 80 83 87 90 91 97 99"},
        {"62 03 0001 ??", "00 92"},
        {"70 03 0001 ??", "00 92"},
        {"90 04 0001 00 ??", "00 01 02 80 83 87 8f 91 97 9e a1 a2"},
        {"b0 04 0001 00 ??", "00 11 80 83 87 8f 91"},
        {"e0 01 ??",
         "00 04 80 81 82 83 87 89 8b 8d 8e 8f 90 93 94 95 96 97 98 99 9a 9b 9c 9d 9e 9f a0 a1 a2"},
        {"f0 06 ?? 04 15 0001 'm'", "00 18 19"},
    };
    for (const auto& [form, allowed] : cases)
    {
        const auto codes = FromHex(allowed);
        for (int code = 0; code < 256; ++code)
        {
            std::string hex(form);
            hex.replace(hex.find("??"), 2, ToHex(SharedBytes(std::vector{uint8_t(code)})));
            MqttFault fault;
            const auto packet =
                MqttCodec::Decode(SharedBytes(FromHex(hex)), MqttVersion::V5_0, &fault);
            const bool isAllowed = std::find(codes.begin(), codes.end(), code) != codes.end();
            EXPECT_EQ(packet.has_value(), isAllowed) << hex;
            EXPECT_EQ(fault.reasonCode,
                      isAllowed ? MqttReasonCode::SUCCESS : MqttReasonCode::PROTOCOL_ERROR);
        }
    }
}

// Each of these breaks one rule, named in front of it, and earns the code behind it.
TEST(MqttCodecV5, RefusesEveryMalformedPacketWithItsReasonCode)
{
    struct Case
    {
        std::string_view rule;
        std::string_view hex;
        uint8_t code;
    };

    const Case cases[] = {
        {"2.1.2 type 0", "00 00", 0x82},
        {"2.1.3-1 AUTH flags", "f1 00", 0x81},
        {"2.1.3-1 PUBREL flags", "60 02 0001", 0x81},
        {"1.5.5-1 remaining length", "c0 80 00", 0x81},
        {"1.5.5-1 remaining length of CONNECT", "10 8d 00 0004 'MQTT' 05 02 0000 00 0000", 0x81},
        {"3.1.2-1 protocol name", "10 0d 0004 'MQTX' 05 02 0000 00 0000", 0x84},
        {"3.1.2-3 reserved flag", "10 0d 0004 'MQTT' 05 03 0000 00 0000", 0x81},
        {"3.1.2-11 will QoS without will", "10 0d 0004 'MQTT' 05 0a 0000 00 0000", 0x81},
        {"3.1.2-12 will QoS 3", "10 13 0004 'MQTT' 05 1e 0000 00 0000 00 0001 'w' 0000", 0x81},
        {"3.1.2.11 no properties", "10 08 0004 'MQTT' 05 02", 0x81},
        {"3.2.2-1 reserved flags", "20 03 02 00 00", 0x81},
        {"3.2.2-6 session with refusal", "20 03 01 87 00", 0x82},
        {"3.3.1-4 QoS 3", "36 06 0001 't' 0001 00", 0x81},
        {"3.3.1-2 dup with QoS 0", "38 04 0001 't' 00", 0x81},
        {"3.3.2-2 wildcard", "30 04 0001 '#' 00", 0x82},
        {"3.3.2.1 neither topic nor alias", "30 03 0000 00", 0x82},
        {"2.2.1-3 PUBLISH packet id 0", "32 06 0001 't' 0000 00", 0x82},
        {"2.2.2.1 properties longer than the packet", "30 04 0001 't' 7f", 0x81},
        {"2.2.2.1 property behind the properties", "30 09 0001 't' 02 02 0000001e", 0x81},
        {"3.8.3-2 no filter", "82 03 0001 00", 0x82},
        {"3.8.3-5 reserved options", "82 07 0001 00 0001 'f' 80", 0x81},
        {"3.8.3-5 reserved options", "82 07 0001 00 0001 'f' 40", 0x81},
        {"3.8.3.1 QoS 3", "82 07 0001 00 0001 'f' 03", 0x82},
        {"3.8.3.1 retain handling 3", "82 07 0001 00 0001 'f' 30", 0x82},
        {"3.8.3-4 no local, shared", "82 10 0001 00 000a '$share/g/f' 04", 0x82},
        {"4.8.2-1 no share name", "82 0f 0001 00 0009 '$share//f' 00", 0x81},
        {"4.8.2-2 wildcard in the share name", "a2 0f 0001 00 000a '$share/+/f'", 0x81},
        {"4.8.2-2 no filter", "82 0e 0001 00 0008 '$share/g' 00", 0x81},
        {"3.10.3-2 no filter", "a2 03 0001 00", 0x82},
        {"3.11.3-1 no code", "b0 03 0001 00", 0x81},
        {"3.15.2.2.2 no method", "f0 02 18 00", 0x82},
    };
    for (const auto& [rule, hex, code] : cases)
    {
        MqttFault fault;
        EXPECT_FALSE(MqttCodec::Decode(SharedBytes(FromHex(hex)), MqttVersion::V5_0, &fault))
            << rule;
        EXPECT_EQ(static_cast<int>(fault.reasonCode), code) << rule << ": " << fault.rule;
    }
}
