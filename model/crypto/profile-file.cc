/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "profile-file.h"

#include "openssl-operations.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>
#include <vector>

namespace ns3
{
namespace iotledger
{

namespace
{

/// @return the names of the profiles in @p folder, in alphabetical order, as a list to read.
std::string
ListProfiles(const std::filesystem::path& folder)
{
    std::vector<std::string> names;
    std::error_code unreadable;
    for (const auto& entry : std::filesystem::directory_iterator(folder, unreadable))
    {
        if (entry.path().extension() == ".yaml")
        {
            names.push_back(entry.path().stem().string());
        }
    }
    std::sort(names.begin(), names.end());
    std::string list;
    for (const auto& name : names)
    {
        list += name + ", ";
    }
    return list;
}

} // namespace

ProfileFile::ProfileFile(std::string kind,
                         const std::string& subfolder,
                         const std::string& nameOrPath)
    : m_kind(std::move(kind)),
      m_path(nameOrPath)
{
    const std::string suffix = ".yaml";
    const auto isFile =
        nameOrPath.size() >= suffix.size() &&
        nameOrPath.compare(nameOrPath.size() - suffix.size(), suffix.size(), suffix) == 0;
    if (isFile || nameOrPath.find('/') != std::string::npos)
    {
        return;
    }
    const auto* chosen = std::getenv("IOT_LEDGER_PROFILES");
    const auto folder =
        std::filesystem::path(chosen != nullptr ? chosen : IOT_LEDGER_PROFILE_DIR) / subfolder;
    const auto path = folder / (nameOrPath + suffix);
    if (nameOrPath.empty() || !std::filesystem::exists(path))
    {
        throw std::invalid_argument(m_kind + ": expected one of " + ListProfiles(folder) +
                                    "or a .yaml file, got '" + nameOrPath + "'");
    }
    m_path = path.string();
}

const std::string&
ProfileFile::GetPath() const
{
    return m_path;
}

std::string
ProfileFile::Read() const
{
    std::ifstream file(m_path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file || text.empty())
    {
        throw std::invalid_argument(m_path + ": " + m_kind +
                                    ": expected a readable file, got none");
    }
    return text;
}

std::string
ProfileFile::GetDigest(const std::string& text)
{
    constexpr char DIGITS[] = "0123456789abcdef";
    std::string digest;
    for (const auto byte : Sha256Digest(SharedBytes(text)))
    {
        digest += DIGITS[byte >> 4];
        digest += DIGITS[byte & 15];
    }
    return digest;
}

} // namespace iotledger
} // namespace ns3
