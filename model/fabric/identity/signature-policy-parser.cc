/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "signature-policy-parser.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr uint32_t MAX_DEPTH = 32;      //!< of gates: what protobuf readers still take in
constexpr std::size_t QUOTED = 24;      //!< characters of the text that a refusal repeats
constexpr int32_t MAX_NUMBER = 100'000; //!< of parts

bool
IsDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool
IsLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// @return whether @p word is @p gate in one of the spellings that Fabric knows.
bool
IsGate(const std::string& word, const std::string& gate)
{
    auto lower = gate;
    auto upper = gate;
    std::transform(gate.begin(), gate.end(), lower.begin(), [](char c) { return c | 0x20; });
    std::transform(gate.begin(), gate.end(), upper.begin(), [](char c) { return c & ~0x20; });
    return word == gate || word == lower || word == upper;
}

} // namespace

SignaturePolicyParser::SignaturePolicyParser(const std::string& text)
    : m_text(text)
{
}

SignaturePolicy
SignaturePolicyParser::Parse()
{
    auto rule = ParseGate(0);
    SkipSpace();
    if (m_position < m_text.size())
    {
        Refuse(m_position, "the end of the policy");
    }
    return SignaturePolicy(std::move(rule), std::move(m_principals));
}

SignaturePolicy::Rule
SignaturePolicyParser::ParseGate(uint32_t depth)
{
    SkipSpace();
    const auto start = m_position;
    const auto word = ParseWord();
    const auto isAnd = IsGate(word, "And");
    const auto isOutOf = IsGate(word, "OutOf");
    if (!isAnd && !isOutOf && !IsGate(word, "Or"))
    {
        Refuse(start, "AND, OR or OutOf");
    }
    if (depth >= MAX_DEPTH)
    {
        Refuse(start, "at most " + std::to_string(MAX_DEPTH) + " gates within each other");
    }
    Expect('(');
    SkipSpace();
    const auto number = m_position;
    SignaturePolicy::Rule rule;
    if (isOutOf)
    {
        rule.required = ParseNumber();
        Expect(',');
    }
    rule.parts.push_back(ParsePart(depth));
    while (IsNext(','))
    {
        m_position++;
        rule.parts.push_back(ParsePart(depth));
    }
    Expect(')');
    const auto parts = static_cast<int32_t>(rule.parts.size());
    // One more than there are is allowed and never met: policyparser.go, secondPass.
    if (isOutOf && rule.required > parts + 1)
    {
        Refuse(number, "a number from 0 to " + std::to_string(parts + 1));
    }
    rule.required = isOutOf ? rule.required : isAnd ? parts : 1;
    return rule;
}

SignaturePolicy::Rule
SignaturePolicyParser::ParsePart(uint32_t depth)
{
    return IsNext('\'') || IsNext('"') ? ParsePrincipal() : ParseGate(depth + 1);
}

SignaturePolicy::Rule
SignaturePolicyParser::ParsePrincipal()
{
    const auto start = m_position;
    const auto end = m_text.find(m_text[start], start + 1);
    const auto text =
        end == std::string::npos ? std::string() : m_text.substr(start + 1, end - start - 1);
    const auto dot = text.rfind('.');
    const auto mspId = text.substr(0, dot);
    const auto role = dot == std::string::npos ? std::string() : text.substr(dot + 1);
    const auto found = FindFabricRole(role);
    const auto isNamed = !mspId.empty() && std::all_of(mspId.begin(), mspId.end(), [](char c) {
        return IsLetter(c) || IsDigit(c) || c == '.' || c == '-';
    });
    if (!isNamed || (!found && role != "member"))
    {
        Refuse(start, "'MSP.ROLE' with ROLE member, admin, client, peer or orderer");
    }
    m_position = end + 1;
    SignaturePolicy::Rule rule;
    rule.signedBy = static_cast<int32_t>(m_principals.size());
    m_principals.push_back(found ? MspPrincipal::Role(mspId, *found) : MspPrincipal::Member(mspId));
    return rule;
}

std::string
SignaturePolicyParser::ParseWord()
{
    const auto start = m_position;
    while (m_position < m_text.size() && IsLetter(m_text[m_position]))
    {
        m_position++;
    }
    return m_text.substr(start, m_position - start);
}

int32_t
SignaturePolicyParser::ParseNumber()
{
    const auto start = m_position;
    int32_t number = 0;
    while (m_position < m_text.size() && IsDigit(m_text[m_position]) && number <= MAX_NUMBER)
    {
        number = number * 10 + (m_text[m_position++] - '0');
    }
    if (m_position == start || number > MAX_NUMBER)
    {
        Refuse(start, "how many of the parts must be met");
    }
    return number;
}

void
SignaturePolicyParser::SkipSpace()
{
    while (m_position < m_text.size() &&
           std::string(" \t\r\n").find(m_text[m_position]) != std::string::npos)
    {
        m_position++;
    }
}

bool
SignaturePolicyParser::IsNext(char wanted)
{
    SkipSpace();
    return m_position < m_text.size() && m_text[m_position] == wanted;
}

void
SignaturePolicyParser::Expect(char wanted)
{
    if (!IsNext(wanted))
    {
        Refuse(m_position, std::string(1, wanted));
    }
    m_position++;
}

void
SignaturePolicyParser::Refuse(std::size_t position, const std::string& expected) const
{
    const auto rest = m_text.substr(std::min(position, m_text.size()));
    throw PolicyError("position " + std::to_string(position + 1) + ": expected " + expected +
                      ", got " +
                      (rest.empty()           ? "the end"
                       : rest.size() > QUOTED ? "'" + rest.substr(0, QUOTED) + "…'"
                                              : "'" + rest + "'"));
}

} // namespace iotledger
} // namespace ns3
