/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "answer-tally.h"

namespace ns3
{
namespace iotledger
{

AnswerTally::AnswerTally(uint32_t devices)
    : m_answered(devices, false)
{
}

bool
AnswerTally::Add(uint32_t responder, bool check)
{
    if (responder == 0 || responder > m_answered.size() || m_answered[responder - 1])
    {
        return false;
    }
    m_answered[responder - 1] = true;
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
    return m_replies == m_answered.size();
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
    for (uint32_t device = 1; device <= m_answered.size(); ++device)
    {
        if (!m_answered[device - 1])
        {
            missing.push_back(device);
        }
    }
    return missing;
}

} // namespace iotledger
} // namespace ns3
