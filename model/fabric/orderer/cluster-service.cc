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
        HandleForwarded(stream, step->submit_request());
    }
}

// The stream is read again when the chain has taken the envelope: who sends more than the leader
// takes waits for the stream's window.
void
FabricOrderer::HandleForwarded(const Ptr<GrpcStream>& stream,
                               const fabric::SubmitForwardRequest& request)
{
    const auto envelope = OrderedEnvelope::Parse(OrdererProto::Serialize(request.payload()));
    const auto channel = Find(request.channel());
    if (!envelope || !channel || !channel->GetChain())
    {
        stream->End({GrpcCode::UNKNOWN, "channel " + request.channel() + " doesn't exist"});
        return;
    }
    stream->SetReading(false);
    RaftChain::Submission submission;
    submission.envelope = envelope->bytes;
    submission.size = envelope->GetSize();
    submission.sequence = request.last_validation_seq();
    submission.isConfig = envelope->IsConfig();
    submission.isForwarded = true;
    submission.done = [stream](const std::string& error) {
        if (error.empty())
        {
            stream->SetReading(true);
        }
        else
        {
            stream->End({GrpcCode::UNKNOWN, error});
        }
    };
    channel->GetChain()->SubmitForwarded(std::move(submission));
}

} // namespace iotledger
} // namespace ns3
