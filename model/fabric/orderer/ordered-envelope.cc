/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ordered-envelope.h"

#include "fabric-common.pb.h"
#include "orderer-proto.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

std::optional<OrderedEnvelope>
OrderedEnvelope::Parse(SharedBytes bytes)
{
    const auto envelope = OrdererProto::Parse<fabric::Envelope>(bytes);
    if (!envelope)
    {
        return std::nullopt;
    }
    // What a field is given twice, or in more bytes than it takes, goes no further. Else only the
    // order of the fields could differ, which nobody minds.
    const bool isWhole = envelope->ByteSizeLong() == bytes.GetSize();
    OrderedEnvelope parsed;
    parsed.bytes = isWhole ? std::move(bytes) : OrdererProto::Serialize(*envelope);
    parsed.payload = SharedBytes(envelope->payload());
    parsed.signature = SharedBytes(envelope->signature());
    fabric::Payload payload;
    fabric::ChannelHeader channel;
    fabric::SignatureHeader signature;
    if (!payload.ParseFromString(envelope->payload()) ||
        !channel.ParseFromString(payload.header().channel_header()) ||
        !signature.ParseFromString(payload.header().signature_header()))
    {
        return std::nullopt;
    }
    parsed.data = SharedBytes(payload.data());
    parsed.channel = channel.channel_id();
    parsed.type = channel.type();
    parsed.creator = SharedBytes(signature.creator());
    return parsed;
}

uint64_t
OrderedEnvelope::GetSize() const
{
    return payload.GetSize() + signature.GetSize();
}

bool
OrderedEnvelope::IsConfigUpdate() const
{
    return type == fabric::CONFIG_UPDATE;
}

bool
OrderedEnvelope::IsConfig() const
{
    return type == fabric::CONFIG;
}

} // namespace iotledger
} // namespace ns3
