/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-ledger-support.h"
#include "openssl-signature.h"
#include "recorded-block.h"

#include "ns3/block-archive.h"
#include "ns3/block-hash.h"

#include <gtest/gtest.h>
#include <openssl/asn1.h>
#include <openssl/sha.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

TEST(FabricBlockHash, DataHashIsThatOfARealBlock)
{
    fabric::Block block;
    ASSERT_TRUE(block.ParseFromString(ReadRealBlock()));

    EXPECT_EQ(HashBlockData(block.data()), SharedBytes(block.header().data_hash()));

    std::vector<SharedBytes> envelopes;
    for (const auto& envelope : block.data().data())
    {
        envelopes.emplace_back(envelope);
    }
    EXPECT_EQ(HashBlockData(envelopes), SharedBytes(block.header().data_hash()));
}

// The orderer signs the metadata's value, its own header and the block header's DER encoding.
TEST(FabricBlockHash, HeaderEncodingIsWhatARealOrdererSigned)
{
    fabric::Block block;
    ASSERT_TRUE(block.ParseFromString(ReadRealBlock()));
    fabric::Metadata metadata;
    ASSERT_TRUE(metadata.ParseFromString(block.metadata().metadata(fabric::SIGNATURES)));
    ASSERT_EQ(metadata.signatures_size(), 1);
    const auto& signature = metadata.signatures(0);
    fabric::SignatureHeader header;
    ASSERT_TRUE(header.ParseFromString(signature.signature_header()));

    const auto encoded = EncodeBlockHeader(block.header().number(),
                                           block.header().previous_hash(),
                                           block.header().data_hash());

    EXPECT_TRUE(IsSignedBy(header.creator(),
                           metadata.value() + signature.signature_header() + encoded,
                           signature.signature()));
    EXPECT_FALSE(IsSignedBy(header.creator(),
                            metadata.value() + signature.signature_header() + encoded + "x",
                            signature.signature()));
}

// OpenSSL's own encoder of the INTEGER is the judge: a set top bit takes one more byte.
TEST(FabricBlockHash, NumbersAreDerIntegers)
{
    for (const uint64_t number : {uint64_t{0},
                                  uint64_t{1},
                                  uint64_t{127},
                                  uint64_t{128},
                                  uint64_t{255},
                                  uint64_t{256},
                                  uint64_t{32768},
                                  UINT64_MAX})
    {
        ASN1_INTEGER* integer = ASN1_INTEGER_new();
        ASN1_INTEGER_set_uint64(integer, number);
        uint8_t* der = nullptr;
        const auto size = i2d_ASN1_INTEGER(integer, &der);
        const std::string expected(der, der + size);
        OPENSSL_free(der);
        ASN1_INTEGER_free(integer);

        const auto header = EncodeBlockHeader(number, std::string(32, 'p'), std::string(32, 'd'));

        EXPECT_EQ(header.substr(2, expected.size()), expected) << number;
        EXPECT_EQ(header.substr(0, 2), std::string("\x30") + static_cast<char>(size + 68));
        EXPECT_EQ(header.substr(2 + expected.size()),
                  "\x04\x20" + std::string(32, 'p') + "\x04\x20" + std::string(32, 'd'));
    }
}

TEST(FabricBlockHash, HeaderOfTheFirstBlockHasNoPreviousHash)
{
    const std::string encoded("\x30\x27\x02\x01\x00\x04\x00\x04\x20", 9);
    const auto data = encoded + std::string(32, 'd');
    std::string expected(32, '\0');
    SHA256(reinterpret_cast<const uint8_t*>(data.data()),
           data.size(),
           reinterpret_cast<uint8_t*>(expected.data()));

    EXPECT_EQ(HashBlockHeader(0, SharedBytes(), SharedBytes(std::string(32, 'd'))),
              SharedBytes(expected));
}

