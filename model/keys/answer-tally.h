/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ANSWER_TALLY_H
#define ANSWER_TALLY_H

#include <cstdint>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Compiles the answers to one public-key verification, as its sender does.
 *
 * Every device, the sender included, answers Check or Error once; the key is verified when all have
 * answered Check (paper, section 4.1; see mtp-message.h).
 */
class AnswerTally
{
  public:
    /// @param devices how many are to answer; they are numbered from 1
    explicit AnswerTally(uint32_t devices);

    /// Counts an answer. @return false if @p responder is no device or has answered already.
    bool Add(uint32_t responder, bool check);

    bool IsComplete() const; //!< all have answered
    bool IsVerified() const; //!< all have answered Check
    uint32_t GetReplies() const;
    const std::vector<uint32_t>& GetErrors() const; //!< who answered Error, in order of arrival
    std::vector<uint32_t> GetMissing() const;       //!< who has not answered, by number

  private:
    std::vector<bool> m_answered; //!< by device number - 1
    uint32_t m_replies{0};
    std::vector<uint32_t> m_errors;
};

} // namespace iotledger
} // namespace ns3

#endif /* ANSWER_TALLY_H */
