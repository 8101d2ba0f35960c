/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "csv-table.h"

#include "ns3/assert.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <stdexcept>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr uint64_t NANOSECONDS = 1'000'000'000; //!< per second

/// Appends @p value in the shortest decimal form that reads back exactly.
template <typename T>
void
AppendNumber(std::string& out, T value)
{
    std::array<char, 32> digits; // the longest is a double: -1.7976931348623157e+308
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out.append(digits.data(), end);
}

/// Appends @p text, quoted if it holds what would end a field (RFC 4180, section 2, rules 5 to 7).
void
AppendText(std::string& out, std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos)
    {
        out += text;
        return;
    }
    out += '"';
    for (char c : text)
    {
        out.append(c == '"' ? 2 : 1, c);
    }
    out += '"';
}

[[noreturn]] void
Fail(const std::string& path, int error)
{
    throw std::runtime_error(path + ": cannot write: " + std::strerror(error));
}

} // namespace

CsvTable::CsvTable(std::vector<std::string> columns)
    : m_columns(columns.size())
{
    for (const auto& column : columns)
    {
        Cell(std::string_view(column));
    }
    EndRow();
    m_rows = 0;
}

std::string&
CsvTable::StartCell()
{
    if (m_cells++ > 0)
    {
        m_text += ',';
    }
    return m_text;
}

CsvTable&
CsvTable::Cell(std::string_view text)
{
    AppendText(StartCell(), text);
    return *this;
}

CsvTable&
CsvTable::Cell(uint64_t value)
{
    AppendNumber(StartCell(), value);
    return *this;
}

CsvTable&
CsvTable::Cell(int64_t value)
{
    AppendNumber(StartCell(), value);
    return *this;
}

CsvTable&
CsvTable::Cell(double value)
{
    // The sign of a NaN differs between machines.
    AppendNumber(StartCell(), std::isnan(value) ? std::fabs(value) : value);
    return *this;
}

CsvTable&
CsvTable::Cell(Time value)
{
    std::string& out = StartCell();
    const int64_t signedNs = value.GetNanoSeconds();
    const uint64_t ns = signedNs < 0 ? -static_cast<uint64_t>(signedNs) : signedNs;
    out.append(signedNs < 0 ? 1 : 0, '-');
    AppendNumber(out, ns / NANOSECONDS);
    if (const uint64_t fraction = ns % NANOSECONDS; fraction > 0)
    {
        const std::size_t point = out.size();
        AppendNumber(out, NANOSECONDS + fraction); // the leading one keeps the leading zeros
        out[point] = '.';
        out.erase(out.find_last_not_of('0') + 1);
    }
    return *this;
}

void
CsvTable::EndRow()
{
    NS_ASSERT_MSG(m_cells == m_columns,
                  "a row of " << m_cells << " cells in a table of " << m_columns << " columns");
    m_text += '\n';
    m_ended = m_text.size();
    m_cells = 0;
    ++m_rows;
}

uint64_t
CsvTable::GetRows() const
{
    return m_rows;
}

std::string
CsvTable::ToString() const
{
    return m_text.substr(0, m_ended);
}

void
CsvTable::Write(const std::string& path) const
{
    const std::string temporary = path + ".tmp";
    std::FILE* file = std::fopen(temporary.c_str(), "wb");
    if (!file)
    {
        Fail(path, errno);
    }
    int error = std::fwrite(m_text.data(), 1, m_ended, file) == m_ended ? 0 : errno;
    if (std::fclose(file) != 0 && error == 0)
    {
        error = errno;
    }
    if (error == 0 && std::rename(temporary.c_str(), path.c_str()) != 0)
    {
        error = errno;
    }
    if (error != 0)
    {
        std::remove(temporary.c_str());
        Fail(path, error);
    }
}

} // namespace iotledger
} // namespace ns3
