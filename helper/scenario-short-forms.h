/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_SHORT_FORMS_H
#define SCENARIO_SHORT_FORMS_H

#include "ns3/scenario-value.h"

namespace ns3
{
namespace iotledger
{

/// Writes short forms out: a section that has a type may be given by its type alone, so that
/// `verification: quorum` stands for `verification: { type: quorum }`.
void ExpandShortForms(ScenarioValue& scenario);

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_SHORT_FORMS_H */
