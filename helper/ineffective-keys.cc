/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ineffective-keys.h"

#include "ns3/scenario-fields.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

IneffectiveKeys::IneffectiveKeys(std::vector<std::string>& warnings, bool areRefused)
    : m_warnings(warnings),
      m_areRefused(areRefused)
{
}

bool
IneffectiveKeys::AreRefused() const
{
    return m_areRefused;
}

void
IneffectiveKeys::TellUnknown(const ScenarioEntry& entry,
                             const std::string& map,
                             const std::string& reason,
                             const std::vector<std::string>& known)
{
    if (!m_areRefused)
    {
        Warn(entry.place, map + "." + entry.key, reason);
        return;
    }
    throw ScenarioError(entry.place,
                        map + "." + entry.key,
                        "a known key",
                        entry.key,
                        known.empty() ? "there is none"
                                      : "nearest: " + FindNearestName(entry.key, known).first);
}

void
IneffectiveKeys::Tell(const ScenarioValue& value,
                      const std::string& name,
                      const std::string& reason,
                      const std::string& expected)
{
    if (m_areRefused)
    {
        throw ScenarioError(value.place, name, expected, QuoteValue(value));
    }
    Warn(value.place, name, reason);
}

void
IneffectiveKeys::Warn(const ScenarioPlace& place,
                      const std::string& name,
                      const std::string& reason)
{
    const std::string line = place.ToString() + ": " + name + ": " + reason;
    if (std::find(m_warnings.begin(), m_warnings.end(), line) == m_warnings.end())
    {
        m_warnings.push_back(line); // once, however many rounds share the anchor
    }
}

} // namespace iotledger
} // namespace ns3
