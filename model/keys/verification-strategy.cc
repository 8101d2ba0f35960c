/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "verification-strategy.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(VerificationStrategy);

TypeId
VerificationStrategy::GetTypeId()
{
    static TypeId tid = TypeId("ns3::iotledger::VerificationStrategy")
                            .SetParent<Object>()
                            .SetGroupName("IotLedger");
    return tid;
}

void
VerificationStrategy::Install(const VerificationParts& parts)
{
    m_parts = parts;
}

void
VerificationStrategy::SetBrokerKey(const SharedBytes& /* publicKey */)
{
}

int64_t
VerificationStrategy::AssignStreams(int64_t /* stream */)
{
    return 0;
}

void
VerificationStrategy::Cancel()
{
}

void
VerificationStrategy::HandleMessage(const MtpMessage& /* message */)
{
}

void
VerificationStrategy::HandleKeyStored(const KeySubject& /* subject */)
{
}

void
VerificationStrategy::DoDispose()
{
    Cancel();
    m_parts = {};
    Object::DoDispose();
}

} // namespace iotledger
} // namespace ns3
