/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ROUND_LABELS_H
#define ROUND_LABELS_H

#include "ns3/scenario-value.h"
#include "ns3/workload-spec.h"

#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * Gives each round a label of its own, by which all results tell it from the others: of rounds with
 * one label the later ones are numbered, get-2.
 * @param rounds as they were written
 * @param name their dotted key
 * @param areRefused whether to refuse them instead
 * @param specs what was read of them
 * @throws ScenarioError
 * @ingroup iot-ledger
 */
void SeparateLabels(const ScenarioValue& rounds,
                    const std::string& name,
                    bool areRefused,
                    std::vector<RoundSpec>& specs);

} // namespace iotledger
} // namespace ns3

#endif /* ROUND_LABELS_H */
