/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef STAR_TOPOLOGY_H
#define STAR_TOPOLOGY_H

#include "ns3/network-topology.h"

namespace ns3
{
namespace iotledger
{

/// All servers and devices at one switch. @ingroup iot-ledger
class StarTopology : public NetworkTopology
{
  public:
    static TypeId GetTypeId();

  protected:
    void DoBuild(const NodeContainer& servers, const NodeContainer& devices) override;
};

} // namespace iotledger
} // namespace ns3

#endif /* STAR_TOPOLOGY_H */
