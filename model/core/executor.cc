/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "executor.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(Executor);

TypeId
Executor::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::Executor").SetParent<Object>().SetGroupName("IotLedger");
    return tid;
}

} // namespace iotledger
} // namespace ns3
