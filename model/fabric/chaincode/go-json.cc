/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "go-json.h"

#include "ns3/chaincode-stub.h"
#include "ns3/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>

namespace ns3
{
namespace iotledger
{

namespace
{

std::string
EscapeByte(uint8_t byte)
{
    switch (byte)
    {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        break;
    }
    if (byte >= 0x20 && byte != '<' && byte != '>' && byte != '&')
    {
        return std::string(1, static_cast<char>(byte));
    }
    char escape[7];
    std::snprintf(escape, sizeof escape, "\\u%04x", byte);
    return escape;
}

/// Reads a decimal field of exactly @p size digits. @return -1: there is none
int
ReadDigits(std::string_view text, std::size_t start, std::size_t size)
{
    if (start + size > text.size())
    {
        return -1;
    }
    int value = 0;
    for (const auto digit : text.substr(start, size))
    {
        if (digit < '0' || digit > '9')
        {
            return -1;
        }
        value = value * 10 + (digit - '0');
    }
    return value;
}

int
GetDays(int year, int month)
{
    constexpr int DAYS[]{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const auto isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && isLeap ? 29 : DAYS[month - 1];
}

bool
IsDateAndTime(std::string_view time)
{
    const auto year = ReadDigits(time, 0, 4);
    const auto month = ReadDigits(time, 5, 2);
    const auto day = ReadDigits(time, 8, 2);
    const auto hour = ReadDigits(time, 11, 2);
    const auto minute = ReadDigits(time, 14, 2);
    const auto second = ReadDigits(time, 17, 2);
    return year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= GetDays(year, month) &&
           hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60 &&
           time[4] == '-' && time[7] == '-' && time[10] == 'T' && time[13] == ':' &&
           time[16] == ':';
}

/// @return the offset as Go writes it; empty: there is none at @p start, or more behind it
std::string
ReadOffset(std::string_view time, std::size_t start)
{
    const auto offset = time.substr(start);
    if (offset == "Z")
    {
        return "Z";
    }
    const auto hours = ReadDigits(offset, 1, 2);
    const auto minutes = ReadDigits(offset, 4, 2);
    if (offset.size() != 6 || (offset[0] != '+' && offset[0] != '-') || offset[3] != ':' ||
        hours < 0 || hours > 24 || minutes < 0 || minutes > 60)
    {
        return {};
    }
    return hours == 0 && minutes == 0 ? "Z" : std::string(offset);
}

} // namespace

std::string
ToGoJson(std::string_view text)
{
    std::string json = "\"";
    while (!text.empty())
    {
        const auto size = GetUtf8CharacterSize(text);
        const auto character = text.substr(0, size == 0 ? 1 : size);
        if (size == 0)
        {
            json += "\\ufffd";
        }
        else if (size == 1)
        {
            json += EscapeByte(static_cast<uint8_t>(text.front()));
        }
        else if (character == "\u2028" || character == "\u2029")
        {
            json += character == "\u2028" ? "\\u2028" : "\\u2029";
        }
        else
        {
            json += character;
        }
        text.remove_prefix(character.size());
    }
    return json += '"';
}

std::string
ToGoJson(const std::vector<std::string>& texts)
{
    std::string json = "[";
    for (const auto& text : texts)
    {
        json += (json.size() > 1 ? "," : "") + ToGoJson(text);
    }
    return json += ']';
}

std::string
ToGoTime(std::string_view time)
{
    constexpr std::size_t SECONDS_END = 19;
    constexpr std::size_t NANOSECOND_DIGITS = 9;
    std::string offset;
    std::string fraction;
    if (IsDateAndTime(time))
    {
        auto end = SECONDS_END;
        if (end < time.size() && (time[end] == '.' || time[end] == ','))
        {
            end = std::min(time.find_first_not_of("0123456789", end + 1), time.size());
            fraction = time.substr(SECONDS_END + 1, end - SECONDS_END - 1);
            // A point without digits is no fraction.
            offset = fraction.empty() ? std::string() : ReadOffset(time, end);
        }
        else
        {
            offset = ReadOffset(time, end);
        }
    }
    if (offset.empty())
    {
        throw ChaincodeError("parsing time \"\\\"" + std::string(time) +
                             "\\\"\" as \"\\\"2006-01-02T15:04:05Z07:00\\\"\": cannot parse");
    }
    fraction.resize(std::min(fraction.size(), NANOSECOND_DIGITS));
    fraction.erase(fraction.find_last_not_of('0') + 1);
    return std::string(time.substr(0, SECONDS_END)) + (fraction.empty() ? "" : "." + fraction) +
           offset;
}

} // namespace iotledger
} // namespace ns3
