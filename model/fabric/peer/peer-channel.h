/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PEER_CHANNEL_H
#define PEER_CHANNEL_H

#include "transaction-check.h"

#include "ns3/commit-notifier.h"
#include "ns3/config-validator.h"
#include "ns3/fabric-policy.h"
#include "ns3/msp-manager.h"
#include "ns3/payload-buffer.h"
#include "ns3/simulation-lock.h"
#include "ns3/state-version.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

class PeerRuntime;
struct PeerLedger;

/**
 * @brief One channel of a running peer: who may do what on it, and who waits for it. Internal.
 */
class PeerChannel
{
  public:
    PeerChannel(const PeerRuntime& runtime, PeerLedger& kept);

    /// What verifying a signature came to.
    struct Verdict
    {
        MspManager::Identity identity; //!< null: unknown, revoked … or the signature is wrong
        std::string error;             //!< why
        Time cost;
    };

    /// @param epoch [s] since 1970 at which the certificate must be valid, or MspManager::NO_TIME
    Verdict Verify(const SignedBytes& claimed, int64_t epoch);

    /// @return who has signed, each once; the time it took is added to @p cost
    Policy::Signers FindSigners(const std::vector<SignedBytes>& signatures, Time& cost);

    /// As Verify, and the signer may use @p resource ("peer/Propose").
    Verdict Authorize(const SignedBytes& claimed, const std::string& resource);

    /// @return whether @p identity may use @p resource
    bool IsAllowed(const MspManager::Identity& identity, const std::string& resource) const;

    /// @return the endorsement policy of @p chaincode, as its committed definition says; null if it
    /// has none (core/chaincode/lifecycle/deployedcc_infoprovider.go).
    std::shared_ptr<const Policy> FindEndorsementPolicy(const std::string& chaincode);

    /// Checks the hash of the data and the signatures of a block off the wire
    /// (internal/pkg/peer/blocksprovider, gossip/api VerifyBlock: policy BlockValidation).
    /// @return an error, or empty; the time it took in @p cost
    std::string VerifyBlock(const fabric::Block& block, Time& cost);

    /// Proposes the last update of @p configEnvelope anew (core/peer/channel.go, Apply).
    /// @return an error if it does not lead to this configuration
    ConfigOutcome JudgeConfig(const SharedBytes& configEnvelope);

    /// A valid configuration block has been committed, perhaps.
    void Configure(const SharedBytes& block);

    /// Has @p listener called after each block is committed. @return a number for Unlisten
    uint64_t Listen(std::function<void()> listener);
    void Unlisten(uint64_t number);
    void TellCommitted() const; //!< in order of registration

    const std::string& GetName() const;
    const ChannelConfig& GetConfig() const;

    PeerLedger& kept;
    SimulationLock lock;
    CommitNotifier notifier;
    PayloadBuffer buffer;

  private:
    const PeerRuntime& m_runtime;
    MspManager m_msps;

    std::map<uint64_t, std::function<void()>> m_listeners;
    uint64_t m_nextListener{0};

    struct DefinedPolicy
    {
        StateVersion version; //!< of the definition it was read from
        std::shared_ptr<const Policy> policy;
    };

    std::map<std::string, DefinedPolicy> m_defined; //!< by chaincode
};

} // namespace iotledger
} // namespace ns3

#endif /* PEER_CHANNEL_H */
