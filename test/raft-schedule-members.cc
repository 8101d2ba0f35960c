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

uint64_t
Hash(uint64_t chain, const RaftEntry& entry)
{
    chain = MixBits(chain ^ entry.index);
    chain = MixBits(chain ^ (entry.term << 1) ^ static_cast<uint64_t>(entry.type));
    for (uint64_t i = 0; i < entry.data.GetSize(); ++i)
    {
        chain = MixBits(chain ^ entry.data[i]);
    }
    return chain;
}

SharedBytes
ToBytes(uint64_t number)
{
    return ByteWriter(8).U64(number).Take();
}

} // namespace

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
        if (message.type == RaftMessageType::SNAPSHOT)
        {
            message.snapshot.voters = member.voters;
        }
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

bool
RaftSchedule::Propose(Member& member)
{
    return member.node->Propose(ToBytes(++m_proposals));
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

} // namespace iotledger
} // namespace ns3
