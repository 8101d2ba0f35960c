/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RUN_TRACES_H
#define RUN_TRACES_H

#include "ns3/network-animation.h"
#include "ns3/node.h"
#include "ns3/packet-capture.h"
#include "ns3/scenario-nodes.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// A node and its name, empty for a switch.
struct NamedNode
{
    Ptr<Node> node;
    std::string name;
};

using NodeRow = std::vector<NamedNode>; //!< nodes that stand side by side in a picture

/// What a run writes beside its rows, which stay the same. @ingroup iot-ledger
struct RunTraces
{
    NodeSelection pcap{};     //!< nodes whose links PacketCapture records, as pcap/NAME.pcap
    bool hasAnimation{false}; //!< netanim.xml, by NetworkAnimation
    bool hasMessages{false};  //!< messages.csv, by KeyMessageRecorder
    bool exportBlocks{false}; //!< every block of a ledger, as blocks/CHANNEL/block_NUMBER.pb
};

/// Writes the traces of one run, from when it is made until Close. @ingroup iot-ledger
class RunTracer
{
  public:
    /// @param folder where the traces go; it exists @param rows all nodes, from top to bottom
    /// @throws std::runtime_error if a file cannot be written
    RunTracer(const RunTraces& traces, const std::string& folder, const std::vector<NodeRow>& rows);

    /// Ends all files. @throws std::runtime_error if one could not be written
    void Close();

  private:
    void Capture(const NodeSelection& nodes,
                 const std::string& folder,
                 const std::vector<NodeRow>& rows);
    void Animate(const std::string& path, const std::vector<NodeRow>& rows);

    std::unique_ptr<PacketCapture> m_capture;      //!< null: nothing is recorded
    std::unique_ptr<NetworkAnimation> m_animation; //!< null: there is none
};

} // namespace iotledger
} // namespace ns3

#endif /* RUN_TRACES_H */
