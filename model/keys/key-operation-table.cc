/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "key-operation-table.h"

#include "ns3/mtp-topic.h"
#include "ns3/simulator.h"

namespace ns3
{
namespace iotledger
{

KeyOperationTable::KeyOperationTable(uint64_t run)
    : m_run(run),
      m_table({"run",
               "protocol",
               "operation",
               "id",
               "source",
               "target",
               "devices",
               "start_s",
               "end_s",
               "latency_s",
               "outcome",
               "keygen_s",
               "crypto_s",
               "network_s",
               "broker_s",
               "device_s",
               "replies",
               "mismatches",
               "bytes"})
{
}

KeyOperation
KeyOperationTable::Start(const char* operation,
                         uint32_t source,
                         const KeySubject& target,
                         uint32_t devices)
{
    KeyOperation row;
    row.operation = operation;
    row.id = ++m_started;
    row.source = source;
    row.target = target;
    row.devices = devices;
    row.start = Simulator::Now();
    return row;
}

void
KeyOperationTable::End(KeyOperation row, const std::string& outcome)
{
    row.end = Simulator::Now();
    row.outcome = outcome;
    const auto parts = row.GetParts();
    m_table.Cell(m_run).Cell("mtp").Cell(row.operation).Cell(row.id);
    m_table.Cell(mtptopic::ClientId(row.source));
    m_table.Cell(row.target.GetName()).Cell(row.devices);
    m_table.Cell(row.start).Cell(row.end).Cell(row.end - row.start).Cell(row.outcome);
    m_table.Cell(parts.keygen).Cell(parts.crypto).Cell(parts.network);
    m_table.Cell(parts.broker).Cell(parts.device);
    m_table.Cell(row.replies).Cell(row.mismatches).Cell(row.bytes).EndRow();
    if (m_ended)
    {
        m_ended(row);
    }
}

void
KeyOperationTable::CutShort(KeyOperation operation, const std::string& outcome)
{
    operation.cutShort = true;
    End(std::move(operation), outcome);
}

void
KeyOperationTable::SetEndedCallback(EndedCallback callback)
{
    m_ended = std::move(callback);
}

const CsvTable&
KeyOperationTable::GetTable() const
{
    return m_table;
}

} // namespace iotledger
} // namespace ns3
