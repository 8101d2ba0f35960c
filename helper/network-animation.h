/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NETWORK_ANIMATION_H
#define NETWORK_ANIMATION_H

#include "ns3/net-device.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"

#include <fstream>
#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Writes the packets on point-to-point links as a file that the program NetAnim plays.
 *
 * Nodes stand in rows. Nothing in a run changes by it. ns-3's own AnimationInterface writes the
 * same, but needs ns-3's radio modules and tags every packet.
 *
 * Source: the format of ns-3.37, src/netanim/model/animation-interface.cc (version 3.108):
 * @code
 * <anim ver="netanim-3.108" filetype="animation" >
 * <node id sysId locX locY />        where a node stands
 * <nu p="d" t id descr />            what it is called
 * <link fromId toId fd td ld />
 * <p fId fbTx lbTx tId fbRx lbRx />  a packet: first and last bit sent and received [s]
 * </anim>
 * @endcode
 */
class NetworkAnimation
{
  public:
    /// @throws std::runtime_error if the file cannot be written
    explicit NetworkAnimation(const std::string& path);

    /// Puts nodes in a row below those before. They are called by their name (Names), or "switch".
    void AddRow(const NodeContainer& nodes);

    /// Writes the links between the nodes added, and from now on the packets on them.
    void Start();

    /// Ends the file. @throws std::runtime_error if it could not be written
    void Close();

  private:
    void WriteLink(Ptr<NetDevice> from, Ptr<NetDevice> to);
    void WritePacket(Ptr<const Packet> packet,
                     Ptr<NetDevice> from,
                     Ptr<NetDevice> to,
                     Time transmission,
                     Time lastBit);

    std::string m_path;
    std::ofstream m_file;
    NodeContainer m_nodes;
    uint32_t m_lines{0}; //!< lines of nodes so far
};

} // namespace iotledger
} // namespace ns3

#endif /* NETWORK_ANIMATION_H */
