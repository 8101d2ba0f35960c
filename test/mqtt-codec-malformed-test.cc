/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-bytes.h"

#include "ns3/mqtt-codec.h"

#include <gtest/gtest.h>

using namespace ns3::iotledger;

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
