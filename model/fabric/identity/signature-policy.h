/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SIGNATURE_POLICY_H
#define SIGNATURE_POLICY_H

#include "ns3/fabric-policy.h"
#include "ns3/msp-principal.h"

#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// A policy text that cannot be read: "position 5: expected …, got '…'". @ingroup iot-ledger
class PolicyError : public std::invalid_argument
{
  public:
    using std::invalid_argument::invalid_argument;
};

/**
 * @ingroup iot-ledger
 * @brief Asks for signatures by n of several principals or further rules, nested to any depth.
 *
 * Evaluation is greedy and in order, as Fabric's: every part of a rule is tried, a part that is met
 * uses signers up, each signer counts for one principal only, and a signer is taken by the first
 * principal it matches, even where another choice would have met the whole rule.
 *
 *     policy    = gate
 *     gate      = ("AND" | "OR") "(" part {"," part} ")"
 *               | "OutOf" "(" number {"," part} ")"        gates may be in lower or upper case
 *     part      = gate | "'" mspId "." role "'"            double quotes serve too
 *     role      = "member" | "admin" | "client" | "peer" | "orderer"
 *
 * Source: Hyperledger Fabric v2.4.3, common/policydsl/policyparser.go (the text),
 * common/cauthdsl/cauthdsl.go (evaluation), common/policies/inquire/inquire.go (layouts).
 */
class SignaturePolicy : public Policy
{
  public:
    struct Rule
    {
        int32_t signedBy{-1}; //!< index of a principal; -1: parts decide
        int32_t required{0};  //!< how many of the parts must be met
        std::vector<Rule> parts;
    };

    /// How many signatures of each MSP's members.
    using Layout = std::map<std::string, uint32_t>;

    static constexpr std::size_t MAX_LAYOUTS = 10'000; //!< inquire.go, combinationsUpperBound

    SignaturePolicy(Rule rule, std::vector<MspPrincipal> principals);

    /// @throws PolicyError
    static SignaturePolicy Parse(const std::string& text);

    /// @return the policy in a SignaturePolicyEnvelope, empty if it is none of version 0 whose
    /// principals can be read.
    static std::optional<SignaturePolicy> Decode(const SharedBytes& envelope);
    SharedBytes Encode() const;

    bool Evaluate(const Signers& signers) const override;
    SignaturePolicy ToSignaturePolicy() const override;

    /// @return the smallest sets of organisations that can meet the policy, in the order in which
    /// it names them; at most MAX_LAYOUTS.
    std::vector<Layout> GetLayouts() const;

    /// @return the policy as text: a gate for each rule.
    std::string ToString() const;

    const Rule& GetRule() const;
    const std::vector<MspPrincipal>& GetPrincipals() const;

  private:
    bool Evaluate(const Rule& rule, const Signers& signers, std::vector<bool>& used) const;
    std::string ToString(const Rule& rule) const;

    Rule m_rule;
    std::vector<MspPrincipal> m_principals;
};

} // namespace iotledger
} // namespace ns3

#endif /* SIGNATURE_POLICY_H */
