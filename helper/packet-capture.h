/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PACKET_CAPTURE_H
#define PACKET_CAPTURE_H

#include "ns3/node.h"
#include "ns3/pcap-file-wrapper.h"

#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Records what nodes send and receive on their links, as files that Wireshark opens.
 *
 * One file per node, NAME.pcap. Payload that is virtual in the simulation is zeros in the file.
 * While it lives IP and TCP carry checksums, as on a real wire, which ns-3 leaves out otherwise;
 * nothing else in a run changes by it.
 *
 * Source: the pcap format with nanoseconds and link type PPP (9), IETF draft-ietf-opsawg-pcap.
 * Left out: what a link loses or a queue drops on its way; it is seen where it was sent.
 */
class PacketCapture
{
  public:
    explicit PacketCapture(std::string folder); //!< @param folder of the files; it exists
    ~PacketCapture();
    PacketCapture(const PacketCapture&) = delete;
    PacketCapture& operator=(const PacketCapture&) = delete;

    /// Records the point-to-point links that @p node has, from now on, as NAME.pcap.
    /// @throws std::runtime_error if the file cannot be written
    void Record(Ptr<Node> node, const std::string& name);

    /// Ends the recording. @throws std::runtime_error if a file could not be written
    void Close();

  private:
    std::string m_folder;
    bool m_hadChecksums; //!< what ns-3's ChecksumEnabled was before
    std::vector<std::pair<std::string, Ptr<PcapFileWrapper>>> m_files; //!< by path
};

} // namespace iotledger
} // namespace ns3

#endif /* PACKET_CAPTURE_H */
