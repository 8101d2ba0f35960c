/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "chaincode-event-stream.h"

#include "fabric-proposal.h"
#include "peer-channel.h"
#include "peer-ledger.h"
#include "peer-runtime.h"
#include "transaction-check.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

fabric::ChaincodeEventsResponse
FindChaincodeEvents(const SharedBytes& bytes, const std::string& chaincode)
{
    fabric::ChaincodeEventsResponse response;
    fabric::Block block;
    if (!DecodeFabric(block, bytes) ||
        block.metadata().metadata_size() <= fabric::TRANSACTIONS_FILTER)
    {
        return response;
    }
    response.set_block_number(block.header().number());
    const auto& filter = block.metadata().metadata(fabric::TRANSACTIONS_FILTER);
    for (int i = 0; i < block.data().data_size(); i++)
    {
        const bool isValid = static_cast<std::size_t>(i) < filter.size() &&
                             static_cast<uint8_t>(filter[i]) == fabric::VALID;
        const auto transaction =
            isValid ? CheckTransaction(block.data().data(i)) : CheckedTransaction();
        fabric::ChaincodeEvent event;
        if (!transaction.event.IsEmpty() && DecodeFabric(event, transaction.event) &&
            event.chaincode_id() == chaincode)
        {
            *response.add_events() = event;
        }
    }
    return response;
}

ChaincodeEventStream::ChaincodeEventStream(const PeerRuntime& runtime,
                                           PeerChannel& channel,
                                           Ptr<GrpcStream> stream)
    : m_runtime(runtime),
      m_channel(channel),
      m_stream(stream)
{
}

ChaincodeEventStream::~ChaincodeEventStream()
{
    if (m_listener)
    {
        m_channel.Unlisten(*m_listener);
    }
}

std::shared_ptr<ChaincodeEventStream>
ChaincodeEventStream::Open(const PeerRuntime& runtime,
                           const Channels& channels,
                           Ptr<GrpcStream> stream,
                           const SharedBytes& bytes,
                           GrpcStatus& refusal)
{
    fabric::SignedChaincodeEventsRequest signedRequest;
    fabric::ChaincodeEventsRequest request;
    if (!DecodeFabric(signedRequest, bytes) || signedRequest.request().empty() ||
        !DecodeFabric(request, signedRequest.request()))
    {
        refusal = {GrpcCode::INVALID_ARGUMENT, "a chaincode events request is required"};
        return nullptr;
    }
    const auto channel = channels.find(request.channel_id());
    if (channel == channels.end())
    {
        refusal = {GrpcCode::NOT_FOUND, "channel does not exist: " + request.channel_id()};
        return nullptr;
    }
    const auto verdict =
        channel->second->Authorize({SharedBytes(std::string_view(request.identity())),
                                    SharedBytes(std::string_view(signedRequest.request())),
                                    SharedBytes(std::string_view(signedRequest.signature()))},
                                   "gateway/ChaincodeEvents");
    if (!verdict.identity)
    {
        refusal = {GrpcCode::PERMISSION_DENIED, verdict.error};
        return nullptr;
    }
    auto events = std::make_shared<ChaincodeEventStream>(runtime, *channel->second, stream);
    const auto& ledger = channel->second->kept.ledger;
    events->m_chaincode = request.chaincode_id();
    events->m_after = request.after_transaction_id();
    events->m_checkCost = verdict.cost;
    events->m_next = request.start_position().has_specified()
                         ? request.start_position().specified().number()
                         : ledger.GetHeight();
    if (const auto place = ledger.FindTransaction(events->m_after))
    {
        events->m_next = place->block;
    }
    return events;
}

void
ChaincodeEventStream::Start()
{
    m_listener = m_channel.Listen([self = weak_from_this()] {
        if (const auto events = self.lock())
        {
            events->Continue();
        }
    });
    m_isBusy = true;
    m_runtime.Run(m_checkCost, [self = weak_from_this()] {
        if (const auto events = self.lock())
        {
            events->m_isBusy = false;
            events->Continue();
        }
    });
}

void
ChaincodeEventStream::Continue()
{
    if (m_isBusy || m_next >= m_channel.kept.ledger.GetHeight())
    {
        return;
    }
    m_isBusy = true;
    m_runtime.Run(m_runtime.costs.readBlock, [self = weak_from_this()] {
        if (const auto events = self.lock())
        {
            events->m_isBusy = false;
            events->Send(
                FindChaincodeEvents(events->m_channel.kept.ledger.GetBlock(events->m_next++),
                                    events->m_chaincode));
            events->Continue();
        }
    });
}

void
ChaincodeEventStream::Send(fabric::ChaincodeEventsResponse response)
{
    fabric::ChaincodeEventsResponse wanted;
    wanted.set_block_number(response.block_number());
    for (auto& event : *response.mutable_events())
    {
        if (m_after.empty())
        {
            *wanted.add_events() = std::move(event);
        }
        else if (event.tx_id() == m_after)
        {
            m_after.clear();
        }
    }
    if (!wanted.events().empty())
    {
        m_stream->Send(EncodeFabric(wanted));
    }
}

} // namespace iotledger
} // namespace ns3
