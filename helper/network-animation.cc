/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "network-animation.h"

#include "ns3/names.h"
#include "ns3/point-to-point-channel.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <iomanip>
#include <stdexcept>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr uint32_t NODES_IN_LINE = 50;
constexpr uint32_t SPACING = 4; //!< between nodes, which NetAnim draws 1 wide

/// A time in decimal seconds, to the nanosecond.
struct SecondsOf
{
    Time time;
};

std::ostream&
operator<<(std::ostream& out, const SecondsOf& seconds)
{
    constexpr int64_t NANOSECONDS = 1000000000; //!< in a second
    const int64_t ns = seconds.time.GetNanoSeconds();
    return out << ns / NANOSECONDS << '.' << std::setfill('0') << std::setw(9) << ns % NANOSECONDS;
}

} // namespace

NetworkAnimation::NetworkAnimation(const std::string& path)
    : m_path(path),
      m_file(path)
{
    if (!m_file)
    {
        throw std::runtime_error(path + ": cannot be written");
    }
    m_file << "<anim ver=\"netanim-3.108\" filetype=\"animation\" >\n";
}

void
NetworkAnimation::AddRow(const NodeContainer& nodes)
{
    const uint32_t width = std::min(nodes.GetN(), NODES_IN_LINE);
    for (uint32_t i = 0; i < nodes.GetN(); ++i)
    {
        const auto node = nodes.Get(i);
        // Half a space at a time, so that rows are centred.
        const uint32_t x = (NODES_IN_LINE - width + 2 * (i % NODES_IN_LINE)) * SPACING / 2;
        const uint32_t y = (m_lines + i / NODES_IN_LINE) * SPACING;
        m_file << "<node id=\"" << node->GetId() << "\" sysId=\"0\" locX=\"" << x << "\" locY=\""
               << y << "\" />\n";
    }
    m_nodes.Add(nodes);
    m_lines += (nodes.GetN() + NODES_IN_LINE - 1) / NODES_IN_LINE + 1;
}

void
NetworkAnimation::Start()
{
    for (auto node = m_nodes.Begin(); node != m_nodes.End(); ++node)
    {
        const std::string name = Names::FindName(*node);
        m_file << "<nu p=\"d\" t=\"0\" id=\"" << (*node)->GetId() << "\" descr=\""
               << (name.empty() ? "switch" : name) << "\" />\n";
    }
    for (auto node = m_nodes.Begin(); node != m_nodes.End(); ++node)
    {
        for (uint32_t i = 0; i < (*node)->GetNDevices(); ++i)
        {
            const auto device = (*node)->GetDevice(i);
            const auto channel = DynamicCast<PointToPointChannel>(device->GetChannel());
            if (channel && channel->GetDevice(0) == device) // a link has two ends
            {
                WriteLink(device, channel->GetDevice(1));
                channel->TraceConnectWithoutContext(
                    "TxRxPointToPoint",
                    MakeCallback(&NetworkAnimation::WritePacket, this));
            }
        }
    }
}

void
NetworkAnimation::Close()
{
    m_file << "</anim>\n";
    m_file.close();
    if (!m_file)
    {
        throw std::runtime_error(m_path + ": cannot be written: the disk may be full");
    }
}

void
NetworkAnimation::WriteLink(Ptr<NetDevice> from, Ptr<NetDevice> to)
{
    m_file << "<link fromId=\"" << from->GetNode()->GetId() << "\" toId=\""
           << to->GetNode()->GetId() << "\" fd=\"\" td=\"\" ld=\"\" />\n";
}

void
NetworkAnimation::WritePacket(Ptr<const Packet> /* packet */,
                              Ptr<NetDevice> from,
                              Ptr<NetDevice> to,
                              Time transmission,
                              Time lastBit)
{
    const Time now = Simulator::Now();
    m_file << "<p fId=\"" << from->GetNode()->GetId() << "\" fbTx=\"" << SecondsOf{now}
           << "\" lbTx=\"" << SecondsOf{now + transmission} << "\" tId=\"" << to->GetNode()->GetId()
           << "\" fbRx=\"" << SecondsOf{now + lastBit - transmission} << "\" lbRx=\""
           << SecondsOf{now + lastBit} << "\" />\n";
}

} // namespace iotledger
} // namespace ns3
