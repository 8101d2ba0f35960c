/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "endorser.h"

#include "fabric-rwset.pb.h"
#include "peer-channel.h"
#include "peer-ledger.h"
#include "peer-runtime.h"

#include "ns3/fabric-signer.h"
#include "ns3/simulator.h"

namespace ns3
{
namespace iotledger
{

namespace
{

std::string
ToText(const SharedBytes& bytes)
{
    return bytes.ToString();
}

SharedBytes
ToBytes(const std::string& text)
{
    return SharedBytes(std::string_view(text));
}

ChaincodeContainer::Proposal
MakeCall(const UnpackedProposal& up)
{
    ChaincodeContainer::Proposal call;
    call.channel = up.channelHeader.channel_id();
    call.chaincode = up.chaincode;
    call.arguments.assign(up.input.args().begin(), up.input.args().end());
    call.txId = up.GetTransactionId();
    call.timestamp = {up.channelHeader.timestamp().seconds(), up.channelHeader.timestamp().nanos()};
    call.creator = ToBytes(up.signatureHeader.creator());
    call.transient.insert(up.payload.transient_map().begin(), up.payload.transient_map().end());
    call.isInit = up.input.is_init();
    return call;
}

/// @return whose policies the transaction is subject to (endorser.go, buildChaincodeInterest).
void
AddInterest(const SharedBytes& readWriteSet, fabric::ProposalResponse& response)
{
    fabric::TxReadWriteSet sets;
    DecodeFabric(sets, readWriteSet);
    auto* interest = response.mutable_interest();
    for (const auto& set : sets.ns_rwset())
    {
        if (set.namespace_() != "_lifecycle")
        {
            interest->add_chaincodes()->set_name(set.namespace_());
        }
    }
}

} // namespace

struct Endorser::Job
{
    fabric::SignedProposal proposal;
    Done done;
    Time begun{Simulator::Now()};
    UnpackedProposal unpacked;
    PeerChannel* channel{nullptr}; //!< null: not known yet
    MspManager::Identity creator;  //!< may propose
    ChaincodeContainer::Result result;
    uint32_t exchangesLeft{0};
    Time peerSide;      //!< of each exchange
    Time chaincodeSide; //!< likewise
    bool isLocked{false};
    Outcome outcome;
};

Endorser::Endorser(const PeerRuntime& runtime, const Channels& channels)
    : m_runtime(runtime),
      m_channels(channels)
{
}

void
Endorser::Process(const fabric::SignedProposal& proposal, Done done)
{
    const auto job = std::make_shared<Job>();
    job->proposal = proposal;
    job->done = std::move(done);
    m_runtime.Run(m_runtime.costs.checkProposal +
                      CostOfBytes(m_runtime.costs.proposalByte, proposal.proposal_bytes().size()),
                  [this, job] { Check(job); });
}

void
Endorser::Check(const JobPtr& job)
{
    std::string error;
    auto unpacked = UnpackProposal(job->proposal, error);
    if (!unpacked)
    {
        Refuse(job, error, true);
        return;
    }
    job->unpacked = std::move(*unpacked);
    const auto& up = job->unpacked;
    const auto channel = m_channels.find(up.channelHeader.channel_id());
    if (channel == m_channels.end())
    {
        Refuse(job, "channel '" + up.channelHeader.channel_id() + "' not found", false);
        return;
    }
    job->channel = channel->second.get();
    const auto verdict = job->channel->Authorize({ToBytes(up.signatureHeader.creator()),
                                                  ToBytes(job->proposal.proposal_bytes()),
                                                  ToBytes(job->proposal.signature())},
                                                 "peer/Propose");
    job->creator = verdict.identity;
    error = verdict.identity ? "" : "error validating proposal: " + verdict.error;
    if (error.empty() && job->channel->kept.ledger.HasTransaction(up.GetTransactionId()))
    {
        error = "duplicate transaction found [" + up.GetTransactionId() + "]";
    }
    m_runtime.Run(verdict.cost, [this, job, error] {
        if (!error.empty())
        {
            Refuse(job, error, true);
            return;
        }
        job->channel->lock.Share([this, job] {
            job->isLocked = true;
            Simulate(job);
        });
    });
}

void
Endorser::Simulate(const JobPtr& job)
{
    const auto& costs = m_runtime.costs;
    const auto& chaincode = m_runtime.chaincodeCosts;
    auto call = MakeCall(job->unpacked);
    call.isAllowed = [&job](const std::string& resource) {
        return job->channel->IsAllowed(job->creator, resource);
    };
    job->result = job->channel->kept.chaincodes.Execute(call);
    if (!job->result.isFound)
    {
        Refuse(job, job->result.message, false);
        return;
    }
    const auto& counts = job->result.counts;
    // The first message to the chaincode is the invocation, the last one back its response: its
    // work is spread over the messages, since it computes before and after each state access.
    job->exchangesLeft = counts.GetRoundTrips() + 1;
    const auto work = chaincode.invoke + chaincode.stateRoundTrip * counts.GetRoundTrips() +
                      chaincode.rangeResult * counts.rangeResults +
                      CostOfBytes(chaincode.byte, counts.bytesIn + counts.bytesOut);
    job->chaincodeSide = NanoSeconds(work.GetNanoSeconds() / job->exchangesLeft);
    const auto own = costs.simulate + costs.stateRoundTrip * counts.GetRoundTrips();
    job->peerSide = NanoSeconds(own.GetNanoSeconds() / job->exchangesLeft);
    Exchange(job);
}

void
Endorser::Exchange(const JobPtr& job)
{
    m_runtime.Run(job->peerSide, [this, job] {
        m_runtime.RunChaincode(job->chaincodeSide, [this, job] {
            if (--job->exchangesLeft > 0)
            {
                Exchange(job);
            }
            else
            {
                Endorse(job);
            }
        });
    });
}

void
Endorser::Endorse(const JobPtr& job)
{
    job->isLocked = false;
    job->channel->lock.Unshare();
    const auto& result = job->result;
    fabric::ChaincodeAction action;
    action.set_results(ToText(result.readWriteSet));
    action.set_events(ToText(result.event));
    auto* answer = action.mutable_response();
    answer->set_status(result.status);
    answer->set_message(result.message);
    answer->set_payload(ToText(result.payload));
    action.mutable_chaincode_id()->set_name(job->unpacked.chaincode);
    action.mutable_chaincode_id()->set_version(result.version);

    const auto payload = MakeResponsePayload(job->unpacked.Hash(), action);
    auto& response = job->outcome.response;
    *response.mutable_response() = *answer;
    response.set_payload(ToText(payload));
    AddInterest(result.readWriteSet, response);
    auto cost = m_runtime.costs.endorseResult +
                CostOfBytes(m_runtime.costs.proposalByte, payload.GetSize());
    if (result.status < ChaincodeResponse::ERROR_THRESHOLD)
    {
        const auto& signer = *m_runtime.place.signer;
        const auto endorser = ToText(signer.GetIdentity().Serialize());
        const auto signature = signer.Sign(ToBytes(response.payload() + endorser));
        response.set_version(1);
        response.mutable_endorsement()->set_endorser(endorser);
        response.mutable_endorsement()->set_signature(ToText(signature.value));
        cost += signature.cost;
    }
    m_runtime.Run(cost, [this, job] { Finish(job); });
}

void
Endorser::Refuse(const JobPtr& job, const std::string& reason, bool isError)
{
    job->outcome.response.mutable_response()->set_status(500);
    job->outcome.response.mutable_response()->set_message(reason);
    job->outcome.error = isError ? reason : "";
    m_runtime.traces.proposalRefused(job->unpacked.channelHeader.channel_id(),
                                     job->unpacked.GetTransactionId(),
                                     reason);
    Finish(job);
}

void
Endorser::Finish(const JobPtr& job)
{
    if (job->isLocked)
    {
        job->channel->lock.Unshare();
    }
    if (job->outcome.response.has_endorsement())
    {
        m_runtime.traces.endorsed(job->unpacked.channelHeader.channel_id(),
                                  job->unpacked.GetTransactionId(),
                                  Simulator::Now() - job->begun);
    }
    job->done(job->outcome);
}

} // namespace iotledger
} // namespace ns3
