/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CHECKED_YAML_H
#define CHECKED_YAML_H

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>
#include <yaml-cpp/yaml.h>

namespace ns3
{
namespace iotledger
{

/**
 * @brief Reads values off the nodes of one YAML file and refuses, with file and line, what does
 * not fit. Internal.
 *
 * Every refusal is a std::invalid_argument "FILE:LINE: KEY: expected ..., got ...". A @p path is
 * what stands before a key in that line: empty, or the keys that lead there, each with a dot.
 */
class CheckedYaml
{
  public:
    /// @param kind how a refusal calls the whole file, such as "crypto profile"
    CheckedYaml(std::string path, std::string kind);

    [[noreturn]] void Refuse(const YAML::Node& node,
                             const std::string& key,
                             const std::string& expected,
                             const std::string& got) const;
    [[noreturn]] void Refuse(const YAML::Node& node,
                             const std::string& key,
                             const std::string& expected) const;

    [[noreturn]] void RefuseSyntax(const YAML::Exception& error) const;

    YAML::Node Get(const YAML::Node& map, const std::string& path, const std::string& key) const;
    std::string GetText(const YAML::Node& map,
                        const std::string& path,
                        const std::string& key) const;

    /// @return [ns] a number with the unit ns, us, ms or s
    double GetTime(const YAML::Node& map, const std::string& path, const std::string& key) const;

    /// @return [ns] likewise. @param key how a refusal names @p node
    double GetTime(const YAML::Node& node, const std::string& key) const;

    /// @param key how a refusal names @p node
    double GetNumber(const YAML::Node& node, const std::string& key) const;
    std::vector<double> GetAscending(const YAML::Node& list, const std::string& key) const;

    /// Refuses all but a map whose keys are among @p known.
    void CheckKeys(const YAML::Node& map,
                   const std::string& path,
                   std::initializer_list<std::string_view> known) const;

  private:
    std::string m_path; //!< the file
    std::string m_kind;
};

} // namespace iotledger
} // namespace ns3

#endif /* CHECKED_YAML_H */
