/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "signed-bytes.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

Policy::Signers
FindSigners(const std::vector<SignedBytes>& signatures,
            MspManager& msps,
            Crypto& crypto,
            Time& cost)
{
    Policy::Signers signers;
    for (const auto& claimed : signatures)
    {
        MspJudgement judgement;
        const auto identity = msps.Deserialize(claimed.identity, MspManager::NO_TIME, &judgement);
        cost += MspManager::DrawCost(judgement, crypto);
        const auto isKnown = [&identity](const auto& signer) { return *signer == *identity; };
        if (!identity || std::any_of(signers.begin(), signers.end(), isKnown))
        {
            continue;
        }
        const auto verified =
            MspManager::Verify(*identity, claimed.data, claimed.signature, crypto);
        cost += verified.cost;
        if (verified.value)
        {
            signers.push_back(identity);
        }
    }
    return signers;
}

} // namespace iotledger
} // namespace ns3
