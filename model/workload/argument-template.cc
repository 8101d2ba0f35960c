/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "argument-template.h"

#include <algorithm>
#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/uuid_io.hpp>
#include <cstdio>
#include <ctime>
#include <stdexcept>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr std::time_t START = 1'767'225'600; // [s] since 1970: 2026-01-01 00:00:00 UTC

uint64_t
ParseNumber(const std::string& text, const std::string& place)
{
    const bool isNumber = !text.empty() && text.size() <= 9 &&
                          std::all_of(text.begin(), text.end(), [](unsigned char letter) {
                              return letter >= '0' && letter <= '9';
                          });
    const uint64_t number = isNumber ? std::stoull(text) : 0;
    if (number == 0)
    {
        throw std::invalid_argument("a whole number from 1 in ${" + place + "}");
    }
    return number;
}

/// @return the UUID of a transaction: the same wherever it is referred to.
std::string
MakeUuid(uint32_t seed, const std::string& round, uint64_t index)
{
    // Namespace of RFC 4122, appendix C, for names that are no domain, URL or OID: X.500's.
    boost::uuids::name_generator_sha1 generator(boost::uuids::ns::x500dn());
    const std::string name = std::to_string(seed) + "/" + round + "/" + std::to_string(index);
    return boost::uuids::to_string(generator(name));
}

std::string
FindArgument(const ArgumentContext& context, const std::string& name)
{
    if (context.arguments)
    {
        const auto argument = context.arguments->find(name);
        if (argument != context.arguments->end())
        {
            return argument->second;
        }
    }
    throw std::invalid_argument("an argument '" + name + "' of the round " + context.round);
}

} // namespace

ArgumentTemplate::ArgumentTemplate(const std::string& text)
{
    std::size_t at = 0;
    while (at < text.size())
    {
        const auto open = text.find("${", at);
        if (open != at)
        {
            m_parts.push_back({Kind::LITERAL, text.substr(at, open - at)});
        }
        if (open == std::string::npos)
        {
            return;
        }
        const auto close = text.find('}', open);
        if (close == std::string::npos)
        {
            throw std::invalid_argument("a } after " + text.substr(open));
        }
        m_parts.push_back(ParsePlace(text.substr(open + 2, close - open - 2)));
        at = close + 1;
    }
}

std::string
ArgumentTemplate::Fill(const ArgumentContext& context) const
{
    std::string text;
    for (const auto& part : m_parts)
    {
        text += FillPart(part, context);
    }
    return text;
}

std::vector<std::string>
ArgumentTemplate::GetArgumentNames() const
{
    std::vector<std::string> names;
    for (const auto& part : m_parts)
    {
        if (part.kind == Kind::ARGUMENT)
        {
            names.push_back(part.parameter);
        }
    }
    return names;
}

ArgumentTemplate::Part
ArgumentTemplate::ParsePlace(const std::string& place)
{
    static const std::map<std::string, Kind> plain{{"index", Kind::INDEX},
                                                   {"number", Kind::NUMBER},
                                                   {"round", Kind::ROUND},
                                                   {"client", Kind::CLIENT},
                                                   {"msp", Kind::MSP},
                                                   {"identity", Kind::IDENTITY},
                                                   {"time", Kind::TIME},
                                                   {"uuid", Kind::UUID}};
    const auto colon = place.find(':');
    const std::string name = place.substr(0, colon);
    const std::string parameter = colon == std::string::npos ? "" : place.substr(colon + 1);
    const auto known = plain.find(name);
    const bool isOther = known != plain.end() && known->second == Kind::UUID &&
                         parameter.find(':') == std::string::npos;
    if (known != plain.end() && (colon == std::string::npos || isOther))
    {
        return {known->second, parameter};
    }
    if (name == "uuid")
    {
        const auto last = parameter.rfind(':');
        return {Kind::UUID,
                parameter.substr(0, last),
                ParseNumber(parameter.substr(last + 1), place)};
    }
    if (name == "random" || name == "bytes")
    {
        return {name == "random" ? Kind::RANDOM : Kind::BYTES, "", ParseNumber(parameter, place)};
    }
    if (name == "argument" && !parameter.empty())
    {
        return {Kind::ARGUMENT, parameter};
    }
    throw std::invalid_argument("index, number, round, client, msp, identity, time, uuid, "
                                "uuid:ROUND, uuid:ROUND:N, random:N, bytes:N or argument:NAME in "
                                "${" +
                                place + "}");
}

std::string
ArgumentTemplate::FillPart(const Part& part, const ArgumentContext& context)
{
    switch (part.kind)
    {
    case Kind::LITERAL:
        return part.parameter;
    case Kind::INDEX:
        return std::to_string(context.index);
    case Kind::NUMBER:
        return std::to_string(context.number);
    case Kind::ROUND:
        return context.round;
    case Kind::CLIENT:
        return context.client;
    case Kind::MSP:
        return context.mspId;
    case Kind::IDENTITY:
        return context.identityId;
    case Kind::TIME:
        return FormatTimestamp(context.now);
    case Kind::UUID:
        return MakeUuid(context.seed,
                        part.parameter.empty() ? context.round : part.parameter,
                        part.number == 0 ? context.index : context.index % part.number);
    case Kind::RANDOM:
        return std::to_string(context.draw(part.number));
    case Kind::BYTES:
        return std::string(part.number, 'x');
    case Kind::ARGUMENT:
        return FindArgument(context, part.parameter);
    }
    return "";
}

std::string
FormatTimestamp(Time time)
{
    const int64_t nanoseconds = time.GetNanoSeconds();
    const std::time_t seconds = START + nanoseconds / 1'000'000'000;
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    char text[80];
    std::snprintf(text,
                  sizeof text,
                  "%04d-%02d-%02dT%02d:%02d:%02d.%09ld",
                  utc.tm_year + 1900,
                  utc.tm_mon + 1,
                  utc.tm_mday,
                  utc.tm_hour,
                  utc.tm_min,
                  utc.tm_sec,
                  static_cast<long>(nanoseconds % 1'000'000'000));
    std::string trimmed = text; // time.RFC3339Nano: no zeros at the end of the fraction
    trimmed.erase(trimmed.find_last_not_of('0') + 1);
    if (trimmed.back() == '.')
    {
        trimmed.pop_back();
    }
    return trimmed + "Z";
}

} // namespace iotledger
} // namespace ns3
