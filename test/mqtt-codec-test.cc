/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-bytes.h"

#include "ns3/mqtt-codec.h"

#include <gtest/gtest.h>

using namespace ns3::iotledger;

namespace
{

std::string
Encode(const MqttPacket& packet)
{
    return ToHex(MqttCodec::Encode(packet, MqttVersion::V3_1_1));
}

std::optional<MqttPacket>
Decode(std::string_view hex)
{
    return MqttCodec::Decode(SharedBytes(FromHex(hex)), MqttVersion::V3_1_1);
}

std::optional<MqttPacket>
Decode(const std::vector<uint8_t>& bytes)
{
    return MqttCodec::Decode(SharedBytes(bytes), MqttVersion::V3_1_1);
}

/// Every packet of this test, as bytes; all of them can be decoded.
const std::vector<std::string_view> GOLDEN = {
    // 3.1.2, figure 3.6: all flags but will retain, keep-alive 10 s; payload in the order of 3.1.3
    "10 26 0004 'MQTT' 04 ce 000a 0002 'id' 0003 'w/t' 0004 'gone' 0004 'user' 0005 00ff20'pw'",
    "10 0c 0004 'MQTT' 04 02 0000 0000",
    "20 02 00 00",                            // 3.2
    "20 02 01 00",                            // 3.2: session present
    "20 02 00 05",                            // 3.2: not authorized
    "32 09 0003 'a/b' 000a 'hi'",             // 3.3.2, figure 3.11, with a payload
    "30 05 0003 'a/b'",                       // 3.3: QoS 0, empty payload
    "3d 07 0003 'a/b' ffff",                  // 3.3: dup, QoS 2, retain
    "40 02 000a",                             // 3.4
    "50 02 000a",                             // 3.5
    "62 02 000a",                             // 3.6
    "70 02 000a",                             // 3.7
    "82 0e 000a 0003 'a/b' 01 0003 'c/d' 02", // 3.8.3, figure 3.23
    "90 05 000a 00 02 80",                    // 3.9.3, figure 3.27
    "a2 0c 000a 0003 'a/b' 0003 'c/d'",       // 3.10.3, figure 3.30
    "b0 02 000a",                             // 3.11
    "c0 00",                                  // 3.12
    "d0 00",                                  // 3.13
    "e0 00",                                  // 3.14
    recorded::SUB_CONNECT,
    recorded::SUBSCRIBE,
    recorded::SUBACK,
    recorded::PUBLISH,
    recorded::PUBACK,
    recorded::PUBLISH_RETAINED,
    recorded::WILL_CONNECT,
    recorded::SUBSCRIBE_QOS2,
    recorded::PUBLISH_QOS2,
    recorded::PUBREC,
    recorded::PUBREL,
    recorded::PUBCOMP,
    recorded::UNSUBSCRIBE,
    recorded::UNSUBACK,
};

} // namespace

TEST(MqttCodec, ReencodesEveryGoldenPacketIdentically)
{
    for (const auto hex : GOLDEN)
    {
        const auto packet = Decode(hex);
        ASSERT_TRUE(packet) << hex;
        EXPECT_EQ(Encode(*packet), Hex(hex));
    }
}

// A PUBLISH of QoS 0 can lose payload and stay whole, once its length says so; nothing else can.
TEST(MqttCodec, RefusesEveryTruncation)
{
    for (const auto hex : GOLDEN)
    {
        const auto bytes = FromHex(hex);
        for (std::size_t size = 0; size < bytes.size(); ++size)
        {
            const std::vector<uint8_t> cut(bytes.begin(), bytes.begin() + size);
            EXPECT_FALSE(Decode(cut)) << hex << " at " << size;
        }
    }
}

// The same with a remaining length that fits: now the fields themselves end early.
TEST(MqttCodec, RefusesEveryFieldThatEndsEarly)
{
    for (const auto hex : GOLDEN)
    {
        auto bytes = FromHex(hex);
        const uint8_t type = bytes[0] >> 4;
        // What may follow the first body bytes in any number: payload, filters, return codes.
        const std::size_t keep = type == 3   ? 2 + 2 + bytes[3] + (bytes[0] & 0x06 ? 2 : 0)
                                 : type == 9 ? 5
                                             : bytes.size();
        for (std::size_t size = 2; size < keep; ++size)
        {
            const std::size_t option = type == 8 ? 1 : 0;
            const bool endsBehindFilter =
                (type == 8 || type == 10) && size == 2 + 2 + 2 + bytes[5] + option;
            bytes[1] = static_cast<uint8_t>(size - 2);
            const std::vector<uint8_t> cut(bytes.begin(), bytes.begin() + size);
            EXPECT_EQ(Decode(cut).has_value(), endsBehindFilter) << hex << " at " << size;
        }
    }
}

