/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "block-event-stream.h"

#include "fabric-proposal.h"
#include "peer-channel.h"
#include "peer-ledger.h"
#include "peer-runtime.h"
#include "transaction-check.h"

#include "ns3/ordered-envelope.h"
#include "ns3/orderer-answers.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

/// @return the events of @p envelope, an endorser transaction's, without their payloads.
fabric::FilteredTransactionActions
FilterActions(const std::string& envelope)
{
    fabric::FilteredTransactionActions actions;
    const auto checked = CheckTransaction(envelope);
    fabric::ChaincodeEvent event;
    if (!checked.event.IsEmpty() && DecodeFabric(event, checked.event))
    {
        event.clear_payload();
        *actions.add_chaincode_actions()->mutable_chaincode_event() = event;
    }
    return actions;
}

fabric::FilteredTransaction
FilterTransaction(const std::string& envelope, uint8_t code)
{
    fabric::FilteredTransaction transaction;
    transaction.set_tx_validation_code(static_cast<fabric::TxValidationCode>(code));
    fabric::Envelope decoded;
    fabric::Payload payload;
    fabric::ChannelHeader header;
    if (!decoded.ParseFromString(envelope) || !payload.ParseFromString(decoded.payload()) ||
        !header.ParseFromString(payload.header().channel_header()))
    {
        return transaction;
    }
    transaction.set_txid(header.tx_id());
    transaction.set_type(static_cast<fabric::HeaderType>(header.type()));
    if (header.type() == fabric::ENDORSER_TRANSACTION)
    {
        *transaction.mutable_transaction_actions() = FilterActions(envelope);
    }
    return transaction;
}

} // namespace

fabric::FilteredBlock
MakeFilteredBlock(const std::string& channel, const SharedBytes& bytes)
{
    fabric::FilteredBlock filtered;
    filtered.set_channel_id(channel);
    fabric::Block block;
    if (!DecodeFabric(block, bytes))
    {
        return filtered;
    }
    filtered.set_number(block.header().number());
    const auto& metadata = block.metadata().metadata();
    const auto codes = metadata.size() > fabric::TRANSACTIONS_FILTER
                           ? metadata[fabric::TRANSACTIONS_FILTER]
                           : std::string();
    for (int i = 0; i < block.data().data_size(); i++)
    {
        const bool hasCode =
            static_cast<std::size_t>(i) < codes.size(); // the first block's has not
        *filtered.add_filtered_transactions() =
            FilterTransaction(block.data().data(i),
                              hasCode ? static_cast<uint8_t>(codes[i]) : uint8_t{fabric::VALID});
    }
    return filtered;
}

BlockEventStream::BlockEventStream(const PeerRuntime& runtime,
                                   const Channels& channels,
                                   std::shared_ptr<ConcurrencyLimit> limit,
                                   Ptr<GrpcStream> stream,
                                   bool isFiltered)
    : m_runtime(runtime),
      m_channels(channels),
      m_limit(std::move(limit)),
      m_sender(std::move(stream)),
      m_isFiltered(isFiltered)
{
}

BlockEventStream::~BlockEventStream()
{
    Close();
    m_limit->Release();
}

void
BlockEventStream::Serve(const PeerRuntime& runtime,
                        const Channels& channels,
                        std::shared_ptr<ConcurrencyLimit> limit,
                        Ptr<GrpcStream> stream,
                        bool isFiltered)
{
    if (!limit->TryAcquire())
    {
        stream->End(limit->GetRefusal());
        return;
    }
    const auto self =
        std::make_shared<BlockEventStream>(runtime, channels, limit, stream, isFiltered);
    // The stream keeps it alive, until the call ends.
    stream->SetMessageCallback([self](const SharedBytes& request) { self->Begin(request); });
    stream->SetCloseSendCallback([self] { self->m_sender.GetStream()->End({GrpcCode::OK, ""}); });
    stream->SetEndedCallback([self](const GrpcStatus&) { self->Close(); });
}

