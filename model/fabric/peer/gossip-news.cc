/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What GossipService tells of itself and asks of others, at its intervals.

#include "fabric-proposal.h"
#include "gossip-service.h"
#include "peer-channel.h"
#include "peer-ledger.h"
#include "peer-runtime.h"

#include "ns3/block-hash.h"
#include "ns3/fabric-signer.h"

#include <set>

namespace ns3
{
namespace iotledger
{

fabric::GossipEnvelope
GossipService::Sign(const fabric::GossipMessage& message, Time& cost) const
{
    fabric::GossipEnvelope envelope;
    envelope.set_payload(message.SerializeAsString());
    if (message.has_alive_msg() || message.has_state_info())
    {
        const auto signature =
            m_runtime.place.signer->Sign(SharedBytes(std::string_view(envelope.payload())));
        envelope.set_signature(signature.value.ToString());
        cost += signature.cost;
    }
    return envelope;
}

void
GossipService::TellAlive()
{
    fabric::GossipMessage message;
    message.set_tag(fabric::GossipMessage::EMPTY);
    auto& alive = *message.mutable_alive_msg();
    alive.mutable_membership()->set_endpoint(m_endpoint);
    alive.mutable_membership()->set_pki_id(m_pkiId);
    alive.mutable_timestamp()->set_inc_num(m_incarnation);
    alive.mutable_timestamp()->set_seq_num(++m_sequence);
    alive.set_identity(m_runtime.place.signer->GetIdentity().Serialize().ToString());
    Time cost;
    m_alive[m_pkiId] = Sign(message, cost);
    m_runtime.Run(cost, [this] { SpreadNews(m_alive[m_pkiId], m_pkiId, ""); });
}

void
GossipService::Reconnect()
{
    if (m_alive.count(m_pkiId) == 0)
    {
        TellAlive();
    }
    // whoever is not known to be alive is asked for what it knows; its answer is what counts
    fabric::GossipMessage request;
    request.set_tag(fabric::GossipMessage::EMPTY);
    *request.mutable_mem_req()->mutable_self_information() = m_alive[m_pkiId];
    fabric::GossipEnvelope envelope;
    envelope.set_payload(request.SerializeAsString());
    std::set<std::string> alive;
    for (const auto& pkiId : m_membership.GetAlive())
    {
        alive.insert(m_membership.Find(pkiId)->endpoint);
    }
    for (const auto& [endpoint, link] : m_links)
    {
        if (alive.count(endpoint) == 0)
        {
            SendTo(endpoint, EncodeFabric(envelope));
        }
    }
}

void
GossipService::TellStates()
{
    for (const auto& [name, channel] : m_channels)
    {
        const auto height = channel->kept.ledger.GetHeight();
        const auto told = m_toldHeights.find(name);
        if (told != m_toldHeights.end() && told->second == height)
        {
            continue; // nothing new (channel.go, shouldGossipStateInfo)
        }
        m_toldHeights[name] = height;
        fabric::GossipMessage message;
        message.set_tag(fabric::GossipMessage::CHAN_OR_ORG);
        auto& info = *message.mutable_state_info();
        info.mutable_timestamp()->set_inc_num(m_incarnation);
        info.mutable_timestamp()->set_seq_num(++m_sequence);
        info.set_pki_id(m_pkiId);
        info.set_channel_mac(Sha256({m_pkiId, name}));
        info.mutable_properties()->set_ledger_height(height);
        for (const auto& chaincode : channel->kept.names)
        {
            info.mutable_properties()->add_chaincodes()->set_name(chaincode);
        }
        Time cost;
        auto& latest = m_states[name][m_pkiId];
        latest = Sign(message, cost);
        m_runtime.Run(cost, [this, envelope = latest] { SpreadNews(envelope, m_pkiId, ""); });
    }
}

void
GossipService::AskStates()
{
    for (const auto& [name, channel] : m_channels)
    {
        fabric::GossipMessage message;
        message.set_tag(fabric::GossipMessage::CHAN_OR_ORG);
        message.mutable_state_info_pull_req()->set_channel_mac(Sha256({m_pkiId, name}));
        Time cost;
        const auto bytes = EncodeFabric(Sign(message, cost));
        for (const auto& pkiId : PickPeers([](const std::string&) { return true; }))
        {
            SendTo(m_membership.Find(pkiId)->endpoint, bytes);
        }
    }
}

void
GossipService::AskMissingBlocks()
{
    for (const auto& [name, channel] : m_channels)
    {
        fabric::GossipMessage message;
        message.set_tag(fabric::GossipMessage::CHAN_AND_ORG);
        message.set_channel(name);
        message.mutable_hello()->set_nonce(++m_sequence);
        message.mutable_hello()->set_msg_type(fabric::BLOCK_MSG);
        Time cost;
        const auto bytes = EncodeFabric(Sign(message, cost));
        for (const auto& pkiId : PickPeers([this](const std::string& candidate) {
                 return m_membership.Find(candidate)->mspId == m_mspId;
             }))
        {
            SendTo(m_membership.Find(pkiId)->endpoint, bytes);
        }
    }
}

} // namespace iotledger
} // namespace ns3
