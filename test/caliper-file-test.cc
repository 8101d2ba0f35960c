/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/caliper-file.h"
#include "ns3/round-writer.h"
#include "ns3/scenario-error.h"
#include "ns3/scenario-yaml.h"
#include "ns3/yaml-merge-keys.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

const WorkloadModules MODULES = {{"workloads/register.js", {"Register", {"s.yaml", 3}}},
                                 {"workloads/get.js", {"Get", {"s.yaml", 4}}}};

// In the manner of real files: anchors beside the test, merge keys, options that no one reads.
const std::string BENCHMARK = R"(---
registry: &registry
  contract: device-registry
  sizes: [100, 200]
load: &load
  type: fixed-load
  opts: &opts
    transactionLoad: 100
    startingTps: 100
round: &round
  txNumber: 2000
  trim: 10
  rateControl: *load

test:
  name: registry
  description: >-
    Registers devices,
    then reads them.
  workers:
    type: local
    number: 5
  rounds:
    - <<: *round
      label: register
      workload:
        module: workloads/register.js
        arguments:
          <<: *registry
          contract: other
    - label: get
      description: reads
      <<: [*round, { txNumber: 7, label: ignored }]
      rateControl:
        type: composite-rate
        opts:
          weights: [2, 1]
          logChange: true
          rateControllers:
            - type: fixed-rate
              opts: { tps: 30 }
            - type: linear-rate
              opts: { <<: *opts, startingTps: 25, finishingTps: '100' }
      workload: { module: workloads/get.js }
    - label: idle
      txDuration: 2.5
      rateControl: { type: zero-rate }
      workload: { module: workloads/get.js }
monitors:
  resource:
    - module: docker
)";

/// @return what a file is refused with; empty if it is not.
std::string
CaliperRefusalOf(const std::string& yaml)
{
    try
    {
        ParseCaliper(yaml, "b.yaml", MODULES);
    }
    catch (const ScenarioError& error)
    {
        return error.what();
    }
    return "";
}

/// @return a benchmark of one round with these lines of it.
std::string
WithRound(const std::string& round)
{
    return "test:\n  workers: { number: 2 }\n  rounds:\n    - { label: a, " + round + " }\n";
}

/// @return the same with this rate control.
std::string
WithRate(const std::string& rateControl, const std::string& length = "txNumber: 10")
{
    return WithRound(length +
                     ", workload: { module: workloads/get.js }, rateControl: " + rateControl);
}

std::vector<RoundSpec>
ReadInline(const std::string& yaml)
{
    std::vector<std::string> warnings;
    return RoundReader(4, nullptr, warnings).Read(ReadYaml(yaml, {"s.yaml", 1}), "workload.rounds");
}

std::string
InlineRefusalOf(const std::string& yaml)
{
    try
    {
        ReadInline(yaml);
    }
    catch (const ScenarioError& error)
    {
        return error.what();
    }
    return "";
}

} // namespace

TEST(CaliperFile, IsReadWithItsAnchorsAndMergeKeys)
{
    const WorkloadSpec spec = ParseCaliper(BENCHMARK, "b.yaml", MODULES).workload;

    EXPECT_EQ(spec.workers, 5u);
    ASSERT_EQ(spec.rounds.size(), 3u);
    const RoundSpec& first = spec.rounds[0];
    EXPECT_EQ(first.label, "register");
    EXPECT_EQ(first.operation, "Register");
    EXPECT_EQ(first.txNumber, 2000u);
    EXPECT_EQ(first.rateControl.type, "fixed-load");
    EXPECT_EQ(first.rateControl.GetNumber("transactionLoad"), 100);
    EXPECT_EQ(first.rateControl.GetNumber("startTps"), 5);
    EXPECT_EQ(first.arguments,
              (std::map<std::string, std::string>{{"contract", "other"}, {"sizes", "[100, 200]"}}));
}

