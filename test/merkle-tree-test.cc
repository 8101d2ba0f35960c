/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-test-support.h"

#include "ns3/key-tree.h"

#include <gtest/gtest.h>
#include <openssl/sha.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

SharedBytes
Sha256Of(const SharedBytes& bytes)
{
    const auto data = bytes.ToVector();
    std::vector<uint8_t> digest(SHA256_DIGEST_LENGTH);
    SHA256(data.data(), data.size(), digest.data());
    return SharedBytes(std::move(digest));
}

using Entries = std::vector<SharedBytes>;

/// The entries of the test vectors of RFC 6962's reference implementation (Certificate
/// Transparency: github.com/google/certificate-transparency, cpp/merkletree/merkle_tree_test.cc).
const Entries ENTRIES{CryptoBytes(""),
                      CryptoBytes("00"),
                      CryptoBytes("10"),
                      CryptoBytes("2021"),
                      CryptoBytes("3031"),
                      CryptoBytes("40414243"),
                      CryptoBytes("5051525354555657"),
                      CryptoBytes("606162636465666768696a6b6c6d6e6f")};

/// RFC 6962, section 2.1, word for word: k is the largest power of two smaller than n.
std::size_t
SplitAt(std::size_t n)
{
    std::size_t k = 1;
    while (2 * k < n)
    {
        k *= 2;
    }
    return k;
}

SharedBytes
TreeHash(const Entries& d)
{
    if (d.empty())
    {
        return Sha256Of(SharedBytes());
    }
    if (d.size() == 1)
    {
        return Sha256Of(CryptoBytes("00") + d[0]);
    }
    const auto middle = d.begin() + SplitAt(d.size());
    return Sha256Of(CryptoBytes("01") + TreeHash({d.begin(), middle}) +
                    TreeHash({middle, d.end()}));
}

/// RFC 6962, section 2.1.1.
Entries
AuditPath(std::size_t m, const Entries& d)
{
    if (d.size() == 1)
    {
        return {};
    }
    const std::size_t k = SplitAt(d.size());
    const Entries left(d.begin(), d.begin() + k);
    const Entries right(d.begin() + k, d.end());
    auto path = m < k ? AuditPath(m, left) : AuditPath(m - k, right);
    path.push_back(TreeHash(m < k ? right : left));
    return path;
}

MerkleTree
MakeTree(const Entries& entries)
{
    MerkleTree tree(Sha256Of);
    for (std::size_t i = 0; i < entries.size(); ++i)
    {
        tree.Set(static_cast<uint32_t>(i), entries[i]);
    }
    return tree;
}

} // namespace

