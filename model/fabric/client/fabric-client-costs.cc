/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-client-costs.h"

#include "ns3/cost-attribute.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(FabricClientCosts);

TypeId
FabricClientCosts::GetTypeId()
{
    static TypeId tid = [] {
        using Costs = FabricClientCosts;
        auto id = TypeId("ns3::iotledger::FabricClientCosts")
                      .SetParent<Object>()
                      .SetGroupName("IotLedger")
                      .AddConstructor<FabricClientCosts>();
        AddCostAttribute<&Costs::propose>(id,
                                          "Propose",
                                          "Building a proposal, without its signature",
                                          MicroSeconds(100));
        AddCostAttribute<&Costs::evaluate>(id, "Evaluate", "An Evaluate call", MicroSeconds(200));
        AddCostAttribute<&Costs::endorse>(id,
                                          "Endorse",
                                          "An Endorse call, and reading the transaction it returns",
                                          MicroSeconds(250));
        AddCostAttribute<&Costs::submit>(id, "Submit", "A Submit call", MicroSeconds(150));
        AddCostAttribute<&Costs::commitStatus>(id,
                                               "CommitStatus",
                                               "A CommitStatus call",
                                               MicroSeconds(150));
        AddCostAttribute<&Costs::event>(id,
                                        "Event",
                                        "Taking the events of a block",
                                        MicroSeconds(50));
        AddCostAttribute<&Costs::byte>(id,
                                       "Byte",
                                       "Each byte of a request or response",
                                       NanoSeconds(5));
        return id;
    }();
    return tid;
}

} // namespace iotledger
} // namespace ns3
