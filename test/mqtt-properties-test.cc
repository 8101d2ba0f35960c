/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-bytes.h"

#include "ns3/mqtt-codec.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>

using namespace ns3::iotledger;

namespace
{

/// MQTT 5.0, table 2-4, column by column as printed; W stands for Will Properties.
struct StandardRow
{
    int id;
    std::string_view type;
    std::string_view places;
    std::string_view value; //!< one that is allowed, on the wire
};

constexpr std::string_view ALL = "CONNECT, CONNACK, PUBLISH, W, PUBACK, PUBREC, PUBREL, PUBCOMP, "
                                 "SUBSCRIBE, SUBACK, UNSUBSCRIBE, UNSUBACK, DISCONNECT, AUTH";

constexpr StandardRow TABLE_2_4[] = {
    {1, "Byte", "PUBLISH, W", "01"},
    {2, "Four Byte Integer", "PUBLISH, W", "00000000"},
    {3, "UTF-8 Encoded String", "PUBLISH, W", "0000"},
    {8, "UTF-8 Encoded String", "PUBLISH, W", "0003 'r/t'"},
    {9, "Binary Data", "PUBLISH, W", "0002 ff00"},
    {11, "Variable Byte Integer", "PUBLISH, SUBSCRIBE", "ff ff ff 7f"},
    {17, "Four Byte Integer", "CONNECT, CONNACK, DISCONNECT", "ffffffff"},
    {18, "UTF-8 Encoded String", "CONNACK", "0002 'id'"},
    {19, "Two Byte Integer", "CONNACK", "0000"},
    {21, "UTF-8 Encoded String", "CONNECT, CONNACK, AUTH", "0001 'm'"},
    {22, "Binary Data", "CONNECT, CONNACK, AUTH", "0000"},
    {23, "Byte", "CONNECT", "00"},
    {24, "Four Byte Integer", "W", "00000005"},
    {25, "Byte", "CONNECT", "01"},
    {26, "UTF-8 Encoded String", "CONNACK", "0001 'i'"},
    {28, "UTF-8 Encoded String", "CONNACK, DISCONNECT", "0001 's'"},
    {31,
     "UTF-8 Encoded String",
     "CONNACK, PUBACK, PUBREC, PUBREL, PUBCOMP, SUBACK, UNSUBACK, DISCONNECT, AUTH",
     "0003 'why'"},
    {33, "Two Byte Integer", "CONNECT, CONNACK", "0001"},
    {34, "Two Byte Integer", "CONNECT, CONNACK", "0000"},
    {35, "Two Byte Integer", "PUBLISH", "ffff"},
    {36, "Byte", "CONNACK", "01"},
    {37, "Byte", "CONNACK", "00"},
    {38, "UTF-8 String Pair", ALL, "0001 'n' 0001 'v'"},
    {39, "Four Byte Integer", "CONNECT, CONNACK", "00000001"},
    {40, "Byte", "CONNACK", "00"},
    {41, "Byte", "CONNACK", "00"},
    {42, "Byte", "CONNACK", "00"},
};

/// What stands in front of the length of the properties and behind them, in each packet.
struct Frame
{
    std::string_view type;
    std::string_view front;
    std::string_view back;
};

const std::map<std::string_view, Frame> FRAMES = {
    {"CONNECT", {"10", "0004 'MQTT' 05 02 0000", "0000"}},
    {"W", {"10", "0004 'MQTT' 05 06 0000 00 0000", "0001 'w' 0000"}},
    {"CONNACK", {"20", "00 00", ""}},
    {"PUBLISH", {"30", "0001 't'", "'load'"}},
    {"PUBACK", {"40", "0001 00", ""}},
    {"PUBREC", {"50", "0001 00", ""}},
    {"PUBREL", {"62", "0001 00", ""}},
    {"PUBCOMP", {"70", "0001 00", ""}},
    {"SUBSCRIBE", {"82", "0001", "0001 'f' 00"}},
    {"SUBACK", {"90", "0001", "00"}},
    {"UNSUBSCRIBE", {"a2", "0001", "0001 'f'"}},
    {"UNSUBACK", {"b0", "0001", "00"}},
    {"DISCONNECT", {"e0", "00", ""}},
    {"AUTH", {"f0", "18", ""}},
};

/// @return a packet with @p properties; AUTH gets the method it must have in front of them.
std::vector<uint8_t>
MakePacket(std::string_view name, std::vector<uint8_t> properties)
{
    const Frame& frame = FRAMES.at(name);
    if (name == "AUTH" && (properties.empty() || properties[0] != 21))
    {
        const auto method = FromHex("15 0001 'm'");
        properties.insert(properties.begin(), method.begin(), method.end());
    }
    auto body = FromHex(frame.front);
    body.push_back(static_cast<uint8_t>(properties.size()));
    body.insert(body.end(), properties.begin(), properties.end());
    const auto back = FromHex(frame.back);
    body.insert(body.end(), back.begin(), back.end());
    auto bytes = FromHex(frame.type);
    bytes.push_back(static_cast<uint8_t>(body.size())); // all of these are short
    bytes.insert(bytes.end(), body.begin(), body.end());
    return bytes;
}

std::vector<uint8_t>
MakeProperty(int id, std::string_view value)
{
    auto bytes = FromHex(value);
    bytes.insert(bytes.begin(), static_cast<uint8_t>(id));
    return bytes;
}

/// @return the reason code of the fault in @p bytes; success: none.
MqttReasonCode
Judge(const std::vector<uint8_t>& bytes)
{
    MqttFault fault;
    const auto packet = MqttCodec::Decode(SharedBytes(bytes), MqttVersion::V5_0, &fault);
    EXPECT_EQ(packet.has_value(), fault.rule.empty());
    if (packet)
    {
        EXPECT_EQ(MqttCodec::Encode(*packet, MqttVersion::V5_0), SharedBytes(bytes));
    }
    return fault.reasonCode;
}

bool
Stands(std::string_view place, std::string_view places)
{
    return (", " + std::string(places) + ",").find(", " + std::string(place) + ",") !=
           std::string::npos;
}

} // namespace

