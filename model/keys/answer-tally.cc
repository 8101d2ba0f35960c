/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "answer-tally.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

AnswerTally::AnswerTally(std::vector<uint32_t> asked)
    : m_asked(std::move(asked)),
      m_answered(m_asked.size(), false)
{
    std::sort(m_asked.begin(), m_asked.end());
}

bool
AnswerTally::Add(uint32_t responder, bool check)
{
    const auto found = std::lower_bound(m_asked.begin(), m_asked.end(), responder);
    if (found == m_asked.end() || *found != responder || m_answered[found - m_asked.begin()])
    {
        return false;
    }
    m_answered[found - m_asked.begin()] = true;
    ++m_replies;
    if (!check)
    {
        m_errors.push_back(responder);
    }
    return true;
}

bool
AnswerTally::IsComplete() const
{
    return m_replies == m_asked.size();
}

bool
AnswerTally::IsVerified() const
{
    return IsComplete() && m_errors.empty();
}

uint32_t
AnswerTally::GetReplies() const
{
    return m_replies;
}

const std::vector<uint32_t>&
AnswerTally::GetErrors() const
{
    return m_errors;
}

std::vector<uint32_t>
AnswerTally::GetMissing() const
{
    std::vector<uint32_t> missing;
    for (std::size_t i = 0; i < m_asked.size(); ++i)
    {
        if (!m_answered[i])
        {
            missing.push_back(m_asked[i]);
        }
    }
    return missing;
}

} // namespace iotledger
} // namespace ns3
