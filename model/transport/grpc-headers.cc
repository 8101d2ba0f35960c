/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "grpc-headers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr int64_t MAX_TIMEOUT_DIGITS = 99'999'999;
constexpr std::size_t MAX_TIMEOUT_SIZE = 9; //!< [B] digits and unit

struct Unit
{
    char name;
    int64_t nanoseconds;
};

constexpr std::array<Unit, 6> UNITS{{{'n', 1},
                                     {'u', 1'000},
                                     {'m', 1'000'000},
                                     {'S', 1'000'000'000},
                                     {'M', 60'000'000'000},
                                     {'H', 3'600'000'000'000}}};

std::optional<uint8_t>
ParseHex(std::string_view text)
{
    uint8_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
    if (error != std::errc() || end != text.data() + 2)
    {
        return std::nullopt;
    }
    return value;
}

} // namespace

std::string
EncodeGrpcTimeout(Time timeout)
{
    const int64_t nanoseconds = std::max<int64_t>(timeout.GetNanoSeconds(), 0);
    for (const auto& unit : UNITS)
    {
        const int64_t count = nanoseconds / unit.nanoseconds + (nanoseconds % unit.nanoseconds > 0);
        if (count <= MAX_TIMEOUT_DIGITS)
        {
            return std::to_string(count) + unit.name;
        }
    }
    return std::to_string(MAX_TIMEOUT_DIGITS) + UNITS.back().name;
}

std::optional<Time>
DecodeGrpcTimeout(std::string_view text)
{
    if (text.size() < 2 || text.size() > MAX_TIMEOUT_SIZE)
    {
        return std::nullopt;
    }
    const auto* digitsEnd = text.data() + text.size() - 1;
    const auto unit = std::find_if(UNITS.begin(), UNITS.end(), [&text](const Unit& candidate) {
        return candidate.name == text.back();
    });
    uint32_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), digitsEnd, count);
    if (unit == UNITS.end() || error != std::errc() || end != digitsEnd)
    {
        return std::nullopt;
    }
    const int64_t most = INT64_MAX / unit->nanoseconds; // what overflows is as good as for ever
    return NanoSeconds(std::min<int64_t>(count, most) * unit->nanoseconds);
}

std::string
EncodeGrpcMessage(std::string_view message)
{
    static constexpr char DIGITS[] = "0123456789ABCDEF";
    std::string text;
    for (const char character : message)
    {
        const auto byte = static_cast<uint8_t>(character);
        if (byte >= ' ' && byte <= '~' && byte != '%')
        {
            text += character;
        }
        else
        {
            text += {'%', DIGITS[byte >> 4], DIGITS[byte & 0xf]};
        }
    }
    return text;
}

std::string
DecodeGrpcMessage(std::string_view text)
{
    std::string message;
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        const auto byte =
            text[i] == '%' && i + 2 < text.size() ? ParseHex(text.substr(i + 1, 2)) : std::nullopt;
        message += byte ? static_cast<char>(*byte) : text[i];
        i += byte ? 2 : 0;
    }
    return message;
}

} // namespace iotledger
} // namespace ns3