// 2.2.2.2: an identifier that is not valid for the packet makes it malformed.
TEST(MqttProperties, StandOnlyWhereTable24AllowsThem)
{
    for (const auto& [name, frame] : FRAMES)
    {
        for (const auto& row : TABLE_2_4)
        {
            auto property = MakeProperty(row.id, row.value);
            if (row.id == 22 && name != "AUTH") // authentication data needs its method
            {
                const auto method = FromHex("15 0001 'm'");
                property.insert(property.begin(), method.begin(), method.end());
            }
            EXPECT_EQ(Judge(MakePacket(name, property)),
                      Stands(name, row.places) ? MqttReasonCode::SUCCESS
                                               : MqttReasonCode::MALFORMED_PACKET)
                << row.id << " in " << name;
        }
    }
}

TEST(MqttProperties, AreNoOthersThanTable24Lists)
{
    std::vector<int> known;
    for (const auto& row : TABLE_2_4)
    {
        known.push_back(row.id);
    }
    for (int id = 0; id < 128; ++id)
    {
        if (std::find(known.begin(), known.end(), id) == known.end())
        {
            EXPECT_EQ(Judge(MakePacket("CONNACK", MakeProperty(id, "00"))),
                      MqttReasonCode::MALFORMED_PACKET)
                << id;
        }
    }
}

// "It is a Protocol Error to include … more than once"; user properties may repeat, and the
// subscription identifiers of a PUBLISH (3.3.2.3.8).
TEST(MqttProperties, StandThereOnceUnlessTheyMayRepeat)
{
    for (const auto& [name, frame] : FRAMES)
    {
        for (const auto& row : TABLE_2_4)
        {
            if (!Stands(name, row.places) || row.id == 22)
            {
                continue;
            }
            auto twice = MakeProperty(row.id, row.value);
            const auto once = twice;
            twice.insert(twice.end(), once.begin(), once.end());
            const bool mayRepeat = row.id == 38 || (row.id == 11 && name == "PUBLISH");
            EXPECT_EQ(Judge(MakePacket(name, twice)),
                      mayRepeat ? MqttReasonCode::SUCCESS : MqttReasonCode::PROTOCOL_ERROR)
                << row.id << " in " << name;
        }
    }
}

TEST(MqttProperties, ComeBackAllTogetherAndInOrder)
{
    for (const auto& [name, frame] : FRAMES)
    {
        std::vector<uint8_t> all;
        std::vector<std::size_t> ends{0};
        for (const auto& row : TABLE_2_4)
        {
            if (Stands(name, row.places))
            {
                const auto property = MakeProperty(row.id, row.value);
                all.insert(all.end(), property.begin(), property.end());
                ends.push_back(all.size());
            }
        }
        ASSERT_GT(ends.size(), 1u);
        EXPECT_EQ(Judge(MakePacket(name, all)), MqttReasonCode::SUCCESS) << name;
        for (std::size_t size = 1; size < all.size(); ++size)
        {
            const auto cut = std::vector<uint8_t>(all.begin(), all.begin() + size);
            const bool endsBetweenTwo = std::find(ends.begin(), ends.end(), size) != ends.end();
            EXPECT_EQ(Judge(MakePacket(name, cut)) == MqttReasonCode::SUCCESS, endsBetweenTwo)
                << name << " at " << size;
        }
    }
}

