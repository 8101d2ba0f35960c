/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "gateway-endorsement.h"

#include "peer-channel.h"
#include "peer-runtime.h"

#include "ns3/signature-policy.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

bool
IsPossible(const EndorsementPlan::Layout& layout, const PeerDirectory::Groups& groups)
{
    return std::all_of(layout.begin(), layout.end(), [&groups](const auto& wanted) {
        const auto group = groups.find(wanted.first);
        return group != groups.end() && group->second.size() >= wanted.second;
    });
}

} // namespace

std::vector<EndorsementPlan::Layout>
FindLayouts(const PeerRuntime& runtime,
            PeerChannel& channel,
            const std::vector<std::string>& chaincodes,
            const std::string& preferred)
{
    std::vector<EndorsementPlan::Layout> layouts{{}};
    for (const auto& chaincode : chaincodes)
    {
        const auto policy = channel.FindEndorsementPolicy(chaincode);
        if (!policy)
        {
            return {};
        }
        std::vector<EndorsementPlan::Layout> combined;
        for (const auto& own : policy->ToSignaturePolicy().GetLayouts())
        {
            for (auto layout : layouts)
            {
                for (const auto& [msp, count] : own)
                {
                    layout[msp] = std::max(layout[msp], count);
                }
                combined.push_back(std::move(layout));
            }
        }
        layouts = std::move(combined);
    }
    runtime.Shuffle(layouts);
    std::stable_partition(layouts.begin(), layouts.end(), [&preferred](const auto& layout) {
        return layout.count(preferred) > 0;
    });
    return layouts;
}

GatewayEndorsement::GatewayEndorsement(const PeerRuntime& runtime,
                                       PeerDirectory& directory,
                                       PeerChannel& channel,
                                       UnpackedProposal unpacked,
                                       fabric::SignedProposal proposal,
                                       std::vector<std::string> organizations,
                                       Done done)
    : m_runtime(runtime),
      m_directory(directory),
      m_channel(channel),
      m_unpacked(std::move(unpacked)),
      m_proposal(std::move(proposal)),
      m_organizations(std::move(organizations)),
      m_done(std::move(done))
{
}

void
GatewayEndorsement::NoteError(uint32_t peer, const std::string& message)
{
    m_errors += "; " + m_directory.GetPeerName(peer) + ": " + message;
}

void
GatewayEndorsement::Start()
{
    const auto groups = m_directory.FindEndorsers(m_channel.GetName(), m_unpacked.chaincode);
    if (!m_organizations.empty())
    {
        EndorsementPlan::Layout layout;
        for (const auto& msp : m_organizations)
        {
            layout[msp] = 1;
            if (groups.count(msp) == 0)
            {
                m_done({GrpcCode::UNAVAILABLE,
                        "failed to find any endorsing peers for org(s): " + msp},
                       {});
                return;
            }
        }
        m_plan.emplace(std::vector{layout}, groups);
        AskNextLayout();
        return;
    }
    if (const auto own = groups.find(m_directory.GetMsp()); own != groups.end())
    {
        m_firstChoices = own->second;
    }
    else
    {
        EndorsementPlan plan(
            FindLayouts(m_runtime, m_channel, {m_unpacked.chaincode}, m_directory.GetMsp()),
            groups);
        m_firstChoices = plan.TakeEndorsers();
        m_firstChoices.resize(std::min<std::size_t>(m_firstChoices.size(), 1));
    }
    if (m_firstChoices.empty())
    {
        m_done({GrpcCode::FAILED_PRECONDITION,
                "no peers available to evaluate chaincode " + m_unpacked.chaincode +
                    " in channel " + m_channel.GetName()},
               {});
        return;
    }
    AskFirst();
}

