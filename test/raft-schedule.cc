/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "raft-schedule.h"

#include "ns3/byte-io.h"
#include "ns3/raft-codec.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

/// The finalizer of S. Vigna's SplitMix64: a permutation that spreads every bit.
uint64_t
Mix(uint64_t value)
{
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
    value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
    return value ^ (value >> 31);
}

uint64_t
Hash(uint64_t chain, const RaftEntry& entry)
{
    chain = Mix(chain ^ entry.index);
    chain = Mix(chain ^ (entry.term << 1) ^ static_cast<uint64_t>(entry.type));
    for (uint64_t i = 0; i < entry.data.GetSize(); ++i)
    {
        chain = Mix(chain ^ entry.data[i]);
    }
    return chain;
}

SharedBytes
ToBytes(uint64_t number)
{
    return ByteWriter(8).U64(number).Take();
}

} // namespace

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
    : m_random(Mix(seed)),
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
    return Mix(m_random) % bound;
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
        Propose(member);
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
RaftSchedule::Tick(Member& member)
{
    const auto& voters = member.voters;
    const auto isVoter = std::find(voters.begin(), voters.end(), member.id) != voters.end();
    if (!isVoter && member.node->GetStatus().softState.role == RaftRole::LEADER)
    {
        // It leads on, but takes no proposals: as in Fabric, it hands over.
        member.node->TransferLeadership(voters[Draw(voters.size())]);
    }
    member.node->Tick();
}

void
RaftSchedule::Start(Member& member)
{
    RaftSettings settings;
    settings.id = member.id;
    settings.electionTick = 3;
    settings.maxInflightMessages = 3;
    settings.maxSizePerMessage = m_maxSizePerMessage;
    settings.preVote = m_isPreVote;
    settings.checkQuorum = m_isCheckQuorum;
    settings.draw = [this](uint32_t bound) { return static_cast<uint32_t>(Draw(bound)); };
    member.node = std::make_unique<RaftNode>(settings, member.storage);
    member.stage = Stage::NONE;
    Install(member, member.storage.GetSnapshot()); // stored perhaps just before a crash
}

void
RaftSchedule::Crash(Member& member)
{
    ++m_coverage.crashes;
    if (member.stage == Stage::TAKEN && member.ready.mustSync)
    {
        ++m_coverage.unsavedLost;
    }
    member.node.reset();
    member.storage.SetHardState(member.synced);
}

void
RaftSchedule::Work(Member& member)
{
    switch (member.stage)
    {
    case Stage::NONE:
        if (member.node->HasReady())
        {
            member.ready = member.node->TakeReady();
            member.stage = Stage::TAKEN;
        }
        break;
    case Stage::TAKEN:
        Store(member);
        member.stage = Stage::STORED;
        break;
    case Stage::STORED:
        Finish(member);
        member.stage = Stage::NONE;
        break;
    }
}

void
RaftSchedule::Store(Member& member)
{
    const auto& ready = member.ready;
    if (ready.hardState)
    {
        member.storage.SetHardState(*ready.hardState);
    }
    if (ready.mustSync || !ready.snapshot.IsEmpty())
    {
        member.synced = member.storage.GetHardState();
    }
    if (!ready.snapshot.IsEmpty())
    {
        member.storage.ApplySnapshot(ready.snapshot);
    }
    if (!ready.entries.empty() && ready.entries.front().index <= member.storage.GetLastIndex())
    {
        ++m_coverage.overwritten;
    }
    member.storage.Append(ready.entries);
}

void
RaftSchedule::Finish(Member& member)
{
    for (auto& message : member.ready.messages)
    {
        m_messages.push_back(std::move(message));
    }
    if (!member.ready.snapshot.IsEmpty())
    {
        Install(member, member.ready.snapshot);
    }
    for (const auto& entry : member.ready.committedEntries)
    {
        Apply(member, entry);
    }
    member.node->Advance();
}

void
RaftSchedule::Apply(Member& member, const RaftEntry& entry)
{
    if (entry.type == RaftEntryType::CONF_CHANGE)
    {
        member.voters = member.node->ApplyConfChange(*DecodeRaftConfChange(entry.data));
    }
    if (entry.index <= member.applied)
    {
        return; // before the restart
    }
    if (entry.index != member.applied + 1)
    {
        Fail("an entry was passed over");
    }
    member.applied = entry.index;
    member.chain = Hash(member.chain, entry);
    Check(member, entry.index, entry.term);
}

void
RaftSchedule::Install(Member& member, const RaftSnapshot& snapshot)
{
    member.voters = snapshot.voters;
    if (snapshot.index <= member.applied)
    {
        return;
    }
    ++m_coverage.snapshotsInstalled;
    member.applied = snapshot.index;
    member.chain = ByteReader(snapshot.data).U64();
    Check(member, snapshot.index, snapshot.term);
}

void
RaftSchedule::Check(Member& member, uint64_t index, uint64_t term)
{
    if (index > m_applied.size() + 1)
    {
        Fail("a snapshot of what nobody has applied");
        return;
    }
    if (index == m_applied.size() + 1)
    {
        m_applied.push_back({term, member.chain});
        ++m_coverage.committed;
        return;
    }
    const auto& other = m_applied[index - 1];
    if (other.term != term || other.chain != member.chain)
    {
        Fail("two nodes applied different entries at index " + std::to_string(index));
    }
}

void
RaftSchedule::Propose(Member& member)
{
    if (m_isVoterChange && Toss(15))
    {
        ChangeVoters(member);
        return;
    }
    member.node->Propose(ToBytes(++m_proposals));
}

void
RaftSchedule::ChangeVoters(Member& leader)
{
    const auto node = 1 + Draw(m_members.size());
    const auto& voters = leader.voters;
    const auto isVoter = std::find(voters.begin(), voters.end(), node) != voters.end();
    // A leader that left could not tell the others, and two voters could not lose one.
    if (node == leader.id || (isVoter && voters.size() <= 3))
    {
        return;
    }
    const auto type = isVoter ? RaftConfChangeType::REMOVE_NODE : RaftConfChangeType::ADD_NODE;
    if (leader.node->ProposeConfChange({0, type, node, {}}))
    {
        ++m_coverage.votersChanged;
    }
}

void
RaftSchedule::Compact(Member& member)
{
    // What was applied since the snapshot may be ahead of what is known to be stored.
    const auto index = std::min(member.node->GetStatus().applied, member.storage.GetLastIndex());
    if (index == member.applied &&
        member.storage.CreateSnapshot(index, member.voters, ToBytes(member.chain)))
    {
        member.storage.Compact(index - Draw(3));
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
            isProposed = leader->node->Propose(ToBytes(++m_proposals));
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
