/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FABRIC_COST_PROFILE_LOADER_H
#define FABRIC_COST_PROFILE_LOADER_H

#include "ns3/checked-yaml.h"
#include "ns3/fabric-cost-profile.h"
#include "ns3/profile-file.h"
#include "ns3/type-id.h"

#include <string>

namespace ns3
{
namespace iotledger
{

/// Reads a FabricCostProfile. Internal.
class FabricCostProfileLoader
{
  public:
    explicit FabricCostProfileLoader(const std::string& nameOrPath);

    FabricCostProfile Load();

  private:
    void ReadSection(const YAML::Node& root, const std::string& section, TypeId type);
    void ReadProcess(const YAML::Node& root);

    /// Keeps one attribute of a section, once its value is known to be one that it takes.
    void Keep(const std::string& section,
              TypeId type,
              const YAML::Node& value,
              const std::string& path,
              const std::string& attribute);

    /// @return what Process takes for one of its random variables.
    std::string MakeVariable(const YAML::Node& value,
                             const std::string& key,
                             const std::string& attribute) const;

    ProfileFile m_file;
    CheckedYaml m_yaml;
    FabricCostProfile m_profile;
};

} // namespace iotledger
} // namespace ns3

#endif /* FABRIC_COST_PROFILE_LOADER_H */