TEST(MqttCodec, RefusesTrailingBytes)
{
    for (const auto hex : GOLDEN)
    {
        auto bytes = FromHex(hex);
        bytes.push_back(0);
        EXPECT_FALSE(Decode(bytes)) << hex;
        const uint8_t type = bytes[0] >> 4;
        if (type != 3 && type != 9) // there one byte more is payload, or another return code
        {
            ++bytes[1];
            EXPECT_FALSE(Decode(bytes)) << hex << " with its length";
        }
    }
}

TEST(MqttCodec, ReadsEveryFieldOfConnect)
{
    const auto packet = std::get<MqttConnect>(*Decode(GOLDEN[0]));

    EXPECT_EQ(packet.protocolLevel, 4);
    EXPECT_TRUE(packet.cleanStart);
    EXPECT_EQ(packet.keepAlive, 10);
    EXPECT_EQ(packet.clientId, "id");
    ASSERT_TRUE(packet.will);
    EXPECT_EQ(packet.will->topic, "w/t");
    EXPECT_EQ(packet.will->message.ToString(), "gone");
    EXPECT_EQ(packet.will->qos, 1);
    EXPECT_FALSE(packet.will->retain);
    EXPECT_EQ(packet.userName, "user");
    EXPECT_EQ(ToHex(*packet.password), "00ff207077"); // binary data, no string
}

TEST(MqttCodec, ReadsEveryFieldOfPublish)
{
    const auto packet = std::get<MqttPublish>(*Decode("3b 0b 0003 'a/b' 000a 'load'"));

    EXPECT_EQ(packet.topic, "a/b");
    EXPECT_EQ(packet.payload.ToString(), "load");
    EXPECT_EQ(packet.qos, 1);
    EXPECT_TRUE(packet.retain);
    EXPECT_TRUE(packet.dup);
    EXPECT_EQ(packet.packetId, 10);
}

TEST(MqttCodec, ReadsEveryFieldOfSubscribeAndSuback)
{
    const auto subscribe =
        std::get<MqttSubscribe>(*Decode("82 0e 000a 0003 'a/b' 01 0003 'c/d' 02"));
    EXPECT_EQ(subscribe.packetId, 10);
    ASSERT_EQ(subscribe.subscriptions.size(), 2u);
    EXPECT_EQ(subscribe.subscriptions[0].filter, "a/b");
    EXPECT_EQ(subscribe.subscriptions[0].qos, 1);
    EXPECT_EQ(subscribe.subscriptions[1].filter, "c/d");
    EXPECT_EQ(subscribe.subscriptions[1].qos, 2);

    const auto suback = std::get<MqttSuback>(*Decode("90 05 000a 00 02 80"));
    EXPECT_EQ(suback.reasonCodes,
              (std::vector<MqttReasonCode>{MqttReasonCode::GRANTED_QOS_0,
                                           MqttReasonCode::GRANTED_QOS_2,
                                           MqttReasonCode::UNSPECIFIED_ERROR}));

    const auto unsubscribe = std::get<MqttUnsubscribe>(*Decode("a2 0c 000a 0003 'a/b' 0003 'c/d'"));
    EXPECT_EQ(unsubscribe.packetId, 10);
    EXPECT_EQ(unsubscribe.filters, (std::vector<std::string>{"a/b", "c/d"}));
}

// 3.1.1: table 3.1; 5.0: table 3-1. One number each for the same refusal.
TEST(MqttCodec, TranslatesTheReturnCodesOfConnack)
{
    const std::pair<uint8_t, uint8_t> cases[] = {
        {0, 0x00},
        {1, 0x84},
        {2, 0x85},
        {3, 0x88},
        {4, 0x86},
        {5, 0x87},
    };
    for (const auto& [code, reason] : cases)
    {
        const MqttConnack connack{false, static_cast<MqttReasonCode>(reason)};
        EXPECT_EQ(Encode(connack), Hex("20 02 00") + ToHex(SharedBytes({std::vector{code}})));
        const auto back = Decode(std::vector<uint8_t>{0x20, 2, 0, code});
        ASSERT_TRUE(back);
        EXPECT_EQ(std::get<MqttConnack>(*back).reasonCode, connack.reasonCode);
    }
    EXPECT_EQ(Encode(MqttConnack{false, MqttReasonCode::QUOTA_EXCEEDED}), "20020003");
}

