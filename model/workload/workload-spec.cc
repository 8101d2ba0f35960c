/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "workload-spec.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

uint64_t
RoundSpec::GetTxNumberOf(uint32_t workers) const
{
    return txNumber == 0 ? 0 : std::max<uint64_t>(1, txNumber / workers);
}

} // namespace iotledger
} // namespace ns3
