/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FABRIC_POLICY_H
#define FABRIC_POLICY_H

#include "ns3/fabric-identity.h"

#include <memory>
#include <vector>

namespace ns3
{
namespace iotledger
{

class SignaturePolicy;

/**
 * @ingroup iot-ledger
 * @brief A rule on who must have signed.
 *
 * Source: Hyperledger Fabric v2.4.3, common/policies/policy.go.
 */
class Policy
{
  public:
    /// Valid identities whose signatures verified, in order, none of them twice
    /// (common/policies/policy.go, SignatureSetToIdentities).
    using Signers = std::vector<std::shared_ptr<const FabricIdentity>>;

    virtual ~Policy() = default;

    virtual bool Evaluate(const Signers& signers) const = 0;

    /// @return the same rule in terms of signatures only (common/policies/convert.go): what the
    /// planning of endorsements works on.
    virtual SignaturePolicy ToSignaturePolicy() const = 0;
};

} // namespace iotledger
} // namespace ns3

#endif /* FABRIC_POLICY_H */
