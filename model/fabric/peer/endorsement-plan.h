/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ENDORSEMENT_PLAN_H
#define ENDORSEMENT_PLAN_H

#include "ns3/shared-bytes.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Which peers a gateway asks to endorse one proposal, and when it has enough.
 *
 * A layout says how many peers of each group (organisation) satisfy the endorsement policy. The
 * layouts are tried in order; a peer that fails is replaced by the next of its group, and a layout
 * whose group has none left is given up. All endorsements must carry the same response payload.
 *
 * Peers are numbers of the caller's choosing, each in one group, best first.
 * Source: Hyperledger Fabric v2.4.3, internal/pkg/gateway/endorsement.go (type plan).
 */
class EndorsementPlan
{
  public:
    using Layout = std::map<std::string, uint32_t>; //!< group: how many of its peers
    using Groups = std::map<std::string, std::vector<uint32_t>>;

    EndorsementPlan(std::vector<Layout> layouts, Groups groups);

    /// Takes the peers that the next layout with enough of them still wants.
    /// @return none when no layout is left
    std::vector<uint32_t> TakeEndorsers();

    /// Takes another peer in place of @p failed, of its group. @return none when none is left;
    /// every layout with that group is then given up
    std::optional<uint32_t> TakeReplacement(uint32_t failed);

    /// Adds the endorsement of @p peer over the response @p payload.
    /// @return false if the payload differs from that of the first endorsement
    bool Add(uint32_t peer, const SharedBytes& payload, SharedBytes endorsement);

    bool IsComplete() const;                                 //!< some layout is satisfied
    const std::vector<SharedBytes>& GetEndorsements() const; //!< of the layout satisfied
    const SharedBytes& GetPayload() const;                   //!< that they agree on

  private:
    struct Open
    {
        Layout missing;
        std::vector<SharedBytes> endorsements;
        bool isAbandoned{false};
    };

    std::string FindGroup(uint32_t peer) const;

    std::vector<Open> m_layouts;
    std::map<std::string, std::vector<uint32_t>> m_left; //!< by group: peers not asked yet
    std::map<uint32_t, std::string> m_groupOf;
    std::size_t m_next{0}; //!< layout that is tried
    std::optional<SharedBytes> m_payload;
    std::optional<std::size_t> m_complete; //!< layout
};

} // namespace iotledger
} // namespace ns3

#endif /* ENDORSEMENT_PLAN_H */
