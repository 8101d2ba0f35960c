/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_OPERATION_TABLE_H
#define KEY_OPERATION_TABLE_H

#include "ns3/csv-table.h"
#include "ns3/key-operation.h"

#include <cstdint>
#include <functional>
#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The rows of operations.csv, in order of their end.
 */
class KeyOperationTable
{
  public:
    using EndedCallback = std::function<void(const KeyOperation& operation)>;

    explicit KeyOperationTable(uint64_t run);

    /// @return an operation that starts now, with the next id.
    /// @param operation register, pubcheck or datasend
    /// @param source device number @param target number 0: all
    /// @param devices that take part
    KeyOperation Start(const char* operation,
                       uint32_t source,
                       const KeySubject& target,
                       uint32_t devices);

    /// Ends @p operation now and writes its row; then tells whoever asked to be told.
    void End(KeyOperation operation, const std::string& outcome);

    /// Ends it likewise, cut short by a time-out.
    void CutShort(KeyOperation operation, const std::string& outcome);

    void SetEndedCallback(EndedCallback callback);
    const CsvTable& GetTable() const;

  private:
    uint64_t m_run;
    uint64_t m_started{0};
    CsvTable m_table;
    EndedCallback m_ended;
};

} // namespace iotledger
} // namespace ns3

#endif /* KEY_OPERATION_TABLE_H */
