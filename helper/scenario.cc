/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario.h"

#include "ns3/object-base.h"
#include "ns3/object-factory.h"
#include "ns3/scenario-file.h"
#include "ns3/scenario-quantity.h"
#include "ns3/scenario-schema.h"
#include "ns3/scenario-short-forms.h"
#include "ns3/scenario-yaml.h"

#include <stdexcept>

namespace ns3
{
namespace iotledger
{

namespace
{

/// @return what a quantity's reader found. @throws std::logic_error if it found none.
template <typename T>
T
Expect(const std::optional<T>& value, const std::string& key, const char* type)
{
    if (!value)
    {
        throw std::logic_error(key + " is no " + type);
    }
    return *value;
}

const ScenarioPlace COMMAND_LINE{"--set", 0};

/// Puts a value at a key; an axis of the sweep has a dotted key of its own.
void
PutKey(ScenarioValue& scenario, const std::string& key, ScenarioValue value)
{
    const std::string prefix = "sweep.";
    if (key.compare(0, prefix.size(), prefix) != 0)
    {
        scenario.PutPath(key, std::move(value));
        return;
    }
    const ScenarioValue* written = scenario.Find("sweep");
    ScenarioValue sweep = written ? *written : ScenarioValue{};
    sweep.Put(key.substr(prefix.size()), std::move(value));
    scenario.Put("sweep", std::move(sweep));
}

} // namespace

Scenario::Scenario(ScenarioValue written)
    : m_written(std::move(written))
{
    ExpandShortForms(m_written);
    m_sweep = ScenarioSweep::Read(m_written);
    const bool isPoint = m_sweep.GetAxes().empty();
    const auto relations = isPoint ? ScenarioRelations::CHECKED : ScenarioRelations::IGNORED;
    CryptoProfiles profiles;
    m_settings = ReadSettings(m_written, relations, profiles);
    if (!isPoint)
    {
        m_sweep.CheckPoints(m_written, profiles);
    }
}

Scenario
Scenario::Load(const std::string& path)
{
    return Scenario(ReadScenarioFile(path));
}

Scenario
Scenario::Parse(const std::string& yaml, const std::string& source)
{
    return Scenario(ReadYaml(yaml, {source, 1}));
}

void
Scenario::Set(const std::string& key, const std::string& yaml)
{
    if (key.empty() || key == "include" || key.back() == '.' || key.front() == '.')
    {
        throw ScenarioError(COMMAND_LINE, key, "a key that can be set", key);
    }
    ScenarioValue written = m_written;
    PutKey(written, key, ReadYaml(yaml, COMMAND_LINE));
    ScenarioSweep::Fix(written, key, COMMAND_LINE);
    *this = Scenario(std::move(written));
}

Scenario
Scenario::AtPoint(const std::map<std::string, std::string>& values) const
{
    ScenarioValue written = m_written;
    written.Erase("sweep");
    for (const auto& [key, yaml] : values)
    {
        written.PutPath(key, ReadYaml(yaml, {"sweep", 0}));
    }
    return Scenario(std::move(written));
}

std::string
Scenario::ToYaml() const
{
    ScenarioValue scenario = WriteSettings(m_settings);
    if (!GetAxes().empty())
    {
        ScenarioValue sweep = *m_written.Find("sweep");
        sweep.Erase("repetitions");
        sweep.Put("repetitions", ScenarioValue::MakeScalar(std::to_string(GetRepetitions())));
        scenario.Put("sweep", std::move(sweep));
    }
    return WriteYamlBlock(scenario);
}

ScenarioKind
Scenario::GetKind() const
{
    return m_settings.kind;
}

std::string
Scenario::GetName() const
{
    return GetText("name");
}

uint32_t
Scenario::GetSeed() const
{
    return static_cast<uint32_t>(GetCount("seed"));
}

const std::string&
Scenario::GetText(const std::string& key) const
{
    const auto value = m_settings.values.find(key);
    if (value == m_settings.values.end())
    {
        throw std::logic_error(key + " is no single value of a scenario");
    }
    return value->second.text;
}

uint64_t
Scenario::GetCount(const std::string& key) const
{
    return Expect(quantity::ParseCount(GetText(key)), key, "count");
}

double
Scenario::GetNumber(const std::string& key) const
{
    return Expect(quantity::ParseNumber(GetText(key)), key, "number");
}

uint64_t
Scenario::GetSize(const std::string& key) const
{
    return Expect(quantity::ParseSize(GetText(key)), key, "size");
}

Time
Scenario::GetTime(const std::string& key) const
{
    return Expect(quantity::ParseTime(GetText(key)), key, "time");
}

DataRate
Scenario::GetRate(const std::string& key) const
{
    return Expect(quantity::ParseRate(GetText(key)), key, "rate");
}

const std::vector<HostPlacement>&
Scenario::GetHosts() const
{
    return m_settings.hosts;
}

const std::vector<LinkOverride>&
Scenario::GetLinks() const
{
    return m_settings.links;
}

const std::vector<SiteSpec>&
Scenario::GetSites() const
{
    return m_settings.sites;
}

const DelayMatrix&
Scenario::GetDelays() const
{
    return m_settings.delays;
}

const TopicSettings&
Scenario::GetTopics() const
{
    return m_settings.topics;
}

const std::vector<TopicPair>&
Scenario::GetTopicPairs() const
{
    return m_settings.topicPairs;
}

const std::vector<DevicePair>&
Scenario::GetPairs() const
{
    return m_settings.pairs;
}

const std::vector<Fault>&
Scenario::GetFaults() const
{
    return m_settings.faults;
}

const LedgerSettings&
Scenario::GetLedger() const
{
    return m_settings.ledger;
}

const std::vector<std::string>&
Scenario::GetWarnings() const
{
    return m_settings.ledger.workload.warnings;
}

const std::vector<SweepAxis>&
Scenario::GetAxes() const
{
    return m_sweep.GetAxes();
}

uint32_t
Scenario::GetRepetitions() const
{
    return m_sweep.GetRepetitions();
}

void
Scenario::Configure(ObjectBase& object, const std::string& section) const
{
    ForEachAttribute(object.GetInstanceTypeId(),
                     section,
                     [&object](const std::string& attribute, const AttributeValue& value) {
                         object.SetAttribute(attribute, value);
                     });
}

void
Scenario::Configure(ObjectFactory& factory, const std::string& section) const
{
    ForEachAttribute(factory.GetTypeId(),
                     section,
                     [&factory](const std::string& attribute, const AttributeValue& value) {
                         factory.Set(attribute, value);
                     });
}

void
Scenario::ForEachAttribute(TypeId type, const std::string& section, const SetAttribute& set) const
{
    for (const auto& [name, setting] : m_settings.values)
    {
        const bool inSection = section.empty() || name == section ||
                               name.compare(0, section.size() + 1, section + ".") == 0;
        const ScenarioKey& key = ScenarioSchema::Get(name);
        TypeId owner;
        if (inSection && TypeId::LookupByNameFailSafe(key.GetTypeName(), &owner) &&
            (type == owner || type.IsChildOf(owner)))
        {
            set(key.GetAttribute(), *key.MakeValue(setting.text));
        }
    }
}

} // namespace iotledger
} // namespace ns3