void
GatewayEndorsement::AskFirst()
{
    if (m_firstChoices.empty())
    {
        m_done({GrpcCode::ABORTED,
                "failed to endorse transaction, see attached details for more info" + m_errors},
               {});
        return;
    }
    const auto first = m_firstChoices.front();
    m_firstChoices.erase(m_firstChoices.begin());
    m_directory.Process(first,
                        m_proposal,
                        [self = shared_from_this(), first](const PeerDirectory::Answer& answer) {
                            if (answer.code == GrpcCode::OK)
                            {
                                self->MakePlan(first, answer.response);
                                return;
                            }
                            self->NoteError(first, answer.message);
                            self->AskFirst();
                        });
}

void
GatewayEndorsement::MakePlan(uint32_t first, const fabric::ProposalResponse& response)
{
    std::vector<std::string> chaincodes;
    for (const auto& call : response.interest().chaincodes())
    {
        chaincodes.push_back(call.name());
    }
    if (chaincodes.empty())
    {
        chaincodes.push_back(m_unpacked.chaincode);
    }
    auto groups = m_directory.FindEndorsers(m_channel.GetName(), m_unpacked.chaincode);
    std::string preferred;
    for (const auto& [msp, peers] : groups)
    {
        if (std::find(peers.begin(), peers.end(), first) != peers.end())
        {
            preferred = msp;
        }
    }
    auto layouts = FindLayouts(m_runtime, m_channel, chaincodes, preferred);
    layouts.erase(
        std::remove_if(layouts.begin(),
                       layouts.end(),
                       [&groups](const auto& layout) { return !IsPossible(layout, groups); }),
        layouts.end());
    if (layouts.empty())
    {
        m_done({GrpcCode::FAILED_PRECONDITION,
                "failed to select a set of endorsers that satisfy the endorsement policy"},
               {});
        return;
    }
    m_plan.emplace(std::move(layouts), std::move(groups));
    m_plan->Add(first,
                SharedBytes(std::string_view(response.payload())),
                EncodeFabric(response.endorsement()));
    AskNextLayout();
}

void
GatewayEndorsement::AskNextLayout()
{
    if (m_plan->IsComplete())
    {
        Finish();
        return;
    }
    const auto peers = m_plan->TakeEndorsers();
    if (peers.empty())
    {
        m_done({GrpcCode::ABORTED,
                "failed to collect enough transaction endorsements, see attached details for more "
                "info" +
                    m_errors},
               {});
        return;
    }
    m_waiting = static_cast<uint32_t>(peers.size());
    for (const auto peer : peers)
    {
        Ask(peer);
    }
}

void
GatewayEndorsement::Ask(uint32_t peer)
{
    m_directory.Process(peer,
                        m_proposal,
                        [self = shared_from_this(), peer](const PeerDirectory::Answer& answer) {
                            self->Take(peer, answer);
                        });
}

void
GatewayEndorsement::Take(uint32_t peer, const PeerDirectory::Answer& answer)
{
    bool isTaken = false;
    if (answer.code != GrpcCode::OK)
    {
        NoteError(peer, answer.message);
    }
    else
    {
        isTaken = m_plan->Add(peer,
                              SharedBytes(std::string_view(answer.response.payload())),
                              EncodeFabric(answer.response.endorsement()));
        if (!isTaken)
        {
            NoteError(peer, "ProposalResponsePayloads do not match");
        }
    }
    if (!isTaken)
    {
        if (const auto replacement = m_plan->TakeReplacement(peer))
        {
            Ask(*replacement);
            return;
        }
    }
    if (--m_waiting == 0)
    {
        AskNextLayout();
    }
}

void
GatewayEndorsement::Finish()
{
    // an endorser that stands in two groups counts once (uniqueEndorsements)
    std::vector<SharedBytes> endorsements;
    for (const auto& endorsement : m_plan->GetEndorsements())
    {
        if (std::find(endorsements.begin(), endorsements.end(), endorsement) == endorsements.end())
        {
            endorsements.push_back(endorsement);
        }
    }
    m_done({}, MakeTransactionPayload(m_unpacked, m_plan->GetPayload(), endorsements));
}

} // namespace iotledger
} // namespace ns3
