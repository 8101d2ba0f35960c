/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAILURE_TALLY_H
#define FAILURE_TALLY_H

#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace ns3
{
namespace iotledger
{

class EventLog;

/**
 * @ingroup iot-ledger
 * @brief Counts the failed transactions of a round by what is said of them.
 *
 * What differs only in names and numbers (asset17, asset18) counts as one reason; the first text
 * stands for all.
 */
class FailureTally
{
  public:
    /// @param client that sent the transaction @param code how it ended @param error for people
    void Add(const std::string& client, const std::string& code, const std::string& error);

    /// Tells each reason as an event of the first client it happened to, and begins anew.
    void Tell(const std::string& round, EventLog& events);

  private:
    struct Failure
    {
        std::string client;
        std::string error;
        uint64_t count{0};
    };

    std::map<std::pair<std::string, std::string>, Failure> m_failures; //!< by code and kind of text
};

} // namespace iotledger
} // namespace ns3

#endif /* FAILURE_TALLY_H */
