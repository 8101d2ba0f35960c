/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GATEWAY_ENDORSEMENT_H
#define GATEWAY_ENDORSEMENT_H

#include "peer-directory.h"

#include "ns3/endorsement-plan.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

class PeerRuntime;

/**
 * @brief One Endorse call of the gateway: from a signed proposal to a transaction ready to be
 * signed. Internal.
 *
 * The best peer of the own organisation endorses first; only then does the plan for the others
 * follow from the endorsement policies, and they endorse in parallel.
 *
 * Source: Hyperledger Fabric v2.4.3, internal/pkg/gateway/api.go (Endorse, planFromFirstEndorser,
 * processProposal).
 */
class GatewayEndorsement : public std::enable_shared_from_this<GatewayEndorsement>
{
  public:
    /// @param payload of the transaction's envelope, if the status is OK
    using Done = std::function<void(const GrpcStatus& status, const SharedBytes& payload)>;

    GatewayEndorsement(const PeerRuntime& runtime,
                       PeerDirectory& directory,
                       PeerChannel& channel,
                       UnpackedProposal unpacked,
                       fabric::SignedProposal proposal,
                       std::vector<std::string> organizations,
                       Done done);

    void Start();

  private:
    void AskFirst();
    void MakePlan(uint32_t first, const fabric::ProposalResponse& response);
    void AskNextLayout();
    void Ask(uint32_t peer);
    void Take(uint32_t peer, const PeerDirectory::Answer& answer);
    void Finish();
    void NoteError(uint32_t peer, const std::string& message);

    const PeerRuntime& m_runtime;
    PeerDirectory& m_directory;
    PeerChannel& m_channel;
    UnpackedProposal m_unpacked;
    fabric::SignedProposal m_proposal;
    std::vector<std::string> m_organizations;
    Done m_done;
    std::vector<uint32_t> m_firstChoices; //!< of the own organisation, best first
    std::optional<EndorsementPlan> m_plan;
    uint32_t m_waiting{0}; //!< for answers of the current layout
    std::string m_errors;
};

/// @return the layouts that meet the policies of all of @p chaincodes, one at a time combined;
/// those with @p preferred first, otherwise at random (registry.go, endorsementPlan). Internal.
std::vector<EndorsementPlan::Layout> FindLayouts(const PeerRuntime& runtime,
                                                 PeerChannel& channel,
                                                 const std::vector<std::string>& chaincodes,
                                                 const std::string& preferred);

} // namespace iotledger
} // namespace ns3

#endif /* GATEWAY_ENDORSEMENT_H */
