/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "caliper-file.h"

#include "ns3/scenario-fields.h"
#include "ns3/scenario-quantity.h"
#include "ns3/scenario-yaml.h"
#include "ns3/yaml-merge-keys.h"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr uint32_t MOST_WORKERS = 100'000;

const ScenarioValue&
FindMap(const ScenarioValue& map, const std::string& field, const std::string& name)
{
    const ScenarioValue* value = map.Find(field);
    if (!value || value->kind != ScenarioValue::Kind::MAP)
    {
        throw ScenarioError(value ? value->place : map.place,
                            name,
                            "a map, as Caliper's benchmark files have it",
                            value ? QuoteValue(*value) : "");
    }
    return *value;
}

uint32_t
ReadWorkers(const ScenarioValue& test)
{
    const std::string field = !test.Find("workers") && test.Find("clients") ? "clients" : "workers";
    if (!test.Find(field))
    {
        return WorkloadSpec().workers;
    }
    const ScenarioValue& workers = FindMap(test, field, "test." + field);
    const ScenarioValue* value = workers.Find("number");
    if (!value)
    {
        return WorkloadSpec().workers;
    }
    const auto number = value->IsScalar() ? quantity::ParseCount(value->text) : std::nullopt;
    if (!number || *number == 0 || *number > MOST_WORKERS)
    {
        throw ScenarioError(value->place,
                            "test." + field + ".number",
                            "how many workers, from 1 to " + std::to_string(MOST_WORKERS),
                            QuoteValue(*value));
    }
    return static_cast<uint32_t>(*number);
}

} // namespace

CaliperFile
ReadCaliperFile(const std::string& path, const ScenarioPlace& place, const WorkloadModules& modules)
{
    std::ifstream stream(path);
    std::error_code ignored;
    if (!stream || std::filesystem::is_directory(path, ignored))
    {
        throw ScenarioError(place, "workload.caliper", "a file that can be read", path);
    }
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    return ParseCaliper(text, path, modules);
}

CaliperFile
ParseCaliper(const std::string& text, const std::string& source, const WorkloadModules& modules)
{
    ScenarioValue root = ReadYaml(text, {source, 1});
    ApplyMergeKeys(root);
    const ScenarioValue& test = FindMap(root, "test", "test");
    CaliperFile read;
    WorkloadSpec& spec = read.workload;
    spec.workers = ReadWorkers(test);
    const ScenarioValue* rounds = test.Find("rounds");
    ScenarioValue missing;
    missing.place = test.place;
    RoundReader reader(spec.workers, &modules, spec.warnings);
    spec.rounds = reader.Read(rounds ? *rounds : missing, "test.rounds");
    read.places = reader.GetPlaces();
    return read;
}

} // namespace iotledger
} // namespace ns3
