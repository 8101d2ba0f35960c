/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DIGEST_VERIFICATION_H
#define DIGEST_VERIFICATION_H

#include "ns3/event-id.h"
#include "ns3/key-tree.h"
#include "ns3/verification-strategy.h"

#include <memory>
#include <optional>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The broker proves by a signed Merkle root that the key is among those it announced, and
 * the device compares that root with its own.
 *
 * The sender asks the broker (KeyProver) about the recipient, and gets the head of the broker's
 * tree over all keys, the broker's signature of it, and the path of the recipient's entry. It
 * refuses the key unless
 *
 * 1. the signature fits the broker's public key, which the device was given when it was installed;
 * 2. the path leads from the sender's own copy of the key to the signed root;
 * 3. the root over all keys that the sender holds is the same: what the broker proves is what it
 *    announced to this device.
 *
 * O(log N) bytes, and no other device is asked. A signature seen before is not checked again. The
 * device hashes a key for 3 once, when it first verifies after the key came, and the copy in
 * question for 2 each time: a copy altered where it lies is found. The broker is trusted: it may
 * sign a lie.
 */
class DigestVerification : public VerificationStrategy
{
  public:
    static TypeId GetTypeId();

    void SetBrokerKey(const SharedBytes& publicKey) override;
    void Verify(uint32_t operation, const SubjectKey& target, EndedCallback ended) override;
    void Cancel() override;
    void HandleMessage(const MtpMessage& message) override;
    void HandleKeyStored(const KeySubject& subject) override;

  private:
    /// The verification under way.
    struct Question
    {
        uint32_t operation;
        SubjectKey target;
        EndedCallback ended;
    };

    /// @return what is wrong with @p proof, empty if nothing is; and the cost of finding out.
    Costed<std::string> Judge(const MtpProof& proof, const SubjectKey& target);
    Costed<bool> IsSigned(const TreeHead& head, const SharedBytes& signature);
    Costed<TreeHead> GetOwnHead(KeySubject::Kind kind);
    void End(const VerificationResult& result);

    SharedBytes m_brokerKey;
    std::unique_ptr<KeyTree> m_trees[2]; //!< of the device's own keys, by kind, once needed
    SharedBytes m_seenHead;              //!< whose signature was found right
    SharedBytes m_seenSignature;
    std::optional<Question> m_question;
    EventId m_timeout;
};

} // namespace iotledger
} // namespace ns3

#endif /* DIGEST_VERIFICATION_H */
