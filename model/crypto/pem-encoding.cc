/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "pem-encoding.h"

#include "openssl-keys.h"

#include <algorithm>
#include <openssl/evp.h>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr std::size_t LINE = 64; //!< characters

std::string
Boundary(const char* kind, std::string_view label)
{
    return std::string("-----") + kind + " " + std::string(label) + "-----";
}

} // namespace

std::string
EncodePem(std::string_view label, const SharedBytes& der)
{
    const ContiguousBytes bytes(der);
    std::string base64((bytes.GetSize() + 2) / 3 * 4 + 1, '\0'); // OpenSSL appends a zero
    const auto size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(base64.data()),
                                      bytes.GetData(),
                                      static_cast<int>(bytes.GetSize()));
    base64.resize(size);
    auto text = Boundary("BEGIN", label) + "\n";
    for (std::size_t start = 0; start < base64.size(); start += LINE)
    {
        text.append(base64, start, LINE).push_back('\n');
    }
    return text + Boundary("END", label) + "\n";
}

std::optional<SharedBytes>
DecodePem(std::string_view label, std::string_view text)
{
    const auto begin = Boundary("BEGIN", label);
    const auto start = text.find(begin);
    const auto end = start == std::string_view::npos
                         ? start
                         : text.find(Boundary("END", label), start + begin.size());
    if (end == std::string_view::npos)
    {
        return std::nullopt;
    }
    std::string base64(text.substr(start + begin.size(), end - start - begin.size()));
    const auto isSpace = [](char c) { return c == '\n' || c == '\r' || c == ' ' || c == '\t'; };
    base64.erase(std::remove_if(base64.begin(), base64.end(), isSpace), base64.end());
    const auto padding = static_cast<std::size_t>(
        std::count(base64.end() - std::min<std::size_t>(base64.size(), 2), base64.end(), '='));
    std::vector<uint8_t> der(base64.size() / 4 * 3 + 1);
    const auto size = EVP_DecodeBlock(der.data(),
                                      reinterpret_cast<const unsigned char*>(base64.data()),
                                      static_cast<int>(base64.size()));
    if (size < static_cast<int>(padding))
    {
        return std::nullopt;
    }
    der.resize(size - padding);
    return SharedBytes(std::move(der));
}

} // namespace iotledger
} // namespace ns3
