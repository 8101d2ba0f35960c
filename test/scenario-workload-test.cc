/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-ledger-support.h"

#include "ns3/ledger-course.h"
#include "ns3/nstime.h"
#include "ns3/workload-run.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::iotledger;

TEST(ScenarioLedger, RoundsCallOperationsThereAre)
{
    const std::string start =
        "fabric: {}\nworkload:\n  operations: { hot: { function: UpdateAsset, "
        "arguments: [\"${argument:key}\"] } }\n  rounds: [{ label: a, "
        "txNumber: 1, rateControl: { type: fixed-rate }, operation: ";
    EXPECT_EQ(ErrorOf(start + "hot }]\n"),
              "f.yaml:4: workload.rounds[].arguments.key: expected this argument of the operation "
              "hot, got ''");
    EXPECT_EQ(ErrorOf(start + "cold }]\n"),
              "f.yaml:4: workload.rounds[].operation: expected one of AssetExists, CreateAsset, "
              "DeleteAsset, GetAllAssets, InitLedger, ReadAsset, TransferAsset, UpdateAsset, hot, "
              "got 'cold'");
    EXPECT_EQ(ErrorOf(start + "hot, arguments: { key: k1, kee: k2 } }]\n"),
              "f.yaml:4: workload.rounds[].arguments.kee: expected an argument that the operation "
              "hot uses, got 'k2'");
    EXPECT_EQ(ErrorOf("fabric: {}\nworkload:\n  operations: { hot: { function: f, arguments: "
                      "[\"${indx}\"] } }\n")
                  .substr(0, 68),
              "f.yaml:3: workload.operations.hot.arguments: expected index, number,");
}

TEST(ScenarioLedger, ARoundMayPrepareOthersWithoutBeingReported)
{
    const auto round = [](const std::string& report) {
        return "fabric: {}\nworkload: { rounds: [{ label: a, operation: CreateAsset, txNumber: 3, "
               "rateControl: { type: fixed-rate }" +
               report + " }] }\n";
    };
    EXPECT_TRUE(Parse(round("")).GetLedger().workload.rounds.at(0).isReported);
    EXPECT_TRUE(Parse(round(", report: true")).GetLedger().workload.rounds.at(0).isReported);

    const auto silent = Parse(round(", report: false"));
    EXPECT_FALSE(silent.GetLedger().workload.rounds.at(0).isReported);
    EXPECT_FALSE(Parse(silent.ToYaml()).GetLedger().workload.rounds.at(0).isReported);
    EXPECT_EQ(ErrorOf(round(", report: maybe")),
              "f.yaml:2: workload.rounds[].report: expected true or false, got 'maybe'");
}

namespace
{

/// A scenario that takes its rounds from a Caliper file beside it.
class CaliperFolder
{
  public:
    CaliperFolder()
        : m_path(std::filesystem::path(testing::TempDir()) / "scenario-ledger-test")
    {
        std::filesystem::create_directories(m_path);
        std::ofstream(m_path / "bench.yaml")
            << "test:\n  workers: { number: 2 }\n  rounds:\n    - label: make\n"
               "      txNumber: 20\n      trim: 3\n      rateControl: { type: fixed-rate }\n"
               "      workload: { module: lib/create.js, arguments: { contract: basic } }\n";
    }

    ~CaliperFolder()
    {
        std::filesystem::remove_all(m_path);
    }

    /// @param workload more lines of the section
    Scenario Load(const std::string& workload) const
    {
        const auto path = m_path / "s.yaml";
        std::ofstream(path) << "fabric: {}\nworkload:\n  caliper: bench.yaml\n" << workload;
        return Scenario::Load(path.string());
    }

    /// @return what is wrong, without the folder in front.
    std::string ErrorOf(const std::string& workload) const
    {
        try
        {
            Load(workload);
        }
        catch (const ScenarioError& error)
        {
            return std::string(error.what()).substr(m_path.string().size() + 1);
        }
        return "";
    }

    std::string GetPath(const std::string& name) const
    {
        return (m_path / name).string();
    }

  private:
    std::filesystem::path m_path;
};

} // namespace

TEST(ScenarioLedger, RoundsMayComeFromACaliperFile)
{
    const CaliperFolder folder;
    const auto scenario = folder.Load("  modules: { lib/create.js: CreateAsset }\n");

    EXPECT_EQ(scenario.GetLedger().workload.rounds.at(0).operation, "CreateAsset");
    EXPECT_EQ(scenario.GetCount("workload.workers"), 2U);
    EXPECT_EQ(Parse(scenario.ToYaml()).ToYaml(), scenario.ToYaml());
    const auto bench = folder.GetPath("bench.yaml");
    EXPECT_EQ(scenario.GetWarnings(),
              (std::vector<std::string>{
                  bench + ":6: test.rounds[].trim: not read, no effect",
                  bench + ":8: test.rounds[].workload.arguments.contract: not used by CreateAsset, "
                          "no effect"}));
    EXPECT_TRUE(Parse(scenario.ToYaml()).GetWarnings().empty());
}

