/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef EVENT_LOG_H
#define EVENT_LOG_H

#include "ns3/csv-table.h"

#include <cstdint>
#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The rows of events.csv: faults, detections, rejected inputs, each at its simulated time.
 */
class EventLog
{
  public:
    /// @param run number of the run, for the first column
    explicit EventLog(uint64_t run);

    /// Adds an event that happens now.
    void Add(const std::string& node, const std::string& event, const std::string& detail);

    const CsvTable& GetTable() const;

  private:
    uint64_t m_run;
    CsvTable m_table;
};

} // namespace iotledger
} // namespace ns3

#endif /* EVENT_LOG_H */
