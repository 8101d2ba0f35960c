/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "policy-definition.h"

#include "fabric-msp.pb.h"
#include "identity-message.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

PolicyDefinition::PolicyDefinition(SignaturePolicy policy)
    : m_policy(std::move(policy))
{
}

PolicyDefinition::PolicyDefinition(ImplicitMetaDefinition policy)
    : m_policy(std::move(policy))
{
}

PolicyDefinition
PolicyDefinition::Parse(const std::string& type, const std::string& rule)
{
    if (type == "Signature")
    {
        return SignaturePolicy::Parse(rule);
    }
    if (type == "ImplicitMeta")
    {
        return ImplicitMetaDefinition::Parse(rule);
    }
    throw PolicyError("expected the type Signature or ImplicitMeta, got '" + type + "'");
}

const SignaturePolicy*
PolicyDefinition::GetSignature() const
{
    return std::get_if<SignaturePolicy>(&m_policy);
}

const ImplicitMetaDefinition*
PolicyDefinition::GetImplicitMeta() const
{
    return std::get_if<ImplicitMetaDefinition>(&m_policy);
}

std::string
PolicyDefinition::ToString() const
{
    return std::visit([](const auto& policy) { return policy.ToString(); }, m_policy);
}

SharedBytes
PolicyDefinition::Encode() const
{
    fabric::Policy message;
    if (const auto* implicitMeta = GetImplicitMeta())
    {
        fabric::ImplicitMetaPolicyRule rule;
        rule.set_sub_policy(implicitMeta->subPolicy);
        // The enumerations agree: common/policies.proto.
        rule.set_rule(static_cast<fabric::ImplicitMetaPolicyRule::Rule>(implicitMeta->rule));
        message.set_type(fabric::Policy::IMPLICIT_META);
        message.set_value(EncodeMessage(rule).ToString());
        return EncodeMessage(message);
    }
    message.set_type(fabric::Policy::SIGNATURE);
    message.set_value(GetSignature()->Encode().ToString());
    return EncodeMessage(message);
}

std::optional<PolicyDefinition>
PolicyDefinition::Decode(const SharedBytes& policy)
{
    fabric::Policy message;
    if (!DecodeMessage(message, policy))
    {
        return std::nullopt;
    }
    if (message.type() == fabric::Policy::SIGNATURE)
    {
        auto signature = SignaturePolicy::Decode(SharedBytes(message.value()));
        return signature ? std::optional<PolicyDefinition>(std::move(*signature)) : std::nullopt;
    }
    fabric::ImplicitMetaPolicyRule rule;
    if (message.type() != fabric::Policy::IMPLICIT_META || !rule.ParseFromString(message.value()) ||
        !fabric::ImplicitMetaPolicyRule::Rule_IsValid(rule.rule()))
    {
        return std::nullopt;
    }
    return ImplicitMetaDefinition{static_cast<ImplicitMetaRule>(rule.rule()), rule.sub_policy()};
}

bool
operator==(const PolicyDefinition& a, const PolicyDefinition& b)
{
    return a.Encode() == b.Encode();
}

} // namespace iotledger
} // namespace ns3
