/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_RUN_H
#define SCENARIO_RUN_H

#include "ns3/scenario-runner.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdlib.h>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// The result files of one run of a scenario, for tests.
class ScenarioRunFiles
{
  public:
    using Row = std::map<std::string, std::string>; //!< by column

    explicit ScenarioRunFiles(const std::string& yaml,
                              uint64_t run = 1,
                              const RunTraces& traces = {})
    {
        std::string folder =
            (std::filesystem::temp_directory_path() / "iot-ledger-XXXXXX").string();
        mkdtemp(folder.data());
        statistics = RunScenario(Scenario::Parse(yaml), run, folder, traces);
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        {
            if (entry.is_regular_file())
            {
                std::ifstream file(entry.path(), std::ios::binary);
                std::stringstream text;
                text << file.rdbuf();
                m_texts[entry.path().lexically_relative(folder).string()] = text.str();
            }
        }
        std::filesystem::remove_all(folder);
    }

    bool HasFile(const std::string& name) const
    {
        return m_texts.count(name) > 0;
    }

    /// @return the file's bytes. @param name from the run's folder on
    const std::string& GetText(const std::string& name) const
    {
        return m_texts.at(name);
    }

    /// @return its rows; no cell of a test's scenario needs quoting.
    std::vector<Row> GetRows(const std::string& name) const
    {
        std::istringstream text(m_texts.at(name));
        std::string line;
        std::getline(text, line);
        const auto columns = Split(line);
        std::vector<Row> rows;
        while (std::getline(text, line))
        {
            const auto cells = Split(line);
            Row row;
            for (std::size_t i = 0; i < columns.size(); ++i)
            {
                row[columns[i]] = cells.at(i);
            }
            rows.push_back(row);
        }
        return rows;
    }

    /// @return the rows of operations.csv for one operation.
    std::vector<Row> GetOperations(const std::string& operation) const
    {
        std::vector<Row> rows;
        for (const auto& row : GetRows("operations.csv"))
        {
            if (row.at("operation") == operation)
            {
                rows.push_back(row);
            }
        }
        return rows;
    }

    RunStatistics statistics;

  private:
    static std::vector<std::string> Split(const std::string& line)
    {
        std::vector<std::string> cells;
        std::istringstream text(line);
        std::string cell;
        while (std::getline(text, cell, ','))
        {
            cells.push_back(cell);
        }
        if (!line.empty() && line.back() == ',')
        {
            cells.emplace_back();
        }
        return cells;
    }

    std::map<std::string, std::string> m_texts; //!< of all files, by name
};

/// @return a time in seconds with a decimal point, as result files have it, in nanoseconds.
inline int64_t
ParseNanoseconds(const std::string& seconds)
{
    const auto point = seconds.find('.');
    std::string digits = seconds.substr(0, point);
    std::string fraction = point == std::string::npos ? "" : seconds.substr(point + 1);
    fraction.resize(9, '0');
    return std::stoll(digits + fraction);
}

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_RUN_H */