// What comes from outside may have hashes of any length; to cut them would make two headers one.
TEST(FabricBlockHash, HashesOfAnyLengthAreEncodedWhole)
{
    for (const std::size_t size : {33, 127, 128, 255, 256, 70'000})
    {
        const std::string hash(size, 'h');
        ASN1_OCTET_STRING* octets = ASN1_OCTET_STRING_new();
        ASN1_OCTET_STRING_set(octets,
                              reinterpret_cast<const uint8_t*>(hash.data()),
                              static_cast<int>(size));
        uint8_t* der = nullptr;
        const auto length = i2d_ASN1_OCTET_STRING(octets, &der);
        const std::string expected(der, der + length);
        OPENSSL_free(der);
        ASN1_OCTET_STRING_free(octets);

        const auto header = EncodeBlockHeader(1, hash, "");

        EXPECT_EQ(header.substr(header.size() - expected.size() - 2), expected + "\x04" + '\0');
        const auto* begin = reinterpret_cast<const uint8_t*>(header.data());
        long content = 0;
        int tag = 0;
        int tagClass = 0;
        ASN1_get_object(&begin, &content, &tag, &tagClass, static_cast<long>(header.size()));
        EXPECT_EQ(tag, V_ASN1_SEQUENCE);
        EXPECT_EQ(content, static_cast<long>(3 + expected.size() + 2));
    }
}

TEST(FabricBlockHash, VirtualZerosCountAsZeros)
{
    const SharedBytes text(std::string_view("abc"));
    const auto zeros = text.WithZeros(10'000);

    EXPECT_EQ(HashBlockData(std::vector<SharedBytes>{zeros}),
              HashBlockData(std::vector<SharedBytes>{SharedBytes(zeros.ToVector())}));
}

TEST(BlockArchive, OldStringsComeBackFromTheFileByteForByte)
{
    BlockArchive archive(3);
    std::vector<SharedBytes> strings;
    uint64_t total = 0;
    for (uint32_t i = 0; i < 50; i++)
    {
        std::vector<uint8_t> bytes(i * 37 % 211);
        for (std::size_t j = 0; j < bytes.size(); j++)
        {
            bytes[j] = static_cast<uint8_t>(i * 31 + j);
        }
        strings.emplace_back(std::move(bytes));
        total += strings.back().GetSize();
        archive.Append(strings.back());
        archive.Get(i / 2); // reading in between does not disturb writing
    }

    ASSERT_EQ(archive.GetSize(), 50u);
    for (uint32_t i = 0; i < 50; i++)
    {
        EXPECT_EQ(archive.Get(i), strings[i]) << i;
    }
    const auto recent = strings[47].GetSize() + strings[48].GetSize() + strings[49].GetSize();
    EXPECT_EQ(archive.GetMemoryBytes(), recent);
    EXPECT_EQ(archive.GetFileBytes(), total - recent);
}

TEST(BlockStore, FindsBlocksByNumberAndHashAndTransactionsById)
{
    BlockStore store(0, 1);
    for (uint32_t i = 0; i < 5; i++)
    {
        const auto name = std::to_string(i);
        store.Append(SharedBytes("block" + name),
                     SharedBytes("hash" + name),
                     {{"tx" + name, 0}, {"again", static_cast<uint8_t>(i)}, {"", 0}});
    }

    EXPECT_EQ(store.GetHeight(), 5u);
    EXPECT_EQ(store.GetBlock(2), SharedBytes(std::string_view("block2")));
    EXPECT_TRUE(store.GetBlock(5).IsEmpty());
    EXPECT_EQ(store.FindByHash(SharedBytes(std::string_view("hash4"))), 4u);
    EXPECT_FALSE(store.FindByHash(SharedBytes(std::string_view("hash5"))));
    EXPECT_EQ(store.FindTransaction("tx3")->block, 3u);
    EXPECT_EQ(store.FindTransaction("again")->block, 0u) << "the first place counts";
    EXPECT_EQ(store.FindTransaction("again")->transaction, 1u);
    EXPECT_FALSE(store.FindTransaction(""));
    EXPECT_EQ(store.GetBytes(), 30u);
    EXPECT_EQ(store.GetMemoryBytes(), 6u);
}

} // namespace
