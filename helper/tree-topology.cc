/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tree-topology.h"

#include "ns3/uinteger.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(TreeTopology);

TypeId
TreeTopology::GetTypeId()
{
    static TypeId tid = TypeId("ns3::iotledger::TreeTopology")
                            .SetParent<NetworkTopology>()
                            .SetGroupName("IotLedger")
                            .AddConstructor<TreeTopology>()
                            .AddAttribute("FanOut",
                                          "Devices at an access switch",
                                          UintegerValue(48),
                                          MakeUintegerAccessor(&TreeTopology::m_fanOut),
                                          MakeUintegerChecker<uint32_t>(1));
    return tid;
}

void
TreeTopology::DoBuild(const NodeContainer& servers, const NodeContainer& devices)
{
    auto core = AddSwitch();
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        AttachServer(*server, core);
    }
    Ptr<IpSwitch> access;
    NetDeviceContainer trunk; // its ports at the core and at the access switch
    for (uint32_t i = 0; i < devices.GetN(); ++i)
    {
        if (i % m_fanOut == 0)
        {
            access = AddSwitch();
            trunk = Join(core, access);
            access->SetUplink(trunk.Get(1));
        }
        AttachDevice(devices.Get(i), access);
        core->AddAddress(GetAddress(devices.Get(i)), trunk.Get(0));
    }
}

} // namespace iotledger
} // namespace ns3