// What a packet has for 5.0 only is not on the wire of 3.1.1.
TEST(MqttCodec, LeavesOutWhatOnly5Knows)
{
    MqttProperties properties;
    properties.Add(MqttPropertyId::USER_PROPERTY, MqttProperties::Pair("a", "b"));
    const auto failed = MqttReasonCode::NOT_AUTHORIZED;
    EXPECT_EQ(Encode(MqttPuback{1, failed, properties}), "40020001");
    EXPECT_EQ(Encode(MqttSuback{1, {failed}, properties}), "9003000180");
    EXPECT_EQ(Encode(MqttUnsuback{1, {failed}, properties}), "b0020001");
    EXPECT_EQ(Encode(MqttDisconnect{failed, properties}), "e000");
    MqttSubscription subscription{"a", 1, true, true, MqttRetainHandling::DO_NOT_SEND};
    EXPECT_EQ(Encode(MqttSubscribe{1, {subscription}, properties}), Hex("82060001 0001'a' 01"));
    MqttPublish publish{"t", SharedBytes("x")};
    publish.properties = properties;
    EXPECT_EQ(Encode(publish), Hex("30 04 0001't' 'x'"));
}

// [MQTT-3.1.2-2]: another protocol level needs an answer, whatever follows.
TEST(MqttCodec, ReadsOfAnotherProtocolLevelOnlyTheLevel)
{
    const auto packet = Decode("10 0c 0004 'MQTT' 06 02 0000 ffff");

    ASSERT_TRUE(packet);
    EXPECT_EQ(std::get<MqttConnect>(*packet).protocolLevel, 6);
}

