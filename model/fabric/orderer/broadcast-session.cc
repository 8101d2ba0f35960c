/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "broadcast-session.h"

#include "fabric-common.pb.h"
#include "orderer-answers.h"

#include "ns3/orderer-channel.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

BroadcastSession::BroadcastSession(const OrdererContext& context,
                                   Ptr<GrpcStream> stream,
                                   FindChannel find,
                                   Answered answered)
    : m_context(context),
      m_stream(std::move(stream)),
      m_find(std::move(find)),
      m_answered(std::move(answered))
{
}

void
BroadcastSession::Start()
{
    const auto self = shared_from_this(); // the stream keeps it alive
    m_stream->SetMessageCallback([self](const SharedBytes& request) {
        self->m_requests.push_back(request);
        self->Next();
    });
    m_stream->SetCloseSendCallback([self] {
        self->m_isLast = true;
        self->Next();
    });
    m_stream->SetEndedCallback([self](const GrpcStatus&) { self->m_requests.clear(); });
}

void
BroadcastSession::Next()
{
    if (m_isBusy || m_stream->HasEnded())
    {
        return;
    }
    if (m_requests.empty())
    {
        if (m_isLast)
        {
            m_stream->End({GrpcCode::OK, ""});
        }
        return;
    }
    m_isBusy = true;
    const auto request = std::move(m_requests.front());
    m_requests.pop_front();
    if (const auto envelope = OrderedEnvelope::Parse(request))
    {
        Judge(*envelope);
    }
    else
    {
        Answer("", fabric::BAD_REQUEST, "malformed envelope");
    }
}

void
BroadcastSession::Judge(const OrderedEnvelope& envelope)
{
    EnvelopeVerdict verdict;
    const auto channel = m_find(envelope.channel);
    if (channel == nullptr || envelope.IsConfig())
    {
        verdict.status = fabric::BAD_REQUEST;
        verdict.info = channel == nullptr ? "channel " + envelope.channel + " does not exist"
                                          : "message is of type that cannot be processed directly";
    }
    else
    {
        auto filter = channel->GetFilter();
        const auto epoch = m_context.GetEpoch();
        verdict = envelope.IsConfigUpdate() ? filter.ProcessConfigUpdate(envelope, epoch)
                                            : filter.ProcessNormal(envelope, epoch);
    }
    m_context.place.process->Submit(
        m_context.costs->broadcast.Of(envelope.bytes.GetSize()) + verdict.cost,
        m_life.Bind([this, name = envelope.channel, verdict, isConfig = envelope.IsConfigUpdate()] {
            Submit(name, verdict, isConfig);
        }));
}

void
BroadcastSession::Submit(const std::string& name, const EnvelopeVerdict& verdict, bool isConfig)
{
    if (!verdict.IsAccepted())
    {
        Answer(name, verdict.status, verdict.info);
        return;
    }
    const auto channel = m_find(name);
    if (channel == nullptr || channel->GetChain() == nullptr)
    {
        Answer(name, fabric::SERVICE_UNAVAILABLE, "orderer is not a consenter of " + name);
        return;
    }
    RaftChain::Submission submission;
    submission.envelope = verdict.envelope;
    submission.size = verdict.size;
    submission.sequence = verdict.sequence;
    submission.isConfig = isConfig;
    submission.done = m_life.Bind([this, name](const std::string& error) {
        Answer(name, error.empty() ? fabric::SUCCESS : fabric::SERVICE_UNAVAILABLE, error);
    });
    channel->GetChain()->Submit(std::move(submission));
}

void
BroadcastSession::Answer(const std::string& channel, uint32_t status, const std::string& info)
{
    const auto self = shared_from_this();
    m_answered(channel, status);
    m_isBusy = false;
    m_stream->Send(OrdererAnswers::MakeBroadcast(status, info));
    if (status != fabric::SUCCESS)
    {
        m_stream->End({GrpcCode::OK, ""});
        return;
    }
    Next();
}

} // namespace iotledger
} // namespace ns3
