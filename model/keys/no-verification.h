/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NO_VERIFICATION_H
#define NO_VERIFICATION_H

#include "ns3/verification-strategy.h"

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Every key is taken as it is: the baseline, MQTT without key verification.
 */
class NoVerification : public VerificationStrategy
{
  public:
    static TypeId GetTypeId();

    void Verify(uint32_t operation, const SubjectKey& target, EndedCallback ended) override;
};

} // namespace iotledger
} // namespace ns3

#endif /* NO_VERIFICATION_H */
