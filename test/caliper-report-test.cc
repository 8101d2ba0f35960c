/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/caliper-report.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

struct Ended
{
    double created;  //!< [s]
    double finished; //!< [s]
    bool isSuccess;
};

TransactionStatistics
Gather(const std::vector<Ended>& transactions)
{
    TransactionStatistics statistics;
    statistics.Start(Seconds(10));
    for (const auto& transaction : transactions)
    {
        statistics.Submit();
        statistics.Finish(Seconds(transaction.created),
                          Seconds(transaction.finished),
                          transaction.isSuccess);
    }
    return statistics;
}

std::string
WriteRow(CaliperReport::Row row)
{
    CaliperReport report;
    report.Add(std::move(row));
    CsvTable table = CaliperReport::MakeTable();
    report.AddTo(table, "7");
    const std::string text = table.ToString();
    return text.substr(text.find('\n') + 1);
}

} // namespace

TEST(CaliperReport, HasCalipersColumnsAndTheRunAndTheAskedRate)
{
    EXPECT_EQ(CaliperReport::MakeTable().ToString(),
              "run,Name,Succ,Fail,Asked Rate (TPS),Send Rate (TPS),Max Latency (s),"
              "Min Latency (s),Avg Latency (s),Throughput (TPS)\n");
}

TEST(CaliperReport, CountsFailuresInRatesAndLeavesThemOutOfLatencies)
{
    TransactionStatistics statistics = Gather({{11, 13, true}, {11.5, 21, false}, {13, 14, true}});
    statistics.Merge(Gather({{12, 16, true}, {15, 15.5, false}}));

    // Sent in 15 - 11 s, finished in 21 - 11 s; latencies 2, 1 and 4 s.
    EXPECT_EQ(WriteRow({"create", statistics, 2.0}),
              "7,create,3,2,2,1.25,4,1,2.3333333333333335,0.5\n");
}

TEST(CaliperReport, LeavesOutWhatIsNotDefined)
{
    EXPECT_EQ(WriteRow({"one", Gather({{10, 12, false}}), std::nullopt}), "7,one,0,1,,,,,,0.5\n");
    EXPECT_EQ(WriteRow({"none", Gather({}), std::nullopt}), "7,none,0,0,,,,,,\n");
}

TEST(CaliperReport, MergesAWorkerWithoutTransactions)
{
    TransactionStatistics statistics;
    statistics.Merge(Gather({{11, 15, true}, {12, 14, true}}));
    statistics.Merge(Gather({}));

    EXPECT_EQ(statistics.GetFirstCreated(), Seconds(11));
    EXPECT_EQ(statistics.GetSuccessful().minLatency, Seconds(2));
    EXPECT_EQ(statistics.GetSubmitted(), 2u);
}

TEST(CaliperReport, ShowsDigitsAsCaliperDoes)
{
    CaliperReport report;
    report.Add({"create", Gather({{10, 12, true}, {13, 14, true}}), std::nullopt});

    EXPECT_EQ(report.ToText(),
              "Name    Succ  Fail  Asked Rate (TPS)  Send Rate (TPS)  Max Latency (s)  "
              "Min Latency (s)  Avg Latency (s)  Throughput (TPS)\n"
              "create     2     0                 -              0.7             2.00  "
              "           1.00             1.50               0.5\n");
}
