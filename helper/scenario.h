/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_H
#define SCENARIO_H

#include "ns3/scenario-settings.h"
#include "ns3/scenario-sweep.h"
#include "ns3/type-id.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

class ObjectBase;
class ObjectFactory;

namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief A scenario: what is simulated, read from a YAML file, checked, with defaults filled in.
 *
 * A key stands for an attribute of a model (ScenarioSchema lists which) or for a structure of its
 * own. Whatever is wrong is refused here, by a ScenarioError that says where; nothing that gets
 * past can make an attribute abort. A scenario with a sweep stands for many: AtPoint gives one.
 * Building the network is the business of RunScenario.
 */
class Scenario
{
  public:
    /// Reads a file and what it includes. @throws ScenarioError
    static Scenario Load(const std::string& path);

    /// Reads a text. @param source what stands for the file in errors @throws ScenarioError
    static Scenario Parse(const std::string& yaml, const std::string& source = "text");

    /**
     * Sets a key, or a whole section, to a YAML text, which replaces what was there. A key set so
     * is no longer swept: the user has fixed it. `sweep.KEY` sets the values of one axis.
     * @throws ScenarioError if the scenario would be wrong; it then stays as it was.
     */
    void Set(const std::string& key, const std::string& yaml);

    /// @param values YAML texts by key; any key may be set, swept or not
    /// @return this scenario with @p values in place, without its sweep
    /// @throws ScenarioError if it would be wrong
    Scenario AtPoint(const std::map<std::string, std::string>& values) const;

    /**
     * @return the scenario with all defaults filled in, as YAML: one text for one meaning. Keys are
     * sorted, but for the axes of the sweep, whose order counts. Parse takes it back.
     */
    std::string ToYaml() const;

    ScenarioKind GetKind() const;
    std::string GetName() const;
    uint32_t GetSeed() const;

    /// @return the value of a key that is a single value, in canonical form; of a swept key, what
    /// holds without the sweep. The following give it typed; asking for another type than the key's
    /// is a std::logic_error.
    const std::string& GetText(const std::string& key) const;
    uint64_t GetCount(const std::string& key) const;
    double GetNumber(const std::string& key) const;
    uint64_t GetSize(const std::string& key) const; //!< [B]
    Time GetTime(const std::string& key) const;
    DataRate GetRate(const std::string& key) const;

    const std::vector<HostPlacement>& GetHosts() const; //!< @return the first that matches holds
    const std::vector<LinkOverride>& GetLinks() const;  //!< @return the last that matches holds
    const std::vector<SiteSpec>& GetSites() const;      //!< @return the first that matches holds
    const DelayMatrix& GetDelays() const;               //!< @return between sites, in their order
    const TopicSettings& GetTopics() const;
    const std::vector<DevicePair>& GetPairs() const;
    const std::vector<TopicPair>& GetTopicPairs() const;
    const std::vector<Fault>& GetFaults() const;
    const LedgerSettings& GetLedger() const;

    /// @return what was written and has not the effect it seems to have, a line each.
    const std::vector<std::string>& GetWarnings() const;

    const std::vector<SweepAxis>& GetAxes() const;
    uint32_t GetRepetitions() const;

    /**
     * Sets those attributes of an object that keys of this section, or sections below it, stand
     * for.
     * @param object any; attributes of its parents' types count too
     * @param section dotted name; empty: all keys
     */
    void Configure(ObjectBase& object, const std::string& section) const;

    /// Likewise of all objects that a factory makes from now on.
    void Configure(ObjectFactory& factory, const std::string& section) const;

  private:
    using SetAttribute =
        std::function<void(const std::string& attribute, const AttributeValue& value)>;

    explicit Scenario(ScenarioValue written);

    /// Calls @p set for those attributes of a type that keys of a section stand for.
    void ForEachAttribute(TypeId type, const std::string& section, const SetAttribute& set) const;

    ScenarioValue m_written;     //!< what was said, includes merged
    ScenarioSettings m_settings; //!< what it means
    ScenarioSweep m_sweep;
};

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_H */
