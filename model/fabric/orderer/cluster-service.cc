/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-orderer.h"
#include "fabric-orderer.pb.h"
#include "orderer-proto.h"
#include "proto-fields.h"

#include "ns3/grpc-stream.h"
#include "ns3/orderer-channel.h"

#include <utility>

// The cluster's Step service. Source: Hyperledger Fabric v2.4.3, orderer/common/cluster/service.go.

namespace ns3
{
namespace iotledger
{

void
FabricOrderer::ServeStep(Ptr<GrpcStream> stream)
{
    stream->SetMessageCallback(
        [this, stream](const SharedBytes& request) { HandleStep(stream, request); });
    stream->SetCloseSendCallback([stream] { stream->End({GrpcCode::OK, ""}); });
}

void
FabricOrderer::HandleStep(const Ptr<GrpcStream>& stream, const SharedBytes& request)
{
    const auto step = OrdererProto::Parse<fabric::StepRequest>(request);
    if (!step)
    {
        stream->End({GrpcCode::INTERNAL, "malformed StepRequest"});
        return;
    }
    if (step->has_consensus_request())
    {
        const auto& consensus = step->consensus_request();
        const auto channel = Find(consensus.channel());
        if (channel && channel->GetChain())
        {
            channel->GetChain()->Receive(SharedBytes(consensus.payload()));
        }
        return;
    }
    if (step->has_submit_request())
    {
        HandleForwarded(step->submit_request().channel(),
                        step->submit_request().last_validation_seq(),
                        OrdererProto::Serialize(step->submit_request().payload()));
    }
}

void
FabricOrderer::HandleForwarded(const std::string& name, uint64_t sequence, SharedBytes bytes)
{
    const auto envelope = OrderedEnvelope::Parse(std::move(bytes));
    const auto channel = Find(name);
    if (!envelope || !channel || !channel->GetChain())
    {
        return;
    }
    RaftChain::Submission submission;
    submission.envelope = envelope->bytes;
    submission.size = envelope->GetSize();
    submission.sequence = sequence;
    submission.isConfig = envelope->IsConfig();
    submission.isForwarded = true;
    submission.done = [](const std::string&) {}; // its sender has acknowledged it
    channel->GetChain()->SubmitForwarded(std::move(submission));
}

} // namespace iotledger
} // namespace ns3
