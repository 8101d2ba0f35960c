/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Feeds any text to the scenario reader (LLVM's libFuzzer).

#include "ns3/abort.h"
#include "ns3/scenario.h"
#include "ns3/utf8.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

using namespace ns3::iotledger;

namespace
{

constexpr std::size_t LONGEST_ERROR = 1000; //!< [B] much more than a line, yet readable

/// What the scenario means, written out, means the same.
void
CheckRoundTrip(const Scenario& scenario)
{
    const std::string text = scenario.ToYaml();
    NS_ABORT_MSG_IF(Scenario::Parse(text).ToYaml() != text, "read back it is another: " << text);
}

/// The first point of a sweep is a scenario as well.
void
CheckFirstPoint(const Scenario& scenario)
{
    std::map<std::string, std::string> values;
    for (const auto& axis : scenario.GetAxes())
    {
        values[axis.key] = axis.values.front();
    }
    CheckRoundTrip(scenario.AtPoint(values));
}

} // namespace

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char*>(data), size);
    std::optional<Scenario> scenario;
    try
    {
        scenario = Scenario::Parse(text, "fuzzer");
    }
    catch (const ScenarioError& error)
    {
        const std::string line = error.what();
        NS_ABORT_MSG_IF(line.find('\n') != std::string::npos || line.size() > LONGEST_ERROR ||
                            line.compare(0, 7, "fuzzer:") != 0 || GetUtf8Prefix(line) < line.size(),
                        "not one line of UTF-8 with its place: " << line);
        return 0;
    }
    CheckRoundTrip(*scenario);
    CheckFirstPoint(*scenario);
    return 0;
}
