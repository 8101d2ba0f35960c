/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-links.h"

#include "ns3/scenario-fields.h"
#include "ns3/scenario-quantity.h"
#include "ns3/scenario-yaml.h"

#include <set>

namespace ns3
{
namespace iotledger
{

namespace
{

const std::string DELAYS = "network.topology.delays";
const std::string MATRIX = "a symmetric square of times, one row for each site";

NodeSelection
ReadNodes(const ScenarioFields& fields)
{
    const ScenarioValue* nodes = fields.Find("nodes");
    ScenarioValue nothing;
    nothing.place = fields.GetPlace();
    return NodeSelection::Read(nodes ? *nodes : nothing, fields.GetName("nodes"));
}

} // namespace

std::vector<LinkOverride>
ReadLinks(const ScenarioValue& links)
{
    std::vector<LinkOverride> overrides;
    for (const auto& item : ReadList(links, "network.links", "a list of links"))
    {
        const ScenarioFields fields(item, "network.links[]");
        LinkOverride link;
        link.nodes = ReadNodes(fields);
        if (fields.Find("rate"))
        {
            link.rate = quantity::ParseRate(fields.Read("rate"));
        }
        if (fields.Find("delay"))
        {
            link.delay = quantity::ParseTime(fields.Read("delay"));
        }
        if (fields.Find("loss"))
        {
            link.loss = quantity::ParseNumber(fields.Read("loss"));
        }
        overrides.push_back(std::move(link));
    }
    return overrides;
}

std::vector<SiteSpec>
ReadSites(const ScenarioValue& sites)
{
    std::vector<SiteSpec> specs;
    std::set<std::string> names;
    for (const auto& item : ReadList(sites, "network.topology.sites", "a list of sites"))
    {
        const ScenarioFields fields(item, "network.topology.sites[]");
        specs.push_back({fields.Read("name"), ReadNodes(fields)});
        if (!names.insert(specs.back().name).second)
        {
            throw ScenarioError(fields.Find("name")->place,
                                fields.GetName("name"),
                                "a name of its own for each site",
                                specs.back().name);
        }
    }
    return specs;
}

DelayMatrix
ReadDelays(const ScenarioValue& delays)
{
    DelayMatrix matrix;
    for (const auto& row : ReadList(delays, DELAYS, MATRIX))
    {
        std::vector<Time> times;
        for (const auto& item : ReadList(row, DELAYS, MATRIX))
        {
            const auto time = item.IsScalar() ? quantity::ParseTime(item.text) : std::nullopt;
            if (!time)
            {
                throw ScenarioError(item.place,
                                    DELAYS,
                                    "a time such as 5ms (units ns us ms s min h)",
                                    item.text);
            }
            times.push_back(*time);
        }
        matrix.push_back(std::move(times));
        if (matrix.back().size() != delays.items.size())
        {
            throw ScenarioError(row.place, DELAYS, MATRIX, WriteYamlLine(row));
        }
    }
    for (size_t i = 0; i < matrix.size(); ++i)
    {
        for (size_t j = 0; j < i; ++j)
        {
            if (matrix[i][j] != matrix[j][i])
            {
                const ScenarioValue& item = delays.items[i].items[j];
                throw ScenarioError(item.place,
                                    DELAYS,
                                    MATRIX,
                                    item.text,
                                    "the way back takes " + quantity::FormatTime(matrix[j][i]));
            }
        }
    }
    return matrix;
}

void
CheckSites(const std::vector<SiteSpec>& sites,
           const DelayMatrix& delays,
           const std::vector<std::string>& nodes,
           const ScenarioPlace& place)
{
    const std::string key = "network.topology.sites";
    if (sites.empty())
    {
        throw ScenarioError(place, key, "a list of sites, as the topology's type is sites", "");
    }
    if (delays.size() != sites.size())
    {
        throw ScenarioError(place,
                            DELAYS,
                            std::to_string(sites.size()) + " rows, one for each site",
                            std::to_string(delays.size()));
    }
    for (const auto& node : nodes)
    {
        if (!FindSite(sites, node))
        {
            throw ScenarioError(place, key, "a site for every node", "no site for " + node);
        }
    }
}

std::optional<size_t>
FindSite(const std::vector<SiteSpec>& sites, const std::string& node)
{
    for (size_t i = 0; i < sites.size(); ++i)
    {
        if (sites[i].nodes.Matches(node))
        {
            return i;
        }
    }
    return std::nullopt;
}

ScenarioValue
WriteLinks(const std::vector<LinkOverride>& links)
{
    std::vector<ScenarioValue> items;
    for (const auto& link : links)
    {
        ScenarioValue fields;
        fields.Put("nodes", link.nodes.Write());
        if (link.rate)
        {
            fields.Put("rate", ScenarioValue::MakeScalar(quantity::FormatRate(*link.rate)));
        }
        if (link.delay)
        {
            fields.Put("delay", ScenarioValue::MakeScalar(quantity::FormatTime(*link.delay)));
        }
        if (link.loss)
        {
            fields.Put("loss", ScenarioValue::MakeScalar(quantity::FormatNumber(*link.loss)));
        }
        items.push_back(std::move(fields));
    }
    return ScenarioValue::MakeList(std::move(items));
}

ScenarioValue
WriteSites(const std::vector<SiteSpec>& sites)
{
    std::vector<ScenarioValue> items;
    for (const auto& site : sites)
    {
        ScenarioValue fields;
        fields.Put("name", ScenarioValue::MakeScalar(site.name));
        fields.Put("nodes", site.nodes.Write());
        items.push_back(std::move(fields));
    }
    return ScenarioValue::MakeList(std::move(items));
}

ScenarioValue
WriteDelays(const DelayMatrix& delays)
{
    std::vector<ScenarioValue> rows;
    for (const auto& row : delays)
    {
        std::vector<ScenarioValue> items;
        for (const Time& delay : row)
        {
            items.push_back(ScenarioValue::MakeScalar(quantity::FormatTime(delay)));
        }
        rows.push_back(ScenarioValue::MakeList(std::move(items)));
    }
    return ScenarioValue::MakeList(std::move(rows));
}

} // namespace iotledger
} // namespace ns3
