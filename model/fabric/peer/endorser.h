/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ENDORSER_H
#define ENDORSER_H

#include "fabric-proposal.h"

#include "ns3/chaincode-container.h"
#include "ns3/nstime.h"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace ns3
{
namespace iotledger
{

class PeerChannel;
class PeerRuntime;

/**
 * @brief Simulates proposals and signs what came of it. Internal.
 *
 * A simulation sees the world state of one instant, that at which it gets its share of the state's
 * lock; it keeps the share for the time of its round trips between peer and chaincode, and signs
 * without it.
 *
 * Source: Hyperledger Fabric v2.4.3, core/endorser/endorser.go (ProcessProposal,
 * SimulateProposal).
 */
class Endorser
{
  public:
    /// What ProcessProposal returns in Fabric: a response, and an error or none.
    struct Outcome
    {
        fabric::ProposalResponse response;
        std::string error; //!< of the proposal: malformed, forged, not allowed, duplicate
        bool hasResponse{true};
    };

    using Done = std::function<void(const Outcome& outcome)>;
    using Channels = std::map<std::string, std::unique_ptr<PeerChannel>>;

    Endorser(const PeerRuntime& runtime, const Channels& channels);

    /// @p done is called from the event loop.
    void Process(const fabric::SignedProposal& proposal, Done done);

  private:
    struct Job;
    using JobPtr = std::shared_ptr<Job>;

    void Check(const JobPtr& job);
    void Simulate(const JobPtr& job);
    void Exchange(const JobPtr& job); //!< one message to the chaincode and one back
    void Endorse(const JobPtr& job);
    void Finish(const JobPtr& job);
    void Refuse(const JobPtr& job, const std::string& reason, bool isError);

    const PeerRuntime& m_runtime;
    const Channels& m_channels;
};

} // namespace iotledger
} // namespace ns3

#endif /* ENDORSER_H */
