/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The rules of a peer that need neither time nor network.

#include "ns3/commit-notifier.h"
#include "ns3/endorsement-plan.h"
#include "ns3/gossip-membership.h"
#include "ns3/payload-buffer.h"
#include "ns3/simulation-lock.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

const SharedBytes PAYLOAD{std::string_view("payload")};
const SharedBytes OTHER{std::string_view("another payload")};

SharedBytes
Signed(uint32_t peer)
{
    return SharedBytes(std::string_view("endorsement " + std::to_string(peer)));
}

} // namespace

// gateway/endorsement.go: the first endorser counts, and only what is missing is asked for.
TEST(EndorsementPlan, AsksOnlyTheOrganizationsStillMissing)
{
    EndorsementPlan plan({{{"Org1", 1}, {"Org2", 1}}}, {{"Org1", {0, 1}}, {"Org2", {2, 3}}});
    ASSERT_TRUE(plan.Add(0, PAYLOAD, Signed(0)));
    EXPECT_FALSE(plan.IsComplete());

    EXPECT_EQ(plan.TakeEndorsers(), (std::vector<uint32_t>{2}));
    ASSERT_TRUE(plan.Add(2, PAYLOAD, Signed(2)));

    ASSERT_TRUE(plan.IsComplete());
    EXPECT_EQ(plan.GetEndorsements(), (std::vector<SharedBytes>{Signed(0), Signed(2)}));
    EXPECT_EQ(plan.GetPayload(), PAYLOAD);
}

TEST(EndorsementPlan, ReplacesAPeerThatFailsByTheNextOfItsGroup)
{
    EndorsementPlan plan({{{"Org2", 1}}}, {{"Org2", {2, 3}}});
    EXPECT_EQ(plan.TakeEndorsers(), (std::vector<uint32_t>{2}));

    EXPECT_EQ(plan.TakeReplacement(2), std::optional<uint32_t>(3));
    EXPECT_EQ(plan.TakeReplacement(3), std::nullopt);

    EXPECT_TRUE(plan.TakeEndorsers().empty()) << "the only layout is given up";
}

TEST(EndorsementPlan, TriesTheNextLayoutAndKeepsWhatItHas)
{
    EndorsementPlan plan({{{"Org1", 1}, {"Org2", 1}}, {{"Org1", 1}, {"Org3", 1}}},
                         {{"Org1", {0}}, {"Org2", {2}}, {"Org3", {4}}});
    plan.Add(0, PAYLOAD, Signed(0));
    EXPECT_EQ(plan.TakeEndorsers(), (std::vector<uint32_t>{2}));
    EXPECT_EQ(plan.TakeReplacement(2), std::nullopt);

    EXPECT_EQ(plan.TakeEndorsers(), (std::vector<uint32_t>{4}));
    plan.Add(4, PAYLOAD, Signed(4));

    ASSERT_TRUE(plan.IsComplete());
    EXPECT_EQ(plan.GetEndorsements(), (std::vector<SharedBytes>{Signed(0), Signed(4)}));
}

TEST(EndorsementPlan, LeavesOutALayoutWithTooFewPeers)
{
    EndorsementPlan plan({{{"Org1", 2}}, {{"Org2", 1}}}, {{"Org1", {0}}, {"Org2", {2}}});

    EXPECT_EQ(plan.TakeEndorsers(), (std::vector<uint32_t>{2}));
}

TEST(EndorsementPlan, DoesNotCountAnotherPayload)
{
    EndorsementPlan plan({{{"Org1", 1}, {"Org2", 1}}}, {{"Org1", {0}}, {"Org2", {2}}});
    plan.Add(0, PAYLOAD, Signed(0));
    plan.TakeEndorsers();

    EXPECT_FALSE(plan.Add(2, OTHER, Signed(2)));
    EXPECT_FALSE(plan.IsComplete());
}

TEST(CommitNotifier, TellsEveryListenerOnceInTheirOrder)
{
    CommitNotifier notifier;
    std::vector<std::pair<int, uint64_t>> told;
    notifier.Add("tx", [&](uint64_t block, uint8_t) { told.emplace_back(1, block); });
    notifier.Add("tx", [&](uint64_t block, uint8_t) { told.emplace_back(2, block); });
    notifier.Add("other", [&](uint64_t block, uint8_t) { told.emplace_back(3, block); });

    notifier.Notify("tx", 7, 0);
    notifier.Notify("tx", 8, 9);

    EXPECT_EQ(told, (std::vector<std::pair<int, uint64_t>>{{1, 7}, {2, 7}}));
    EXPECT_EQ(notifier.GetCount(), 1U);
}

TEST(CommitNotifier, ForgetsAListenerThatIsRemoved)
{
    CommitNotifier notifier;
    int told = 0;
    const auto first = notifier.Add("tx", [&](uint64_t, uint8_t) { told += 1; });
    notifier.Add("tx", [&](uint64_t, uint8_t) { told += 10; });
    notifier.Remove(first);
    notifier.Remove(first);

    notifier.Notify("tx", 1, 0);

    EXPECT_EQ(told, 10);
    EXPECT_EQ(notifier.GetCount(), 0U);
}

