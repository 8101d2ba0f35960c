/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "chaincode-costs.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(ChaincodeCosts);

TypeId
ChaincodeCosts::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::ChaincodeCosts")
            .SetParent<Object>()
            .SetGroupName("IotLedger")
            .AddConstructor<ChaincodeCosts>()
            .AddAttribute("Invoke",
                          "Taking an invocation, running the function, answering. [CPU time on a "
                          "core of speed 1]",
                          TimeValue(MicroSeconds(300)),
                          MakeTimeAccessor(&ChaincodeCosts::invoke),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute(
                "StateRoundTrip",
                "The chaincode's side of one state access. [CPU time on a core of speed 1]",
                TimeValue(MicroSeconds(110)),
                MakeTimeAccessor(&ChaincodeCosts::stateRoundTrip),
                MakeTimeChecker(Seconds(0)))
            .AddAttribute(
                "RangeResult",
                "Each result of a range or history query. [CPU time on a core of speed 1]",
                TimeValue(MicroSeconds(10)),
                MakeTimeAccessor(&ChaincodeCosts::rangeResult),
                MakeTimeChecker(Seconds(0)))
            .AddAttribute(
                "Byte",
                "Each byte of arguments, state and response. [CPU time on a core of speed 1]",
                TimeValue(NanoSeconds(10)),
                MakeTimeAccessor(&ChaincodeCosts::byte),
                MakeTimeChecker(Seconds(0)));
    return tid;
}

} // namespace iotledger
} // namespace ns3
