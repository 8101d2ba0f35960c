/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-orderer-costs.h"

#include "ns3/uinteger.h"

#include <string>

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(FabricOrdererCosts);

namespace
{

constexpr double KILOBYTE = 1024; //!< [B]

using Costs = FabricOrdererCosts;

} // namespace

template <Costs::Cost Costs::*cost>
void
FabricOrdererCosts::SetEach(Time time)
{
    (this->*cost).each = time;
}

template <Costs::Cost Costs::*cost>
Time
FabricOrdererCosts::GetEach() const
{
    return (this->*cost).each;
}

template <Costs::Cost Costs::*cost>
void
FabricOrdererCosts::SetKilobyte(Time time)
{
    (this->*cost).kilobyte = time;
}

template <Costs::Cost Costs::*cost>
Time
FabricOrdererCosts::GetKilobyte() const
{
    return (this->*cost).kilobyte;
}

template <Costs::Cost Costs::*cost>
void
FabricOrdererCosts::AddCost(TypeId& tid,
                            const std::string& name,
                            const std::string& what,
                            Time each,
                            Time kilobyte)
{
    const std::string source = "Source: estimated share of what an orderer's process was measured "
                               "to take (see FabricOrdererCosts).";
    tid.AddAttribute(name + "Cost",
                     "CPU time of " + what + ", each. " + source,
                     TimeValue(each),
                     MakeTimeAccessor(&Costs::SetEach<cost>, &Costs::GetEach<cost>),
                     MakeTimeChecker(Time(0)));
    tid.AddAttribute(name + "KilobyteCost",
                     "CPU time of " + what + ", per 1024 B. " + source,
                     TimeValue(kilobyte),
                     MakeTimeAccessor(&Costs::SetKilobyte<cost>, &Costs::GetKilobyte<cost>),
                     MakeTimeChecker(Time(0)));
}

TypeId
FabricOrdererCosts::GetTypeId()
{
    static TypeId tid = [] {
        auto id = TypeId("ns3::iotledger::FabricOrdererCosts")
                      .SetParent<Object>()
                      .SetGroupName("IotLedger")
                      .AddConstructor<FabricOrdererCosts>()
                      .AddAttribute("BlockSyncs",
                                    "Disk synchronisations per block written. Source: Hyperledger "
                                    "Fabric v2.4.3, common/ledger/blkstorage (block file, index).",
                                    UintegerValue(2),
                                    MakeUintegerAccessor(&Costs::blockSyncs),
                                    MakeUintegerChecker<uint32_t>(1));
        const auto us = [](int64_t value) { return MicroSeconds(value); };
        AddCost<&Costs::broadcast>(id,
                                   "Broadcast",
                                   "taking an envelope off a client and answering",
                                   us(600),
                                   us(5));
        AddCost<&Costs::forward>(id,
                                 "Forward",
                                 "sending an envelope on to the leader",
                                 us(100),
                                 us(5));
        AddCost<&Costs::forwarded>(id,
                                   "Forwarded",
                                   "taking an envelope off another orderer",
                                   us(120),
                                   us(5));
        AddCost<&Costs::order>(id, "Order", "an envelope's turn in the run loop", us(10), us(0));
        AddCost<&Costs::propose>(id, "Propose", "making a block", us(200), us(6));
        AddCost<&Costs::store>(id, "Store", "preparing a write to the Raft log", us(30), us(2));
        AddCost<&Costs::send>(id, "Send", "sending a Raft message", us(60), us(5));
        AddCost<&Costs::receive>(id, "Receive", "receiving a Raft message", us(60), us(5));
        AddCost<&Costs::write>(id, "Write", "writing an agreed block", us(300), us(6));
        AddCost<&Costs::deliver>(id, "Deliver", "sending a block to a receiver", us(100), us(5));
        return id;
    }();
    return tid;
}

Time
FabricOrdererCosts::Cost::Of(uint64_t bytes) const
{
    return each + NanoSeconds(static_cast<int64_t>(static_cast<double>(kilobyte.GetNanoSeconds()) *
                                                   (bytes / KILOBYTE)));
}

} // namespace iotledger
} // namespace ns3
