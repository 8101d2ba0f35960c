/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef VERIFICATION_MAKER_H
#define VERIFICATION_MAKER_H

#include "ns3/scenario.h"
#include "ns3/verification-strategy.h"

namespace ns3
{
namespace iotledger
{

/// @return a strategy as `keyVerification.verification` describes it.
Ptr<VerificationStrategy> MakeVerification(const Scenario& scenario);

} // namespace iotledger
} // namespace ns3

#endif /* VERIFICATION_MAKER_H */
