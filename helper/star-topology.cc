/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "star-topology.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(StarTopology);

TypeId
StarTopology::GetTypeId()
{
    static TypeId tid = TypeId("ns3::iotledger::StarTopology")
                            .SetParent<NetworkTopology>()
                            .SetGroupName("IotLedger")
                            .AddConstructor<StarTopology>();
    return tid;
}

void
StarTopology::DoBuild(const NodeContainer& servers, const NodeContainer& devices)
{
    auto hub = AddSwitch();
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        AttachServer(*server, hub);
    }
    for (auto device = devices.Begin(); device != devices.End(); ++device)
    {
        AttachDevice(*device, hub);
    }
}

} // namespace iotledger
} // namespace ns3
