/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "envelope-fields.h"

#include "proto-path.h"

namespace ns3
{
namespace iotledger
{

// Field numbers of fabric-common.proto and fabric-peer.proto.

std::optional<EnvelopeHeader>
ReadEnvelopeHeader(std::string_view envelope)
{
    const auto header = FindProtoBytes(envelope, {1, 1, 1}); // payload, header, channel_header
    if (!header)
    {
        return std::nullopt;
    }
    const auto type = FindProtoNumber(*header, 1);
    const auto timestamp = FindProtoBytes(*header, {3});
    const auto txId = FindProtoBytes(*header, {5});
    if (!type || !timestamp || !txId)
    {
        return std::nullopt;
    }
    return EnvelopeHeader{static_cast<int32_t>(*type), *txId, *timestamp};
}

std::optional<std::string_view>
FindAction(std::string_view envelope)
{
    return FindProtoBytes(envelope, {1, 2, 1, 2}); // payload, data, actions, payload
}

std::optional<std::string_view>
FindResults(std::string_view envelope)
{
    const auto action = FindAction(envelope);
    // action, proposal_response_payload, extension, results
    return action ? FindProtoBytes(*action, {2, 1, 2, 1}) : std::nullopt;
}

} // namespace iotledger
} // namespace ns3
