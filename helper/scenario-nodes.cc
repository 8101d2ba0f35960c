/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-nodes.h"

#include "ns3/scenario-yaml.h"

#include <algorithm>
#include <fnmatch.h>
#include <regex>

namespace ns3
{
namespace iotledger
{

namespace
{

/// @return whether some node could have this name, or a name that begins like this glob does.
bool
CouldMatch(const std::string& glob)
{
    static const std::regex name(
        "broker|(device|orderer|client)[1-9][0-9]*|peer[1-9][0-9]*\\.[a-z0-9-]+");
    static const std::regex numbered(
        "(device|orderer|client)[1-9][0-9]*|peer[1-9][0-9]*(\\.[a-z0-9-]*)?");
    const size_t special = glob.find_first_of("*?[\\");
    if (special == std::string::npos)
    {
        return std::regex_match(glob, name);
    }
    const std::string start = glob.substr(0, special);
    const auto begins = [&start](const char* role) {
        return std::string(role).compare(0, start.size(), start) == 0;
    };
    return begins("broker") || begins("device") || begins("orderer") || begins("client") ||
           begins("peer") || std::regex_match(start, numbered);
}

} // namespace

NodeSelection::NodeSelection(std::vector<std::string> globs)
    : m_globs(std::move(globs))
{
}

NodeSelection
NodeSelection::Read(const ScenarioValue& value, const std::string& key)
{
    const std::string expected = "names or globs of nodes such as broker, device1*, peer1.org1 or orderer*";
    NodeSelection selection;
    const std::vector<ScenarioValue> single{value};
    const auto& items = value.IsScalar() ? single : value.items;
    for (const auto& item : items)
    {
        if (!item.IsScalar() || !CouldMatch(item.text))
        {
            throw ScenarioError(item.place, key, expected, WriteYamlLine(item));
        }
        selection.m_globs.push_back(item.text);
    }
    if (selection.m_globs.empty())
    {
        throw ScenarioError(value.place, key, expected, WriteYamlLine(value));
    }
    return selection;
}

bool
NodeSelection::Matches(const std::string& node) const
{
    return std::any_of(m_globs.begin(), m_globs.end(), [&](const std::string& glob) {
        return fnmatch(glob.c_str(), node.c_str(), 0) == 0;
    });
}

const std::vector<std::string>&
NodeSelection::GetGlobs() const
{
    return m_globs;
}

ScenarioValue
NodeSelection::Write() const
{
    std::vector<ScenarioValue> items;
    for (const auto& glob : m_globs)
    {
        items.push_back(ScenarioValue::MakeScalar(glob));
    }
    return ScenarioValue::MakeList(std::move(items));
}

std::string
GetNodeName(uint32_t number)
{
    return number == 0 ? "broker" : "device" + std::to_string(number);
}

} // namespace iotledger
} // namespace ns3
