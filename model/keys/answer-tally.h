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
 * Every device that was asked answers Check or Error once; the key is verified when all have
 * answered Check (paper, section 4.1; see mtp-message.h).
 */
class AnswerTally
{
  public:
    /// @param asked numbers of the devices that are to answer, each once
    explicit AnswerTally(std::vector<uint32_t> asked);

    /// Counts an answer. @return false if @p responder was not asked or has answered already.
    bool Add(uint32_t responder, bool check);

    bool IsComplete() const; //!< all have answered
    bool IsVerified() const; //!< all have answered Check
    uint32_t GetReplies() const;
    const std::vector<uint32_t>& GetErrors() const; //!< who answered Error, in order of arrival
    std::vector<uint32_t> GetMissing() const;       //!< who has not answered, by number

  private:
    std::vector<uint32_t> m_asked; //!< in ascending order
    std::vector<bool> m_answered;  //!< by position in m_asked
    uint32_t m_replies{0};
    std::vector<uint32_t> m_errors;
};

} // namespace iotledger
} // namespace ns3

#endif /* ANSWER_TALLY_H */
