/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TSHARK_H
#define TSHARK_H

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// Wireshark's tshark, which knows the protocols by itself: an independent judge of a recording.
class Tshark
{
  public:
    using Row = std::vector<std::string>;

    /// @param file the recording @param options further ones of tshark
    explicit Tshark(std::string file, std::string options = "")
        : m_file(std::move(file)),
          m_options(std::move(options))
    {
    }

    static bool IsInstalled()
    {
        return std::system("command -v tshark >/dev/null") == 0;
    }

    /// @return a row per frame that @p filter takes: the values of each of @p fields, those of one
    /// field joined by commas. Checksums are verified.
    std::vector<Row> Read(const std::string& filter, const std::vector<std::string>& fields) const
    {
        std::string command = "tshark -n -o ip.check_checksum:TRUE -o tcp.check_checksum:TRUE " +
                              m_options + " -r '" + m_file + "' -Y '" + filter +
                              "' -T fields -E separator=/t -E aggregator=,";
        for (const auto& field : fields)
        {
            command += " -e " + field;
        }
        std::vector<Row> rows;
        FILE* pipe = popen((command + " 2>/dev/null").c_str(), "r");
        for (int byte = std::fgetc(pipe); byte != EOF; byte = std::fgetc(pipe))
        {
            rows.emplace_back(1);
            for (; byte != '\n' && byte != EOF; byte = std::fgetc(pipe))
            {
                if (byte == '\t')
                {
                    rows.back().emplace_back();
                }
                else
                {
                    rows.back().back().push_back(static_cast<char>(byte));
                }
            }
        }
        EXPECT_EQ(pclose(pipe), 0) << command;
        return rows;
    }

    /// @return the frames with what tshark warns of or finds wrong: number and what it says.
    std::vector<Row> ReadComplaints() const
    {
        return Read("_ws.malformed || _ws.expert.severity >= 0x600000",
                    {"frame.number", "_ws.expert.message"});
    }

  private:
    std::string m_file;
    std::string m_options;
};

/// A folder that is there as long as this.
class TemporaryFolder
{
  public:
    TemporaryFolder()
        : m_path((std::filesystem::temp_directory_path() / "iot-ledger-XXXXXX").string())
    {
        EXPECT_NE(mkdtemp(m_path.data()), nullptr);
    }

    ~TemporaryFolder()
    {
        std::filesystem::remove_all(m_path);
    }

    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::string& GetPath() const
    {
        return m_path;
    }

  private:
    std::string m_path;
};

} // namespace iotledger
} // namespace ns3

#endif /* TSHARK_H */
