/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TREE_TOPOLOGY_H
#define TREE_TOPOLOGY_H

#include "ns3/network-topology.h"

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Servers at a core switch, devices at access switches of FanOut ports each.
 *
 * The depth does not depend on the number of devices, so neither does the delay of a path.
 */
class TreeTopology : public NetworkTopology
{
  public:
    static TypeId GetTypeId();

  protected:
    void DoBuild(const NodeContainer& servers, const NodeContainer& devices) override;

  private:
    uint32_t m_fanOut; //!< devices at an access switch
};

} // namespace iotledger
} // namespace ns3

#endif /* TREE_TOPOLOGY_H */
