/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "orderer-answers.h"

#include "fabric-orderer.pb.h"
#include "orderer-proto.h"
#include "proto-fields.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

SharedBytes
OrdererAnswers::MakeBroadcast(uint32_t status, const std::string& info)
{
    fabric::BroadcastResponse response;
    response.set_status(static_cast<fabric::Status>(status));
    response.set_info(info);
    return OrdererProto::Serialize(response);
}

SharedBytes
OrdererAnswers::MakeDeliverStatus(uint32_t status)
{
    fabric::DeliverResponse response;
    response.set_status(static_cast<fabric::Status>(status));
    return OrdererProto::Serialize(response);
}

SharedBytes
OrdererAnswers::MakeDeliverBlock(const SharedBytes& block)
{
    std::vector<uint8_t> bytes;
    ProtoFields::Append(bytes, fabric::DeliverResponse::kBlockFieldNumber, block);
    return SharedBytes(std::move(bytes));
}

} // namespace iotledger
} // namespace ns3
