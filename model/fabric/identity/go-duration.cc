/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "go-duration.h"

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

/// Go's units and their nanoseconds, the larger first.
const std::array<std::pair<const char*, int64_t>, 6> UNITS{{{"h", 3'600'000'000'000},
                                                            {"m", 60'000'000'000},
                                                            {"s", 1'000'000'000},
                                                            {"ms", 1'000'000},
                                                            {"us", 1'000},
                                                            {"ns", 1}}};
constexpr std::size_t SECONDS = 2; //!< index of "s"
constexpr double LONGEST = 9.0e18; //!< [ns] what a Time may hold

/// @return @p nanoseconds in @p unit with as many decimals as it takes.
std::string
FormatNumber(int64_t nanoseconds, int64_t unit)
{
    auto text = std::to_string(nanoseconds / unit);
    auto rest = nanoseconds % unit;
    if (rest > 0)
    {
        text.push_back('.');
    }
    while (rest > 0)
    {
        unit /= 10;
        text.push_back(static_cast<char>('0' + rest / unit));
        rest %= unit;
    }
    return text;
}

} // namespace

std::string
FormatGoDuration(Time time)
{
    auto rest = time.GetNanoSeconds();
    if (rest == 0)
    {
        return "0s";
    }
    std::string text;
    for (std::size_t i = 0; i < SECONDS; i++)
    {
        if (rest >= UNITS[i].second || !text.empty())
        {
            text += std::to_string(rest / UNITS[i].second) + UNITS[i].first;
            rest %= UNITS[i].second;
        }
    }
    auto unit = SECONDS;
    while (text.empty() && rest < UNITS[unit].second)
    {
        unit++;
    }
    return text + FormatNumber(rest, UNITS[unit].second) + UNITS[unit].first;
}

std::optional<Time>
ParseGoDuration(const std::string& text)
{
    double nanoseconds = 0;
    const char* next = text.data();
    const char* const end = next + text.size();
    if (text == "0")
    {
        return Time(0);
    }
    while (next < end || text.empty())
    {
        double number = NAN;
        const auto parsed = std::from_chars(next, end, number, std::chars_format::fixed);
        auto unitEnd = parsed.ptr;
        while (unitEnd < end && *unitEnd >= 'a' && *unitEnd <= 'z')
        {
            unitEnd++;
        }
        const std::string unit(parsed.ptr, unitEnd);
        double size = NAN;
        for (const auto& [name, length] : UNITS)
        {
            size = unit == name ? static_cast<double>(length) : size;
        }
        nanoseconds += number * size;
        if (!(number >= 0) || !(nanoseconds < LONGEST)) // not a number, too
        {
            return std::nullopt;
        }
        next = unitEnd;
    }
    return NanoSeconds(static_cast<uint64_t>(std::llround(nanoseconds)));
}

} // namespace iotledger
} // namespace ns3