TEST(CaliperFile, ReadsControllersWithinControllers)
{
    const WorkloadSpec spec = ParseCaliper(BENCHMARK, "b.yaml", MODULES).workload;

    const RateControlSpec& composite = spec.rounds.at(1).rateControl;
    EXPECT_EQ(spec.rounds[1].txNumber, 2000u); // the first of the merged maps has it
    EXPECT_EQ(spec.rounds[1].label, "get");
    EXPECT_EQ(composite.weights, (std::vector<double>{2, 1}));
    ASSERT_EQ(composite.controllers.size(), 2u);
    EXPECT_EQ(composite.controllers[0].GetNumber("tps"), 30);
    EXPECT_EQ(composite.controllers[1].GetNumber("startingTps"), 25);
    EXPECT_EQ(composite.controllers[1].GetNumber("finishingTps"), 100);
    EXPECT_EQ(spec.rounds[2].txNumber, 0u);
    EXPECT_EQ(spec.rounds[2].txDuration, Seconds(2.5));
}

TEST(CaliperFile, WarnsOfWhatHasNoEffect)
{
    const WorkloadSpec spec = ParseCaliper(BENCHMARK, "b.yaml", MODULES).workload;

    EXPECT_EQ(spec.warnings,
              (std::vector<std::string>{
                  "b.yaml:12: test.rounds[].trim: not read, no effect",
                  "b.yaml:9: test.rounds[].rateControl.opts.startingTps: fixed-load does not read "
                  "it, no effect (it reads transactionLoad, startTps)",
                  "b.yaml:8: test.rounds[].rateControl.opts.rateControllers[].opts.transactionLoad:"
                  " linear-rate does not read it, no effect (it reads startingTps, finishingTps)",
              }));
}

TEST(CaliperFile, ReadsTheFormOfOldFiles)
{
    const WorkloadSpec spec = ParseCaliper("test:\n"
                                           "  clients: { type: local, number: 3 }\n"
                                           "  rounds:\n"
                                           "    - label: open\n"
                                           "      txNumber: 100\n"
                                           "      rateControl: { type: fixed-rate }\n"
                                           "      callback: workloads/get.js\n"
                                           "      arguments: { money: 10000 }\n",
                                           "b.yaml",
                                           MODULES)
                                  .workload;

    EXPECT_EQ(spec.workers, 3u);
    EXPECT_EQ(spec.rounds.at(0).operation, "Get");
    EXPECT_EQ(spec.rounds[0].arguments.at("money"), "10000");
    EXPECT_TRUE(spec.warnings.empty());
}

TEST(CaliperFile, NamesAnUnknownModuleAndTheTable)
{
    EXPECT_EQ(CaliperRefusalOf(WithRound("txNumber: 1, rateControl: { type: fixed-rate }, "
                                         "workload: { module: lib/x.js }")),
              "b.yaml:4: test.rounds[].workload.module: expected one of the modules in the table: "
              "workloads/get.js, workloads/register.js, got 'lib/x.js'");
}

TEST(CaliperFile, RefusesRoundsThatCaliperRefuses)
{
    const std::string rest = ", rateControl: { type: fixed-rate }, "
                             "workload: { module: workloads/get.js }";
    EXPECT_EQ(
        CaliperRefusalOf(WithRound("txNumber: 1, txDuration: 1" + rest)),
        "b.yaml:4: test.rounds[].txNumber: expected either txNumber or txDuration, got 'both'");
    EXPECT_NE(CaliperRefusalOf(WithRound("description: b" + rest)), "");
    EXPECT_NE(CaliperRefusalOf(WithRound("txNumber: [1, 2]" + rest)), "");
    EXPECT_NE(CaliperRefusalOf(WithRound("txDuration: -1" + rest)), "");
    EXPECT_NE(CaliperRefusalOf(WithRound("txNumber: 1, rateControl: { type: fixed-rate }")), "");
    EXPECT_NE(CaliperRefusalOf(WithRound("txNumber: 1, workload: { module: workloads/get.js }")),
              "");
    EXPECT_NE(CaliperRefusalOf("test: { rounds: [] }"), "");
    EXPECT_NE(CaliperRefusalOf("test: { rounds: 3 }"), "");
    EXPECT_NE(CaliperRefusalOf("test: {}"), "");
    EXPECT_NE(CaliperRefusalOf("monitors: {}"), "");
    EXPECT_NE(CaliperRefusalOf("test: { workers: { number: 0 }, rounds: [] }"), "");
    EXPECT_EQ(CaliperRefusalOf(WithRound("txNumber: 1" + rest)), "");
}

