/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MOSQUITTO_CONVERSATION_H
#define MOSQUITTO_CONVERSATION_H

#include <cstdint>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// What clients said to mosquitto and what it answered: a file of test/mosquitto, whose README.md
/// has the grammar.
struct MosquittoConversation
{
    /// What a client receives because of one step.
    struct Answer
    {
        std::vector<std::pair<uint8_t, uint8_t>> pattern; //!< least and largest value of each byte
        bool closed{false};
    };

    using Answers = std::map<std::string, Answer>; //!< by client

    struct Step
    {
        int line;
        std::string what; //!< connect, >, drop or wait
        std::string who;
        std::vector<uint8_t> bytes;
        int seconds;
        Answers recorded;
        Answers simulated; //!< instead of the recorded ones of these clients

        /// @return what the simulated broker has to answer @p client.
        Answer GetExpected(const std::string& client) const
        {
            for (const auto* answers : {&simulated, &recorded})
            {
                const auto found = answers->find(client);
                if (found != answers->end())
                {
                    return found->second;
                }
            }
            return {};
        }
    };

    std::vector<std::pair<std::string, std::string>> config; //!< option and value
    std::map<std::string, std::string> users;                //!< name to password
    std::vector<std::string> acl;                            //!< lines of mosquitto's acl_file
    std::vector<Step> steps;

    /// Reads a file. @throws std::invalid_argument "FILE:LINE: ..."
    static MosquittoConversation Read(const std::string& path);

  private:
    bool ReadLine(int number, const std::string& line);
    bool ReadStepOrAnswer(int number,
                          const std::string& who,
                          std::string what,
                          std::istringstream& words);
};

} // namespace iotledger
} // namespace ns3

#endif /* MOSQUITTO_CONVERSATION_H */