TEST(ScenarioLedger, SaysWhereACaliperFileAndItsModulesDoNotFit)
{
    const CaliperFolder folder;
    EXPECT_EQ(folder.ErrorOf("  modules:\n    lib/create.js: CreatAsset\n").substr(0, 63),
              "s.yaml:5: workload.modules.lib/create.js: expected one of Asset");
    EXPECT_EQ(folder.ErrorOf("  modules: { lib/create.js: hot }\n  operations: { hot: { function: "
                             "f, arguments: [\"${argument:key}\"] } }\n"),
              "bench.yaml:8: test.rounds[].workload.arguments.key: expected this argument of the "
              "operation hot, got ''");
    EXPECT_EQ(folder.ErrorOf("  modules: { lib/create.js: CreateAsset }\n  workers: 4\n"),
              "s.yaml:5: workload.workers: expected no number of workers, as workload.caliper "
              "names a file that has it, got '4'");
    EXPECT_EQ(ErrorOf("fabric: {}\nworkload:\n  caliper: /absent.yaml\n"),
              "f.yaml:3: workload.caliper: expected a file that can be read, got '/absent.yaml'");
    EXPECT_EQ(ErrorOf("fabric: {}\nworkload:\n  modules: { a.js: CreateAsset }\n  rounds: [" +
                      ROUND + "]\n"),
              "f.yaml:3: workload.modules: expected no table of modules without "
              "workload.caliper, whose they are, got '{a.js: CreateAsset}'");
}

TEST(ScenarioLedger, KeysSetTheAttributesOfTheWorkloadAndTheCourse)
{
    const auto scenario = Parse(MakeLedger("",
                                           "loopTime: 1ms, shortestSleep: 2ms, roundPause: 3s, "
                                           "settleTime: 4s, retryInterval: 5ms, patience: 6s,"));
    const auto run = CreateObject<WorkloadRun>();
    const auto course = CreateObject<LedgerCourse>();
    scenario.Configure(*run, "workload");
    scenario.Configure(*course, "workload");

    EXPECT_EQ(GetAttribute<TimeValue>(*run, "LoopTime"), MilliSeconds(1));
    EXPECT_EQ(GetAttribute<TimeValue>(*run, "ShortestSleep"), MilliSeconds(2));
    EXPECT_EQ(GetAttribute<TimeValue>(*run, "RoundPause"), Seconds(3));
    EXPECT_EQ(GetAttribute<TimeValue>(*course, "SettleTime"), Seconds(4));
    EXPECT_EQ(GetAttribute<TimeValue>(*course, "RetryInterval"), MilliSeconds(5));
    EXPECT_EQ(GetAttribute<TimeValue>(*course, "Patience"), Seconds(6));
}

TEST(ScenarioLedger, SharesIdentitiesWithinAnOrganization)
{
    EXPECT_EQ(ErrorOf(MakeLedger("", "clients: 4, identities: 2,")), "");
    EXPECT_EQ(ErrorOf(MakeLedger("", "clients: 2, identities: 2,")), "");
    EXPECT_EQ(ErrorOf(MakeLedger("",
                                 "clients: 9, identities: 1, gateways: [peer1.org1, "
                                 "peer2.org1],")),
              "");
    EXPECT_EQ(ErrorOf(MakeLedger("", "clients: 4, identities: 3,")),
              "f.yaml:2: workload.identities: expected identities whose clients connect to one "
              "organisation's peers, unlike client1 and client4, got '3'");
    EXPECT_EQ(ErrorOf(MakeLedger("",
                                 "clients: 9, identities: 1, gateways: [peer1.org1, "
                                 "peer1.org2],")),
              "f.yaml:2: workload.identities: expected identities whose clients connect to one "
              "organisation's peers, unlike client1 and client2, got '1'");
}

TEST(ScenarioLedger, RoundsAreSweptAsAWhole)
{
    const auto round = [](const std::string& operation) {
        return "[{ label: a, operation: " + operation +
               ", txNumber: 4, rateControl: { type: fixed-rate } }]";
    };
    const std::string start = "fabric: {}\nworkload: { clients: 2 }\nsweep:\n  workload.rounds: [";
    const auto scenario = Parse(start + round("CreateAsset") + ", " + round("ReadAsset") + "]\n");

    ASSERT_EQ(scenario.GetAxes().size(), 1U);
    const auto point = scenario.AtPoint({{"workload.rounds", scenario.GetAxes()[0].values.at(1)}});
    EXPECT_EQ(point.GetLedger().workload.rounds.at(0).operation, "ReadAsset");
    EXPECT_EQ(Parse(scenario.ToYaml()).ToYaml(), scenario.ToYaml());
    EXPECT_EQ(ErrorOf(start + round("CreateAsset") + ", " + round("Creat") + "]\n").substr(0, 54),
              "f.yaml:4: workload.rounds[].operation: expected one of");
    EXPECT_EQ(ErrorOf(start + round("CreateAsset") + ", []]\n"),
              "f.yaml:4: workload.rounds: expected a list of rounds, got ''");
    EXPECT_EQ(ErrorOf("fabric: {}\nworkload: {}\n"),
              "f.yaml:1: workload.rounds: expected a list of rounds, got ''");
}
