/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ORDERER_ANSWERS_H
#define ORDERER_ANSWERS_H

#include "ns3/shared-bytes.h"

#include <cstdint>
#include <string>

namespace ns3
{
namespace iotledger
{

/// @brief The messages that an orderer's services answer with. Internal.
struct OrdererAnswers
{
    /// @return a BroadcastResponse; @p status is a common.Status.
    static SharedBytes MakeBroadcast(uint32_t status, const std::string& info);

    /// @return a DeliverResponse.
    static SharedBytes MakeDeliverStatus(uint32_t status);
    static SharedBytes MakeDeliverBlock(const SharedBytes& block);
};

} // namespace iotledger
} // namespace ns3

#endif /* ORDERER_ANSWERS_H */
