/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "checked-yaml.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

/// @return the number at the start of @p text and, in @p rest, what follows it.
double
ParseNumber(const std::string& text, std::string& rest)
{
    double number = NAN;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), number).ptr;
    rest.assign(end, text.data() + text.size());
    return number;
}

std::string
Describe(const YAML::Node& node)
{
    if (!node.IsDefined() || node.IsNull())
    {
        return "nothing";
    }
    return node.IsScalar() ? "'" + node.Scalar() + "'" : node.IsMap() ? "a map" : "a list";
}

} // namespace

CheckedYaml::CheckedYaml(std::string path, std::string kind)
    : m_path(std::move(path)),
      m_kind(std::move(kind))
{
}

void
CheckedYaml::Refuse(const YAML::Node& node,
                    const std::string& key,
                    const std::string& expected,
                    const std::string& got) const
{
    throw std::invalid_argument(m_path + ":" + std::to_string(std::max(node.Mark().line, 0) + 1) +
                                ": " + key + ": expected " + expected + ", got " + got);
}

void
CheckedYaml::Refuse(const YAML::Node& node,
                    const std::string& key,
                    const std::string& expected) const
{
    Refuse(node, key, expected, Describe(node));
}

void
CheckedYaml::RefuseSyntax(const YAML::Exception& error) const
{
    throw std::invalid_argument(m_path + ":" + std::to_string(error.mark.line + 1) + ": " + m_kind +
                                ": expected YAML, got " + error.msg);
}

YAML::Node
CheckedYaml::Get(const YAML::Node& map, const std::string& path, const std::string& key) const
{
    const auto node = map[key];
    if (!node.IsDefined() || node.IsNull())
    {
        Refuse(map, path + key, "a value", "nothing");
    }
    return node;
}

std::string
CheckedYaml::GetText(const YAML::Node& map, const std::string& path, const std::string& key) const
{
    const auto node = Get(map, path, key);
    if (!node.IsScalar() || node.Scalar().empty())
    {
        Refuse(node, path + key, "a text");
    }
    return node.Scalar();
}

double
CheckedYaml::GetTime(const YAML::Node& map, const std::string& path, const std::string& key) const
{
    return GetTime(Get(map, path, key), path + key);
}

double
CheckedYaml::GetTime(const YAML::Node& node, const std::string& key) const
{
    static const std::pair<const char*, double> UNITS[] = {{"ns", 1},
                                                           {"us", 1e3},
                                                           {"ms", 1e6},
                                                           {"s", 1e9}};
    std::string unit;
    const auto number = ParseNumber(node.IsScalar() ? node.Scalar() : "", unit);
    for (const auto& [name, nanoseconds] : UNITS)
    {
        if (unit == name && std::isfinite(number) && number >= 0)
        {
            return number * nanoseconds;
        }
    }
    Refuse(node, key, "a time such as 1.5ms (ns, us, ms, s)");
}

double
CheckedYaml::GetNumber(const YAML::Node& node, const std::string& key) const
{
    std::string rest = "?";
    const auto number = node.IsScalar() ? ParseNumber(node.Scalar(), rest) : NAN;
    if (!rest.empty() || !std::isfinite(number))
    {
        Refuse(node, key, "a number");
    }
    return number;
}

void
CheckedYaml::CheckKeys(const YAML::Node& map,
                       const std::string& path,
                       std::initializer_list<std::string_view> known) const
{
    if (!map.IsMap())
    {
        Refuse(map, path.empty() ? m_kind : path.substr(0, path.size() - 1), "a map");
    }
    for (const auto& entry : map)
    {
        const auto key = entry.first.IsScalar() ? entry.first.Scalar() : "";
        if (std::find(known.begin(), known.end(), key) == known.end())
        {
            std::string names;
            for (const auto& name : known)
            {
                names += (names.empty() ? "" : ", ") + std::string(name);
            }
            Refuse(entry.first, path + key, "one of " + names, Describe(entry.first));
        }
    }
}

std::vector<double>
CheckedYaml::GetAscending(const YAML::Node& list, const std::string& path) const
{
    std::vector<double> numbers;
    for (std::size_t i = 0; list.IsSequence() && i < list.size(); i++)
    {
        numbers.push_back(GetNumber(list[i], path));
    }
    if (numbers.empty() || !std::is_sorted(numbers.begin(), numbers.end()))
    {
        Refuse(list, path, "a list of ascending numbers");
    }
    return numbers;
}

} // namespace iotledger
} // namespace ns3
