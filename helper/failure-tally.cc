/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "failure-tally.h"

#include "ns3/event-log.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

namespace
{

bool
IsDigit(char letter)
{
    return letter >= '0' && letter <= '9';
}

/// @return the text with # for each word that has a digit: names, numbers, UUIDs.
std::string
FindKind(const std::string& error)
{
    const std::string letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
    std::string kind;
    for (std::size_t at = 0; at < error.size();)
    {
        const auto end = std::min(error.find_first_not_of(letters, at), error.size());
        const auto word = error.substr(at, end - at);
        kind += std::any_of(word.begin(), word.end(), IsDigit) ? "#" : word;
        at = std::min(error.find_first_of(letters, end), error.size());
        kind += error.substr(end, at - end);
    }
    return kind;
}

} // namespace

void
FailureTally::Add(const std::string& client, const std::string& code, const std::string& error)
{
    auto& failure = m_failures[{code, FindKind(error)}];
    if (failure.count++ == 0)
    {
        failure.client = client;
        failure.error = error;
    }
}

void
FailureTally::Tell(const std::string& round, EventLog& events)
{
    for (const auto& [key, failure] : m_failures)
    {
        const std::string reason = failure.error.empty() ? "" : ": " + failure.error;
        events.Add(failure.client,
                   "failed",
                   round + " " + std::to_string(failure.count) + " " + key.first + reason);
    }
    m_failures.clear();
}

} // namespace iotledger
} // namespace ns3
