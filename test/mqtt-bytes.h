/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_BYTES_H
#define MQTT_BYTES_H

#include "ns3/shared-bytes.h"

#include <string>
#include <string_view>
#include <vector>

namespace ns3
{
namespace iotledger
{

using Hexes = std::vector<std::string_view>;

/// @return the bytes of @p hex, two digits each; spaces and quoted 'text' allowed.
inline std::vector<uint8_t>
FromHex(std::string_view hex)
{
    std::vector<uint8_t> bytes;
    for (std::size_t i = 0; i < hex.size();)
    {
        if (hex[i] == '\'')
        {
            const std::size_t end = hex.find('\'', i + 1);
            bytes.insert(bytes.end(), hex.begin() + i + 1, hex.begin() + end);
            i = end + 1;
        }
        else if (hex[i] == ' ')
        {
            ++i;
        }
        else
        {
            bytes.push_back(
                static_cast<uint8_t>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
            i += 2;
        }
    }
    return bytes;
}

/// @return @p bytes as lower-case hexadecimal digits.
inline std::string
ToHex(const SharedBytes& bytes)
{
    std::string hex;
    for (const uint8_t byte : bytes.ToVector())
    {
        hex += "0123456789abcdef"[byte >> 4];
        hex += "0123456789abcdef"[byte & 0x0f];
    }
    return hex;
}

/// @return @p hex as FromHex reads it, in the form of ToHex.
inline std::string
Hex(std::string_view hex)
{
    return ToHex(SharedBytes(FromHex(hex)));
}

/**
 * Recorded with a TCP relay between mosquitto 2.0.11 (Debian 12, 2.0.11-1.2+deb12u2) and its
 * clients. mosquitto_sub -V mqttv311 -i device1 -q 1 -t 'mtp/+/key' -t 'mtp/#' -k 60 -C 1, then
 * mosquitto_pub -V mqttv311 -i device2 -q 1 -t mtp/device2/key -m hello -k 60.
 */
namespace recorded
{
constexpr std::string_view SUB_CONNECT = "101300044d5154540402003c000764657669636531";
constexpr std::string_view PUB_CONNECT = "101300044d5154540402003c000764657669636532";
constexpr std::string_view CONNACK = "20020000";
constexpr std::string_view SUBSCRIBE = "8216000100096d74702f2b2f6b65790100056d74702f2301";
constexpr std::string_view SUBACK = "900400010101";
constexpr std::string_view PUBLISH = "3218000f6d74702f646576696365322f6b6579000168656c6c6f";
constexpr std::string_view PUBACK = "40020001";
constexpr std::string_view DISCONNECT = "e000";

/// mosquitto_pub -V mqttv311 -i device3 -q 0 -r -t mtp/state -m '' (then e000)
constexpr std::string_view PUBLISH_RETAINED = "310b00096d74702f7374617465";

/// mosquitto_pub -V mqttv311 -i device4 -q 1 -u user -P pass --will-topic mtp/will
/// --will-payload gone --will-qos 1 --will-retain -t mtp/a -m x
constexpr std::string_view WILL_CONNECT =
    "102f00044d51545404ee003c00076465766963653400086d74702f77696c6c"
    "0004676f6e65000475736572000470617373";

/// mosquitto_pub -V mqttv5 -i device5 -q 0 -t a -m x
constexpr std::string_view MQTT5_CONNECT = "101700044d5154540502003c03210014000764657669636535";

/// mosquitto_sub -V mqttv5 -i dev1 -c -q 2 -t 'a/#' -t '$share/g/b/+' -k 60 -x 120 -D connect
/// receive-maximum 10 -D connect topic-alias-maximum 5 -D connect user-property k v -D subscribe
/// subscription-identifier 300, with a broker of max_topic_alias 10
constexpr std::string_view V5_CONNECT =
    "102300044d5154540500003c1221000a2200052600016b0001761100000078000464657631";
constexpr std::string_view V5_CONNACK = "200900000622000a210014";
constexpr std::string_view V5_SUBSCRIBE =
    "821b0001030bac020003612f2302000c2473686172652f672f622f2b02";
constexpr std::string_view V5_SUBACK = "90050001000202";

/// mosquitto_pub -V mqttv5 -i dev2 -q 2 -t a/x -m hello -D publish content-type text -D publish
/// response-topic r/x -D publish correlation-data c1 -D publish user-property u 1 -D publish
/// user-property u 2 -D publish message-expiry-interval 30 -D publish payload-format-indicator 1
constexpr std::string_view V5_PUBLISH_QOS2 =
    "34340003612f7800012703000474657874080003722f780900026331260001750001312600017500013202"
    "0000001e010168656c6c6f";
/// and as the subscriber above got it
constexpr std::string_view V5_DELIVERY_QOS2 =
    "34370003612f7800012a0bac0203000474657874080003722f780900026331260001750001312600017500"
    "01320101020000001e68656c6c6f";
constexpr std::string_view PUBREC = "50020001";
constexpr std::string_view PUBREL = "62020001";
constexpr std::string_view PUBCOMP = "70020001";

/// mosquitto_pub -V mqttv5 -i dev3 -q 1 -t nobody -m x: no matching subscribers
constexpr std::string_view V5_PUBACK_UNMATCHED = "4003000110";

/// mosquitto_pub -V mqttv5 -i dev4 -q 1 -t a/y -m alias -D publish topic-alias 3 -u user -P pass
/// --will-topic w/t --will-payload gone --will-qos 1 --will-retain -D will will-delay-interval 5
/// -D will message-expiry-interval 60 -D disconnect session-expiry-interval 0
constexpr std::string_view V5_WILL_CONNECT =
    "103600044d51545405ee003c032100140004646576340a1800000005020000003c0003772f740004676f6e"
    "65000475736572000470617373";
constexpr std::string_view V5_PUBLISH_ALIAS = "32100003612f79000103230003616c696173";
constexpr std::string_view V5_DISCONNECT = "e00700051100000000";

/// mosquitto_sub -q 2 -t q -U q/old, mosquitto_pub -q 2 -t q -m hi, -V mqttv311
constexpr std::string_view SUBSCRIBE_QOS2 = "8206000100017102";
constexpr std::string_view UNSUBSCRIBE = "a20900020005712f6f6c64";
constexpr std::string_view UNSUBACK = "b0020002";
constexpr std::string_view PUBLISH_QOS2 = "340700017100016869";

/// mosquitto_sub -V mqttv5 -q 2 -t q -U q/old -D unsubscribe user-property a b
constexpr std::string_view V5_UNSUBSCRIBE = "a211000207260001610001620005712f6f6c64";
constexpr std::string_view V5_UNSUBACK = "b00400020011";
} // namespace recorded

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_BYTES_H */
