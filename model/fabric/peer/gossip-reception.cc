/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What GossipService does with the messages of other peers.

#include "fabric-msp.pb.h"
#include "fabric-proposal.h"
#include "gossip-service.h"
#include "peer-channel.h"
#include "peer-ledger.h"
#include "peer-runtime.h"

#include "ns3/block-hash.h"
#include "ns3/fabric-signer.h"
#include "ns3/simulator.h"

namespace ns3
{
namespace iotledger
{

void
GossipService::Receive(const SharedBytes& bytes, const Origin& origin)
{
    fabric::GossipEnvelope envelope;
    fabric::GossipMessage message;
    if (!DecodeFabric(envelope, bytes) || !DecodeFabric(message, envelope.payload()))
    {
        return;
    }
    if (message.has_data_msg())
    {
        HandleData(message, origin); // which has a cost of its own
        return;
    }
    m_runtime.Run(m_runtime.costs.gossipMessage,
                  [this, envelope, message, origin] { Handle(envelope, message, origin); });
}

void
GossipService::Handle(const fabric::GossipEnvelope& envelope,
                      const fabric::GossipMessage& message,
                      const Origin& origin)
{
    switch (message.content_case())
    {
    case fabric::GossipMessage::kAliveMsg:
        HandleAlive(envelope, message.alive_msg(), origin);
        break;
    case fabric::GossipMessage::kMemReq:
        HandleMembershipRequest(message.mem_req(), origin);
        break;
    case fabric::GossipMessage::kMemRes:
        HandleMembership(message.mem_res(), origin);
        break;
    case fabric::GossipMessage::kStateInfo:
        HandleState(envelope, message.state_info(), origin);
        break;
    case fabric::GossipMessage::kStateInfoPullReq:
        HandleStateRequest(message.state_info_pull_req(), origin);
        break;
    case fabric::GossipMessage::kStateSnapshot:
        HandleSnapshot(message.state_snapshot(), origin);
        break;
    default:
        HandlePull(message, origin);
    }
}

bool
GossipService::Verify(const std::string& identity,
                      const fabric::GossipEnvelope& envelope,
                      Time& cost)
{
    for (const auto& [name, channel] : m_channels) // of which one must know its organisation
    {
        const auto verdict = channel->Verify({SharedBytes(std::string_view(identity)),
                                              SharedBytes(std::string_view(envelope.payload())),
                                              SharedBytes(std::string_view(envelope.signature()))},
                                             MspManager::NO_TIME);
        cost += verdict.cost;
        if (verdict.identity)
        {
            return true;
        }
    }
    return false;
}

void
GossipService::HandleAlive(const fabric::GossipEnvelope& envelope,
                           const fabric::AliveMessage& alive,
                           const Origin& origin)
{
    const auto pkiId = alive.membership().pki_id();
    GossipMembership::Member member;
    member.endpoint = alive.membership().endpoint();
    member.made = {alive.timestamp().inc_num(), alive.timestamp().seq_num()};
    member.heard = Simulator::Now();
    member.identity = alive.identity();
    fabric::SerializedIdentity identity;
    if (!DecodeFabric(identity, alive.identity()) ||
        Sha256({identity.mspid(), identity.id_bytes()}) != pkiId)
    {
        return;
    }
    if (origin.pkiId->empty() && (origin.endpoint.empty() || origin.endpoint == member.endpoint))
    {
        *origin.pkiId = pkiId; // the first one over a stream is its opener's own
    }
    if (pkiId == m_pkiId || !m_membership.IsNews(pkiId, member.made))
    {
        return;
    }
    member.mspId = identity.mspid();
    Time cost;
    const bool isGenuine = Verify(alive.identity(), envelope, cost);
    m_runtime.Run(cost, [this, isGenuine, pkiId, member, envelope, source = *origin.pkiId] {
        if (isGenuine && m_membership.Hear(pkiId, member))
        {
            m_alive[pkiId] = envelope;
            SpreadNews(envelope, pkiId, source);
        }
    });
}

void
GossipService::HandleMembershipRequest(const fabric::MembershipRequest& request,
                                       const Origin& origin)
{
    fabric::GossipMessage self;
    const auto& about = request.self_information();
    if (DecodeFabric(self, about.payload()) && self.has_alive_msg())
    {
        HandleAlive(about, self.alive_msg(), origin);
    }
    fabric::GossipMessage answer;
    answer.set_tag(fabric::GossipMessage::EMPTY);
    answer.mutable_mem_res();
    for (const auto& [pkiId, alive] : m_alive)
    {
        *answer.mutable_mem_res()->add_alive() = alive;
    }
    origin.reply(answer);
}

void
GossipService::HandleMembership(const fabric::MembershipResponse& response, const Origin& origin)
{
    for (const auto& alive : response.alive())
    {
        fabric::GossipMessage message;
        if (DecodeFabric(message, alive.payload()) && message.has_alive_msg())
        {
            HandleAlive(alive, message.alive_msg(), origin);
        }
    }
}

std::string
GossipService::FindChannel(const std::string& mac, const std::string& pkiId) const
{
    for (const auto& [name, channel] : m_channels)
    {
        if (Sha256({pkiId, name}) == mac)
        {
            return name;
        }
    }
    return {};
}

void
GossipService::HandleState(const fabric::GossipEnvelope& envelope,
                           const fabric::StateInfo& info,
                           const Origin& origin)
{
    const auto pkiId = info.pki_id();
    const auto channel = FindChannel(info.channel_mac(), pkiId);
    const auto* member = m_membership.Find(pkiId);
    GossipMembership::State state;
    state.made = {info.timestamp().inc_num(), info.timestamp().seq_num()};
    if (channel.empty() || !member || !m_membership.IsStateNews(channel, pkiId, state.made))
    {
        return; // not known yet who it is: the next one will do
    }
    state.height = info.properties().ledger_height();
    for (const auto& chaincode : info.properties().chaincodes())
    {
        state.chaincodes.push_back(chaincode.name());
    }
    Time cost;
    const bool isGenuine = Verify(member->identity, envelope, cost);
    m_runtime.Run(cost, [this, isGenuine, channel, pkiId, state, envelope, source = *origin.pkiId] {
        if (isGenuine && m_membership.HearState(channel, pkiId, state))
        {
            m_states[channel][pkiId] = envelope;
            SpreadNews(envelope, pkiId, source);
        }
    });
}

void
GossipService::HandleStateRequest(const fabric::StateInfoPullRequest& request, const Origin& origin)
{
    const auto states = m_states.find(FindChannel(request.channel_mac(), *origin.pkiId));
    if (states == m_states.end())
    {
        return;
    }
    fabric::GossipMessage answer;
    answer.set_tag(fabric::GossipMessage::CHAN_OR_ORG);
    answer.mutable_state_snapshot();
    for (const auto& [pkiId, state] : states->second)
    {
        *answer.mutable_state_snapshot()->add_elements() = state;
    }
    origin.reply(answer);
}

void
GossipService::HandleSnapshot(const fabric::StateInfoSnapshot& snapshot, const Origin& origin)
{
    for (const auto& element : snapshot.elements())
    {
        fabric::GossipMessage message;
        if (DecodeFabric(message, element.payload()) && message.has_state_info() &&
            message.state_info().pki_id() != m_pkiId)
        {
            HandleState(element, message.state_info(), origin);
        }
    }
}

void
GossipService::HandleData(const fabric::GossipMessage& message, const Origin& origin)
{
    const auto* sender = m_membership.Find(*origin.pkiId);
    if (m_channels.count(message.channel()) == 0 || !sender || sender->mspId != m_mspId)
    {
        return; // blocks are for mates only
    }
    const auto& payload = message.data_msg().payload();
    m_onBlock(message.channel(),
              payload.seq_num(),
              SharedBytes(std::string_view(payload.data())),
              *origin.pkiId);
}

} // namespace iotledger
} // namespace ns3
