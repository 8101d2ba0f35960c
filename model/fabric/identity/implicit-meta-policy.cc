/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "implicit-meta-policy.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

/// In the order of the enumeration.
const std::array<std::string, 3> RULES{"ANY", "ALL", "MAJORITY"};

std::size_t
FindThreshold(ImplicitMetaRule rule, std::size_t groups)
{
    if (groups == 0)
    {
        return 0;
    }
    switch (rule)
    {
    case ImplicitMetaRule::ANY:
        return 1;
    case ImplicitMetaRule::ALL:
        return groups;
    case ImplicitMetaRule::MAJORITY:
        break;
    }
    return groups / 2 + 1;
}

/// @return the index of @p principal in @p principals, added if it is not there.
int32_t
FindPlace(std::vector<MspPrincipal>& principals, const MspPrincipal& principal)
{
    const auto encoded = principal.Encode();
    const auto found =
        std::find_if(principals.begin(), principals.end(), [&encoded](const MspPrincipal& other) {
            return other.Encode() == encoded;
        });
    const auto place = found - principals.begin();
    if (found == principals.end())
    {
        principals.push_back(principal);
    }
    return static_cast<int32_t>(place);
}

void
Renumber(SignaturePolicy::Rule& rule, const std::vector<int32_t>& places)
{
    if (rule.signedBy >= 0)
    {
        rule.signedBy = places[rule.signedBy];
    }
    for (auto& part : rule.parts)
    {
        Renumber(part, places);
    }
}

} // namespace

ImplicitMetaDefinition
ImplicitMetaDefinition::Parse(const std::string& text)
{
    const auto space = text.find(' ');
    const auto rule = std::find(RULES.begin(), RULES.end(), text.substr(0, space));
    if (rule == RULES.end())
    {
        throw PolicyError("position 1: expected ANY, ALL or MAJORITY, got '" + text + "'");
    }
    const auto subPolicy = space == std::string::npos ? std::string() : text.substr(space + 1);
    if (subPolicy.empty() || subPolicy.find(' ') != std::string::npos)
    {
        throw PolicyError("position " + std::to_string(rule->size() + 2) +
                          ": expected the name of a policy, got '" + subPolicy + "'");
    }
    return {static_cast<ImplicitMetaRule>(rule - RULES.begin()), subPolicy};
}

std::string
ImplicitMetaDefinition::ToString() const
{
    return RULES.at(static_cast<std::size_t>(rule)) + " " + subPolicy;
}

bool
operator==(const ImplicitMetaDefinition& a, const ImplicitMetaDefinition& b)
{
    return a.rule == b.rule && a.subPolicy == b.subPolicy;
}

ImplicitMetaPolicy::ImplicitMetaPolicy(ImplicitMetaRule rule,
                                       std::vector<std::shared_ptr<const Policy>> subPolicies)
    : m_subPolicies(std::move(subPolicies)),
      m_threshold(FindThreshold(rule, m_subPolicies.size()))
{
}

std::size_t
ImplicitMetaPolicy::GetThreshold() const
{
    return m_threshold;
}

bool
ImplicitMetaPolicy::Evaluate(const Signers& signers) const
{
    std::size_t met = 0;
    for (auto policy = m_subPolicies.begin(); policy != m_subPolicies.end() && met < m_threshold;
         ++policy)
    {
        met += *policy && (*policy)->Evaluate(signers) ? 1 : 0;
    }
    return met >= m_threshold;
}

SignaturePolicy
ImplicitMetaPolicy::ToSignaturePolicy() const
{
    SignaturePolicy::Rule rule;
    rule.required = static_cast<int32_t>(m_threshold);
    std::vector<MspPrincipal> principals;
    for (const auto& subPolicy : m_subPolicies)
    {
        SignaturePolicy::Rule part;
        part.required = 1; // of no parts: never met
        if (subPolicy)
        {
            const auto policy = subPolicy->ToSignaturePolicy();
            std::vector<int32_t> places;
            for (const auto& principal : policy.GetPrincipals())
            {
                places.push_back(FindPlace(principals, principal));
            }
            part = policy.GetRule();
            Renumber(part, places);
        }
        rule.parts.push_back(std::move(part));
    }
    return SignaturePolicy(std::move(rule), std::move(principals));
}

} // namespace iotledger
} // namespace ns3
