/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-run.h"

#include <gtest/gtest.h>
#include <unistd.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

using Rows = std::vector<ScenarioRunFiles::Row>;

/// A small ledger that creates four assets.
std::string
MakeSmallLedger(const std::string& fabric, const std::string& moreRounds = "")
{
    return "fabric: { orderers: 1, BatchTimeout: 100ms, " + fabric +
           "}\nworkload:\n  clients: 2\n  settleTime: 2s\n  roundPause: 100ms\n  rounds:\n"
           "    - { label: create, operation: CreateAsset, txNumber: 4, report: false, "
           "rateControl: { type: fixed-rate, opts: { tps: 20 } } }\n" +
           moreRounds;
}

uint64_t
SumOf(const Rows& rows, const std::string& role, const std::string& column)
{
    uint64_t sum = 0;
    for (const auto& row : rows)
    {
        sum += row.at("role") == role ? std::stoull(row.at(column)) : 0;
    }
    return sum;
}

void
ExpectCodes(const ScenarioRunFiles& run, std::size_t count, const std::string& code)
{
    const auto rows = run.GetRows("transactions.csv");
    EXPECT_EQ(rows.size(), count);
    for (const auto& row : rows)
    {
        EXPECT_EQ(row.at("code"), code);
    }
}

} // namespace

TEST(ScenarioLedgerRun, RecordsARoundThatItDoesNotReport)
{
    const ScenarioRunFiles run(
        MakeSmallLedger("organizations: [{ name: Org1 }]",
                        "    - { label: read, operation: ReadAsset, txNumber: 3, rateControl: { "
                        "type: fixed-rate, opts: { tps: 20 } } }\n"));

    const auto rows = run.GetRows("transactions.csv");
    ASSERT_EQ(rows.size(), 7U);
    EXPECT_EQ(rows.front().at("round"), "create");
    EXPECT_EQ(rows.back().at("round"), "read");
    const auto report = run.GetRows("caliper.csv");
    ASSERT_EQ(report.size(), 1U);
    EXPECT_EQ(report[0].at("Name"), "read");
    EXPECT_EQ(report[0].at("Succ"), "3"); // what was created is there to be read
}

TEST(ScenarioLedgerRun, AsksForTheMspsAndPoliciesThatItIsGiven)
{
    const std::string members = "organizations: [{ name: Farm }, { name: Mill, msp: grinders }], ";

    ExpectCodes(ScenarioRunFiles(
                    MakeSmallLedger(members + "policy: \"AND('FarmMSP.peer', 'grinders.peer')\"")),
                4,
                "VALID");
    // Nobody but administrators may write then; clients are none.
    const ScenarioRunFiles refused(
        MakeSmallLedger(members + "policies: { Application: { Writers: ANY Admins } }"));
    const auto rows = refused.GetRows("transactions.csv");
    EXPECT_EQ(rows.size(), 4U);
    for (const auto& row : rows)
    {
        EXPECT_NE(row.at("code"), "VALID");
    }
}

TEST(ScenarioLedgerRun, PeersHaveBlocksByGossipFromTheFirstOfTheirOrganization)
{
    const std::string members = "organizations: [{ name: Org1, peers: 3 }], ";
    const ScenarioRunFiles every(MakeSmallLedger(members));
    const ScenarioRunFiles first(MakeSmallLedger(members + "gossip: { orgLeader: first }"));

    ExpectCodes(first, 4, "VALID");
    for (const auto& row : first.GetRows("blocks.csv"))
    {
        EXPECT_NE(row.at("last_commit_s"), "") << row.at("number");
    }
    EXPECT_LT(SumOf(first.GetRows("resources.csv"), "orderer", "tx_bytes"),
              SumOf(every.GetRows("resources.csv"), "orderer", "tx_bytes"));
}

TEST(ScenarioLedgerRun, CreatesInEveryRoundAndReadsFromTheFirstOn)
{
    const std::string rate = "rateControl: { type: fixed-rate, opts: { tps: 20 } } }\n";
    const ScenarioRunFiles run(
        MakeSmallLedger("organizations: [{ name: Org1 }]",
                        "    - { label: more, operation: CreateAsset, txNumber: 3, " + rate +
                            "    - { label: read, operation: ReadAsset, txNumber: 7, " + rate +
                            "    - { label: too far, operation: ReadAsset, txNumber: 9, " + rate));

    const auto report = run.GetRows("caliper.csv");
    ASSERT_EQ(report.size(), 3U);
    EXPECT_EQ(report[0].at("Succ"), "3");
    EXPECT_EQ(report[1].at("Succ"), "7");
    EXPECT_EQ(report[2].at("Fail"), "2");
    EXPECT_NE(run.GetText("events.csv")
                  .find("failed,\"too far 2 UNKNOWN: evaluate call to endorser returned error: "
                        "chaincode response 500, the asset asset7 does not exist"),
              std::string::npos)
        << run.GetText("events.csv");
}

