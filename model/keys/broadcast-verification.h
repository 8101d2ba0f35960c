/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BROADCAST_VERIFICATION_H
#define BROADCAST_VERIFICATION_H

#include "ns3/witness-inquiry.h"

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief All devices compare their copy of the key; one Error, or one silence, and it is refused.
 *
 * The paper's rule (section 3.1; see mtp-message.h). Who is to answer is what the sender knows: all
 * devices it holds a key of, itself included. Costs O(N) messages.
 */
class BroadcastVerification : public VerificationStrategy
{
  public:
    static TypeId GetTypeId();

    void Verify(uint32_t operation, const SubjectKey& target, EndedCallback ended) override;
    void Cancel() override;
    void HandleMessage(const MtpMessage& message) override;

  private:
    WitnessInquiry m_inquiry;
};

} // namespace iotledger
} // namespace ns3

#endif /* BROADCAST_VERIFICATION_H */
