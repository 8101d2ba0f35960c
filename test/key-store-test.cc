/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/key-store.h"

#include <gtest/gtest.h>

using namespace ns3::iotledger;

namespace
{

const SharedBytes KEY_A(std::string_view("public key A"));
const SharedBytes KEY_B(std::string_view("public key B"));

} // namespace

TEST(KeyStore, HoldsWhatWasStored)
{
    KeyStore store(std::make_shared<KeyPool>());

    store.Store(3, KEY_A);
    store.Store(1, KEY_B);

    EXPECT_EQ(store.Get(3), KEY_A);
    EXPECT_EQ(store.Get(1), KEY_B);
    EXPECT_TRUE(store.Get(2).IsEmpty());
    EXPECT_TRUE(store.Get(4).IsEmpty());
    EXPECT_EQ(store.GetCount(), 2u);
    EXPECT_EQ(store.GetBytes(), KEY_A.GetSize() + KEY_B.GetSize());
}

TEST(KeyStore, MatchesTheSameBytesOnly)
{
    KeyStore store(std::make_shared<KeyPool>());
    store.Store(1, KEY_A);

    EXPECT_TRUE(store.Matches(1, SharedBytes(std::string_view("public key A"))));
    EXPECT_FALSE(store.Matches(1, KEY_B));
    EXPECT_FALSE(store.Matches(2, SharedBytes())); // no copy is no match
}

TEST(KeyStore, AReplacedKeyIsTheNewOne)
{
    KeyStore store(std::make_shared<KeyPool>());

    store.Store(1, KEY_A);
    store.Store(1, KEY_B);

    EXPECT_EQ(store.Get(1), KEY_B);
    EXPECT_EQ(store.GetCount(), 1u);
    EXPECT_EQ(store.GetBytes(), KEY_B.GetSize());
}

TEST(KeyStore, NumbersThatNoDeviceHasAreRefused)
{
    KeyStore store(std::make_shared<KeyPool>());

    EXPECT_FALSE(store.Store(0, KEY_A));
    EXPECT_FALSE(store.Store(KeyStore::MAX_DEVICE + 1, KEY_A));
    EXPECT_EQ(store.GetCount(), 0u);
}

TEST(KeyStore, StoresOfOnePoolAreIndependent)
{
    auto pool = std::make_shared<KeyPool>();
    KeyStore first(pool);
    KeyStore second(pool);

    first.Store(1, KEY_A);

    EXPECT_TRUE(second.Get(1).IsEmpty());
}

// Figure 15 of the paper: the copy reads "None".
TEST(KeyStore, ATamperedCopyStaysTampered)
{
    KeyStore before(std::make_shared<KeyPool>());
    before.Tamper(3, KeyStore::GetNoKey()); // there is no copy yet
    EXPECT_TRUE(before.Get(3).IsEmpty());
    before.Store(3, KEY_A);
    EXPECT_EQ(before.Get(3).ToString(), "None");

    KeyStore after(std::make_shared<KeyPool>());
    after.Store(3, KEY_A);
    after.Tamper(3, KeyStore::GetNoKey());
    after.Store(3, KEY_A);
    EXPECT_EQ(after.Get(3).ToString(), "None");
    EXPECT_FALSE(after.Matches(3, KEY_A));
    EXPECT_EQ(after.GetCount(), 1u);
}

TEST(KeyPool, GivesEqualBytesOneNumber)
{
    KeyPool pool;
    const auto id = pool.Intern(KEY_A);

    EXPECT_EQ(pool.Intern(SharedBytes(KEY_A.ToVector())), id);
    EXPECT_NE(pool.Intern(KEY_B), id);
    EXPECT_EQ(pool.Get(id), KEY_A);
    EXPECT_TRUE(pool.Get(KeyPool::NONE).IsEmpty());
}
