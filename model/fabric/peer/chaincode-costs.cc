/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "chaincode-costs.h"

#include "ns3/cost-attribute.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(ChaincodeCosts);

TypeId
ChaincodeCosts::GetTypeId()
{
    static TypeId tid = [] {
        using Costs = ChaincodeCosts;
        auto id = TypeId("ns3::iotledger::ChaincodeCosts")
                      .SetParent<Object>()
                      .SetGroupName("IotLedger")
                      .AddConstructor<ChaincodeCosts>();
        AddCostAttribute<&Costs::invoke>(id,
                                         "Invoke",
                                         "Taking an invocation, running the function, answering",
                                         MicroSeconds(300));
        AddCostAttribute<&Costs::stateRoundTrip>(id,
                                                 "StateRoundTrip",
                                                 "The chaincode's side of one state access",
                                                 MicroSeconds(110));
        AddCostAttribute<&Costs::rangeResult>(id,
                                              "RangeResult",
                                              "Each result of a range or history query",
                                              MicroSeconds(10));
        AddCostAttribute<&Costs::byte>(id,
                                       "Byte",
                                       "Each byte of arguments, state and response",
                                       NanoSeconds(10));
        return id;
    }();
    return tid;
}

} // namespace iotledger
} // namespace ns3
