/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-cost-profile-loader.h"

#include "ns3/chaincode-costs.h"
#include "ns3/disk.h"
#include "ns3/fabric-client-costs.h"
#include "ns3/fabric-orderer-costs.h"
#include "ns3/fabric-peer-costs.h"
#include "ns3/host.h"
#include "ns3/process.h"
#include "ns3/scenario-key.h"
#include "ns3/string.h"

#include <array>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr char KIND[] = "Fabric cost profile";
constexpr std::array ROLES{"orderer", "peer", "chaincode", "client"};
constexpr double SECOND = 1e9; // [ns]

} // namespace

FabricCostProfileLoader::FabricCostProfileLoader(const std::string& nameOrPath)
    : m_file(KIND, "fabric", nameOrPath),
      m_yaml(m_file.GetPath(), KIND)
{
}

FabricCostProfile
FabricCostProfileLoader::Load()
{
    const std::string text = m_file.Read();
    m_profile.m_digest = ProfileFile::GetDigest(text);
    try
    {
        const auto root = YAML::Load(text);
        m_yaml.CheckKeys(root,
                         "",
                         {"name",
                          "description",
                          "library",
                          "host",
                          "disk",
                          "process",
                          "peer",
                          "chaincode",
                          "orderer",
                          "client"});
        m_profile.m_name = m_yaml.GetText(root, "", "name");
        m_yaml.GetText(root, "", "description");
        m_yaml.GetText(root, "", "library");
        ReadSection(root, "host", Host::GetTypeId());
        ReadSection(root, "disk", Disk::GetTypeId());
        ReadSection(root, "peer", FabricPeerCosts::GetTypeId());
        ReadSection(root, "chaincode", ChaincodeCosts::GetTypeId());
        ReadSection(root, "orderer", FabricOrdererCosts::GetTypeId());
        ReadSection(root, "client", FabricClientCosts::GetTypeId());
        ReadProcess(root);
    }
    catch (const YAML::Exception& error)
    {
        m_yaml.RefuseSyntax(error);
    }
    return std::move(m_profile);
}

void
FabricCostProfileLoader::ReadSection(const YAML::Node& root,
                                     const std::string& section,
                                     TypeId type)
{
    const auto map = root[section];
    if (!map)
    {
        return;
    }
    if (!map.IsMap())
    {
        m_yaml.Refuse(map, section, "a map of attributes");
    }
    for (const auto& entry : map)
    {
        Keep(section, type, entry.second, section + ".", entry.first.Scalar());
    }
}

void
FabricCostProfileLoader::ReadProcess(const YAML::Node& root)
{
    const auto map = root["process"];
    if (!map)
    {
        return;
    }
    if (!map.IsMap())
    {
        m_yaml.Refuse(map, "process", "a map of attributes");
    }
    for (const auto& entry : map)
    {
        const auto& attribute = entry.first.Scalar();
        const std::string path = "process." + attribute + ".";
        if (entry.second.IsMap())
        {
            m_yaml.CheckKeys(entry.second, path, {ROLES[0], ROLES[1], ROLES[2], ROLES[3]});
        }
        for (const std::string role : ROLES)
        {
            const auto value = entry.second.IsMap() ? entry.second[role] : entry.second;
            if (value)
            {
                Keep("process." + role, Process::GetTypeId(), value, "process.", attribute);
            }
        }
    }
}

void
FabricCostProfileLoader::Keep(const std::string& section,
                              TypeId type,
                              const YAML::Node& value,
                              const std::string& path,
                              const std::string& attribute)
{
    TypeId::AttributeInformation information;
    if (!type.LookupAttributeByName(attribute, &information))
    {
        m_yaml.Refuse(value,
                      path + attribute,
                      "an attribute of " + type.GetName(),
                      "'" + attribute + "'");
    }
    auto& settings = m_profile.m_sections[section];
    if (information.checker->GetValueTypeName() == "ns3::PointerValue")
    {
        // As text: each object that takes it makes a variable of its own.
        const auto text = MakeVariable(value, path + attribute, attribute);
        settings.emplace_back(attribute, Create<StringValue>(text));
        return;
    }
    const std::string name = type.GetName();
    const auto key =
        ScenarioKey::OfAttribute(path + attribute, name.substr(name.rfind(':') + 1), attribute);
    const auto text = value.IsScalar() ? key.Canonicalize(value.Scalar()) : std::nullopt;
    if (!text)
    {
        m_yaml.Refuse(value, path + attribute, key.GetExpected());
    }
    settings.emplace_back(attribute, key.MakeValue(*text));
}

std::string
FabricCostProfileLoader::MakeVariable(const YAML::Node& value,
                                      const std::string& key,
                                      const std::string& attribute) const
{
    if (attribute == "Variation")
    {
        const double sigma = m_yaml.GetNumber(value, key);
        return "ns3::LogNormalRandomVariable[Mu=" + std::to_string(-sigma * sigma / 2) +
               "|Sigma=" + std::to_string(sigma) + "]";
    }
    if (!value.IsSequence() || value.size() != 2)
    {
        m_yaml.Refuse(value, key, "a list of two times, the shortest and the longest");
    }
    const auto shortest = std::to_string(m_yaml.GetTime(value[0], key) / SECOND);
    const auto longest = std::to_string(m_yaml.GetTime(value[1], key) / SECOND);
    return "ns3::UniformRandomVariable[Min=" + shortest + "|Max=" + longest + "]";
}

} // namespace iotledger
} // namespace ns3
