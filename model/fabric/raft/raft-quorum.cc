/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "raft-quorum.h"

#include "ns3/assert.h"

#include <algorithm>
#include <functional>

namespace ns3
{
namespace iotledger
{

void
RaftQuorum::Add(uint64_t node)
{
    const auto place = std::lower_bound(m_voters.begin(), m_voters.end(), node);
    if (place == m_voters.end() || *place != node)
    {
        m_voters.insert(place, node);
    }
}

void
RaftQuorum::Remove(uint64_t node)
{
    if (m_voters.size() > 1 && HasVoter(node))
    {
        m_voters.erase(std::lower_bound(m_voters.begin(), m_voters.end(), node));
    }
}

bool
RaftQuorum::HasVoter(uint64_t node) const
{
    return std::binary_search(m_voters.begin(), m_voters.end(), node);
}

const std::vector<uint64_t>&
RaftQuorum::GetVoters() const
{
    return m_voters;
}

std::size_t
RaftQuorum::GetMajority() const
{
    return m_voters.size() / 2 + 1;
}

RaftQuorum::Verdict
RaftQuorum::Judge(const std::map<uint64_t, bool>& votes) const
{
    std::size_t granted = 0;
    std::size_t refused = 0;
    for (const auto& [node, isGranted] : votes)
    {
        if (HasVoter(node))
        {
            ++(isGranted ? granted : refused);
        }
    }
    if (granted >= GetMajority())
    {
        return Verdict::WON;
    }
    return m_voters.size() - refused < GetMajority() ? Verdict::LOST : Verdict::PENDING;
}

uint64_t
RaftQuorum::GetAgreedIndex(std::vector<uint64_t> matches) const
{
    NS_ASSERT_MSG(!m_voters.empty() && matches.size() == m_voters.size(), "one index per voter");
    const auto median = matches.begin() + (GetMajority() - 1);
    std::nth_element(matches.begin(), median, matches.end(), std::greater<>());
    return *median;
}

} // namespace iotledger
} // namespace ns3
