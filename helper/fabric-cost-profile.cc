/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-cost-profile.h"

#include "fabric-cost-profile-loader.h"

namespace ns3
{
namespace iotledger
{

FabricCostProfile
FabricCostProfile::Load(const std::string& nameOrPath)
{
    return FabricCostProfileLoader(nameOrPath).Load();
}

const std::string&
FabricCostProfile::GetName() const
{
    return m_name;
}

const std::string&
FabricCostProfile::GetDigest() const
{
    return m_digest;
}

void
FabricCostProfile::Configure(const std::string& section, ObjectBase& object) const
{
    const auto settings = m_sections.find(section);
    if (settings != m_sections.end())
    {
        for (const auto& [attribute, value] : settings->second)
        {
            object.SetAttribute(attribute, *value);
        }
    }
}

} // namespace iotledger
} // namespace ns3
