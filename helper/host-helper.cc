/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "host-helper.h"

#include "ns3/double.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace iotledger
{

HostHelper::HostHelper(std::vector<HostPlacement> placements)
    : m_placements(std::move(placements))
{
}

void
HostHelper::SetConfigure(std::function<void(Host& host, Disk& disk)> configure)
{
    m_configure = std::move(configure);
}

Machine
HostHelper::Place(const std::string& node)
{
    const auto& placement = FindHost(m_placements, node);
    const auto made = m_shared.find(placement.name);
    if (placement.shared && made != m_shared.end())
    {
        return made->second;
    }
    auto& profile = m_profiles[placement.profile];
    if (!profile)
    {
        profile = std::make_shared<CryptoProfile>(CryptoProfile::Load(placement.profile));
    }
    Machine machine{placement.shared ? placement.name : node,
                    CreateObject<Host>(),
                    CreateObject<Disk>(),
                    profile};
    machine.host->SetAttribute("Scheduling", StringValue(placement.isFair ? "fair" : "fifo"));
    machine.host->SetAttribute("Cores", UintegerValue(placement.cores));
    machine.host->SetAttribute("Speed", DoubleValue(placement.speed));
    machine.disk->SetHost(machine.host);
    if (m_configure)
    {
        m_configure(*machine.host, *machine.disk);
    }
    placement.disk.Configure(*machine.disk);
    if (placement.shared)
    {
        m_shared[placement.name] = machine;
    }
    return machine;
}

std::vector<std::pair<std::string, std::string>>
HostHelper::GetProfileDigests() const
{
    std::map<std::string, std::string> digests;
    for (const auto& [text, profile] : m_profiles)
    {
        digests[profile->GetName()] = profile->GetDigest();
    }
    return {digests.begin(), digests.end()};
}

} // namespace iotledger
} // namespace ns3
