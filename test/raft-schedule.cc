/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "raft-schedule.h"

namespace ns3
{
namespace iotledger
{

RaftSchedule::Coverage&
RaftSchedule::Coverage::operator+=(const Coverage& other)
{
    elections += other.elections;
    committed += other.committed;
    crashes += other.crashes;
    unsavedLost += other.unsavedLost;
    overwritten += other.overwritten;
    snapshotsInstalled += other.snapshotsInstalled;
    votersChanged += other.votersChanged;
    return *this;
}

RaftSchedule::RaftSchedule(uint64_t size, uint64_t seed)
    : m_random(MixBits(seed)),
      m_isPreVote(Toss(50)),
      m_isCheckQuorum(Toss(50)),
      m_isVoterChange(Toss(30)),
      m_maxSizePerMessage(Toss(60) ? 1 : 40),
      m_lossPercent(Toss(50) ? 2 : 20),
      m_members(size)
{
    for (uint64_t id = 1; id <= size; ++id)
    {
        m_initialVoters.push_back(id);
    }
    for (const auto id : m_initialVoters)
    {
        auto& member = m_members[id - 1];
        member.id = id;
        Start(member);
        member.node->Bootstrap(m_initialVoters);
        for (int stage = 0; stage < 3; ++stage)
        {
            Work(member);
        }
    }
}

uint64_t
RaftSchedule::Draw(uint64_t bound)
{
    m_random += 0x9e3779b97f4a7c15;
    return MixBits(m_random) % bound;
}

bool
RaftSchedule::Toss(uint32_t percent)
{
    return Draw(100) < percent;
}

const std::string&
RaftSchedule::GetViolation() const
{
    return m_violation;
}

const RaftSchedule::Coverage&
RaftSchedule::GetCoverage() const
{
    return m_coverage;
}

void
RaftSchedule::Fail(const std::string& what)
{
    if (m_violation.empty())
    {
        m_violation = what;
    }
}

void
RaftSchedule::RunFaults(uint32_t steps)
{
    for (uint32_t step = 0; step < steps && m_violation.empty(); ++step)
    {
        const auto action = Draw(100);
        if (action < 42)
        {
            Deliver(true);
            continue;
        }
        const auto isProposal = action >= 84 && action < 94;
        auto* leader = isProposal ? FindLeader() : nullptr;
        auto& member = leader ? *leader : Pick(action < 62);
        if (!member.node)
        {
            if (Toss(30))
            {
                Start(member);
            }
            continue;
        }
        Act(member, static_cast<uint32_t>(action));
        if (member.node)
        {
            Observe(member);
        }
    }
}

RaftSchedule::Member&
RaftSchedule::Pick(bool isBusy)
{
    const auto first = Draw(m_members.size());
    for (uint64_t i = 0; isBusy && i < m_members.size(); ++i)
    {
        auto& member = m_members[(first + i) % m_members.size()];
        if (member.node && (member.stage != Stage::NONE || member.node->HasReady()))
        {
            return member;
        }
    }
    return m_members[first];
}

void
RaftSchedule::Act(Member& member, uint32_t action)
{
    if (action < 62)
    {
        Work(member);
        if (Toss(70))
        {
            Work(member);
            Work(member);
        }
    }
    else if (action < 82)
    {
        Tick(member);
    }
    else if (action < 84)
    {
        member.node->Campaign(); // its clock is fast
    }
    else if (action < 94)
    {
        if (m_isVoterChange && Toss(15))
        {
            ChangeVoters(member);
        }
        else
        {
            Propose(member);
        }
    }
    else if (action < 96)
    {
        Crash(member);
    }
    else if (action < 98)
    {
        Divide();
    }
    else
    {
        Compact(member);
    }
}

void
RaftSchedule::Divide()
{
    const auto isWhole = Toss(60);
    for (auto& member : m_members)
    {
        member.side = isWhole ? 0 : static_cast<uint32_t>(Draw(2));
    }
}

void
RaftSchedule::Deliver(bool isFaulty)
{
    if (m_messages.empty())
    {
        return;
    }
    const auto place = isFaulty && Toss(30) ? Draw(m_messages.size()) : 0;
    const auto message = m_messages[place];
    auto& from = m_members[message.from - 1];
    auto& to = m_members[message.to - 1];
    if (!isFaulty || !Toss(5))
    {
        m_messages.erase(m_messages.begin() + static_cast<std::ptrdiff_t>(place));
    }
    const auto isCut = isFaulty && (from.side != to.side || Toss(m_lossPercent));
    if (!isCut && to.node)
    {
        to.node->Step(message);
        Observe(to);
    }
    if (from.node && message.type == RaftMessageType::SNAPSHOT)
    {
        from.node->ReportSnapshot(message.to, !isCut);
    }
    else if (from.node && isCut && Toss(30))
    {
        from.node->ReportUnreachable(message.to);
    }
}

void
RaftSchedule::Observe(const Member& member)
{
    const auto status = member.node->GetStatus();
    if (status.softState.role != RaftRole::LEADER)
    {
        return;
    }
    const auto [known, isNew] = m_leaders.emplace(status.hardState.term, member.id);
    m_coverage.elections += isNew ? 1 : 0;
    if (known->second != member.id)
    {
        Fail("two leaders in term " + std::to_string(status.hardState.term));
    }
}

void
RaftSchedule::Heal()
{
    if (!m_violation.empty())
    {
        return;
    }
    for (auto& member : m_members)
    {
        if (!member.node)
        {
            Start(member);
        }
    }
    bool isProposed = false;
    for (uint32_t round = 0; round < 200 && m_violation.empty(); ++round)
    {
        Round();
        auto* leader = FindLeader();
        if (leader && !isProposed)
        {
            isProposed = Propose(*leader);
        }
        else if (leader && IsAtRest(*leader))
        {
            return;
        }
    }
    Fail("the cluster came to no agreement");
}

void
RaftSchedule::Round()
{
    for (auto& member : m_members)
    {
        Tick(member);
    }
    bool isBusy = true;
    while (isBusy && m_violation.empty())
    {
        isBusy = !m_messages.empty();
        Deliver(false);
        for (auto& member : m_members)
        {
            Observe(member);
            if (member.stage != Stage::NONE || member.node->HasReady())
            {
                Work(member);
                isBusy = true;
            }
        }
    }
}

RaftSchedule::Member*
RaftSchedule::FindLeader()
{
    Member* leader = nullptr;
    uint64_t term = 0;
    for (auto& member : m_members)
    {
        if (!member.node)
        {
            continue;
        }
        const auto status = member.node->GetStatus();
        if (status.softState.role == RaftRole::LEADER && status.hardState.term > term)
        {
            leader = &member;
            term = status.hardState.term;
        }
    }
    return leader;
}

bool
RaftSchedule::IsAtRest(const Member& leader)
{
    const auto last = leader.node->GetStatus().lastIndex;
    for (const auto voter : leader.voters)
    {
        const auto& member = m_members[voter - 1];
        if (member.applied != last || member.chain != leader.chain)
        {
            return false;
        }
    }
    return last == m_applied.size();
}

} // namespace iotledger
} // namespace ns3
