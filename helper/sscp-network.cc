/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "sscp-network.h"

namespace ns3
{
namespace iotledger
{

void
SscpNetwork::Build(const MtpNetwork& network, Ptr<const MtpExperiment> experiment)
{
    const auto& broker = network.GetBrokerPlace();
    m_directory = CreateObject<TopicDirectory>();
    m_directory->Install(network.GetBroker(),
                         network.GetDirectory(),
                         broker.crypto,
                         broker.machine.host,
                         experiment->GetDeviceSettings(0).aes);
    for (const auto& device : network.GetDevices())
    {
        const auto& place = network.GetDevicePlaces()[m_devices.size()];
        const auto settings = experiment->GetDeviceSettings(device->GetNumber());
        m_devices.push_back(CreateObject<SscpDevice>());
        m_devices.back()->Install({settings.number, settings.aes, settings.qos},
                                  device,
                                  place.crypto,
                                  place.strand);
    }
}

Ptr<TopicDirectory>
SscpNetwork::GetDirectory() const
{
    return m_directory;
}

const std::vector<Ptr<SscpDevice>>&
SscpNetwork::GetDevices() const
{
    return m_devices;
}

void
SscpNetwork::Dispose()
{
    for (const auto& device : m_devices)
    {
        device->Dispose();
    }
    if (m_directory)
    {
        m_directory->Dispose();
    }
}

} // namespace iotledger
} // namespace ns3
