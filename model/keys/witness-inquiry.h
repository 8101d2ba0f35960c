/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WITNESS_INQUIRY_H
#define WITNESS_INQUIRY_H

#include "ns3/answer-tally.h"
#include "ns3/event-id.h"
#include "ns3/verification-strategy.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Asks devices whether their copy of a key is the same, and compiles their answers.
 *
 * What "broadcast" and "quorum" have in common: equation 2 of the paper (see mtp-message.h).
 */
class WitnessInquiry
{
  public:
    using EndedCallback = VerificationStrategy::EndedCallback;

    /**
     * Publishes the question; gives up one that is under way.
     * @param parts of the device that asks
     * @param operation the sender's number of it
     * @param target the sender's copy of the key
     * @param topics where the question is published
     * @param witnesses numbers of the devices that get it there
     * @param ended called once: when all have answered, or the time allowed is over
     */
    void Start(const VerificationParts& parts,
               uint32_t operation,
               const SubjectKey& target,
               const std::vector<std::string>& topics,
               std::vector<uint32_t> witnesses,
               EndedCallback ended);

    /// Counts an answer; what was not asked for, or comes late or twice, is ignored.
    void HandleAnswer(const VerificationParts& parts, const MtpAnswer& answer);

    void Cancel();

  private:
    void End(VerificationOutcome outcome);

    uint32_t m_operation{0};
    std::optional<AnswerTally> m_tally; //!< of what is under way
    EndedCallback m_ended;
    EventId m_timeout;
};

} // namespace iotledger
} // namespace ns3

#endif /* WITNESS_INQUIRY_H */
