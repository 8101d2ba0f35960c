/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "peer-ledger.h"

namespace ns3
{
namespace iotledger
{

PeerLedger::PeerLedger(const FabricLedger::Settings& settings, const ChannelConfig& first)
    : ledger(settings),
      chaincodes(ledger),
      config(first)
{
}

} // namespace iotledger
} // namespace ns3
