/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cached-verification.h"

#include "ns3/broadcast-verification.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(CachedVerification);

TypeId
CachedVerification::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::CachedVerification")
            .SetParent<VerificationStrategy>()
            .SetGroupName("IotLedger")
            .AddConstructor<CachedVerification>()
            .AddAttribute("TimeToLive",
                          "How long a verified key stays verified (cached)",
                          TimeValue(Minutes(10)),
                          MakeTimeAccessor(&CachedVerification::m_timeToLive),
                          MakeTimeChecker(Time()))
            .AddAttribute("Underlying",
                          "How a key is verified that is not known to be; default: broadcast",
                          PointerValue(),
                          MakePointerAccessor(&CachedVerification::m_underlying),
                          MakePointerChecker<VerificationStrategy>());
    return tid;
}

void
CachedVerification::Install(const VerificationParts& parts)
{
    VerificationStrategy::Install(parts);
    if (!m_underlying)
    {
        m_underlying = CreateObject<BroadcastVerification>();
    }
    m_underlying->Install(parts);
}

void
CachedVerification::SetBrokerKey(const SharedBytes& publicKey)
{
    m_underlying->SetBrokerKey(publicKey);
}

int64_t
CachedVerification::AssignStreams(int64_t stream)
{
    return m_underlying->AssignStreams(stream);
}

void
CachedVerification::Verify(uint32_t operation, const SubjectKey& target, EndedCallback ended)
{
    const auto found = m_verified.find(target.subject);
    if (found != m_verified.end() && found->second.key == target.key &&
        Simulator::Now() < found->second.until)
    {
        ended({});
        return;
    }
    m_underlying->Verify(operation, target, [this, target, ended](const auto& result) {
        if (result.outcome == VerificationOutcome::VERIFIED)
        {
            m_verified[target.subject] = {target.key, Simulator::Now() + m_timeToLive};
        }
        ended(result);
    });
}

void
CachedVerification::Cancel()
{
    if (m_underlying) // else it was disposed of before it was installed
    {
        m_underlying->Cancel();
    }
}

void
CachedVerification::HandleMessage(const MtpMessage& message)
{
    m_underlying->HandleMessage(message);
}

void
CachedVerification::HandleKeyStored(const KeySubject& subject)
{
    m_verified.erase(subject);
    m_underlying->HandleKeyStored(subject);
}

void
CachedVerification::DoDispose()
{
    VerificationStrategy::DoDispose();
    if (m_underlying)
    {
        m_underlying->Dispose();
        m_underlying = nullptr;
    }
}

} // namespace iotledger
} // namespace ns3
