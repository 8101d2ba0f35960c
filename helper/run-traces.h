/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RUN_TRACES_H
#define RUN_TRACES_H

#include "ns3/key-message-recorder.h"
#include "ns3/network-animation.h"
#include "ns3/packet-capture.h"
#include "ns3/scenario-nodes.h"

#include <cstdint>
#include <memory>
#include <string>

namespace ns3
{
namespace iotledger
{

class MtpNetwork;
class NetworkTopology;
class SscpNetwork;

/// What a run writes beside its rows, which stay the same. @ingroup iot-ledger
struct RunTraces
{
    NodeSelection pcap{};     //!< nodes whose links PacketCapture records, as pcap/NAME.pcap
    bool hasAnimation{false}; //!< netanim.xml, by NetworkAnimation
    bool hasMessages{false};  //!< messages.csv, by KeyMessageRecorder
};

/// Writes the traces of one run, from when it is made until Close. @ingroup iot-ledger
class RunTracer
{
  public:
    /// @param folder where the traces go; it exists @param run number of the run
    /// @param topics what SSCP adds to @p network, perhaps nothing
    /// @throws std::runtime_error if a file cannot be written
    RunTracer(const RunTraces& traces,
              const std::string& folder,
              uint64_t run,
              const MtpNetwork& network,
              const SscpNetwork& topics,
              const NetworkTopology& topology);

    /// Ends all files. @throws std::runtime_error if one could not be written
    void Close();

  private:
    void Capture(const NodeSelection& nodes, const std::string& folder, const MtpNetwork& network);
    void Animate(const std::string& path,
                 const MtpNetwork& network,
                 const NetworkTopology& topology);
    void WatchMessages(uint64_t run, const MtpNetwork& network, const SscpNetwork& topics);

    std::string m_folder;
    std::unique_ptr<PacketCapture> m_capture;       //!< null: nothing is recorded
    std::unique_ptr<NetworkAnimation> m_animation;  //!< null: there is none
    std::unique_ptr<KeyMessageRecorder> m_messages; //!< null: nobody asks for them
};

} // namespace iotledger
} // namespace ns3

#endif /* RUN_TRACES_H */
