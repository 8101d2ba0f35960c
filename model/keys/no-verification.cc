/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "no-verification.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(NoVerification);

TypeId
NoVerification::GetTypeId()
{
    static TypeId tid = TypeId("ns3::iotledger::NoVerification")
                            .SetParent<VerificationStrategy>()
                            .SetGroupName("IotLedger")
                            .AddConstructor<NoVerification>();
    return tid;
}

void
NoVerification::Verify(uint32_t /* operation */,
                       const SubjectKey& /* target */,
                       EndedCallback ended)
{
    ended({});
}

} // namespace iotledger
} // namespace ns3