TEST(CaliperFile, RefusesWrongRateControls)
{
    EXPECT_EQ(CaliperRefusalOf(WithRate("{ type: fixed-rate, opts: { tps: fast } }")),
              "b.yaml:4: test.rounds[].rateControl.opts.tps: expected a number from 0 to 1e9, got "
              "'fast'");
    EXPECT_EQ(CaliperRefusalOf(WithRate("{ type: fixed-rate, opts: { tps: -5 } }")),
              "b.yaml:4: test.rounds[].rateControl.opts.tps: expected a number from 0 to 1e9, got "
              "'-5'");
    EXPECT_NE(CaliperRefusalOf(WithRate("{ type: fixed-backlog }")), "");
    EXPECT_NE(CaliperRefusalOf(WithRate("[{ type: fixed-rate }]")), "");
    EXPECT_NE(CaliperRefusalOf(WithRate("{ type: linear-rate, opts: { startingTps: 1 } }")), "");
    EXPECT_NE(CaliperRefusalOf(WithRate("{ type: zero-rate }")), "");
    EXPECT_EQ(CaliperRefusalOf(WithRate("{ type: zero-rate }", "txDuration: 3")), "");
    EXPECT_NE(CaliperRefusalOf(WithRate("{ type: replay-rate }")), "");
    EXPECT_NE(CaliperRefusalOf(WithRate("{ type: record-rate, opts: { pathTemplate: a } }")), "");
    EXPECT_NE(CaliperRefusalOf(WithRate("{ type: fixed-load, opts: { startTps: 0.5 } }")), "");
    EXPECT_NE(CaliperRefusalOf(WithRate("{ type: poisson }")), "");
    EXPECT_NE(CaliperRefusalOf(WithRate("{ type: poisson, opts: { tps: 1e300 } }")), "");
    EXPECT_NE(CaliperRefusalOf(WithRate("{ type: closed-loop, opts: { slots: 1 } }")), "");
    EXPECT_EQ(CaliperRefusalOf(WithRate("{ type: closed-loop, opts: { slots: 2 } }")), "");
    const std::string two = "rateControllers: [{ type: fixed-rate }, { type: fixed-rate }]";
    const auto composite = [&](const std::string& weights) {
        return WithRate("{ type: composite-rate, opts: { weights: " + weights + ", " + two +
                        " } }");
    };
    EXPECT_NE(CaliperRefusalOf(composite("[1]")), "");
    EXPECT_NE(CaliperRefusalOf(composite("[0, 0]")), "");
    EXPECT_NE(CaliperRefusalOf(composite("[1, -1]")), "");
    EXPECT_EQ(CaliperRefusalOf(composite("[1, 0]")), "");
}

TEST(CaliperFile, SaysOnWhichLineAnOptionIsWrong)
{
    const std::string yaml = WithRate("{ type: closed-loop,\n        opts: {\n"
                                      "          slots: 1 } }");
    EXPECT_EQ(CaliperRefusalOf(yaml),
              "b.yaml:6: test.rounds[].rateControl.opts.slots: expected at least one for each of 2 "
              "workers, got '1'");
}

TEST(CaliperFile, TakesAnUnknownFormatForTextAsCaliperDoes)
{
    const WorkloadSpec spec =
        ParseCaliper(WithRate("{ type: record-rate, opts: { pathTemplate: a, outputFormat: XML, "
                              "rateController: { type: fixed-rate } } }"),
                     "b.yaml",
                     MODULES)
            .workload;

    EXPECT_EQ(spec.rounds.at(0).rateControl.GetText("outputFormat"), "");
    ASSERT_EQ(spec.warnings.size(), 1u);
    EXPECT_NE(spec.warnings[0].find("TEXT, BIN_BE, BIN_LE"), std::string::npos);
}

TEST(CaliperFile, NumbersRoundsOfOneLabel)
{
    const auto round = [](const std::string& label) {
        return "    - { label: " + label +
               ", txNumber: 1, workload: { module: workloads/get.js }, rateControl: { type: "
               "fixed-rate } }\n";
    };
    const auto rounds = ParseCaliper("test:\n  rounds:\n" + round("c") + round("c") + round("c-2") +
                                         round("c") + round("c-2"),
                                     "b.yaml",
                                     MODULES)
                            .workload.rounds;

    std::vector<std::string> labels;
    for (const auto& spec : rounds)
    {
        labels.push_back(spec.label);
    }
    EXPECT_EQ(labels, (std::vector<std::string>{"c", "c-3", "c-2", "c-4", "c-2-2"}));
}

