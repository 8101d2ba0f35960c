/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "signature-policy.h"

#include "fabric-msp.pb.h"
#include "identity-message.h"
#include "signature-policy-parser.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

void
EncodeRule(const SignaturePolicy::Rule& rule, fabric::SignaturePolicyRule& message)
{
    if (rule.signedBy >= 0)
    {
        message.set_signed_by(rule.signedBy);
        return;
    }
    message.mutable_n_out_of()->set_n(rule.required);
    for (const auto& part : rule.parts)
    {
        EncodeRule(part, *message.mutable_n_out_of()->add_rules());
    }
}

/// @return whether @p message is a rule on at most @p principals principals.
bool
DecodeRule(const fabric::SignaturePolicyRule& message, int principals, SignaturePolicy::Rule& rule)
{
    if (message.has_n_out_of())
    {
        rule.required = message.n_out_of().n();
        rule.parts.resize(message.n_out_of().rules_size());
        for (int i = 0; i < message.n_out_of().rules_size(); i++)
        {
            if (!DecodeRule(message.n_out_of().rules(i), principals, rule.parts[i]))
            {
                return false;
            }
        }
        return true;
    }
    rule.signedBy = message.signed_by();
    return message.Type_case() == fabric::SignaturePolicyRule::kSignedBy && rule.signedBy >= 0 &&
           rule.signedBy < principals;
}

} // namespace

SignaturePolicy::SignaturePolicy(Rule rule, std::vector<MspPrincipal> principals)
    : m_rule(std::move(rule)),
      m_principals(std::move(principals))
{
}

SignaturePolicy
SignaturePolicy::Parse(const std::string& text)
{
    return SignaturePolicyParser(text).Parse();
}

std::optional<SignaturePolicy>
SignaturePolicy::Decode(const SharedBytes& envelope)
{
    fabric::SignaturePolicyEnvelope message;
    if (!DecodeMessage(message, envelope) || message.version() != 0)
    {
        return std::nullopt;
    }
    std::vector<MspPrincipal> principals;
    for (const auto& encoded : message.identities())
    {
        auto principal = MspPrincipal::Decode(EncodeMessage(encoded));
        if (!principal)
        {
            return std::nullopt;
        }
        principals.push_back(std::move(*principal));
    }
    Rule rule;
    if (!DecodeRule(message.rule(), message.identities_size(), rule))
    {
        return std::nullopt;
    }
    return SignaturePolicy(std::move(rule), std::move(principals));
}

SharedBytes
SignaturePolicy::Encode() const
{
    fabric::SignaturePolicyEnvelope message;
    EncodeRule(m_rule, *message.mutable_rule());
    for (const auto& principal : m_principals)
    {
        DecodeMessage(*message.add_identities(), principal.Encode());
    }
    return EncodeMessage(message);
}

bool
SignaturePolicy::Evaluate(const Signers& signers) const
{
    std::vector<bool> used(signers.size());
    return Evaluate(m_rule, signers, used);
}

bool
SignaturePolicy::Evaluate(const Rule& rule, const Signers& signers, std::vector<bool>& used) const
{
    if (rule.signedBy >= 0)
    {
        const auto& principal = m_principals[rule.signedBy];
        for (std::size_t i = 0; i < signers.size(); i++)
        {
            if (!used[i] && principal.Matches(*signers[i]))
            {
                used[i] = true;
                return true;
            }
        }
        return false;
    }
    int32_t met = 0;
    for (const auto& part : rule.parts)
    {
        auto usedByPart = used;
        if (Evaluate(part, signers, usedByPart))
        {
            met++;
            used = std::move(usedByPart);
        }
    }
    return met >= rule.required;
}

SignaturePolicy
SignaturePolicy::ToSignaturePolicy() const
{
    return *this;
}

const SignaturePolicy::Rule&
SignaturePolicy::GetRule() const
{
    return m_rule;
}

const std::vector<MspPrincipal>&
SignaturePolicy::GetPrincipals() const
{
    return m_principals;
}

std::string
SignaturePolicy::ToString() const
{
    return ToString(m_rule);
}

std::string
SignaturePolicy::ToString(const Rule& rule) const
{
    if (rule.signedBy >= 0)
    {
        return "'" + m_principals[rule.signedBy].ToString() + "'";
    }
    std::string parts;
    for (const auto& part : rule.parts)
    {
        parts += (parts.empty() ? "" : ", ") + ToString(part);
    }
    const auto all = static_cast<int32_t>(rule.parts.size());
    if (rule.required == 1)
    {
        return "OR(" + parts + ")";
    }
    return rule.required == all ? "AND(" + parts + ")"
                                : "OutOf(" + std::to_string(rule.required) + ", " + parts + ")";
}

} // namespace iotledger
} // namespace ns3
