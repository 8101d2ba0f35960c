/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "round-labels.h"

#include <set>

namespace ns3
{
namespace iotledger
{

void
SeparateLabels(const ScenarioValue& rounds,
               const std::string& name,
               bool areRefused,
               std::vector<RoundSpec>& specs)
{
    std::set<std::string> written;
    for (const auto& spec : specs)
    {
        written.insert(spec.label);
    }
    std::set<std::string> taken;
    for (std::size_t i = 0; i < specs.size(); ++i)
    {
        auto& label = specs[i].label;
        const std::string stem = label;
        if (taken.count(label) > 0 && areRefused)
        {
            throw ScenarioError(rounds.items[i].Find("label")->place,
                                name + "[].label",
                                "a label that no other round has",
                                label);
        }
        for (uint32_t number = 2; taken.count(label) > 0; ++number)
        {
            const auto next = stem + "-" + std::to_string(number);
            label = written.count(next) > 0 ? label : next; // another is called so
        }
        taken.insert(label);
    }
}

} // namespace iotledger
} // namespace ns3
