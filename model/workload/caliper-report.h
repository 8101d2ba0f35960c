/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CALIPER_REPORT_H
#define CALIPER_REPORT_H

#include "ns3/csv-table.h"
#include "ns3/transaction-statistics.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The table that Caliper prints, one row a round, and the rate that was asked for.
 *
 *     Send Rate   (Succ + Fail) / (last create - first create)
 *     Throughput  (Succ + Fail) / (last finish - first create)
 *     latencies   of the successful ones
 *
 * A value that is not defined (the send rate of a single transaction, the latency of none) is left
 * out. Create is when the client is called, finish when it has the outcome.
 *
 * Source: Hyperledger Caliper 0.5, packages/caliper-core/lib/manager/report/report.js.
 */
class CaliperReport
{
  public:
    struct Row
    {
        std::string name;
        TransactionStatistics statistics; //!< of all workers
        std::optional<double> askedRate;  //!< [1/s] none where the controller names none

        std::optional<double> GetSendRate() const;    //!< [1/s]
        std::optional<double> GetThroughput() const;  //!< [1/s]
        std::optional<double> GetMeanLatency() const; //!< [s] of the successful ones
    };

    void Add(Row row);
    const std::vector<Row>& GetRows() const;

    static CsvTable MakeTable();                               //!< `caliper.csv`, without rows
    void AddTo(CsvTable& table, const std::string& run) const; //!< a row for each, values in full

    std::string ToText() const; //!< for a terminal, digits as Caliper has them

  private:
    std::vector<Row> m_rows;
};

} // namespace iotledger
} // namespace ns3

#endif /* CALIPER_REPORT_H */
