/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/csv-table.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <limits>
#include <stdexcept>
#include <string>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

/// @return what a table of one column makes of @p value.
template <typename T>
std::string
Printed(T value)
{
    CsvTable table({"x"});
    table.Cell(value).EndRow();
    const std::string text = table.ToString();
    return text.substr(2, text.size() - 3); // without the header "x\n" and the last "\n"
}

/// A folder of this process's own, removed at the end.
struct TemporaryFolder
{
    std::filesystem::path path;

    TemporaryFolder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "csv-table-XXXXXX").string();
        if (!mkdtemp(name.data()))
        {
            throw std::runtime_error("cannot make " + name);
        }
        path = name;
    }

    ~TemporaryFolder()
    {
        std::filesystem::remove_all(path);
    }
};

std::string
Read(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::ptrdiff_t
CountFiles(const std::filesystem::path& folder)
{
    return std::distance(std::filesystem::directory_iterator(folder), {});
}

/// @return the message with which writing @p table to @p path fails, or nothing.
std::string
WriteError(const CsvTable& table, const std::filesystem::path& path)
{
    try
    {
        table.Write(path.string());
    }
    catch (const std::runtime_error& error)
    {
        return error.what();
    }
    return "";
}

} // namespace

TEST(CsvTable, PrintsHeaderAndRowsInOrder)
{
    CsvTable table({"run", "name", "latency_s"});
    table.Cell(1).Cell("a").Cell(MilliSeconds(5)).EndRow();
    table.Cell(2U).Cell(std::string("b")).Cell(0.5).EndRow();

    EXPECT_EQ(table.ToString(), "run,name,latency_s\n1,a,0.005\n2,b,0.5\n");
    EXPECT_EQ(table.GetRows(), 2U);
}

TEST(CsvTable, LeavesOutARowThatHasNotEnded)
{
    CsvTable table({"a", "b"});
    table.Cell(1).Cell(2).EndRow();
    table.Cell(3);

    EXPECT_EQ(table.ToString(), "a,b\n1,2\n");
    EXPECT_EQ(table.GetRows(), 1U);
}

// RFC 4180, section 2: rules 5 (plain), 6 (commas, quotes, line breaks) and 7 (a quote is doubled).
TEST(CsvTable, QuotesWhatWouldEndAField)
{
    EXPECT_EQ(Printed("plain text; 'quoted'"), "plain text; 'quoted'");
    EXPECT_EQ(Printed("a,b"), "\"a,b\"");
    EXPECT_EQ(Printed("say \"hi\""), "\"say \"\"hi\"\"\"");
    EXPECT_EQ(Printed("two\nlines"), "\"two\nlines\"");
    EXPECT_EQ(Printed("two\r\nlines"), "\"two\r\nlines\"");
    EXPECT_EQ(CsvTable({"a,b", "c"}).ToString(), "\"a,b\",c\n");
}

TEST(CsvTable, PrintsIntegersOfEveryWidth)
{
    EXPECT_EQ(Printed(uint8_t{65}), "65");
    EXPECT_EQ(Printed(int16_t{-1}), "-1");
    EXPECT_EQ(Printed(uint32_t{4294967295}), "4294967295");
    EXPECT_EQ(Printed(std::numeric_limits<uint64_t>::max()), "18446744073709551615");
    EXPECT_EQ(Printed(std::numeric_limits<int64_t>::min()), "-9223372036854775808");
}

TEST(CsvTable, PrintsTimesAsExactSeconds)
{
    EXPECT_EQ(Printed(Seconds(0)), "0");
    EXPECT_EQ(Printed(Seconds(20)), "20");
    EXPECT_EQ(Printed(MilliSeconds(1500)), "1.5");
    EXPECT_EQ(Printed(NanoSeconds(1)), "0.000000001");
    EXPECT_EQ(Printed(NanoSeconds(10'000'000'010)), "10.00000001");
    EXPECT_EQ(Printed(NanoSeconds(-1'250'000'000)), "-1.25");
    EXPECT_EQ(Printed(NanoSeconds(-1)), "-0.000000001");
    EXPECT_EQ(Printed(NanoSeconds(std::numeric_limits<int64_t>::max())), "9223372036.854775807");
    EXPECT_EQ(Printed(NanoSeconds(std::numeric_limits<int64_t>::min())), "-9223372036.854775808");
}

TEST(CsvTable, PrintsDoublesThatReadBackExactly)
{
    EXPECT_EQ(Printed(0.1), "0.1");
    EXPECT_EQ(Printed(-3.0), "-3");
    for (double value : {1.0 / 3,
                         0.1 + 0.2,
                         6.02214076e23,
                         std::numeric_limits<double>::max(),
                         std::numeric_limits<double>::denorm_min(),
                         -std::numeric_limits<double>::epsilon()})
    {
        EXPECT_EQ(std::strtod(Printed(value).c_str(), nullptr), value);
    }
}

TEST(CsvTable, PrintsNotANumberWithoutItsSign)
{
    const double nan = std::numeric_limits<double>::quiet_NaN();

    EXPECT_EQ(Printed(nan), "nan");
    EXPECT_EQ(Printed(-nan), "nan");
}

TEST(CsvTable, ReplacesAFileAndLeavesNothingElse)
{
    const TemporaryFolder folder;
    const auto path = folder.path / "blocks.csv";
    std::ofstream(path) << "an older and longer result than the one that follows";
    CsvTable table({"a"});
    table.Cell(1).EndRow();

    table.Write(path.string());

    EXPECT_EQ(Read(path), "a\n1\n");
    EXPECT_EQ(CountFiles(folder.path), 1);
}

TEST(CsvTable, NamesThePathAndTheReasonWhenItCannotWrite)
{
    const TemporaryFolder folder;
    const auto path = folder.path / "missing" / "blocks.csv";

    const std::string error = WriteError(CsvTable({"a"}), path);

    EXPECT_NE(error.find(path.string()), std::string::npos) << error;
    EXPECT_NE(error.find("No such file or directory"), std::string::npos) << error;
}

TEST(CsvTable, LeavesNothingHalfWrittenWhenTheTargetIsAFolder)
{
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder.path / "blocks.csv");

    const std::string error = WriteError(CsvTable({"a"}), folder.path / "blocks.csv");

    EXPECT_NE(error.find("Is a directory"), std::string::npos) << error;
    EXPECT_EQ(CountFiles(folder.path), 1);
}
