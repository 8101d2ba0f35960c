/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "seek-request.h"

#include "fabric-orderer.pb.h"
#include "orderer-proto.h"

namespace ns3
{
namespace iotledger
{

namespace
{

/// @return the block number that @p position stands for at @p height; none if it is not set.
std::optional<uint64_t>
Resolve(const fabric::SeekPosition& position, uint64_t height)
{
    switch (position.Type_case())
    {
    case fabric::SeekPosition::kNewest:
        return height - 1;
    case fabric::SeekPosition::kOldest:
        return 0;
    case fabric::SeekPosition::kSpecified:
        return position.specified().number();
    case fabric::SeekPosition::kNextCommit:
        return height;
    default:
        return std::nullopt;
    }
}

} // namespace

std::optional<SeekRequest>
SeekRequest::Read(const SharedBytes& seekInfo, uint64_t height)
{
    const auto seek = OrdererProto::Parse<fabric::SeekInfo>(seekInfo);
    const auto start = seek ? Resolve(seek->start(), height) : std::nullopt;
    const auto stop = seek ? Resolve(seek->stop(), height) : std::nullopt;
    if (!start || !stop || (seek->stop().has_specified() && *stop < *start))
    {
        return std::nullopt;
    }
    SeekRequest request;
    request.next = *start;
    request.stop = seek->stop().has_oldest() ? *start : *stop;
    request.failsIfNotReady = seek->behavior() == fabric::SeekInfo::FAIL_IF_NOT_READY;
    request.isBestEffort = seek->error_response() == fabric::SeekInfo::BEST_EFFORT;
    return request;
}

Costed<SharedBytes>
SeekRequest::MakeEnvelope(const std::string& channel,
                          std::optional<uint64_t> start,
                          const FabricSigner& signer,
                          const std::string& nonce,
                          Time clock)
{
    constexpr int64_t SECOND = 1'000'000'000; // [ns]
    fabric::ChannelHeader header;
    header.set_type(fabric::DELIVER_SEEK_INFO);
    header.mutable_timestamp()->set_seconds(clock.GetNanoSeconds() / SECOND);
    header.mutable_timestamp()->set_nanos(static_cast<int32_t>(clock.GetNanoSeconds() % SECOND));
    header.set_channel_id(channel);
    fabric::SignatureHeader creator;
    creator.set_creator(signer.GetIdentity().Serialize().ToString());
    creator.set_nonce(nonce);
    fabric::SeekInfo seek;
    if (start)
    {
        seek.mutable_start()->mutable_specified()->set_number(*start);
    }
    else
    {
        seek.mutable_start()->mutable_next_commit();
    }
    seek.mutable_stop()->mutable_specified()->set_number(UINT64_MAX);
    seek.set_behavior(fabric::SeekInfo::BLOCK_UNTIL_READY);
    fabric::Payload payload;
    payload.mutable_header()->set_channel_header(header.SerializeAsString());
    payload.mutable_header()->set_signature_header(creator.SerializeAsString());
    payload.set_data(seek.SerializeAsString());
    fabric::Envelope envelope;
    envelope.set_payload(payload.SerializeAsString());
    const auto signature = signer.Sign(SharedBytes(std::string_view(envelope.payload())));
    envelope.set_signature(signature.value.ToString());
    return {OrdererProto::Serialize(envelope), signature.cost};
}

} // namespace iotledger
} // namespace ns3