TEST(MerkleTree, RootsAreThoseOfTheReferenceImplementation)
{
    const char* roots[] = {"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                           "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                           "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                           "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                           "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                           "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                           "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                           "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                           "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
    for (std::size_t size = 0; size <= ENTRIES.size(); ++size)
    {
        auto tree = MakeTree({ENTRIES.begin(), ENTRIES.begin() + size});
        EXPECT_EQ(tree.GetRoot(), CryptoBytes(roots[size])) << size;
    }
}

TEST(MerkleTree, PathsAreThoseOfTheStandardsDefinition)
{
    Entries entries;
    for (uint32_t size = 1; size <= 33; ++size)
    {
        entries.push_back(SharedBytes(std::to_string(size)));
        auto tree = MakeTree(entries);
        const auto root = tree.GetRoot();
        ASSERT_EQ(root, TreeHash(entries));
        for (uint32_t index = 0; index < size; ++index)
        {
            const auto path = tree.GetPath(index);
            ASSERT_EQ(path, AuditPath(index, entries)) << index << " of " << size;
            ASSERT_EQ(MerkleTree::Follow(Sha256Of, entries[index], index, size, path), root);
        }
    }
}

TEST(MerkleTree, APathLeadsNowhereElse)
{
    auto tree = MakeTree(ENTRIES);
    const auto root = tree.GetRoot();
    const auto path = tree.GetPath(5);
    const auto follow = [](const SharedBytes& data, uint32_t index, uint32_t size, Entries path) {
        return MerkleTree::Follow(Sha256Of, data, index, size, path);
    };
    ASSERT_EQ(follow(ENTRIES[5], 5, 8, path), root);

    EXPECT_NE(follow(ENTRIES[4], 5, 8, path), root); // other data
    EXPECT_NE(follow(ENTRIES[5], 4, 8, path), root); // at another place
    EXPECT_FALSE(follow(ENTRIES[5], 8, 8, path));    // outside the tree
    EXPECT_FALSE(follow(ENTRIES[5], 5, 8, {path[0], path[1]}));
    EXPECT_FALSE(follow(ENTRIES[5], 5, 8, {path[0], path[1], path[2], path[2]}));
    EXPECT_NE(follow(ENTRIES[5], 5, 8, {path[1], path[0], path[2]}), root);
}

TEST(MerkleTree, ChangesInAnyOrderGiveTheTreeOfTheirResult)
{
    MerkleTree tree(Sha256Of);
    tree.Set(6, ENTRIES[6]); // those before it are empty strings for now
    EXPECT_EQ(tree.GetRoot(), TreeHash({{}, {}, {}, {}, {}, {}, ENTRIES[6]}));
    for (const uint32_t index : {3u, 0u, 7u, 5u, 1u, 2u, 4u})
    {
        tree.Set(index, ENTRIES[0]);
        tree.GetRoot();
        tree.Set(index, ENTRIES[index]);
    }
    EXPECT_EQ(tree.GetRoot(), TreeHash(ENTRIES));
    EXPECT_EQ(tree.GetPath(2), AuditPath(2, ENTRIES));
}

TEST(MerkleTree, AChangeHashesOneWayUp)
{
    uint32_t hashes = 0;
    MerkleTree tree([&hashes](const SharedBytes& bytes) {
        ++hashes;
        return Sha256Of(bytes);
    });
    for (uint32_t index = 0; index < 1024; ++index)
    {
        tree.Set(index, SharedBytes());
    }
    tree.GetRoot();
    EXPECT_EQ(hashes, 1024u + 1023u);
    hashes = 0;

    tree.Set(700, ENTRIES[1]);
    tree.GetRoot();

    EXPECT_EQ(hashes, 1u + 10u); // the leaf, and a node on each of ten levels
}

class KeyTreeTest : public ::testing::TestWithParam<std::string>
{
  protected:
    Ptr<Crypto> m_crypto{MakeCrypto(GetParam())};
    KeyStore m_keys{std::make_shared<KeyPool>()};
};

INSTANTIATE_TEST_SUITE_P(BothExecutions, KeyTreeTest, ::testing::Values("real", "modelled"));

TEST_P(KeyTreeTest, ProvesWhatItHoldsAndNothingElse)
{
    for (uint32_t number = 1; number <= 11; ++number)
    {
        m_keys.Store(number, SharedBytes("key " + std::to_string(number)));
    }
    KeyTree tree(KeySubject::Kind::DEVICE, m_crypto);
    tree.Fill(m_keys);
    const auto head = tree.GetHead().value;
    EXPECT_EQ(head.size, 11u);
    const auto path = tree.GetPath(7);
    const auto proves = [&](const KeySubject& subject, const SharedBytes& key) {
        return KeyTree::Proves(m_crypto, head, {subject, key}, path).value;
    };

    EXPECT_TRUE(proves(KeySubject::Device(7), m_keys.Get(7)));
    EXPECT_FALSE(proves(KeySubject::Device(7), Alter(m_keys.Get(7), 2)));
    EXPECT_FALSE(proves(KeySubject::Device(8), m_keys.Get(7)));
    EXPECT_FALSE(proves(KeySubject::Topic(7), m_keys.Get(7)));
    EXPECT_FALSE(proves(KeySubject::Device(0), m_keys.Get(7)));
    EXPECT_TRUE(tree.GetPath(12).empty());
    EXPECT_FALSE(KeyTree::Proves(m_crypto, head, {KeySubject::Device(12), {}}, {}).value);
}

TEST_P(KeyTreeTest, TwoNodesWithTheSameKeysHaveTheSameRoot)
{
    KeyTree first(KeySubject::Kind::DEVICE, m_crypto);
    KeyTree second(KeySubject::Kind::DEVICE, MakeCrypto(GetParam(), 7));
    for (uint32_t number = 1; number <= 5; ++number)
    {
        first.Set(number, SharedBytes("key " + std::to_string(number)));
        second.Set(6 - number, SharedBytes("key " + std::to_string(6 - number)));
    }
    EXPECT_EQ(first.GetHead().value, second.GetHead().value);

    second.Set(3, SharedBytes(std::string_view("another")));

    EXPECT_NE(first.GetHead().value, second.GetHead().value);
}

TEST_P(KeyTreeTest, HashingCostsOnce)
{
    KeyTree tree(KeySubject::Kind::DEVICE, m_crypto);
    tree.Set(1, SharedBytes(std::string_view("key")));

    EXPECT_GT(tree.GetHead().cost, Time());
    EXPECT_EQ(tree.GetHead().cost, Time());
}
