/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-profile-loader.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr char KIND[] = "crypto profile";

} // namespace

CryptoProfileLoader::CryptoProfileLoader(const std::string& nameOrPath)
    : m_file(KIND, "", nameOrPath),
      m_yaml(m_file.GetPath(), KIND)
{
}

CryptoProfile
CryptoProfileLoader::Load()
{
    const std::string text = m_file.Read();
    m_profile.m_digest = ProfileFile::GetDigest(text);
    try
    {
        const auto root = YAML::Load(text);
        m_yaml.CheckKeys(root,
                         "",
                         {"name", "description", "library", "date", "quantiles", "operations"});
        m_profile.m_name = m_yaml.GetText(root, "", "name");
        m_profile.m_description = m_yaml.GetText(root, "", "description");
        m_profile.m_library = m_yaml.GetText(root, "", "library");
        m_profile.m_date = m_yaml.GetText(root, "", "date");
        ReadLevels(root);
        ReadOperations(root);
    }
    catch (const YAML::Exception& error)
    {
        m_yaml.RefuseSyntax(error);
    }
    return std::move(m_profile);
}

void
CryptoProfileLoader::ReadLevels(const YAML::Node& root)
{
    const auto node = m_yaml.Get(root, "", "quantiles");
    m_profile.m_levels = m_yaml.GetAscending(node, "quantiles");
    const auto& levels = m_profile.m_levels;
    const auto repeated = std::adjacent_find(levels.begin(), levels.end());
    if (levels.front() <= 0 || levels.back() >= 1 || repeated != levels.end())
    {
        m_yaml.Refuse(node, "quantiles", "different numbers between 0 and 1");
    }
}

void
CryptoProfileLoader::ReadOperations(const YAML::Node& root)
{
    const auto operations = m_yaml.Get(root, "", "operations");
    if (!operations.IsMap())
    {
        m_yaml.Refuse(operations, "operations", "a map");
    }
    for (const auto& entry : operations)
    {
        const auto known =
            std::any_of(CRYPTO_OPERATIONS.begin(), CRYPTO_OPERATIONS.end(), [&](const auto& o) {
                return o.name == entry.first.Scalar();
            });
        if (!known)
        {
            m_yaml.Refuse(entry.first, "operations", "an operation such as rsa-keygen");
        }
    }
    m_profile.m_rows.resize(CRYPTO_OPERATIONS.size());
    m_profile.m_minRsaBits = 0;
    m_profile.m_maxRsaBits = UINT32_MAX;
    for (const auto& [operation, name, kind] : CRYPTO_OPERATIONS)
    {
        const std::string path = "operations." + std::string(name);
        const auto node = m_yaml.Get(operations, "operations.", std::string(name));
        auto& rows = m_profile.m_rows[static_cast<std::size_t>(operation)];
        if (kind == CostKind::BY_KEY_SIZE)
        {
            ReadRsa(node, path, rows);
        }
        else
        {
            rows.push_back(ReadRow(node, path, kind));
        }
    }
}

void
CryptoProfileLoader::ReadRsa(const YAML::Node& sizes,
                             const std::string& path,
                             std::vector<Row>& rows)
{
    if (!sizes.IsMap() || sizes.size() < 2)
    {
        m_yaml.Refuse(sizes, path, "rows for at least two key sizes");
    }
    for (const auto& entry : sizes)
    {
        const auto bits = m_yaml.GetNumber(entry.first, path);
        if (bits < 512 || bits > 4096 || bits != std::floor(bits))
        {
            m_yaml.Refuse(entry.first, path, "a key size from 512 to 4096");
        }
        rows.push_back(
            ReadRow(entry.second, path + "." + entry.first.Scalar(), CostKind::BY_KEY_SIZE));
        rows.back().bits = static_cast<uint32_t>(bits);
        if (rows.back().fixed <= 0)
        {
            m_yaml.Refuse(entry.second["cost"],
                          path + "." + entry.first.Scalar() + ".cost",
                          "over 0");
        }
    }
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.bits < b.bits; });
    m_profile.m_minRsaBits = std::max(m_profile.m_minRsaBits, rows.front().bits);
    m_profile.m_maxRsaBits = std::min(m_profile.m_maxRsaBits, rows.back().bits);
}

CryptoProfileLoader::Row
CryptoProfileLoader::ReadRow(const YAML::Node& node, const std::string& path, CostKind kind) const
{
    const auto prefix = path + ".";
    Row row{};
    if (kind == CostKind::BY_BYTES)
    {
        m_yaml.CheckKeys(node,
                         prefix,
                         {"intercept", "perByte", "factors", "samples", "source", "estimated"});
        row.fixed = m_yaml.GetTime(node, prefix, "intercept");
        row.perByte = m_yaml.GetTime(node, prefix, "perByte");
    }
    else
    {
        m_yaml.CheckKeys(node, prefix, {"cost", "factors", "samples", "source", "estimated"});
        row.fixed = m_yaml.GetTime(node, prefix, "cost");
    }
    const auto factors = m_yaml.Get(node, prefix, "factors");
    row.factors = m_yaml.GetAscending(factors, prefix + "factors");
    if (row.factors.size() != m_profile.m_levels.size() || row.factors.front() <= 0)
    {
        m_yaml.Refuse(factors,
                      prefix + "factors",
                      "as many positive numbers as there are quantiles",
                      std::to_string(row.factors.size()) + " from " + factors[0].Scalar());
    }
    CheckOrigin(node, prefix);
    return row;
}

void
CryptoProfileLoader::CheckOrigin(const YAML::Node& row, const std::string& path) const
{
    const auto estimated = row["estimated"];
    const auto text = estimated.IsDefined() && estimated.IsScalar() ? estimated.Scalar() : "";
    const auto fits =
        text == "true" || text == "false" || (text == "intercept" && row["intercept"].IsDefined());
    if (estimated.IsDefined() && !fits)
    {
        m_yaml.Refuse(estimated, path + "estimated", "true, false or intercept");
    }
    if (row["samples"].IsDefined())
    {
        m_yaml.GetNumber(row["samples"], path + "samples");
        return;
    }
    m_yaml.GetText(row, path, "source");
}

} // namespace iotledger
} // namespace ns3
