/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CHANNEL_POLICIES_H
#define CHANNEL_POLICIES_H

#include "ns3/channel-config.h"
#include "ns3/fabric-policy.h"

#include <map>
#include <memory>
#include <string>

namespace ns3
{
namespace iotledger
{

/// @return which policy guards each resource of a peer unless a channel says otherwise.
/// Source: Hyperledger Fabric v2.4.3, sampleconfig/configtx.yaml (Application.ACLs) and
/// core/aclmgmt/defaultaclprovider.go. @ingroup iot-ledger
const std::map<std::string, std::string>& GetDefaultAccessControl();

/**
 * @ingroup iot-ledger
 * @brief The policies of a channel by their paths, ready to evaluate.
 *
 * Implicit meta policies are resolved: that of a group asks the groups right below it.
 *
 * Source: Hyperledger Fabric v2.4.3, common/policies/policy.go (ManagerImpl).
 */
class ChannelPolicies
{
  public:
    using PolicyPtr = std::shared_ptr<const Policy>;

    explicit ChannelPolicies(const ChannelConfig& config);

    /// @param path such as "/Channel/Application/Org1/Endorsement"
    /// @return the policy there; null if there is none, which Fabric never counts as met
    PolicyPtr Find(const std::string& path) const;

    /// Whether the policy at @p path is there and met.
    bool Evaluate(const std::string& path, const Policy::Signers& signers) const;

    /// Whether @p signers may use @p resource, such as "peer/Propose" or "event/Block".
    bool IsAllowed(const std::string& resource, const Policy::Signers& signers) const;

    /// @return the policy that guards @p resource; empty for an unknown resource.
    std::string GetGuard(const std::string& resource) const;

  private:
    /// The policies of a group and the groups below it.
    struct Group
    {
        const PolicyDefinitions* policies;
        std::map<std::string, Group> groups;
    };

    void Add(const std::string& path, const Group& group);

    std::map<std::string, PolicyPtr> m_policies; //!< by path
    std::map<std::string, std::string> m_acls;
};

/// Who may send to, and read from, an orderer (orderer/common/msgprocessor, common/deliver).
inline constexpr const char* CHANNEL_WRITERS = "/Channel/Writers";
inline constexpr const char* CHANNEL_READERS = "/Channel/Readers";
/// Whose signatures a block must bear (common/policies/policy.go, BlockValidation).
inline constexpr const char* BLOCK_VALIDATION = "/Channel/Orderer/BlockValidation";
/// What a chaincode is endorsed by unless its definition says otherwise.
inline constexpr const char* APPLICATION_ENDORSEMENT = "/Channel/Application/Endorsement";

} // namespace iotledger
} // namespace ns3

#endif /* CHANNEL_POLICIES_H */
