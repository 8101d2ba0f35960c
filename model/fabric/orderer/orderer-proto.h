/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ORDERER_PROTO_H
#define ORDERER_PROTO_H

#include "ns3/shared-bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// @brief From bytes to protobuf messages and back, for the orderer. Internal.
struct OrdererProto
{
    /// @return none if @p bytes are no such message.
    template <typename Message>
    static std::optional<Message> Parse(const SharedBytes& bytes)
    {
        Message message;
        const bool isParsed =
            bytes.GetZeroTail() == 0
                ? message.ParseFromArray(bytes.GetHead(), static_cast<int>(bytes.GetSize()))
                : message.ParseFromString(bytes.ToString());
        return isParsed ? std::optional<Message>(std::move(message)) : std::nullopt;
    }

    template <typename Message>
    static SharedBytes Serialize(const Message& message)
    {
        std::vector<uint8_t> bytes(message.ByteSizeLong());
        message.SerializeToArray(bytes.data(), static_cast<int>(bytes.size()));
        return SharedBytes(std::move(bytes));
    }
};

} // namespace iotledger
} // namespace ns3

#endif /* ORDERER_PROTO_H */
