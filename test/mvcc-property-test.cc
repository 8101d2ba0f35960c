/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-ledger-support.h"

#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <set>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

const std::string CC = "cc";

/// A transaction as the naive model sees it.
struct NaiveTransaction
{
    using Version = std::pair<uint64_t, uint64_t>;
    using Entries = std::map<std::string, std::pair<std::string, Version>>;

    std::map<std::string, std::optional<Version>> reads;
    std::vector<std::pair<std::pair<std::string, std::string>, std::map<std::string, Version>>>
        ranges;
    std::map<std::string, std::string> writes; //!< empty: deletion
    SharedBytes set;
};

using Entries = NaiveTransaction::Entries;

std::map<std::string, NaiveTransaction::Version>
Scan(const Entries& state, const std::string& start, const std::string& end)
{
    std::map<std::string, NaiveTransaction::Version> found;
    for (const auto& [key, entry] : state)
    {
        if (key >= start && key < end)
        {
            found[key] = entry.second;
        }
    }
    return found;
}

/// Does the same at random on the simulator and on the model's state.
class RandomTransactions
{
  public:
    explicit RandomTransactions(uint32_t seed)
        : m_random(seed)
    {
    }

    uint32_t Draw(uint32_t bound)
    {
        return m_random() % bound;
    }

    NaiveTransaction Make(const FabricLedger& ledger, const Entries& state)
    {
        NaiveTransaction made;
        made.set = SimulateOn(ledger, [&](TxSimulator& tx) {
            for (auto steps = 1 + Draw(4); steps > 0; steps--)
            {
                Step(tx, state, made);
            }
        });
        return made;
    }

  private:
    std::string Key()
    {
        return "k" + std::to_string(100 + Draw(120));
    }

    void Step(TxSimulator& tx, const Entries& state, NaiveTransaction& made)
    {
        const auto key = Key();
        switch (Draw(5))
        {
        case 0:
        case 1: {
            const auto found = state.find(key);
            const auto value = tx.GetState(CC, key);
            EXPECT_EQ(value.has_value(), found != state.end());
            made.reads[key] =
                found == state.end() ? std::nullopt : std::make_optional(found->second.second);
            break;
        }
        case 2: {
            const auto end = Key();
            auto range = tx.GetStateRange(CC, key, end);
            auto expected = Scan(state, key, end);
            std::size_t seen = 0;
            while (const auto next = range.Next())
            {
                EXPECT_EQ(expected.count(next->key), 1u);
                seen++;
            }
            EXPECT_EQ(seen, expected.size());
            made.ranges.push_back({{key, end}, std::move(expected)});
            break;
        }
        case 3:
            tx.PutState(CC, key, "v" + std::to_string(m_next));
            made.writes[key] = "v" + std::to_string(m_next++);
            break;
        default:
            tx.DeleteState(CC, key);
            made.writes[key].clear();
        }
    }

    std::mt19937 m_random;
    uint64_t m_next{0};
};

/// Runs a block on the model, transaction by transaction.
std::vector<uint8_t>
JudgeNaively(Entries& state, const std::vector<NaiveTransaction>& block, uint64_t number)
{
    std::vector<uint8_t> codes;
    std::set<std::string> touched;
    for (const auto& transaction : block)
    {
        uint8_t code = fabric::VALID;
        for (const auto& [range, seen] : transaction.ranges)
        {
            code = Scan(state, range.first, range.second) == seen
                       ? code
                       : static_cast<uint8_t>(fabric::PHANTOM_READ_CONFLICT);
        }
        for (const auto& [key, version] : transaction.reads)
        {
            const auto now = state.find(key);
            const auto isSame = now == state.end() ? !version : now->second.second == version;
            code = isSame && !touched.count(key) ? code
                                                 : static_cast<uint8_t>(fabric::MVCC_READ_CONFLICT);
        }
        if (code == fabric::VALID)
        {
            for (const auto& [key, value] : transaction.writes)
            {
                touched.insert(key);
                state.erase(key);
                if (!value.empty())
                {
                    state[key] = {value, {number, codes.size()}};
                }
            }
        }
        codes.push_back(code);
    }
    return codes;
}

