/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "run-traces.h"

#include "ns3/mtp-network.h"
#include "ns3/network-topology.h"
#include "ns3/sscp-network.h"

#include <filesystem>

namespace ns3
{
namespace iotledger
{

RunTracer::RunTracer(const RunTraces& traces,
                     const std::string& folder,
                     uint64_t run,
                     const MtpNetwork& network,
                     const SscpNetwork& topics,
                     const NetworkTopology& topology)
    : m_folder(folder)
{
    if (!traces.pcap.GetGlobs().empty())
    {
        Capture(traces.pcap, folder + "/pcap", network);
    }
    if (traces.hasAnimation)
    {
        Animate(folder + "/netanim.xml", network, topology);
    }
    if (traces.hasMessages)
    {
        WatchMessages(run, network, topics);
    }
}

void
RunTracer::Close()
{
    if (m_capture)
    {
        m_capture->Close();
    }
    if (m_animation)
    {
        m_animation->Close();
    }
    if (m_messages)
    {
        m_messages->GetTable().Write(m_folder + "/messages.csv");
    }
}

void
RunTracer::Capture(const NodeSelection& nodes, const std::string& folder, const MtpNetwork& network)
{
    std::filesystem::create_directory(folder);
    m_capture = std::make_unique<PacketCapture>(folder);
    auto places = network.GetDevicePlaces();
    places.push_back(network.GetBrokerPlace());
    for (const auto& place : places)
    {
        if (nodes.Matches(place.name))
        {
            m_capture->Record(place.node, place.name);
        }
    }
}

void
RunTracer::Animate(const std::string& path,
                   const MtpNetwork& network,
                   const NetworkTopology& topology)
{
    m_animation = std::make_unique<NetworkAnimation>(path);
    NodeContainer devices;
    for (const auto& place : network.GetDevicePlaces())
    {
        devices.Add(place.node);
    }
    m_animation->AddRow(NodeContainer(network.GetBrokerPlace().node));
    m_animation->AddRow(topology.GetSwitches());
    m_animation->AddRow(devices);
    m_animation->Start();
}

void
RunTracer::WatchMessages(uint64_t run, const MtpNetwork& network, const SscpNetwork& topics)
{
    const auto devices = static_cast<uint32_t>(network.GetDevices().size());
    m_messages = std::make_unique<KeyMessageRecorder>(run, devices);
    m_messages->Watch(network.GetBroker());
    for (const auto& device : network.GetDevices())
    {
        m_messages->Watch(device);
    }
    for (const auto& device : topics.GetDevices())
    {
        m_messages->Watch(device);
    }
}

} // namespace iotledger
} // namespace ns3
