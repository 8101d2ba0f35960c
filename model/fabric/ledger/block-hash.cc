/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "block-hash.h"

#include "fabric-common.pb.h"

#include "ns3/openssl-library.h"

#include <algorithm>
#include <array>

namespace ns3
{
namespace iotledger
{

namespace
{

/// SHA-256 over parts given one by one.
class Hasher
{
  public:
    Hasher()
        : m_context(EVP_MD_CTX_new())
    {
        // Looking a digest up by name takes longer than hashing a header does.
        static const DigestHandle sha256(EVP_MD_fetch(nullptr, "SHA256", nullptr));
        EVP_DigestInit_ex2(m_context.get(), sha256.get(), nullptr);
    }

    void Add(const void* data, std::size_t size)
    {
        EVP_DigestUpdate(m_context.get(), data, size);
    }

    std::string Take()
    {
        std::string digest(32, '\0');
        EVP_DigestFinal_ex(m_context.get(), reinterpret_cast<uint8_t*>(digest.data()), nullptr);
        return digest;
    }

  private:
    DigestContext m_context;
};

/// @return @p number big-endian, without leading zero bytes
std::string
EncodeBigEndian(uint64_t number)
{
    std::string content;
    do
    {
        content.insert(content.begin(), static_cast<char>(number & 0xff));
        number >>= 8;
    } while (number != 0);
    return content;
}

/// A DER value; its length takes one byte below 128, more beyond (X.690, section 8.1.3).
void
AppendDer(std::string& out, char tag, std::string_view content)
{
    out += tag;
    auto size = EncodeBigEndian(content.size());
    if (content.size() >= 128)
    {
        size.insert(size.begin(), static_cast<char>(0x80 | size.size()));
    }
    out += size;
    out += content;
}

/// An INTEGER's content: big-endian, as short as it can be, the top bit of a positive one clear.
std::string
EncodeInteger(uint64_t number)
{
    auto content = EncodeBigEndian(number);
    if (content.front() & 0x80)
    {
        content.insert(content.begin(), '\0');
    }
    return content;
}

} // namespace

std::string
Sha256(const std::vector<std::string_view>& parts)
{
    Hasher hasher;
    for (const auto& part : parts)
    {
        hasher.Add(part.data(), part.size());
    }
    return hasher.Take();
}

std::string
EncodeBlockHeader(uint64_t number, std::string_view previousHash, std::string_view dataHash)
{
    std::string fields;
    AppendDer(fields, 0x02, EncodeInteger(number));
    AppendDer(fields, 0x04, previousHash);
    AppendDer(fields, 0x04, dataHash);
    std::string header;
    AppendDer(header, 0x30, fields);
    return header;
}

SharedBytes
HashBlockHeader(uint64_t number, const SharedBytes& previousHash, const SharedBytes& dataHash)
{
    const auto header = EncodeBlockHeader(number, previousHash.ToString(), dataHash.ToString());
    return SharedBytes(Sha256({header}));
}

SharedBytes
HashBlockHeader(const fabric::BlockHeader& header)
{
    return SharedBytes(
        Sha256({EncodeBlockHeader(header.number(), header.previous_hash(), header.data_hash())}));
}

SharedBytes
HashBlockData(const std::vector<SharedBytes>& envelopes)
{
    Hasher hasher;
    const std::array<uint8_t, 4096> zeros{};
    for (const auto& envelope : envelopes)
    {
        hasher.Add(envelope.GetHead(), envelope.GetHeadSize());
        for (auto left = envelope.GetZeroTail(); left > 0;)
        {
            const auto size = std::min<uint64_t>(left, zeros.size());
            hasher.Add(zeros.data(), size);
            left -= size;
        }
    }
    return SharedBytes(hasher.Take());
}

SharedBytes
HashBlockData(const fabric::BlockData& data)
{
    Hasher hasher;
    for (const auto& envelope : data.data())
    {
        hasher.Add(envelope.data(), envelope.size());
    }
    return SharedBytes(hasher.Take());
}

} // namespace iotledger
} // namespace ns3
