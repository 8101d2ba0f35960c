/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CSV_TABLE_H
#define CSV_TABLE_H

#include "ns3/nstime.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Rows of one result file (RFC 4180), written whole or not at all.
 *
 * Rows are kept until Write(), which writes a temporary file beside the target and renames it, so a
 * broken run never leaves a partial file under a result's name. Times are printed as decimal
 * seconds that read back exactly; doubles in the shortest form that reads back exactly.
 */
class CsvTable
{
  public:
    explicit CsvTable(std::vector<std::string> columns);

    /// Adds cells to the row under construction, in column order.
    CsvTable& Cell(std::string_view text);
    CsvTable& Cell(uint64_t value);
    CsvTable& Cell(int64_t value);
    CsvTable& Cell(double value);
    CsvTable& Cell(Time value); //!< [s]

    /// Ends the row, which must have as many cells as there are columns.
    void EndRow();

    uint64_t GetRows() const;
    std::string ToString() const;

    /// Writes the table to @p path. @throws std::runtime_error naming the path and the reason.
    void Write(const std::string& path) const;
};

} // namespace iotledger
} // namespace ns3

#endif /* CSV_TABLE_H */
