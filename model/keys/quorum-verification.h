/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef QUORUM_VERIFICATION_H
#define QUORUM_VERIFICATION_H

#include "ns3/random-variable-stream.h"
#include "ns3/witness-inquiry.h"

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief A few devices, drawn anew for each verification, compare their copy of the key.
 *
 * The witnesses are drawn, each set of them with the same probability, from all other devices that
 * the sender holds a key of; all of these if they are no more than wanted. One Error, or one
 * silence, and the key is refused. Each witness is asked by a message of its own: O(k) messages.
 *
 * If c of n possible witnesses answer Check whatever they hold and the others differ, k witnesses
 * find that with probability 1 - C(c, k) / C(n, k): the hypergeometric distribution.
 */
class QuorumVerification : public VerificationStrategy
{
  public:
    static TypeId GetTypeId();
    QuorumVerification();

    int64_t AssignStreams(int64_t stream) override;
    void Verify(uint32_t operation, const SubjectKey& target, EndedCallback ended) override;
    void Cancel() override;
    void HandleMessage(const MtpMessage& message) override;

  private:
    std::vector<uint32_t> DrawWitnesses();

    uint32_t m_count; //!< of witnesses
    Ptr<UniformRandomVariable> m_draw;
    WitnessInquiry m_inquiry;
};

} // namespace iotledger
} // namespace ns3

#endif /* QUORUM_VERIFICATION_H */
