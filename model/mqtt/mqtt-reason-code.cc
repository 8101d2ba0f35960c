/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-reason-code.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace ns3
{
namespace iotledger
{

namespace
{

using namespace std::string_view_literals;

/// The codes of each packet type, as bytes: the tables of 3.2.2.2, 3.4.2.1, 3.5.2.1, 3.6.2.1,
/// 3.7.2.1, 3.9.3, 3.11.3, 3.14.2.1 and 3.15.2.1.
constexpr std::array<std::string_view, 16> CODES{{
    ""sv,
    ""sv,
    "\x00\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8c\x90\x95\x97\x99\x9a\x9b\x9c\x9d\x9f"sv,
    ""sv,
    "\x00\x10\x80\x83\x87\x90\x91\x97\x99"sv,
    "\x00\x10\x80\x83\x87\x90\x91\x97\x99"sv,
    "\x00\x92"sv,
    "\x00\x92"sv,
    ""sv,
    "\x00\x01\x02\x80\x83\x87\x8f\x91\x97\x9e\xa1\xa2"sv,
    ""sv,
    "\x00\x11\x80\x83\x87\x8f\x91"sv,
    ""sv,
    ""sv,
    "\x00\x04\x80\x81\x82\x83\x87\x89\x8b\x8d\x8e\x8f\x90\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c"
    "\x9d\x9e\x9f\xa0\xa1\xa2"sv,
    "\x00\x18\x19"sv,
}};

} // namespace

bool
IsReasonCodeOf(uint8_t type, MqttReasonCode code)
{
    return type < CODES.size() &&
           CODES[type].find(static_cast<char>(code)) != std::string_view::npos;
}

MqttReasonCode
FromConnectReturnCode(uint8_t code)
{
    constexpr std::array<MqttReasonCode, 6> CODE{{
        MqttReasonCode::SUCCESS,
        MqttReasonCode::UNSUPPORTED_PROTOCOL_VERSION,
        MqttReasonCode::CLIENT_IDENTIFIER_NOT_VALID,
        MqttReasonCode::SERVER_UNAVAILABLE,
        MqttReasonCode::BAD_USER_NAME_OR_PASSWORD,
        MqttReasonCode::NOT_AUTHORIZED,
    }};
    return code < CODE.size() ? CODE[code] : MqttReasonCode::UNSPECIFIED_ERROR;
}

uint8_t
ToConnectReturnCode(MqttReasonCode code)
{
    switch (code)
    {
    case MqttReasonCode::SUCCESS:
        return 0;
    case MqttReasonCode::UNSUPPORTED_PROTOCOL_VERSION:
        return 1;
    case MqttReasonCode::CLIENT_IDENTIFIER_NOT_VALID:
        return 2;
    case MqttReasonCode::BAD_USER_NAME_OR_PASSWORD:
        return 4;
    case MqttReasonCode::NOT_AUTHORIZED:
    case MqttReasonCode::BANNED:
        return 5;
    default:
        return 3;
    }
}

} // namespace iotledger
} // namespace ns3
