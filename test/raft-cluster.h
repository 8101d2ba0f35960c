/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RAFT_CLUSTER_H
#define RAFT_CLUSTER_H

#include "ns3/raft-codec.h"
#include "ns3/raft-node.h"

#include <deque>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>

namespace ns3
{
namespace iotledger
{

/// Makes the settings of a test's node: like Fabric's, but no randomness in the timeouts.
inline RaftSettings
MakeRaftSettings(uint64_t id)
{
    RaftSettings settings;
    settings.id = id;
    settings.draw = [](uint32_t) { return 0; };
    return settings;
}

/**
 * @brief Raft nodes 1 to n on a network without delay, which a test may cut.
 *
 * Each node does what its RaftReady says at once, and its application lists what it applied.
 */
class RaftCluster
{
  public:
    using Tune = std::function<void(RaftSettings&)>;

    explicit RaftCluster(
        uint64_t size,
        Tune tune = [](RaftSettings&) {})
        : m_tune(std::move(tune))
    {
        std::vector<uint64_t> voters;
        for (uint64_t id = 1; id <= size; ++id)
        {
            voters.push_back(id);
        }
        for (const auto id : voters)
        {
            Start(id);
            GetNode(id).Bootstrap(voters);
        }
        Settle();
    }

    /// Starts, or restarts from what it stored, node @p id.
    void Start(uint64_t id)
    {
        auto& member = m_members[id];
        auto settings = MakeRaftSettings(id);
        m_tune(settings);
        member.applied.clear();
        member.node = std::make_unique<RaftNode>(settings, member.storage);
    }

    RaftNode& GetNode(uint64_t id)
    {
        return *m_members.at(id).node;
    }

    RaftStorage& GetStorage(uint64_t id)
    {
        return m_members.at(id).storage;
    }

    /// What the application of node @p id holds: the data of entries, "+" for a snapshot.
    const std::vector<std::string>& GetApplied(uint64_t id) const
    {
        return m_members.at(id).applied;
    }

    RaftRole GetRole(uint64_t id)
    {
        return GetNode(id).GetStatus().softState.role;
    }

    uint64_t GetTerm(uint64_t id)
    {
        return GetNode(id).GetStatus().hardState.term;
    }

    uint64_t GetCommit(uint64_t id)
    {
        return GetNode(id).GetStatus().hardState.commit;
    }

    void Tick(uint64_t id, uint32_t ticks = 1)
    {
        for (uint32_t i = 0; i < ticks; ++i)
        {
            GetNode(id).Tick();
            Settle();
        }
    }

    void Elect(uint64_t id)
    {
        GetNode(id).Campaign();
        Settle();
    }

    bool Propose(uint64_t id, std::string_view data)
    {
        const auto isTaken = GetNode(id).Propose(SharedBytes(data));
        Settle();
        return isTaken;
    }

    void Isolate(uint64_t id)
    {
        m_isolated.insert(id);
    }

    void Heal()
    {
        m_isolated.clear();
    }

    /// Sees each message that is sent. @return whether it passes.
    void SetFilter(std::function<bool(const RaftMessage&)> filter)
    {
        m_filter = std::move(filter);
    }

    /// Hands a message that a test made to its addressee, and lets the consequences happen.
    void Deliver(const RaftMessage& message)
    {
        GetNode(message.to).Step(message);
        Settle();
    }

    /// Until nobody has anything to do.
    void Settle()
    {
        do
        {
            for (auto& [id, member] : m_members)
            {
                while (member.node->HasReady())
                {
                    Work(member);
                }
            }
        } while (Pass());
    }

  private:
    struct Member
    {
        RaftStorage storage;
        std::unique_ptr<RaftNode> node;
        std::vector<std::string> applied;
    };

    void Work(Member& member)
    {
        auto ready = member.node->TakeReady();
        if (ready.hardState)
        {
            member.storage.SetHardState(*ready.hardState);
        }
        if (!ready.snapshot.IsEmpty())
        {
            member.storage.ApplySnapshot(ready.snapshot);
            member.applied = {"+" + ready.snapshot.data.ToString()};
        }
        member.storage.Append(ready.entries);
        for (auto& message : ready.messages)
        {
            if (message.type == RaftMessageType::SNAPSHOT)
            {
                message.snapshot.voters = member.node->GetStatus().voters;
            }
            if (!m_filter || m_filter(message))
            {
                m_messages.push_back(std::move(message));
            }
        }
        for (const auto& entry : ready.committedEntries)
        {
            if (entry.type == RaftEntryType::CONF_CHANGE)
            {
                member.node->ApplyConfChange(*DecodeRaftConfChange(entry.data));
            }
            else if (!entry.data.IsEmpty())
            {
                member.applied.push_back(entry.data.ToString());
            }
        }
        member.node->Advance();
    }

    /// @return whether there was a message to pass on.
    bool Pass()
    {
        if (m_messages.empty())
        {
            return false;
        }
        const auto message = std::move(m_messages.front());
        m_messages.pop_front();
        if (m_isolated.count(message.from) == 0 && m_isolated.count(message.to) == 0 &&
            m_members.count(message.to) != 0)
        {
            m_members.at(message.to).node->Step(message);
        }
        return true;
    }

    Tune m_tune;
    std::map<uint64_t, Member> m_members;
    std::deque<RaftMessage> m_messages;
    std::set<uint64_t> m_isolated;
    std::function<bool(const RaftMessage&)> m_filter;
};

} // namespace iotledger
} // namespace ns3

#endif /* RAFT_CLUSTER_H */
