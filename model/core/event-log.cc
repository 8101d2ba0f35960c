/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "event-log.h"

#include "ns3/simulator.h"

namespace ns3
{
namespace iotledger
{

EventLog::EventLog(uint64_t run)
    : m_run(run),
      m_table({"run", "time_s", "node", "event", "detail"})
{
}

void
EventLog::Add(const std::string& node, const std::string& event, const std::string& detail)
{
    m_table.Cell(m_run).Cell(Simulator::Now()).Cell(node).Cell(event).Cell(detail).EndRow();
}

const CsvTable&
EventLog::GetTable() const
{
    return m_table;
}

} // namespace iotledger
} // namespace ns3
