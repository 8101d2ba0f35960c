/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-file.h"

#include "ns3/scenario-short-forms.h"
#include "ns3/scenario-yaml.h"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace ns3
{
namespace iotledger
{

namespace
{

namespace fs = std::filesystem;

constexpr size_t MOST_INCLUDES = 20; //!< levels; more is a mistake, such as a circle

/// @param place where the file is named, for the error if it cannot be read
ScenarioValue
ReadFile(const std::string& path, const ScenarioPlace& place, const std::string& key, size_t level)
{
    std::ifstream stream(path);
    std::error_code ignored;
    if (!stream || fs::is_directory(path, ignored))
    {
        throw ScenarioError(place, key, "a file that can be read", path);
    }
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    ScenarioValue scenario = ReadYaml(text, {path, 1});
    ExpandShortForms(scenario); // each file's, before one replaces the other's
    const ScenarioValue* include = scenario.Find("include");
    if (!include)
    {
        return scenario;
    }
    const ScenarioValue name = *include;
    if (!name.IsScalar() || level == MOST_INCLUDES)
    {
        throw ScenarioError(name.place,
                            "include",
                            name.IsScalar() ? "no circle of files" : "the name of one file",
                            WriteYamlLine(name));
    }
    scenario.Erase("include");
    const fs::path base = fs::path(path).parent_path() / name.text;
    scenario.Inherit(ReadFile(base.string(), name.place, "include", level + 1));
    return scenario;
}

} // namespace

ScenarioValue
ReadScenarioFile(const std::string& path)
{
    ScenarioValue scenario = ReadFile(path, {path, 1}, "file", 0);
    if (scenario.IsMap() && !scenario.Find("name"))
    {
        ScenarioValue name = ScenarioValue::MakeScalar(fs::path(path).stem().string());
        name.place = scenario.place;
        scenario.Put("name", std::move(name));
    }
    return scenario;
}

} // namespace iotledger
} // namespace ns3
