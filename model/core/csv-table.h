/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CSV_TABLE_H
#define CSV_TABLE_H

#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Rows of one result file, written whole or not at all.
 *
 * Fields are quoted as RFC 4180 says; lines end in LF alone, as line-based tools expect.
 * Rows are kept until Write(), which writes a temporary file beside the target and renames it, so a
 * broken run never leaves a partial file under a result's name. Times are printed as decimal
 * seconds that read back exactly, to the nanosecond; doubles in the shortest form that reads back
 * exactly.
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

    /// Any other integer type, by value.
    template <typename T,
              typename = std::enable_if_t<std::is_integral_v<T> && !std::is_same_v<T, bool> &&
                                          !std::is_same_v<T, char>>>
    CsvTable& Cell(T value);

    /// Ends the row, which must have as many cells as there are columns.
    void EndRow();

    uint64_t GetRows() const;
    std::string ToString() const; //!< header and ended rows

    /// Writes the table to @p path. @throws std::runtime_error naming the path and the reason.
    void Write(const std::string& path) const;

  private:
    std::string& StartCell(); //!< @return where the cell's text goes, separated from the last one

    std::string m_text;       //!< header, rows, and the row under construction
    std::size_t m_ended{0};   //!< [B] of m_text up to the last ended row
    std::size_t m_columns{0}; //!< cells per row
    std::size_t m_cells{0};   //!< cells in the row under construction
    uint64_t m_rows{0};       //!< ended rows
};

template <typename T, typename>
CsvTable&
CsvTable::Cell(T value)
{
    if constexpr (std::is_signed_v<T>)
    {
        return Cell(static_cast<int64_t>(value));
    }
    else
    {
        return Cell(static_cast<uint64_t>(value));
    }
}

} // namespace iotledger
} // namespace ns3

#endif /* CSV_TABLE_H */
