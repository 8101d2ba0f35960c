/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTO_TEST_SUPPORT_H
#define CRYPTO_TEST_SUPPORT_H

#include "ns3/crypto.h"
#include "ns3/string.h"

#include <string>
#include <string_view>
#include <vector>

namespace ns3
{
namespace iotledger
{

inline const std::vector<AesMode> AES_MODES{AesMode::AES_128_GCM,
                                            AesMode::AES_256_GCM,
                                            AesMode::AES_128_CBC,
                                            AesMode::AES_256_CBC};

/// @return the bytes that @p hex spells; spaces are skipped.
inline SharedBytes
CryptoBytes(std::string_view hex)
{
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    std::vector<uint8_t> bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    {
        while (hex[i] == ' ')
        {
            i++;
        }
        bytes.push_back(static_cast<uint8_t>(digit(hex[i]) << 4 | digit(hex[i + 1])));
    }
    return SharedBytes(std::move(bytes));
}

/// @return @p a followed by @p b.
inline SharedBytes
operator+(const SharedBytes& a, const SharedBytes& b)
{
    auto bytes = a.ToVector();
    const auto tail = b.ToVector();
    bytes.insert(bytes.end(), tail.begin(), tail.end());
    return SharedBytes(std::move(bytes));
}

/// @return @p bytes with one bit of the byte at @p offset turned over.
inline SharedBytes
Alter(const SharedBytes& bytes, std::size_t offset)
{
    auto altered = bytes.ToVector();
    altered.at(offset) ^= 0x10;
    return SharedBytes(std::move(altered));
}

/// @return a Crypto with the profile @p profile and random streams from @p stream on.
inline Ptr<Crypto>
MakeCrypto(const std::string& execution,
           int64_t stream = 1,
           const std::string& profile = "raspberry-pi-4")
{
    auto crypto = CreateObject<Crypto>();
    crypto->SetAttribute("Execution", StringValue(execution));
    crypto->SetProfile(std::make_shared<const CryptoProfile>(CryptoProfile::Load(profile)));
    crypto->AssignStreams(stream);
    return crypto;
}

} // namespace iotledger
} // namespace ns3

#endif /* CRYPTO_TEST_SUPPORT_H */