TEST(MqttProperties, RefuseValuesOutOfRange)
{
    struct Case
    {
        std::string_view rule;
        std::string_view packet;
        std::string_view property;
        MqttReasonCode code;
    };

    using Code = MqttReasonCode;
    const Case cases[] = {
        {"3.1.2.11.3 receive maximum 0", "CONNECT", "21 0000", Code::PROTOCOL_ERROR},
        {"3.1.2.11.4 maximum packet size 0", "CONNECT", "27 00000000", Code::PROTOCOL_ERROR},
        {"3.1.2.11.6 request response information 2", "CONNECT", "19 02", Code::PROTOCOL_ERROR},
        {"3.1.2.11.7 request problem information 2", "CONNECT", "17 02", Code::PROTOCOL_ERROR},
        {"3.1.2.11.10 data without method", "CONNECT", "16 0000", Code::PROTOCOL_ERROR},
        {"3.2.2.3.3 receive maximum 0", "CONNACK", "21 0000", Code::PROTOCOL_ERROR},
        {"3.2.2.3.4 maximum QoS 2", "CONNACK", "24 02", Code::PROTOCOL_ERROR},
        {"3.2.2.3.5 retain available 2", "CONNACK", "25 02", Code::PROTOCOL_ERROR},
        {"3.2.2.3.6 maximum packet size 0", "CONNACK", "27 00000000", Code::PROTOCOL_ERROR},
        {"3.2.2.3.11 wildcards available 255", "CONNACK", "28 ff", Code::PROTOCOL_ERROR},
        {"3.2.2.3.12 identifiers available 2", "CONNACK", "29 02", Code::PROTOCOL_ERROR},
        {"3.2.2.3.13 shared available 2", "CONNACK", "2a 02", Code::PROTOCOL_ERROR},
        {"3.3.2.3.2 payload format 2", "PUBLISH", "01 02", Code::PROTOCOL_ERROR},
        {"MQTT-3.3.2-8 topic alias 0", "PUBLISH", "23 0000", Code::MALFORMED_PACKET},
        {"MQTT-3.3.2-14 response topic", "PUBLISH", "08 0003 'r/+'", Code::PROTOCOL_ERROR},
        {"3.3.2.3.8 subscription identifier 0", "PUBLISH", "0b 00", Code::PROTOCOL_ERROR},
        {"3.8.2.1.2 subscription identifier 0", "SUBSCRIBE", "0b 00", Code::PROTOCOL_ERROR},
        {"1.5.5 five bytes", "SUBSCRIBE", "0b 80 80 80 80 01", Code::MALFORMED_PACKET},
        {"1.5.5-1 longer than needed", "SUBSCRIBE", "0b 81 00", Code::MALFORMED_PACKET},
        {"1.5.5-1 identifier of two bytes", "PUBLISH", "81 00 01", Code::MALFORMED_PACKET},
        {"1.5.4-1 name", "PUBLISH", "26 0001 ff 0001 'v'", Code::MALFORMED_PACKET},
        {"1.5.4-2 value", "PUBLISH", "26 0001 'n' 0001 00", Code::MALFORMED_PACKET},
        {"1.5.4-1 reason string", "PUBACK", "1f 0001 80", Code::MALFORMED_PACKET},
    };
    for (const auto& [rule, packet, property, code] : cases)
    {
        EXPECT_EQ(Judge(MakePacket(packet, FromHex(property))), code) << rule;
    }
}

TEST(MqttProperties, AreFoundSetAndRemovedById)
{
    using Id = MqttPropertyId;
    MqttProperties properties;
    EXPECT_TRUE(properties.IsEmpty());
    EXPECT_EQ(properties.GetNumber(Id::RECEIVE_MAXIMUM, 65535), 65535u);
    EXPECT_EQ(properties.GetText(Id::REASON_STRING), "");
    EXPECT_EQ(properties.FindBinary(Id::CORRELATION_DATA), nullptr);

    properties.Add(Id::RECEIVE_MAXIMUM, 10U);
    properties.Add(Id::USER_PROPERTY, MqttProperties::Pair("a", "1"));
    properties.Add(Id::USER_PROPERTY, MqttProperties::Pair("a", "2"));
    properties.Set(Id::RECEIVE_MAXIMUM, 20U);
    properties.Set(Id::REASON_STRING, std::string("why"));
    properties.Add(Id::CORRELATION_DATA, SharedBytes("c"));

    EXPECT_EQ(properties.GetEntries().size(), 5u);
    EXPECT_EQ(properties.GetNumber(Id::RECEIVE_MAXIMUM, 0), 20u);
    EXPECT_EQ(properties.GetText(Id::REASON_STRING), "why");
    EXPECT_EQ(properties.FindBinary(Id::CORRELATION_DATA)->ToString(), "c");
    EXPECT_EQ(properties.Count(Id::USER_PROPERTY), 2u);
    properties.Remove(Id::USER_PROPERTY);
    EXPECT_FALSE(properties.Has(Id::USER_PROPERTY));
    EXPECT_EQ(properties.GetEntries().size(), 3u);
}
