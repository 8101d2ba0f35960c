/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_TEST_SUPPORT_H
#define SCENARIO_TEST_SUPPORT_H

#include "ns3/scenario-error.h"
#include "ns3/scenario.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <string>

namespace ns3
{
namespace iotledger
{

inline const std::string MINIMAL = "keyVerification: { devices: 4 }\n";

/// @return what a wrong scenario is refused with; empty if it is not.
inline std::string
ErrorOf(const std::string& yaml)
{
    try
    {
        Scenario::Parse(yaml, "f.yaml");
    }
    catch (const ScenarioError& error)
    {
        return error.what();
    }
    return "";
}

/// @return what a wrong setting is refused with; empty if it is not.
inline std::string
SetErrorOf(const std::string& yaml, const std::string& key, const std::string& value)
{
    Scenario scenario = Scenario::Parse(yaml);
    const std::string before = scenario.ToYaml();
    try
    {
        scenario.Set(key, value);
    }
    catch (const ScenarioError& error)
    {
        EXPECT_EQ(scenario.ToYaml(), before) << "changed all the same";
        return error.what();
    }
    return "";
}

inline bool
StartsWith(const std::string& text, const std::string& start)
{
    return text.compare(0, start.size(), start) == 0;
}

#define EXPECT_ERROR(yaml, start)                                                                  \
    EXPECT_TRUE(StartsWith(ErrorOf(yaml), start)) << "got: " << ErrorOf(yaml)

/// A folder of its own for each test.
class ScenarioFiles : public ::testing::Test
{
  protected:
    void SetUp() override
    {
        const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
        m_folder = std::filesystem::temp_directory_path() /
                   (std::string("iot-ledger-") + test->name() + "-XXXXXX");
        std::string path = m_folder.string();
        ASSERT_NE(mkdtemp(path.data()), nullptr);
        m_folder = path;
    }

    void TearDown() override
    {
        std::filesystem::remove_all(m_folder);
    }

    std::string Write(const std::string& name, const std::string& text) const
    {
        const auto path = m_folder / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << text;
        return path.string();
    }

    /// @return what loading a file is refused with, without the folder's name.
    std::string ErrorOfFile(const std::string& path) const
    {
        try
        {
            Scenario::Load(path);
        }
        catch (const ScenarioError& error)
        {
            std::string text = error.what();
            const std::string folder = m_folder.string() + "/";
            for (size_t at = text.find(folder); at != std::string::npos; at = text.find(folder))
            {
                text.erase(at, folder.size());
            }
            return text;
        }
        return "";
    }

    std::filesystem::path m_folder;
};

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_TEST_SUPPORT_H */
