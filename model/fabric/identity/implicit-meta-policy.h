/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef IMPLICIT_META_POLICY_H
#define IMPLICIT_META_POLICY_H

#include "ns3/fabric-policy.h"
#include "ns3/signature-policy.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// How many of the groups below must have their own policy met. @ingroup iot-ledger
enum class ImplicitMetaRule
{
    ANY,
    ALL,
    MAJORITY, //!< more than half
};

/// "MAJORITY Endorsement". @ingroup iot-ledger
struct ImplicitMetaDefinition
{
    ImplicitMetaRule rule{ImplicitMetaRule::ANY};
    std::string subPolicy; //!< name of the policy of each group below

    /// @throws PolicyError
    static ImplicitMetaDefinition Parse(const std::string& text);
    std::string ToString() const;
};

bool operator==(const ImplicitMetaDefinition& a, const ImplicitMetaDefinition& b);

/**
 * @ingroup iot-ledger
 * @brief Asks that enough of the groups below have their policy of a given name met.
 *
 * Source: Hyperledger Fabric v2.4.3, common/policies/implicitmeta.go. With no groups below, ANY,
 * ALL and MAJORITY are all met by anything.
 */
class ImplicitMetaPolicy : public Policy
{
  public:
    /// @param subPolicies one for each group below; null where it has no policy of that name, which
    /// then counts as a policy that is never met
    ImplicitMetaPolicy(ImplicitMetaRule rule,
                       std::vector<std::shared_ptr<const Policy>> subPolicies);

    /// @return how many of the groups must agree.
    std::size_t GetThreshold() const;

    bool Evaluate(const Signers& signers) const override;
    SignaturePolicy ToSignaturePolicy() const override;

  private:
    std::vector<std::shared_ptr<const Policy>> m_subPolicies;
    std::size_t m_threshold;
};

} // namespace iotledger
} // namespace ns3

#endif /* IMPLICIT_META_POLICY_H */