TEST(ScenarioLedgerRun, GivesUpOnAChaincodeThatCannotBeDefined)
{
    const std::string tooSmall =
        "organizations: [{ name: Org1 }], BatchSize: { AbsoluteMaxBytes: 1KB, PreferredMaxBytes: "
        "1KB }";
    try
    {
        const ScenarioRunFiles run(MakeSmallLedger(tooSmall));
        FAIL() << "there are results";
    }
    catch (const RunError& error)
    {
        EXPECT_EQ(std::string(error.what()),
                  "the chaincode asset-transfer-basic could not be defined on mychannel (ABORTED, "
                  "received unsuccessful response from orderer: BAD_REQUEST) after "
                  "workload.patience, 30s");
    }
}

TEST(ScenarioLedgerRun, LeavesNothingBehindWhenItCannotBegin)
{
    const auto recording = std::filesystem::temp_directory_path() /
                           ("scenario-ledger-run-" + std::to_string(getpid()));
    std::ofstream(recording) << "10\n";
    const std::string replay =
        "    - { label: again, operation: ReadAsset, txNumber: 1, rateControl: { type: "
        "replay-rate, opts: { pathTemplate: " +
        recording.string() + " } } }\n";
    const std::string members = "organizations: [{ name: Org1 }]";
    ExpectCodes(ScenarioRunFiles(MakeSmallLedger(members)), 4, "VALID");
    const auto scenario = Scenario::Parse(MakeSmallLedger(members, replay));
    std::filesystem::remove(recording);

    EXPECT_THROW(RunScenario(scenario, 1, "."), std::invalid_argument);
    ExpectCodes(ScenarioRunFiles(MakeSmallLedger(members)), 4, "VALID");
}

TEST(ScenarioLedgerRun, TakesLongerOnASlowerDisk)
{
    const auto latencyOf = [](const std::string& hosts) {
        const ScenarioRunFiles run(MakeSmallLedger("organizations: [{ name: Org1 }]") + hosts);
        const auto rows = run.GetRows("transactions.csv");
        return ParseNanoseconds(rows.front().at("latency_s"));
    };
    const auto fast = latencyOf("hosts: { peer: { disk: { syncLatency: 0s } } }\n");
    const auto slow = latencyOf("hosts: { peer: { disk: { syncLatency: 30ms } } }\n");

    EXPECT_GE(slow - fast, 30'000'000);
}

TEST(ScenarioLedgerRun, TellsOfEachNodeOnASharedMachineWhatItWritesAndHolds)
{
    const ScenarioRunFiles run(MakeSmallLedger("organizations: [{ name: Org1 }]") +
                               "hosts:\n  testbed: { nodes: \"*\", shared: true, cores: 2 }\n");

    const auto rows = run.GetRows("resources.csv");
    EXPECT_EQ(SumOf(rows, "client", "disk_write_bytes"), 0U);
    // Each writes every block; the orderer its Raft log with them, too.
    uint64_t blocks = 0;
    uint64_t syncs = 0; // of a peer: block, index, state, history
    for (const auto& block : run.GetRows("blocks.csv"))
    {
        blocks += block.at("number") == "0" ? 0 : std::stoull(block.at("bytes"));
        syncs += 4;
    }
    constexpr uint64_t BLOCK = 4096; // of the file system
    const auto peer = SumOf(rows, "peer", "disk_write_bytes");
    EXPECT_GT(peer, blocks + syncs * 3 * BLOCK); // with the file system's journal
    EXPECT_LT(peer, 2 * blocks + syncs * (3 + 1) * BLOCK);
    EXPECT_GT(SumOf(rows, "orderer", "disk_write_bytes"), 2 * blocks);
    // Clients keep their connections open: a peer holds their buffers beside its blocks.
    uint64_t memory = 0;
    for (const auto& row : rows)
    {
        memory = row.at("role") == "peer" ? std::stoull(row.at("memory_bytes")) : memory;
    }
    const uint64_t buffers = 2 * (2 * 32 + 2 * 16) * 1024;
    EXPECT_GT(memory, blocks + buffers);
}