// gossip/state/state.go: 20 blocks ahead are dropped, the orderer waits while more than 40 wait.
TEST(PayloadBuffer, TakesBlocksLessThanTwentyAheadAndHoldsTheOrdererBackBeyondForty)
{
    PayloadBuffer buffer(5);
    EXPECT_TRUE(buffer.IsNear(24));
    EXPECT_FALSE(buffer.IsNear(25));

    for (uint64_t number = 6; number <= 45; number++)
    {
        ASSERT_TRUE(buffer.Add(number, PAYLOAD));
    }
    EXPECT_FALSE(buffer.IsFull());
    buffer.Add(46, PAYLOAD);
    EXPECT_TRUE(buffer.IsFull());
    EXPECT_EQ(buffer.GetBytes(), 41 * PAYLOAD.GetSize());
}

TEST(PayloadBuffer, GivesBlocksInOrderAndTakesEachOnce)
{
    PayloadBuffer buffer(1);
    EXPECT_TRUE(buffer.Add(2, OTHER));
    EXPECT_FALSE(buffer.Add(2, PAYLOAD));
    EXPECT_EQ(buffer.Take(), std::nullopt);
    EXPECT_TRUE(buffer.Add(1, PAYLOAD));

    EXPECT_EQ(buffer.Take(), PAYLOAD);
    EXPECT_EQ(buffer.Take(), OTHER);
    EXPECT_FALSE(buffer.Add(1, PAYLOAD)) << "it has left already";
    EXPECT_EQ(buffer.GetNext(), 3U);
    EXPECT_EQ(buffer.GetBytes(), 0U);
}

TEST(PayloadBuffer, WaitsForTheNumberOfARefusedBlockAgain)
{
    PayloadBuffer buffer(1);
    buffer.Add(1, PAYLOAD);
    ASSERT_EQ(buffer.Take(), PAYLOAD);

    buffer.RefuseTaken();

    EXPECT_EQ(buffer.Take(), std::nullopt);
    EXPECT_FALSE(buffer.Has(1));
    EXPECT_TRUE(buffer.Add(1, OTHER));
    EXPECT_EQ(buffer.Take(), OTHER);
}

// Go's sync.RWMutex: a writer that waits keeps new readers out.
TEST(SimulationLock, LetsAWaitingWriterGoBeforeNewReaders)
{
    SimulationLock lock;
    std::string order;
    lock.Share([&] { order += 'a'; });
    lock.Share([&] { order += 'b'; });
    lock.Own([&] { order += 'W'; });
    lock.Share([&] { order += 'c'; });
    EXPECT_EQ(order, "ab");

    lock.Unshare();
    EXPECT_EQ(order, "ab");
    lock.Unshare();
    EXPECT_EQ(order, "abW");
    lock.Disown();

    EXPECT_EQ(order, "abWc");
    EXPECT_EQ(lock.GetReaders(), 1U);
}

TEST(SimulationLock, LetsReadersThatWaitedInBeforeTheNextWriter)
{
    SimulationLock lock;
    std::string order;
    lock.Own([&] { order += 'W'; });
    lock.Own([&] { order += 'X'; });
    lock.Share([&] { order += 'a'; });
    lock.Disown();
    EXPECT_EQ(order, "Wa");

    lock.Unshare();

    EXPECT_EQ(order, "WaX");
}

TEST(GossipMembership, TakesNewsOnly)
{
    GossipMembership members;
    GossipMembership::Member member;
    member.endpoint = "peer2.org1:7051";
    member.made = {10, 5};
    EXPECT_TRUE(members.Hear("id", member));
    EXPECT_FALSE(members.Hear("id", member));
    member.made = {10, 4};
    EXPECT_FALSE(members.Hear("id", member));
    member.made = {11, 1};
    EXPECT_TRUE(members.Hear("id", member)) << "it has started anew";
}

TEST(GossipMembership, CountsThoseAsDeadWhoHaveBeenSilent)
{
    GossipMembership members;
    GossipMembership::Member member;
    member.made = {1, 1};
    member.heard = Seconds(10);
    members.Hear("id", member);
    members.HearState("ch", "id", {7, {"cc"}, {1, 2}});
    ASSERT_NE(members.FindState("ch", "id"), nullptr);
    EXPECT_EQ(members.FindState("ch", "id")->height, 7U);

    members.Expire(Seconds(10));
    EXPECT_EQ(members.GetAlive().size(), 1U);
    members.Expire(Seconds(11));
    EXPECT_TRUE(members.GetAlive().empty());
    EXPECT_EQ(members.FindState("ch", "id"), nullptr);

    member.made = {1, 2};
    member.heard = Seconds(12);
    members.Hear("id", member);
    EXPECT_EQ(members.GetAlive().size(), 1U);
}

TEST(GossipMembership, KeepsTheNewestHeight)
{
    GossipMembership members;
    GossipMembership::Member member;
    members.Hear("id", member);
    EXPECT_TRUE(members.HearState("ch", "id", {7, {}, {1, 2}}));
    EXPECT_FALSE(members.HearState("ch", "id", {5, {}, {1, 1}}));

    EXPECT_EQ(members.FindState("ch", "id")->height, 7U);
}
