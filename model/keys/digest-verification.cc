/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "digest-verification.h"

#include "ns3/mtp-topic.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(DigestVerification);

namespace
{

constexpr uint32_t BROKER = 0; //!< as a responder

VerificationResult
MakeResult(VerificationOutcome outcome, uint32_t replies, const std::string& finding)
{
    VerificationResult result;
    result.outcome = outcome;
    result.replies = replies;
    result.finding = finding;
    return result;
}

} // namespace

TypeId
DigestVerification::GetTypeId()
{
    static TypeId tid = TypeId("ns3::iotledger::DigestVerification")
                            .SetParent<VerificationStrategy>()
                            .SetGroupName("IotLedger")
                            .AddConstructor<DigestVerification>();
    return tid;
}

void
DigestVerification::SetBrokerKey(const SharedBytes& publicKey)
{
    m_brokerKey = publicKey;
}

void
DigestVerification::Verify(uint32_t operation, const SubjectKey& target, EndedCallback ended)
{
    Cancel();
    m_question = Question{operation, target, std::move(ended)};
    m_timeout = Simulator::Schedule(m_parts.timeout, [this] {
        End(MakeResult(VerificationOutcome::TIMEOUT, 0, ""));
    });
    m_parts.publish(mtptopic::PROVE, MtpProve{m_parts.number, operation, target.subject});
}

void
DigestVerification::Cancel()
{
    m_timeout.Cancel();
    m_question.reset();
}

void
DigestVerification::HandleMessage(const MtpMessage& message)
{
    const auto* proof = std::get_if<MtpProof>(&message);
    if (!proof || !m_timeout.IsRunning() || proof->operation != m_question->operation ||
        proof->subject != m_question->target.subject)
    {
        return; // late, or not asked for
    }
    m_timeout.Cancel();
    m_parts.compiled(proof->operation, BROKER);
    const auto finding = Judge(*proof, m_question->target);
    m_parts.strand->Submit(finding.cost,
                           [this, operation = proof->operation, found = finding.value] {
                               if (m_question && m_question->operation == operation)
                               {
                                   End(MakeResult(found.empty() ? VerificationOutcome::VERIFIED
                                                                : VerificationOutcome::MISMATCH,
                                                  1,
                                                  found));
                               }
                           });
}

void
DigestVerification::HandleKeyStored(const KeySubject& subject)
{
    if (auto& tree = m_trees[static_cast<std::size_t>(subject.kind)])
    {
        tree->Set(subject.number, m_parts.keys->Get(subject));
    }
}

Costed<std::string>
DigestVerification::Judge(const MtpProof& proof, const SubjectKey& target)
{
    const TreeHead head{target.subject.kind, proof.size, proof.root};
    const auto isSigned = IsSigned(head, proof.signature);
    if (!isSigned.value)
    {
        return {"the broker's signature does not fit its proof", isSigned.cost};
    }
    const auto isIn = KeyTree::Proves(m_parts.crypto, head, target, proof.path);
    if (!isIn.value)
    {
        return {"the copy is not what the broker proves", isSigned.cost + isIn.cost};
    }
    const auto own = GetOwnHead(target.subject.kind);
    return {own.value == head ? "" : "the keys held are not those of the broker's root",
            isSigned.cost + isIn.cost + own.cost};
}

Costed<bool>
DigestVerification::IsSigned(const TreeHead& head, const SharedBytes& signature)
{
    const auto bytes = EncodeTreeHead(head);
    if (bytes == m_seenHead && signature == m_seenSignature)
    {
        return {true, Time()};
    }
    const auto right = m_parts.crypto->EcdsaVerify(m_brokerKey, bytes, signature);
    if (right.value)
    {
        m_seenHead = bytes;
        m_seenSignature = signature;
    }
    return right;
}

Costed<TreeHead>
DigestVerification::GetOwnHead(KeySubject::Kind kind)
{
    auto& tree = m_trees[static_cast<std::size_t>(kind)];
    if (!tree)
    {
        tree = std::make_unique<KeyTree>(kind, m_parts.crypto);
        tree->Fill(m_parts.keys->GetStore(kind));
    }
    return tree->GetHead();
}

void
DigestVerification::End(const VerificationResult& result)
{
    // Who is told may start the next one.
    const auto ended = std::exchange(m_question, std::nullopt)->ended;
    m_timeout.Cancel();
    ended(result);
}

} // namespace iotledger
} // namespace ns3
