/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "peer-ledger.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

PeerLedger::PeerLedger(const FabricLedger::Settings& settings,
                       std::unique_ptr<ConfigValidator> first)
    : ledger(settings),
      chaincodes(ledger),
      config(std::move(first))
{
}

} // namespace iotledger
} // namespace ns3