TEST(CaliperFile, SaysWhereItsRoundsAreMappedAndGiveArguments)
{
    const auto places = ParseCaliper(BENCHMARK, "b.yaml", MODULES).places;

    ASSERT_EQ(places.size(), 3u);
    EXPECT_EQ(places[0].operation.ToString(), "s.yaml:3");
    EXPECT_EQ(places[0].operationKey, "workload.modules.workloads/register.js");
    EXPECT_EQ(places[0].arguments.ToString(), "b.yaml:29");
    EXPECT_EQ(places[0].argumentsKey, "test.rounds[].workload.arguments");
}

TEST(CaliperFile, WarnsOfAPauseThatIsNone)
{
    const auto warningsOf = [](const std::string& weights) {
        return ParseCaliper(WithRate("{ type: composite-rate, opts: { weights: " + weights +
                                         ", rateControllers: [{ type: fixed-rate }, { type: "
                                         "zero-rate }] } }",
                                     "txDuration: 5"),
                            "b.yaml",
                            MODULES)
            .workload.warnings;
    };
    EXPECT_TRUE(warningsOf("[4, 1]").empty());
    EXPECT_EQ(warningsOf("[9, 1]"),
              (std::vector<std::string>{
                  "b.yaml:4: test.rounds[].rateControl.opts.weights: leaves less than 1 s to "
                  "zero-rate, which then makes no pause: shares are whole seconds"}));
}

TEST(CaliperFile, RefusesAFileThatIsNotThere)
{
    EXPECT_THROW(ReadCaliperFile("no-such-file.yaml", {"s.yaml", 3}, MODULES), ScenarioError);
}

TEST(InlineRounds, NameTheirOperation)
{
    const auto rounds =
        ReadInline("- { label: create, operation: CreateAsset, txNumber: 2000, "
                   "arguments: { size: 100 }, "
                   "rateControl: { type: fixed-load, opts: { transactionLoad: 100 } } }\n"
                   "- { label: read, operation: ReadAsset, txDuration: 30s, "
                   "rateControl: { type: poisson, opts: { tps: 50 } } }\n");

    ASSERT_EQ(rounds.size(), 2u);
    EXPECT_EQ(rounds[0].operation, "CreateAsset");
    EXPECT_EQ(rounds[0].arguments.at("size"), "100");
    EXPECT_EQ(rounds[0].txNumber, 2000u);
    EXPECT_EQ(rounds[1].txDuration, Seconds(30));
    EXPECT_EQ(rounds[1].rateControl.GetNumber("tps"), 50);
}

TEST(InlineRounds, RefuseAnUnknownKeyAndAMissingOperation)
{
    EXPECT_EQ(InlineRefusalOf("- { label: a, operation: B, txNumbers: 1 }"),
              "s.yaml:1: workload.rounds[].txNumbers: expected a known key, got 'txNumbers' "
              "(nearest: txNumber)");
    EXPECT_EQ(
        InlineRefusalOf("- { label: a, txNumber: 1, rateControl: { type: fixed-rate } }"),
        "s.yaml:1: workload.rounds[].operation: expected an operation of the chaincode, got ''");
}

TEST(InlineRounds, RefuseWhatTheirControllerDoesNotRead)
{
    const auto refusalOf = [](const std::string& control) {
        return InlineRefusalOf("- label: a\n  operation: B\n  txDuration: 9\n  rateControl:\n" +
                               control);
    };
    EXPECT_EQ(refusalOf("    type: fixed-load\n    opts: { transactonLoad: 100 }\n"),
              "s.yaml:6: workload.rounds[].rateControl.opts.transactonLoad: expected a known key, "
              "got 'transactonLoad' (nearest: transactionLoad)");
    EXPECT_EQ(refusalOf("    type: fixed-load\n    options: {}\n"),
              "s.yaml:6: workload.rounds[].rateControl.options: expected a known key, got "
              "'options' (nearest: opts)");
    EXPECT_EQ(refusalOf("    type: zero-rate\n    opts: { tps: 1 }\n"),
              "s.yaml:6: workload.rounds[].rateControl.opts.tps: expected a known key, got 'tps' "
              "(there is none)");
    EXPECT_EQ(refusalOf("    type: maximum-rate\n    opts: { includeFailed: false }\n"),
              "s.yaml:6: workload.rounds[].rateControl.opts.includeFailed: expected true, for "
              "which Caliper takes false too, got 'false'");
    EXPECT_EQ(refusalOf("    type: record-rate\n    opts:\n      pathTemplate: a\n"
                        "      rateController: { type: fixed-rate }\n"
                        "      outputFormat: XML\n"),
              "s.yaml:9: workload.rounds[].rateControl.opts.outputFormat: expected one of TEXT, "
              "BIN_BE, BIN_LE, got 'XML'");
}

