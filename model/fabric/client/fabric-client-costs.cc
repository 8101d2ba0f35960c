/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-client-costs.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(FabricClientCosts);

TypeId
FabricClientCosts::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::FabricClientCosts")
            .SetParent<Object>()
            .SetGroupName("IotLedger")
            .AddConstructor<FabricClientCosts>()
            .AddAttribute(
                "Propose",
                "Building a proposal, without its signature. [CPU time on a core of speed 1]",
                TimeValue(MicroSeconds(100)),
                MakeTimeAccessor(&FabricClientCosts::propose),
                MakeTimeChecker(Seconds(0)))
            .AddAttribute("Evaluate",
                          "An Evaluate call. [CPU time on a core of speed 1]",
                          TimeValue(MicroSeconds(200)),
                          MakeTimeAccessor(&FabricClientCosts::evaluate),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("Endorse",
                          "An Endorse call, and reading the transaction it returns. [CPU time on a "
                          "core of speed 1]",
                          TimeValue(MicroSeconds(250)),
                          MakeTimeAccessor(&FabricClientCosts::endorse),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("Submit",
                          "A Submit call. [CPU time on a core of speed 1]",
                          TimeValue(MicroSeconds(150)),
                          MakeTimeAccessor(&FabricClientCosts::submit),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("CommitStatus",
                          "A CommitStatus call. [CPU time on a core of speed 1]",
                          TimeValue(MicroSeconds(150)),
                          MakeTimeAccessor(&FabricClientCosts::commitStatus),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("Event",
                          "Taking the events of a block. [CPU time on a core of speed 1]",
                          TimeValue(MicroSeconds(50)),
                          MakeTimeAccessor(&FabricClientCosts::event),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("Byte",
                          "Each byte of a request or response. [CPU time on a core of speed 1]",
                          TimeValue(NanoSeconds(5)),
                          MakeTimeAccessor(&FabricClientCosts::byte),
                          MakeTimeChecker(Seconds(0)));
    return tid;
}

} // namespace iotledger
} // namespace ns3
