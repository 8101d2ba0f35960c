/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "caliper-report.h"

#include <algorithm>
#include <iomanip>
#include <iterator>
#include <sstream>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

const std::vector<std::string> COLUMNS = {"Name",
                                          "Succ",
                                          "Fail",
                                          "Asked Rate (TPS)",
                                          "Send Rate (TPS)",
                                          "Max Latency (s)",
                                          "Min Latency (s)",
                                          "Avg Latency (s)",
                                          "Throughput (TPS)"};

/// @return how many transactions ended in @p duration [1/s]; none if it is no time at all.
std::optional<double>
GetRate(const TransactionStatistics& statistics, Time duration)
{
    if (!duration.IsStrictlyPositive())
    {
        return std::nullopt;
    }
    return (statistics.GetSuccessful().count + statistics.GetFailed().count) /
           duration.GetSeconds();
}

std::string
Format(const std::optional<double>& value, int digits)
{
    if (!value)
    {
        return "-";
    }
    std::ostringstream text;
    text << std::fixed << std::setprecision(digits) << *value;
    return text.str();
}

std::vector<std::string>
FormatRow(const CaliperReport::Row& row)
{
    constexpr int RATE_DIGITS = 1;
    constexpr int LATENCY_DIGITS = 2;
    const auto& successful = row.statistics.GetSuccessful();
    const auto latency = [&](Time value) {
        return Format(successful.count > 0 ? std::optional(value.GetSeconds()) : std::nullopt,
                      LATENCY_DIGITS);
    };
    return {row.name,
            std::to_string(successful.count),
            std::to_string(row.statistics.GetFailed().count),
            Format(row.askedRate, RATE_DIGITS),
            Format(row.GetSendRate(), RATE_DIGITS),
            latency(successful.maxLatency),
            latency(successful.minLatency),
            Format(row.GetMeanLatency(), LATENCY_DIGITS),
            Format(row.GetThroughput(), RATE_DIGITS)};
}

} // namespace

std::optional<double>
CaliperReport::Row::GetSendRate() const
{
    return GetRate(statistics, statistics.GetLastCreated() - statistics.GetFirstCreated());
}

std::optional<double>
CaliperReport::Row::GetThroughput() const
{
    return GetRate(statistics, statistics.GetLastFinished() - statistics.GetFirstCreated());
}

std::optional<double>
CaliperReport::Row::GetMeanLatency() const
{
    const auto& successful = statistics.GetSuccessful();
    if (successful.count == 0)
    {
        return std::nullopt;
    }
    return successful.totalLatency.GetSeconds() / successful.count;
}

void
CaliperReport::Add(Row row)
{
    m_rows.push_back(std::move(row));
}

const std::vector<CaliperReport::Row>&
CaliperReport::GetRows() const
{
    return m_rows;
}

CsvTable
CaliperReport::MakeTable()
{
    std::vector<std::string> columns = {"run"};
    columns.insert(columns.end(), COLUMNS.begin(), COLUMNS.end());
    return CsvTable(columns);
}

void
CaliperReport::AddTo(CsvTable& table, const std::string& run) const
{
    const auto add = [&](const std::optional<double>& value) {
        value ? table.Cell(*value) : table.Cell(std::string_view());
    };
    for (const Row& row : m_rows)
    {
        const auto& successful = row.statistics.GetSuccessful();
        const auto addLatency = [&](Time value) {
            successful.count > 0 ? table.Cell(value) : table.Cell(std::string_view());
        };
        table.Cell(run).Cell(row.name).Cell(successful.count);
        table.Cell(row.statistics.GetFailed().count);
        add(row.askedRate);
        add(row.GetSendRate());
        addLatency(successful.maxLatency);
        addLatency(successful.minLatency);
        add(row.GetMeanLatency());
        add(row.GetThroughput());
        table.EndRow();
    }
}

std::string
CaliperReport::ToText() const
{
    std::vector<std::vector<std::string>> lines = {COLUMNS};
    std::transform(m_rows.begin(), m_rows.end(), std::back_inserter(lines), FormatRow);
    std::vector<std::size_t> widths(COLUMNS.size(), 0);
    for (const auto& line : lines)
    {
        for (std::size_t i = 0; i < line.size(); ++i)
        {
            widths[i] = std::max(widths[i], line[i].size());
        }
    }
    std::ostringstream text;
    for (const auto& line : lines)
    {
        text << std::left << std::setw(static_cast<int>(widths[0])) << line[0] << std::right;
        for (std::size_t i = 1; i < line.size(); ++i)
        {
            text << "  " << std::setw(static_cast<int>(widths[i])) << line[i];
        }
        text << "\n";
    }
    return text.str();
}

} // namespace iotledger
} // namespace ns3