TEST(MvccProperty, RandomHistoriesEndAsANaiveModelSays)
{
    std::map<uint8_t, uint32_t> seen;
    for (uint32_t seed = 0; seed < 40; seed++)
    {
        RandomTransactions random(seed);
        FabricLedger::Settings settings;
        settings.blocksInMemory = 2;
        FabricLedger ledger(settings);
        Entries state;
        std::vector<NaiveTransaction> late; // endorsed on an older state
        for (uint64_t number = 0; number < 30; number++)
        {
            auto block = std::exchange(late, {});
            for (auto size = random.Draw(8); size > 0; size--)
            {
                block.push_back(random.Make(ledger, state));
            }
            for (auto size = random.Draw(3); size > 0; size--)
            {
                late.push_back(random.Make(ledger, state));
            }
            std::vector<std::string> envelopes;
            for (const auto& transaction : block)
            {
                envelopes.push_back(MakeLedgerEnvelope(std::to_string(number) + "." +
                                                           std::to_string(envelopes.size()),
                                                       transaction.set));
            }

            const auto commit = CommitEnvelopes(ledger, envelopes);

            ASSERT_EQ(commit.codes, JudgeNaively(state, block, number))
                << "seed " << seed << ", block " << number;
            for (const auto code : commit.codes)
            {
                seen[code]++;
            }
        }
        ASSERT_EQ(ledger.GetState().GetSize(), state.size());
        for (const auto& [key, entry] : state)
        {
            const auto* found = ledger.GetState().Find(CC, key);
            ASSERT_TRUE(found);
            EXPECT_EQ(found->value, entry.first);
            EXPECT_EQ(found->version, (StateVersion{entry.second.first, entry.second.second}));
            EXPECT_EQ(ledger.GetHistory(CC, key).front().value, entry.first);
        }
    }
    EXPECT_GT(seen[fabric::MVCC_READ_CONFLICT], 100u);
    EXPECT_GT(seen[fabric::PHANTOM_READ_CONFLICT], 100u);
    EXPECT_GT(seen[fabric::VALID], 100u);
}

/**
 * Two transactions endorsed on one state each update one of n keys, the hot one with probability p
 * and the others alike. The later is refused if both took the same key:
 *
 *     p^2 + (1 - p)^2 / (n - 1)
 */
TEST(MvccProperty, TwoTransactionRacesConflictAsOftenAsTheClosedFormSays)
{
    constexpr uint32_t KEYS = 20;
    constexpr uint32_t RACES = 4000;
    for (const auto p : {0.05, 0.3, 0.8})
    {
        std::mt19937 random(7);
        const auto draw = [&] {
            const auto isHot = std::uniform_real_distribution<>()(random) < p;
            return "k" + std::to_string(isHot ? 0 : 1 + random() % (KEYS - 1));
        };
        FabricLedger ledger;
        std::vector<std::string> fill;
        uint32_t conflicts = 0;
        for (uint32_t race = 0; race < RACES; race++)
        {
            std::vector<std::string> envelopes;
            for (const auto* name : {"a", "b"})
            {
                const auto key = draw();
                const auto set = SimulateOn(ledger, [&](TxSimulator& tx) {
                    tx.GetState(CC, key);
                    tx.PutState(CC, key, name);
                });
                envelopes.push_back(MakeLedgerEnvelope(name + std::to_string(race), set));
            }
            // In one block, or in one behind the other: the race is the same.
            if (race % 2 == 0)
            {
                conflicts += CommitEnvelopes(ledger, envelopes).validTransactions == 1;
                continue;
            }
            CommitEnvelopes(ledger, {envelopes[0]});
            conflicts += CommitEnvelopes(ledger, {envelopes[1]}).validTransactions == 0;
        }
        const auto expected = p * p + (1 - p) * (1 - p) / (KEYS - 1);
        const auto deviation = std::sqrt(expected * (1 - expected) / RACES);
        EXPECT_NEAR(static_cast<double>(conflicts) / RACES, expected, 4 * deviation) << "p " << p;
    }
}

// All on one key, endorsed together: one of each batch survives, however it is cut into blocks.
TEST(MvccProperty, OfManyUpdatesOfOneKeyTheFirstSurvives)
{
    FabricLedger ledger;
    std::vector<std::string> envelopes;
    for (uint32_t i = 0; i < 100; i++)
    {
        const auto set = SimulateOn(ledger, [](TxSimulator& tx) {
            tx.GetState(CC, "hot");
            tx.PutState(CC, "hot", "1");
        });
        envelopes.push_back(MakeLedgerEnvelope(std::to_string(i), set));
    }
    uint32_t valid = 0;
    for (uint32_t i = 0; i < 100; i += 25)
    {
        valid += CommitEnvelopes(ledger, {envelopes.begin() + i, envelopes.begin() + i + 25})
                     .validTransactions;
    }
    EXPECT_EQ(valid, 1u);
}

} // namespace
