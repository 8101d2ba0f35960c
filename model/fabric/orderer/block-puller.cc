/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "block-puller.h"

#include "fabric-orderer.pb.h"
#include "orderer-proto.h"
#include "proto-fields.h"

#include "ns3/fabric-signer.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

const Time BlockPuller::RETRY = Seconds(5);

BlockPuller::BlockPuller(const OrdererContext& context,
                         std::string channel,
                         std::vector<Ptr<GrpcClient>> sources,
                         Range range,
                         Received received,
                         std::function<void()> finished)
    : m_context(context),
      m_channel(std::move(channel)),
      m_sources(std::move(sources)),
      m_range(std::move(range)),
      m_received(std::move(received)),
      m_finished(std::move(finished))
{
}

BlockPuller::~BlockPuller()
{
    m_retry.Cancel();
    if (m_stream)
    {
        m_stream->End({GrpcCode::CANCELLED, ""});
    }
}

void
BlockPuller::Start()
{
    if (m_sources.empty())
    {
        return;
    }
    m_source = m_context.random->GetInteger(0, static_cast<uint32_t>(m_sources.size()) - 1);
    Ask();
}

SharedBytes
BlockPuller::MakeRequest() const
{
    fabric::SeekInfo seek;
    seek.mutable_start()->mutable_specified()->set_number(m_range.next);
    seek.mutable_stop()->mutable_specified()->set_number(m_range.last);
    seek.set_error_response(fabric::SeekInfo::BEST_EFFORT);
    if (m_range.last != UINT64_MAX)
    {
        seek.set_behavior(fabric::SeekInfo::FAIL_IF_NOT_READY);
    }
    fabric::ChannelHeader channel;
    channel.set_type(fabric::DELIVER_SEEK_INFO);
    channel.set_channel_id(m_channel);
    fabric::SignatureHeader creator;
    creator.set_creator(m_context.place.signer->GetIdentity().Serialize().ToString());
    fabric::Payload payload;
    payload.mutable_header()->set_channel_header(channel.SerializeAsString());
    payload.mutable_header()->set_signature_header(creator.SerializeAsString());
    payload.set_data(seek.SerializeAsString());
    fabric::Envelope envelope;
    envelope.set_payload(payload.SerializeAsString());
    const auto signature = m_context.place.signer->Sign(SharedBytes(envelope.payload()));
    envelope.set_signature(signature.value.ToString());
    return OrdererProto::Serialize(envelope);
}

void
BlockPuller::Ask()
{
    m_blocks.clear();
    m_stream = m_sources[m_source]->Open("/orderer.AtomicBroadcast/Deliver");
    m_stream->SetMessageCallback(
        m_life.Bind([this](const SharedBytes& message) { HandleMessage(message); }));
    m_stream->SetEndedCallback(m_life.Bind([this](const GrpcStatus&) { GiveUpSource(); }));
    m_stream->Send(MakeRequest());
}

void
BlockPuller::HandleMessage(const SharedBytes& message)
{
    const auto fields = ProtoFields::Split(message);
    const bool isBlock = fields && fields->size() == 1 &&
                         fields->front().number == fabric::DeliverResponse::kBlockFieldNumber;
    if (!isBlock)
    {
        return; // a status, behind which the stream ends
    }
    if (auto block = OrderedBlock::Parse(fields->front().bytes))
    {
        m_blocks.push_back(std::move(*block));
        Take();
    }
}

void
BlockPuller::Take()
{
    if (m_isTaking || m_blocks.empty())
    {
        return;
    }
    const auto block = std::move(m_blocks.front());
    m_blocks.pop_front();
    if (block.GetNumber() != m_range.next || !block.Follows(m_range.previousHash))
    {
        GiveUpSource();
        return;
    }
    m_isTaking = true;
    m_failures = 0;
    ++m_range.next;
    m_range.previousHash = block.GetHash();
    m_context.place.process->Submit(m_context.costs->receive.Of(block.GetBytes().GetSize()),
                                    m_life.Bind([this, block] {
                                        m_received(block,
                                                   m_life.Bind([this, number = block.GetNumber()] {
                                                       m_isTaking = false;
                                                       if (number == m_range.last)
                                                       {
                                                           m_finished(); // ends this object
                                                           return;
                                                       }
                                                       Take();
                                                   }));
                                    }));
}

void
BlockPuller::GiveUpSource()
{
    if (m_range.next > m_range.last)
    {
        return; // the stream has served
    }
    if (auto stream = std::exchange(m_stream, nullptr))
    {
        stream->End({GrpcCode::CANCELLED, ""});
    }
    m_blocks.clear();
    m_source = (m_source + 1) % m_sources.size();
    const bool hasTriedAll = ++m_failures % m_sources.size() == 0;
    m_retry.Cancel();
    m_retry = Simulator::Schedule(hasTriedAll ? RETRY : Time(0), m_life.Bind([this] { Ask(); }));
}

} // namespace iotledger
} // namespace ns3
