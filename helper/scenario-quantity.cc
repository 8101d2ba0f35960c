/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-quantity.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <locale>
#include <regex>
#include <sstream>
#include <vector>

namespace ns3
{
namespace iotledger
{
namespace quantity
{

namespace
{

/// A unit and how many of the smallest unit it is.
struct Unit
{
    std::string name;
    uint64_t factor;
};

using Units = std::vector<Unit>; //!< from the largest to the smallest

const Units&
GetTimeUnits() // in nanoseconds, ns-3's default resolution
{
    static const Units units{{"h", 3'600'000'000'000},
                             {"min", 60'000'000'000},
                             {"s", 1'000'000'000},
                             {"ms", 1'000'000},
                             {"us", 1'000},
                             {"ns", 1}};
    return units;
}

const Units&
GetRateUnits()
{
    static const Units units{{"Gbps", 1'000'000'000},
                             {"Mbps", 1'000'000},
                             {"kbps", 1'000},
                             {"bps", 1}};
    return units;
}

const Units&
GetSizeUnits()
{
    static const Units units{{"GB", 1u << 30}, {"MB", 1u << 20}, {"KB", 1u << 10}, {"B", 1}};
    return units;
}

/// Reads digits of a decimal number, whatever the locale.
std::optional<long double>
ReadDecimal(const std::string& digits)
{
    std::istringstream stream(digits);
    stream.imbue(std::locale::classic());
    long double value = 0;
    stream >> value;
    return stream.fail() || !stream.eof() ? std::nullopt : std::make_optional(value);
}

/// @param bareUnit the unit of a number without one; without it only 0 may stand alone
std::optional<uint64_t>
ParseWithUnit(const std::string& text,
              const Units& units,
              const std::optional<std::string>& bareUnit = std::nullopt)
{
    static const std::regex form("([0-9]{1,20}(\\.[0-9]{1,20})?)([A-Za-z]*)");
    std::smatch match;
    if (!std::regex_match(text, match, form))
    {
        return std::nullopt;
    }
    const auto number = ReadDecimal(match[1]);
    const std::string name = match[3].length() > 0 ? match[3].str() : bareUnit.value_or("");
    for (const auto& unit : units)
    {
        if (unit.name == name)
        {
            const long double value = std::round(*number * unit.factor);
            const auto limit = static_cast<long double>(std::numeric_limits<int64_t>::max());
            return value < limit ? std::make_optional(static_cast<uint64_t>(value)) : std::nullopt;
        }
    }
    return name.empty() && *number == 0 ? std::make_optional<uint64_t>(0) : std::nullopt;
}

/// @param largest no larger unit is used; zero is written in it
std::string
FormatWithUnit(uint64_t value, const Units& units, const std::string& largest)
{
    bool allowed = false;
    for (const auto& unit : units)
    {
        allowed = allowed || unit.name == largest;
        if (allowed && value % unit.factor == 0)
        {
            return std::to_string(value / unit.factor) + unit.name;
        }
    }
    return std::to_string(value) + units.back().name;
}

} // namespace

std::optional<uint64_t>
ParseCount(const std::string& text)
{
    uint64_t value = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && stop == end && !text.empty() ? std::make_optional(value)
                                                                : std::nullopt;
}

std::optional<double>
ParseNumber(const std::string& text)
{
    static const std::regex form("-?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");
    if (!std::regex_match(text, form))
    {
        return std::nullopt;
    }
    std::istringstream stream(text);
    stream.imbue(std::locale::classic());
    double value = 0;
    stream >> value;
    return stream.fail() || !std::isfinite(value) ? std::nullopt : std::make_optional(value);
}

std::optional<Time>
ParseTime(const std::string& text)
{
    const auto value = ParseWithUnit(text, GetTimeUnits());
    return value ? std::make_optional(NanoSeconds(*value)) : std::nullopt;
}

std::optional<DataRate>
ParseRate(const std::string& text)
{
    const auto value = ParseWithUnit(text, GetRateUnits());
    return value ? std::make_optional(DataRate(*value)) : std::nullopt;
}

std::optional<uint64_t>
ParseSize(const std::string& text)
{
    return ParseWithUnit(text, GetSizeUnits(), "B");
}

std::optional<QueueSize>
ParseQueue(const std::string& text)
{
    const bool packets = text.size() > 1 && text.back() == 'p';
    const auto value =
        packets ? ParseCount(text.substr(0, text.size() - 1)) : ParseWithUnit(text, GetSizeUnits());
    if (!value || *value > std::numeric_limits<uint32_t>::max())
    {
        return std::nullopt;
    }
    return QueueSize(packets ? QueueSizeUnit::PACKETS : QueueSizeUnit::BYTES,
                     static_cast<uint32_t>(*value));
}

std::optional<bool>
ParseFlag(const std::string& text)
{
    return text == "true"    ? std::make_optional(true)
           : text == "false" ? std::make_optional(false)
                             : std::nullopt;
}

std::string
FormatNumber(double value)
{
    char text[64];
    const double size = std::fabs(value);
    const bool everyday = size == 0 || (size >= 1e-9 && size < 1e15); // no exponent needed
    const auto format = everyday ? std::chars_format::fixed : std::chars_format::scientific;
    const auto result = std::to_chars(text, text + sizeof text, value, format);
    return std::string(text, result.ptr);
}

std::string
FormatTime(Time value)
{
    return FormatWithUnit(value.GetNanoSeconds(), GetTimeUnits(), "s");
}

std::string
FormatRate(DataRate value)
{
    return FormatWithUnit(value.GetBitRate(), GetRateUnits(), "Gbps");
}

std::string
FormatSize(uint64_t bytes)
{
    return bytes == 0 ? "0B" : FormatWithUnit(bytes, GetSizeUnits(), "GB");
}

std::string
FormatQueue(QueueSize value)
{
    return value.GetUnit() == QueueSizeUnit::PACKETS ? std::to_string(value.GetValue()) + "p"
                                                     : FormatSize(value.GetValue());
}

} // namespace quantity
} // namespace iotledger
} // namespace ns3
