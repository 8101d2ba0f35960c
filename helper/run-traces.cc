/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "run-traces.h"

#include "ns3/mtp-network.h"
#include "ns3/network-topology.h"

#include <filesystem>

namespace ns3
{
namespace iotledger
{

RunTracer::RunTracer(const RunTraces& traces,
                     const std::string& folder,
                     const MtpNetwork& network,
                     const NetworkTopology& topology)
{
    if (!traces.pcap.GetGlobs().empty())
    {
        Capture(traces.pcap, folder + "/pcap", network);
    }
    if (traces.hasAnimation)
    {
        Animate(folder + "/netanim.xml", network, topology);
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

} // namespace iotledger
} // namespace ns3
