/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LEDGER_CHECKS_H
#define LEDGER_CHECKS_H

#include "ns3/scenario-settings.h"

namespace ns3
{
namespace iotledger
{

/**
 * Checks what keys of a ledger are together: that policies name MSPs there are, that every worker
 * has a client, that identities are shared within an organisation, that limits of the orderers fit
 * each other, and that blocks reach all peers.
 * @param scenario as written, for the places of errors
 * @throws ScenarioError @ingroup iot-ledger
 */
void CheckLedgerKeys(const ScenarioSettings& settings, const ScenarioValue& scenario);

} // namespace iotledger
} // namespace ns3

#endif /* LEDGER_CHECKS_H */
