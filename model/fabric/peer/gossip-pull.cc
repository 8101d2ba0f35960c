/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// How GossipService gets blocks that it missed: hello, digests, request, update.

#include "fabric-proposal.h"
#include "gossip-service.h"
#include "peer-channel.h"

#include <cstdlib>

namespace ns3
{
namespace iotledger
{

namespace
{

uint64_t
ToNumber(const std::string& digest)
{
    return std::strtoull(digest.c_str(), nullptr, 10);
}

using Blocks = std::map<uint64_t, SharedBytes>;

void
AnswerHello(const Blocks& stored,
            const fabric::GossipMessage& message,
            fabric::GossipMessage& answer)
{
    auto& digests = *answer.mutable_data_dig();
    digests.set_nonce(message.hello().nonce());
    digests.set_msg_type(fabric::BLOCK_MSG);
    for (const auto& [number, block] : stored)
    {
        digests.add_digests(std::to_string(number));
    }
}

/// @return whether there is something to ask for.
bool
AnswerDigests(const PayloadBuffer& buffer,
              const fabric::GossipMessage& message,
              fabric::GossipMessage& answer)
{
    auto& request = *answer.mutable_data_req();
    request.set_nonce(message.data_dig().nonce());
    request.set_msg_type(fabric::BLOCK_MSG);
    for (const auto& digest : message.data_dig().digests())
    {
        if (!buffer.Has(ToNumber(digest)))
        {
            request.add_digests(digest);
        }
    }
    return !request.digests().empty();
}

} // namespace

void
GossipService::HandlePull(const fabric::GossipMessage& message, const Origin& origin)
{
    if (m_channels.count(message.channel()) == 0)
    {
        return;
    }
    fabric::GossipMessage answer;
    answer.set_tag(fabric::GossipMessage::CHAN_AND_ORG);
    answer.set_channel(message.channel());
    if (message.has_hello())
    {
        AnswerHello(m_blocks[message.channel()], message, answer);
        origin.reply(answer);
    }
    else if (message.has_data_dig() &&
             AnswerDigests(m_channels.at(message.channel())->buffer, message, answer))
    {
        origin.reply(answer);
    }
    else if (message.has_data_req())
    {
        AnswerRequest(message, answer);
        origin.reply(answer);
    }
    else if (message.has_data_update())
    {
        for (const auto& envelope : message.data_update().data())
        {
            fabric::GossipMessage data;
            if (DecodeFabric(data, envelope.payload()) && data.has_data_msg())
            {
                HandleData(data, origin);
            }
        }
    }
}

void
GossipService::AnswerRequest(const fabric::GossipMessage& message, fabric::GossipMessage& answer)
{
    auto& update = *answer.mutable_data_update();
    update.set_nonce(message.data_req().nonce());
    update.set_msg_type(fabric::BLOCK_MSG);
    const auto& stored = m_blocks[message.channel()];
    for (const auto& digest : message.data_req().digests())
    {
        const auto block = stored.find(ToNumber(digest));
        if (block != stored.end())
        {
            update.add_data()->set_payload(
                MakeData(message.channel(), block->first, block->second).SerializeAsString());
        }
    }
}

fabric::GossipMessage
GossipService::MakeData(const std::string& channel, uint64_t number, const SharedBytes& block)
{
    fabric::GossipMessage data;
    data.set_tag(fabric::GossipMessage::CHAN_AND_ORG);
    data.set_channel(channel);
    data.mutable_data_msg()->mutable_payload()->set_seq_num(number);
    data.mutable_data_msg()->mutable_payload()->set_data(block.ToString());
    return data;
}

} // namespace iotledger
} // namespace ns3
