/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "gossip-membership.h"

#include <tuple>

namespace ns3
{
namespace iotledger
{

bool
operator<(const GossipTime& a, const GossipTime& b)
{
    return std::tie(a.incarnation, a.sequence) < std::tie(b.incarnation, b.sequence);
}

bool
GossipMembership::IsNews(const std::string& pkiId, const GossipTime& made) const
{
    const auto known = m_members.find(pkiId);
    return known == m_members.end() || known->second.made < made;
}

bool
GossipMembership::Hear(const std::string& pkiId, const Member& member)
{
    if (!IsNews(pkiId, member.made))
    {
        return false;
    }
    m_members[pkiId] = member;
    return true;
}

bool
GossipMembership::IsStateNews(const std::string& channel,
                              const std::string& pkiId,
                              const GossipTime& made) const
{
    const auto states = m_states.find(channel);
    if (states == m_states.end())
    {
        return true;
    }
    const auto known = states->second.find(pkiId);
    return known == states->second.end() || known->second.made < made;
}

bool
GossipMembership::HearState(const std::string& channel,
                            const std::string& pkiId,
                            const State& state)
{
    if (!IsStateNews(channel, pkiId, state.made))
    {
        return false;
    }
    m_states[channel][pkiId] = state;
    return true;
}

void
GossipMembership::Expire(Time before)
{
    for (auto& [pkiId, member] : m_members)
    {
        member.isAlive &= !(member.heard < before);
    }
}

const GossipMembership::Member*
GossipMembership::Find(const std::string& pkiId) const
{
    const auto found = m_members.find(pkiId);
    return found == m_members.end() ? nullptr : &found->second;
}

std::vector<std::string>
GossipMembership::GetAlive() const
{
    std::vector<std::string> alive;
    for (const auto& [pkiId, member] : m_members)
    {
        if (member.isAlive)
        {
            alive.push_back(pkiId);
        }
    }
    return alive;
}

const GossipMembership::State*
GossipMembership::FindState(const std::string& channel, const std::string& pkiId) const
{
    const auto* member = Find(pkiId);
    const auto states = m_states.find(channel);
    if (!member || !member->isAlive || states == m_states.end())
    {
        return nullptr;
    }
    const auto found = states->second.find(pkiId);
    return found == states->second.end() ? nullptr : &found->second;
}

} // namespace iotledger
} // namespace ns3
