/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "endorsement-plan.h"

#include "ns3/assert.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

EndorsementPlan::EndorsementPlan(std::vector<Layout> layouts, Groups groups)
    : m_left(std::move(groups))
{
    for (auto& layout : layouts)
    {
        m_layouts.push_back({std::move(layout), {}, false});
    }
    for (const auto& [group, peers] : m_left)
    {
        for (const auto peer : peers)
        {
            m_groupOf[peer] = group;
        }
    }
}

std::string
EndorsementPlan::FindGroup(uint32_t peer) const
{
    const auto found = m_groupOf.find(peer);
    return found == m_groupOf.end() ? std::string() : found->second;
}

std::vector<uint32_t>
EndorsementPlan::TakeEndorsers()
{
    for (; m_next < m_layouts.size(); m_next++)
    {
        auto& layout = m_layouts[m_next];
        const bool isPossible =
            !layout.isAbandoned &&
            std::all_of(layout.missing.begin(), layout.missing.end(), [this](const auto& wanted) {
                const auto left = m_left.find(wanted.first);
                return left != m_left.end() && left->second.size() >= wanted.second;
            });
        if (!isPossible)
        {
            layout.isAbandoned = true;
            continue;
        }
        std::vector<uint32_t> taken;
        for (const auto& [group, quantity] : layout.missing)
        {
            auto& left = m_left[group];
            taken.insert(taken.end(), left.begin(), left.begin() + quantity);
            left.erase(left.begin(), left.begin() + quantity);
        }
        return taken;
    }
    return {};
}

std::optional<uint32_t>
EndorsementPlan::TakeReplacement(uint32_t failed)
{
    const auto group = FindGroup(failed);
    if (auto& left = m_left[group]; !left.empty())
    {
        const auto peer = left.front();
        left.erase(left.begin());
        return peer;
    }
    for (auto i = m_next; i < m_layouts.size(); i++)
    {
        m_layouts[i].isAbandoned |= m_layouts[i].missing.count(group) > 0;
    }
    return std::nullopt;
}

bool
EndorsementPlan::Add(uint32_t peer, const SharedBytes& payload, SharedBytes endorsement)
{
    const auto group = FindGroup(peer);
    auto& left = m_left[group];
    left.erase(std::remove(left.begin(), left.end(), peer), left.end());
    if (!m_payload)
    {
        m_payload = payload;
    }
    else if (*m_payload != payload)
    {
        return false;
    }
    for (auto i = m_next; i < m_layouts.size() && !m_complete; i++)
    {
        auto& layout = m_layouts[i];
        const auto wanted = layout.missing.find(group);
        if (layout.isAbandoned || wanted == layout.missing.end())
        {
            continue;
        }
        layout.endorsements.push_back(endorsement);
        if (--wanted->second == 0)
        {
            layout.missing.erase(wanted);
        }
        if (layout.missing.empty())
        {
            m_complete = i;
        }
    }
    return true;
}

bool
EndorsementPlan::IsComplete() const
{
    return m_complete.has_value();
}

const std::vector<SharedBytes>&
EndorsementPlan::GetEndorsements() const
{
    NS_ASSERT_MSG(m_complete, "no layout is satisfied yet");
    return m_layouts[*m_complete].endorsements;
}

const SharedBytes&
EndorsementPlan::GetPayload() const
{
    NS_ASSERT_MSG(m_payload, "no endorsement yet");
    return *m_payload;
}

} // namespace iotledger
} // namespace ns3