TEST(InlineRounds, HaveLabelsOfTheirOwn)
{
    const std::string rest = ", operation: B, txNumber: 1, rateControl: { type: fixed-rate } }\n";
    EXPECT_EQ(
        InlineRefusalOf("- { label: a" + rest + "- { label: b" + rest + "- { label: a" + rest),
        "s.yaml:3: workload.rounds[].label: expected a label that no other round has, got "
        "'a'");
}

TEST(InlineRounds, ReplayFilesThatCanBeReadOrWhatARoundBeforeRecords)
{
    const auto folder = std::filesystem::path(testing::TempDir()) / "replayed-recordings-test";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "trace-0") << "10\n";
    std::ofstream(folder / "short-0") << "abc";
    const std::string start = ", operation: B, txNumber: 1, rateControl: { type: ";
    const std::string record = "- { label: a" + start +
                               "record-rate, opts: { pathTemplate: made-<C>, rateController: { "
                               "type: fixed-rate } } } }\n";
    const auto read = [&](const std::string& replayed) {
        std::vector<std::string> warnings;
        return RoundReader(1, nullptr, warnings)
            .Read(ReadYaml(record + "- { label: b" + start +
                               "replay-rate, opts: { pathTemplate: " + replayed + " } } }\n",
                           {(folder / "s.yaml").string(), 1}),
                  "workload.rounds")
            .at(1)
            .rateControl.GetText("pathTemplate");
    };
    const auto refusalOf = [&](const std::string& replayed) -> std::string {
        try
        {
            read(replayed);
        }
        catch (const ScenarioError& error)
        {
            return error.what();
        }
        return "";
    };
    const auto key = (folder / "s.yaml").string() + ":2: workload.rounds[].rateControl.opts.";

    EXPECT_EQ(read("made-<C>"), "made-<C>");
    EXPECT_EQ(read("trace-<C>"), (folder / "trace-<C>").string());
    EXPECT_EQ(refusalOf("absent"),
              key + "pathTemplate: expected a recording that can be read, got '" +
                  (folder / "absent").string() + "'");
    EXPECT_EQ(refusalOf("short-<C>, inputFormat: BIN_LE"),
              key +
                  "inputFormat: expected a recording of as many 32-bit numbers as its first one "
                  "says, got '3 bytes in " +
                  (folder / "short-0").string() + "'");
    std::filesystem::remove_all(folder);
}

TEST(InlineRounds, AreWrittenSoThatTheyReadBack)
{
    const WorkloadSpec spec = ParseCaliper(BENCHMARK, "b.yaml", MODULES).workload;
    const ScenarioValue written = WriteRounds(spec.rounds);
    std::vector<std::string> warnings;
    const auto read = RoundReader(spec.workers, nullptr, warnings)
                          .Read(ReadYaml(WriteYamlLine(written), {"w.yaml", 1}), "workload.rounds");

    EXPECT_TRUE(warnings.empty());
    EXPECT_EQ(WriteYamlLine(WriteRounds(read)), WriteYamlLine(written));
    ASSERT_EQ(read.size(), 3u);
    EXPECT_EQ(read[0].arguments, spec.rounds[0].arguments);
    EXPECT_EQ(read[0].rateControl.numbers,
              (std::map<std::string, double>{{"startTps", 5}, {"transactionLoad", 100}}));
    EXPECT_EQ(read[1].rateControl.weights, spec.rounds[1].rateControl.weights);
    EXPECT_EQ(read[1].rateControl.controllers.at(1).GetNumber("finishingTps"), 100);
    EXPECT_EQ(read[2].txDuration, Seconds(2.5));
    EXPECT_EQ(read[2].operation, "Get");
}

TEST(YamlMergeKeys, RefuseWhatIsNoMap)
{
    ScenarioValue value = ReadYaml("a: { <<: 3 }", {"m.yaml", 1});
    EXPECT_THROW(ApplyMergeKeys(value), ScenarioError);
}