// 2.2.3, table 2.4: one byte more of remaining length at 128, 16,384 and 2,097,152.
TEST(MqttCodec, WritesTheRemainingLengthInAsFewBytesAsItNeeds)
{
    const std::pair<uint64_t, std::string_view> cases[] = {
        {127, "307f"},
        {128, "308001"},
        {16'383, "30ff7f"},
        {16'384, "30808001"},
        {2'097'151, "30ffff7f"},
        {2'097'152, "3080808001"},
    };
    for (const auto& [remaining, header] : cases)
    {
        const MqttPublish publish{"t", SharedBytes::Zeros(remaining - 3)};
        const auto bytes = MqttCodec::Encode(publish, MqttVersion::V3_1_1);
        EXPECT_EQ(bytes.GetSize(), header.size() / 2 + remaining);
        EXPECT_EQ(ToHex(bytes.Slice(0, header.size() / 2)), header);
        const auto back = MqttCodec::Decode(bytes, MqttVersion::V3_1_1);
        ASSERT_TRUE(back) << remaining;
        EXPECT_EQ(std::get<MqttPublish>(*back).payload, publish.payload);
    }
}

TEST(MqttCodec, KeepsAVirtualPayloadVirtual)
{
    const auto bytes =
        MqttCodec::Encode(MqttPublish{"t", SharedBytes::Zeros(1 << 20)}, MqttVersion::V3_1_1);

    EXPECT_EQ(bytes.GetZeroTail(), 1u << 20);
    EXPECT_EQ(
        std::get<MqttPublish>(*MqttCodec::Decode(bytes, MqttVersion::V3_1_1)).payload.GetHeadSize(),
        0u);
}

// Each of these breaks one rule, named in front of it.
TEST(MqttCodec, RefusesEveryMalformedPacket)
{
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"2.2.1 type 0", "00 00"},
        {"2.2.1 type 15", "f0 00"},
        {"2.2.2-2 PUBREC flags", "51 02 0001"},
        {"2.2.2-2 PUBREL flags", "60 02 0001"},
        {"2.2.2-2 PUBCOMP flags", "72 02 0001"},
        {"2.2.2-2 UNSUBSCRIBE flags", "a0 07 0001 0003 'a/b'"},
        {"2.2.2-2 UNSUBACK flags", "b2 02 0001"},
        {"2.3.1-1 PUBREL packet id 0", "62 02 0000"},
        {"3.5 PUBREC with a code", "50 03 0001 00"},
        {"3.10.3-2 no topic filter", "a2 02 0001"},
        {"3.10.3-1 topic filter", "a2 07 0001 0003 'a+b'"},
        {"3.11 UNSUBACK with a code", "b0 03 0001 00"},
        {"3.14 DISCONNECT with a code", "e0 01 00"},
        {"2.2.2-2 CONNECT flags", "11 0c 0004 'MQTT' 04 02 0000 0000"},
        {"2.2.2-2 CONNACK flags", "21 02 00 00"},
        {"2.2.2-2 PUBACK flags", "42 02 0001"},
        {"3.8.1-1 SUBSCRIBE flags", "80 08 000a 0003 'a/b' 01"},
        {"2.2.2-2 SUBACK flags", "92 03 000a 00"},
        {"2.2.2-2 PINGREQ flags", "c1 00"},
        {"2.2.2-2 PINGRESP flags", "d8 00"},
        {"3.14.1-1 DISCONNECT flags", "e2 00"},
        {"2.2.3 fifth length byte", "30 80 80 80 80 01"},
        {"3.1.2-1 protocol name", "10 0c 0004 'MQTt' 04 02 0000 0000"},
        {"3.1.2-1 protocol name of 3.1", "10 0e 0006 'MQIsdp' 03 02 0000 0000"},
        {"3.1.2-3 reserved flag", "10 0c 0004 'MQTT' 04 03 0000 0000"},
        {"3.1.2-11 will QoS without will", "10 0c 0004 'MQTT' 04 0a 0000 0000"},
        {"3.1.2-15 will retain without will", "10 0c 0004 'MQTT' 04 22 0000 0000"},
        {"3.1.2-14 will QoS 3", "10 12 0004 'MQTT' 04 1e 0000 0000 0002 'wt' 0000"},
        {"3.1.2-22 password alone", "10 0f 0004 'MQTT' 04 42 0000 0000 0001 'p'"},
        {"3.1.3-4 client id UTF-8", "10 0d 0004 'MQTT' 04 02 0000 0001 ff"},
        {"3.1.3-10 will topic UTF-8", "10 11 0004 'MQTT' 04 06 0000 0000 0001 ff 0000"},
        {"3.1.3-11 user name UTF-8", "10 0f 0004 'MQTT' 04 82 0000 0000 0001 ff"},
        {"3.2.2.1 reserved flags", "20 02 02 00"},
        {"3.2.2.3 reserved return code", "20 02 00 06"},
        {"3.2.2-4 session with refusal", "20 02 01 02"},
        {"3.3.1-4 QoS 3", "36 07 0003 'a/b' 0001"},
        {"3.3.1-2 dup with QoS 0", "38 05 0003 'a/b'"},
        {"3.3.2-2 + in a topic name", "30 05 0003 'a/+'"},
        {"3.3.2-2 # in a topic name", "30 05 0003 'a/#'"},
        {"4.7.3-1 empty topic name", "30 02 0000"},
        {"4.7.3-2 NUL in a topic name", "30 05 0003 61 00 62"},
        {"3.3.2-1 topic name UTF-8", "30 05 0003 ed a0 80"},
        {"2.3.1-1 PUBLISH packet id 0", "32 07 0003 'a/b' 0000"},
        {"2.3.1-1 PUBACK packet id 0", "40 02 0000"},
        {"2.3.1-1 SUBSCRIBE packet id 0", "82 08 0000 0003 'a/b' 01"},
        {"2.3.1-1 SUBACK packet id 0", "90 03 0000 00"},
        {"3.8.3-3 no topic filter", "82 02 000a"},
        {"3.8.3-4 requested QoS 3", "82 08 000a 0003 'a/b' 03"},
        {"3.8.3-4 reserved QoS bits", "82 08 000a 0003 'a/b' 05"},
        {"4.7.1-2 # in the middle", "82 0a 000a 0005 'a/#/b' 01"},
        {"4.7.1-3 + beside text", "82 07 000a 0002 'a+' 01"},
        {"4.7.3-1 empty topic filter", "82 05 000a 0000 01"},
        {"3.8.3-1 topic filter UTF-8", "82 06 000a 0001 80 01"},
        {"3.9.3 no return code", "90 02 000a"},
        {"3.9.3-2 reserved return code", "90 03 000a 03"},
        {"2.2.3 PINGREQ with a body", "c0 01 00"},
    };
    for (const auto& [rule, hex] : cases)
    {
        MqttFault fault;
        EXPECT_FALSE(MqttCodec::Decode(SharedBytes(FromHex(hex)), MqttVersion::V3_1_1, &fault))
            << rule;
        EXPECT_FALSE(fault.rule.empty()) << rule;
        EXPECT_TRUE(IsFailure(fault.reasonCode)) << rule;
    }
}

// 2.2.3: the remaining length may be written in more bytes than it needs; nothing forbids it.
TEST(MqttCodec, TakesALongFormOfTheRemainingLength)
{
    EXPECT_TRUE(Decode("c0 80 00"));
}