void
BlockEventStream::Close()
{
    if (const auto channel = std::exchange(m_channel, nullptr))
    {
        channel->Unlisten(*std::exchange(m_listener, std::nullopt));
    }
}

void
BlockEventStream::Run(Time cost, void (BlockEventStream::*step)())
{
    m_isBusy = true;
    m_runtime.Run(cost, [self = weak_from_this(), step] {
        const auto events = self.lock();
        if (events && !events->m_sender.GetStream()->HasEnded())
        {
            events->m_isBusy = false;
            ((*events).*step)();
        }
    });
}

void
BlockEventStream::Begin(const SharedBytes& request)
{
    m_sender.GetStream()->SetReading(false); // until this one is answered
    Time cost;
    const auto status = Open(request, cost);
    if (status == fabric::SUCCESS)
    {
        Run(cost, &BlockEventStream::Continue);
        return;
    }
    m_runtime.Run(cost, [self = weak_from_this(), status] {
        if (const auto events = self.lock())
        {
            events->Finish(status);
        }
    });
}

uint32_t
BlockEventStream::Open(const SharedBytes& request, Time& cost)
{
    const auto envelope = OrderedEnvelope::Parse(request);
    if (!envelope)
    {
        return fabric::BAD_REQUEST;
    }
    const auto found = m_channels.find(envelope->channel);
    if (found == m_channels.end())
    {
        return fabric::NOT_FOUND;
    }
    auto& channel = *found->second;
    const auto verdict =
        channel.Authorize({envelope->creator, envelope->payload, envelope->signature},
                          m_isFiltered ? "event/FilteredBlock" : "event/Block");
    cost = verdict.cost;
    if (!verdict.identity)
    {
        return fabric::FORBIDDEN;
    }
    const auto seek = SeekRequest::Read(envelope->data, channel.kept.ledger.GetHeight());
    if (!seek)
    {
        return fabric::BAD_REQUEST;
    }
    m_seek = *seek;
    m_channel = &channel;
    m_listener = channel.Listen([self = weak_from_this()] {
        if (const auto events = self.lock())
        {
            events->Continue();
        }
    });
    return fabric::SUCCESS;
}

void
BlockEventStream::Continue()
{
    if (m_isBusy || !m_channel)
    {
        return;
    }
    const auto& ledger = m_channel->kept.ledger;
    if (m_seek.next < ledger.GetHeight())
    {
        const auto size = ledger.GetBlock(m_seek.next).GetSize();
        Run(m_runtime.costs.readBlock + CostOfBytes(m_runtime.costs.blockByte, size),
            &BlockEventStream::Send);
    }
    else if (m_seek.failsIfNotReady)
    {
        Finish(fabric::NOT_FOUND);
    }
}

void
BlockEventStream::Send()
{
    const auto block = m_channel->kept.ledger.GetBlock(m_seek.next);
    auto message = OrdererAnswers::MakeDeliverBlock(block); // of a peer likewise
    if (m_isFiltered)
    {
        fabric::PeerDeliverResponse response;
        *response.mutable_filtered_block() = MakeFilteredBlock(m_channel->GetName(), block);
        message = EncodeFabric(response);
    }
    m_isBusy = true;
    m_sender.Send(message, [self = weak_from_this()] {
        const auto events = self.lock();
        if (!events || !events->m_channel)
        {
            return;
        }
        events->m_isBusy = false;
        if (events->m_seek.next++ == events->m_seek.stop)
        {
            events->Finish(fabric::SUCCESS);
        }
        else
        {
            events->Continue();
        }
    });
}

void
BlockEventStream::Finish(uint32_t status)
{
    Close();
    m_sender.Send(OrdererAnswers::MakeDeliverStatus(status), [self = weak_from_this(), status] {
        const auto events = self.lock();
        if (!events)
        {
            return;
        }
        const auto stream = events->m_sender.GetStream();
        if (status == fabric::SUCCESS)
        {
            stream->SetReading(true);
        }
        else
        {
            stream->End({GrpcCode::OK, ""});
        }
    });
}

} // namespace iotledger
} // namespace ns3
