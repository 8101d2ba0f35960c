/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The calls of GatewayService that watch the ledger.

#include "chaincode-event-stream.h"
#include "gateway-service.h"
#include "peer-channel.h"
#include "peer-ledger.h"
#include "peer-runtime.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

GatewayService::~GatewayService() = default;

void
GatewayService::HandleCommitStatus(const SharedBytes& bytes, const Call& call)
{
    fabric::SignedCommitStatusRequest signedRequest;
    fabric::CommitStatusRequest request;
    if (!DecodeFabric(signedRequest, bytes) || signedRequest.request().empty() ||
        !DecodeFabric(request, signedRequest.request()))
    {
        call->Fail(GrpcCode::INVALID_ARGUMENT, "a commit status request is required");
        return;
    }
    auto* channel = FindChannel(request.channel_id(), call);
    if (!channel)
    {
        return;
    }
    const auto verdict =
        channel->Authorize({SharedBytes(std::string_view(request.identity())),
                            SharedBytes(std::string_view(signedRequest.request())),
                            SharedBytes(std::string_view(signedRequest.signature()))},
                           "gateway/CommitStatus");
    m_runtime.Run(m_runtime.costs.gatewayCommitStatus + verdict.cost,
                  [this, verdict, channel, transaction = request.transaction_id(), call] {
                      if (!call->IsOpen())
                      {
                          return; // given up meanwhile
                      }
                      if (!verdict.identity)
                      {
                          call->Fail(GrpcCode::PERMISSION_DENIED, verdict.error);
                          return;
                      }
                      AwaitCommit(*channel, transaction, call);
                  });
}

void
GatewayService::AwaitCommit(PeerChannel& channel, const std::string& transaction, const Call& call)
{
    const auto reply = [this, call](uint64_t block, uint8_t code) {
        fabric::CommitStatusResponse response;
        response.set_result(static_cast<fabric::TxValidationCode>(code));
        response.set_block_number(block);
        m_runtime.Run(m_runtime.costs.gatewayNotify,
                      [call, bytes = EncodeFabric(response)] { call->Reply(bytes); });
    };
    // the listener first, then the ledger: nothing is missed between
    const auto listener = channel.notifier.Add(transaction, reply);
    if (const auto place = channel.kept.ledger.FindTransaction(transaction))
    {
        channel.notifier.Remove(listener);
        reply(place->block, place->code);
        return;
    }
    call->SetGivenUpCallback(
        m_runtime.Guard([&channel, listener] { channel.notifier.Remove(listener); }));
}

void
GatewayService::HandleEvents(Ptr<GrpcStream> stream)
{
    if (!m_limit->TryAcquire())
    {
        stream->End(m_limit->GetRefusal());
        return;
    }
    const auto number = m_nextEvents++;
    stream->SetEndedCallback(m_runtime.Guard([this, number](const GrpcStatus&) {
        m_events.erase(number);
        m_limit->Release();
    }));
    stream->SetMessageCallback(m_runtime.Guard([this, number, stream](const SharedBytes& bytes) {
        if (m_events.count(number) > 0)
        {
            return; // the method takes one request
        }
        GrpcStatus refusal;
        auto events = ChaincodeEventStream::Open(m_runtime, m_channels, stream, bytes, refusal);
        if (!events)
        {
            m_limit->Release();
            stream->End(refusal);
            return;
        }
        m_events[number] = events;
        events->Start();
    }));
}

} // namespace iotledger
} // namespace ns3
