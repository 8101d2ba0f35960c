/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SIGNATURE_POLICY_PARSER_H
#define SIGNATURE_POLICY_PARSER_H

#include "ns3/signature-policy.h"

#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// Reads the text of one SignaturePolicy, by the grammar there. Internal.
class SignaturePolicyParser
{
  public:
    explicit SignaturePolicyParser(const std::string& text);

    /// @throws PolicyError
    SignaturePolicy Parse();

  private:
    SignaturePolicy::Rule ParseGate(uint32_t depth);
    SignaturePolicy::Rule ParsePart(uint32_t depth);
    SignaturePolicy::Rule ParsePrincipal();
    std::string ParseWord();
    int32_t ParseNumber();
    void SkipSpace();
    void Expect(char wanted);
    bool IsNext(char wanted);

    /// @param position of the first character not as expected
    [[noreturn]] void Refuse(std::size_t position, const std::string& expected) const;

    const std::string& m_text;
    std::size_t m_position{0};
    std::vector<MspPrincipal> m_principals;
};

} // namespace iotledger
} // namespace ns3

#endif /* SIGNATURE_POLICY_PARSER_H */
