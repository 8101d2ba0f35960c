/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MOSQUITTO_CONVERSATION_H
#define MOSQUITTO_CONVERSATION_H

#include <cstdint>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
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
    static MosquittoConversation Read(const std::string& path)
    {
        MosquittoConversation conversation;
        std::ifstream file(path);
        std::string line;
        for (int number = 1; std::getline(file, line); ++number)
        {
            if (!line.empty() && line[0] != '#' && !conversation.ReadLine(number, line))
            {
                throw std::invalid_argument(path + ":" + std::to_string(number) +
                                            ": expected a line as README.md tells, got '" + line +
                                            "'");
            }
        }
        return conversation;
    }

  private:
    bool ReadLine(int number, const std::string& line)
    {
        std::istringstream words(line);
        std::string first;
        std::string second;
        words >> first >> second;
        const auto rest = line.substr(first.size() + 1);
        if (first == "config")
        {
            config.emplace_back(second, rest.substr(second.size() + 1));
        }
        else if (first == "user")
        {
            users[second] = rest.substr(second.size() + 1);
        }
        else if (first == "acl")
        {
            acl.push_back(rest);
        }
        else if (first == "wait")
        {
            steps.push_back({number, first, "", {}, std::stoi(second), {}, {}});
        }
        else if (first != "mosquitto")
        {
            return ReadStepOrAnswer(number, first, second, words);
        }
        return true;
    }

    bool ReadStepOrAnswer(int number,
                          const std::string& who,
                          std::string what,
                          std::istringstream& words)
    {
        const bool isSimulated = what == "simulated";
        if (isSimulated)
        {
            words >> what;
        }
        if (what == "connect" || what == "drop" || what == ">")
        {
            steps.push_back({number, what, who, {}, 0, {}, {}});
            for (const auto& [low, high] : ReadBytes(words))
            {
                steps.back().bytes.push_back(low);
            }
            return true;
        }
        if (steps.empty() || (what != "<" && what != "closed" && what != "nothing"))
        {
            return false;
        }
        auto& answer = (isSimulated ? steps.back().simulated : steps.back().recorded)[who];
        const auto bytes = ReadBytes(words);
        answer.pattern.insert(answer.pattern.end(), bytes.begin(), bytes.end());
        answer.closed = answer.closed || what == "closed";
        return true;
    }

    static std::vector<std::pair<uint8_t, uint8_t>> ReadBytes(std::istringstream& words)
    {
        std::vector<std::pair<uint8_t, uint8_t>> bytes;
        for (std::string word; words >> word && word != "#";)
        {
            const auto value = [&word](std::size_t at) {
                return static_cast<uint8_t>(std::stoi(word.substr(at, 2), nullptr, 16));
            };
            bytes.emplace_back(word == "??" ? 0 : value(0),
                               word == "??" ? 255 : value(word.size() - 2));
        }
        return bytes;
    }
};

} // namespace iotledger
} // namespace ns3

#endif /* MOSQUITTO_CONVERSATION_H */
