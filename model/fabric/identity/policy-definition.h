/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POLICY_DEFINITION_H
#define POLICY_DEFINITION_H

#include "ns3/implicit-meta-policy.h"
#include "ns3/signature-policy.h"

#include <map>
#include <optional>
#include <string>
#include <variant>

namespace ns3
{
namespace iotledger
{

/// A policy as a channel's configuration states it. @ingroup iot-ledger
class PolicyDefinition
{
  public:
    PolicyDefinition(SignaturePolicy policy);        // NOLINT: either kind serves as it stands
    PolicyDefinition(ImplicitMetaDefinition policy); // NOLINT

    /// @param type as in configtx.yaml: "Signature" or "ImplicitMeta" @throws PolicyError
    static PolicyDefinition Parse(const std::string& type, const std::string& rule);

    /// @return null unless it is of that kind
    const SignaturePolicy* GetSignature() const;
    const ImplicitMetaDefinition* GetImplicitMeta() const;

    std::string ToString() const; //!< the rule

    /// @return a common.Policy.
    SharedBytes Encode() const;
    static std::optional<PolicyDefinition> Decode(const SharedBytes& policy);

  private:
    std::variant<SignaturePolicy, ImplicitMetaDefinition> m_policy;
};

/// Whether both say the same in the same words.
bool operator==(const PolicyDefinition& a, const PolicyDefinition& b);

/// By name: "Readers", "Writers", "Admins", "Endorsement" …
using PolicyDefinitions = std::map<std::string, PolicyDefinition>;

} // namespace iotledger
} // namespace ns3

#endif /* POLICY_DEFINITION_H */
