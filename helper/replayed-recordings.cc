/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "replayed-recordings.h"

#include "ns3/rate-recording.h"
#include "ns3/scenario-hosts.h"

namespace ns3
{
namespace iotledger
{

namespace
{

/// @throws ScenarioError unless the recording of one worker can be read
void
CheckFile(const std::string& path,
          const RateControlSpec& spec,
          const ScenarioPlace& place,
          const std::string& name)
{
    const auto data = raterecording::ReadFile(path);
    if (!data)
    {
        throw ScenarioError(place, name + ".pathTemplate", "a recording that can be read", path);
    }
    if (!raterecording::Decode(*data, spec.GetText("inputFormat")))
    {
        throw ScenarioError(place,
                            name + ".inputFormat",
                            "a recording of as many 32-bit numbers as its first one says",
                            std::to_string(data->size()) + " bytes in " + path);
    }
}

} // namespace

ReplayedRecordings::ReplayedRecordings(uint32_t workers)
    : m_workers(workers)
{
}

void
ReplayedRecordings::Resolve(RateControlSpec& spec,
                            const ScenarioValue& control,
                            const std::string& name,
                            uint32_t round)
{
    ResolveInner(spec, control, name, round);
    const auto written = spec.GetText("pathTemplate");
    if (spec.type == "record-rate")
    {
        for (uint32_t worker = 0; worker < m_workers; ++worker)
        {
            m_recorded.insert(raterecording::FillTemplate(written, round, worker));
        }
    }
    if (spec.type != "replay-rate" || AreRecorded(written, round))
    {
        return;
    }
    const auto& place = control.FindPath("opts.pathTemplate")->place;
    const auto path = ResolvePath(written, place);
    for (uint32_t worker = 0; worker < m_workers; ++worker)
    {
        CheckFile(raterecording::FillTemplate(path, round, worker), spec, place, name + ".opts");
    }
    spec.texts["pathTemplate"] = path;
}

void
ReplayedRecordings::ResolveInner(RateControlSpec& spec,
                                 const ScenarioValue& control,
                                 const std::string& name,
                                 uint32_t round)
{
    const bool hasOne = spec.type == "record-rate";
    for (std::size_t i = 0; i < spec.controllers.size(); ++i)
    {
        const auto& inner = hasOne ? *control.FindPath("opts.rateController")
                                   : control.FindPath("opts.rateControllers")->items[i];
        const std::string option = hasOne ? "rateController" : "rateControllers[]";
        Resolve(spec.controllers[i], inner, name + ".opts." + option, round);
    }
}

bool
ReplayedRecordings::AreRecorded(const std::string& pathTemplate, uint32_t round) const
{
    for (uint32_t worker = 0; worker < m_workers; ++worker)
    {
        if (m_recorded.count(raterecording::FillTemplate(pathTemplate, round, worker)) == 0)
        {
            return false;
        }
    }
    return true;
}

} // namespace iotledger
} // namespace ns3
