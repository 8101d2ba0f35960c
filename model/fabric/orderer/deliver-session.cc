/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "deliver-session.h"

#include "fabric-orderer.pb.h"
#include "orderer-answers.h"

#include "ns3/channel-policies.h"
#include "ns3/orderer-channel.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

DeliverSession::DeliverSession(const OrdererContext& context,
                               Ptr<GrpcStream> stream,
                               FindChannel find)
    : m_context(context),
      m_sender(std::move(stream)),
      m_find(std::move(find))
{
}

DeliverSession::~DeliverSession()
{
    Close();
}

void
DeliverSession::Start()
{
    const auto self = shared_from_this(); // the stream keeps it alive
    const auto& stream = m_sender.GetStream();
    stream->SetMessageCallback([self](const SharedBytes& request) {
        self->m_requests.push_back(request);
        self->NextRequest();
    });
    stream->SetCloseSendCallback([self] {
        self->m_isLast = true;
        self->NextRequest();
    });
    stream->SetEndedCallback([self](const GrpcStatus&) { self->Close(); });
}

void
DeliverSession::Close()
{
    m_isGranted = false;
    if (auto channel = std::exchange(m_channel, nullptr))
    {
        channel->Unwatch(m_watch);
    }
}

void
DeliverSession::NextRequest()
{
    if (m_isServing || m_sender.GetStream()->HasEnded())
    {
        return;
    }
    if (!m_requests.empty())
    {
        m_isServing = true;
        const auto request = std::move(m_requests.front());
        m_requests.pop_front();
        Begin(request);
    }
    else if (m_isLast)
    {
        m_sender.GetStream()->End({GrpcCode::OK, ""});
    }
}

void
DeliverSession::Begin(const SharedBytes& request)
{
    Time cost;
    const auto envelope = OrderedEnvelope::Parse(request);
    const auto status = envelope ? Open(*envelope, cost) : uint32_t{fabric::BAD_REQUEST};
    m_context.place.process->Submit(cost, m_life.Bind([this, status] {
        if (status != fabric::SUCCESS)
        {
            Finish(status);
            return;
        }
        m_isGranted = true;
        Continue();
    }));
}

uint32_t
DeliverSession::Open(const OrderedEnvelope& envelope, Time& cost)
{
    const auto channel = m_find(envelope.channel);
    if (channel == nullptr)
    {
        return fabric::NOT_FOUND;
    }
    m_channel = channel;
    m_watch = channel->Watch(m_life.Bind([this] { Continue(); }));
    const auto status = Seek(envelope.data);
    if (status != fabric::SUCCESS)
    {
        return status;
    }
    return MayRead(envelope, cost) ? fabric::SUCCESS : fabric::FORBIDDEN;
}

uint32_t
DeliverSession::Seek(const SharedBytes& seekInfo)
{
    const auto seek = SeekRequest::Read(seekInfo, m_channel->GetHeight());
    if (!seek)
    {
        return fabric::BAD_REQUEST;
    }
    m_seek = *seek;
    return m_channel->IsErrored() && !m_seek.isBestEffort ? fabric::SERVICE_UNAVAILABLE
                                                          : fabric::SUCCESS;
}

bool
DeliverSession::MayRead(const OrderedEnvelope& envelope, Time& cost) const
{
    auto& crypto = *m_context.place.crypto;
    MspJudgement judgement;
    const auto identity =
        m_channel->GetMsps().Deserialize(envelope.creator, m_context.GetEpoch(), &judgement);
    cost += MspManager::DrawCost(judgement, crypto);
    if (!identity)
    {
        return false;
    }
    const auto verified =
        MspManager::Verify(*identity, envelope.payload, envelope.signature, crypto);
    cost += verified.cost;
    return verified.value &&
           m_channel->GetValidator().GetPolicies().Evaluate(CHANNEL_READERS, {identity});
}

void
DeliverSession::Continue()
{
    if (!m_isGranted || m_isSending || m_sender.GetStream()->HasEnded())
    {
        return;
    }
    if (m_channel->IsErrored() && !m_seek.isBestEffort)
    {
        Finish(fabric::SERVICE_UNAVAILABLE);
    }
    else if (m_seek.next < m_channel->GetHeight())
    {
        SendBlock();
    }
    else if (m_seek.failsIfNotReady)
    {
        Finish(fabric::NOT_FOUND);
    }
}

void
DeliverSession::SendBlock()
{
    m_isSending = true;
    const auto block = m_channel->GetBlock(m_seek.next);
    m_context.place.process->Submit(m_context.costs->deliver.Of(block.GetSize()),
                                    m_life.Bind([this, block] {
                                        m_sender.Send(OrdererAnswers::MakeDeliverBlock(block),
                                                      m_life.Bind([this] {
                                                          m_isSending = false;
                                                          if (m_seek.next++ == m_seek.stop)
                                                          {
                                                              Finish(fabric::SUCCESS);
                                                              return;
                                                          }
                                                          Continue();
                                                      }));
                                    }));
}

void
DeliverSession::Finish(uint32_t status)
{
    Close();
    m_sender.Send(OrdererAnswers::MakeDeliverStatus(status), m_life.Bind([this, status] {
        const auto self = shared_from_this();
        m_isServing = false;
        if (status != fabric::SUCCESS)
        {
            m_sender.GetStream()->End({GrpcCode::OK, ""});
            return;
        }
        NextRequest();
    }));
}

} // namespace iotledger
} // namespace ns3
