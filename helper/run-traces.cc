/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "run-traces.h"

#include "ns3/node-container.h"

#include <filesystem>

namespace ns3
{
namespace iotledger
{

RunTracer::RunTracer(const RunTraces& traces,
                     const std::string& folder,
                     const std::vector<NodeRow>& rows)
{
    if (!traces.pcap.GetGlobs().empty())
    {
        Capture(traces.pcap, folder + "/pcap", rows);
    }
    if (traces.hasAnimation)
    {
        Animate(folder + "/netanim.xml", rows);
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
RunTracer::Capture(const NodeSelection& nodes,
                   const std::string& folder,
                   const std::vector<NodeRow>& rows)
{
    std::filesystem::create_directory(folder);
    m_capture = std::make_unique<PacketCapture>(folder);
    for (const auto& row : rows)
    {
        for (const auto& [node, name] : row)
        {
            if (!name.empty() && nodes.Matches(name))
            {
                m_capture->Record(node, name);
            }
        }
    }
}

void
RunTracer::Animate(const std::string& path, const std::vector<NodeRow>& rows)
{
    m_animation = std::make_unique<NetworkAnimation>(path);
    for (const auto& row : rows)
    {
        NodeContainer nodes;
        for (const auto& named : row)
        {
            nodes.Add(named.node);
        }
        m_animation->AddRow(nodes);
    }
    m_animation->Start();
}

} // namespace iotledger
} // namespace ns3
