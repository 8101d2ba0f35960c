/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "chaincode-stub.h"

#include "ns3/utf8.h"

#include <algorithm>
#include <cstdio>
#include <string_view>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

std::string
ToHex(const std::string& text)
{
    std::string hex;
    for (const auto byte : text)
    {
        char digits[3];
        std::snprintf(digits, sizeof digits, "%02x", static_cast<uint8_t>(byte));
        hex += digits;
    }
    return hex;
}

/// shim/stub.go, validateCompositeKeyAttribute, word for word.
void
CheckCompositeKeyPart(const std::string& part)
{
    if (GetUtf8Prefix(part) != part.size())
    {
        throw ChaincodeError("not a valid utf8 string: [" + ToHex(part) + "]");
    }
    const auto zero = part.find('\0');
    const auto last = part.find(LAST_UTF8_CHARACTER);
    const auto first = std::min(zero, last);
    if (first != std::string::npos)
    {
        throw ChaincodeError(std::string("input contains unicode ") +
                             (first == zero ? "U+0000" : "U+10FFFF") + " starting at position [" +
                             std::to_string(first) +
                             "]. U+0000 and U+10FFFF are not allowed in the input attribute of a "
                             "composite key");
    }
}

} // namespace

ChaincodeResponse
ChaincodeResponse::Success(std::string payload)
{
    return {OK, {}, std::move(payload)};
}

ChaincodeResponse
ChaincodeResponse::Error(std::string message)
{
    return {ERROR, std::move(message), {}};
}

ChaincodeError::ChaincodeError(std::string message)
    : m_message(std::move(message))
{
}

const std::string&
ChaincodeError::GetMessage() const
{
    return m_message;
}

const char*
ChaincodeError::what() const noexcept
{
    return m_message.c_str();
}

ChaincodeStub::~ChaincodeStub() = default;

std::string
ChaincodeStub::GetFunction() const
{
    return GetArgs().empty() ? std::string() : GetArgs().front();
}

std::vector<std::string>
ChaincodeStub::GetParameters() const
{
    const auto& args = GetArgs();
    return {args.begin() + (args.empty() ? 0 : 1), args.end()};
}

std::string
ChaincodeStub::CreateCompositeKey(const std::string& objectType,
                                  const std::vector<std::string>& attributes)
{
    CheckCompositeKeyPart(objectType);
    auto key = '\0' + objectType + '\0';
    for (const auto& attribute : attributes)
    {
        CheckCompositeKeyPart(attribute);
        key += attribute + '\0';
    }
    return key;
}

std::pair<std::string, std::vector<std::string>>
ChaincodeStub::SplitCompositeKey(const std::string& key)
{
    std::vector<std::string> parts;
    std::size_t start = 1;
    for (std::size_t i = 1; i < key.size(); i++)
    {
        if (key[i] == '\0')
        {
            parts.push_back(key.substr(start, i - start));
            start = i + 1;
        }
    }
    if (parts.empty())
    {
        throw ChaincodeError("not a composite key: [" + ToHex(key) + "]");
    }
    return {parts.front(), {parts.begin() + 1, parts.end()}};
}

} // namespace iotledger
} // namespace ns3
