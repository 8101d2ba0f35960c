/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "gateway-service.h"

#include "fabric-orderer.pb.h"
#include "gateway-endorsement.h"
#include "peer-channel.h"
#include "peer-ledger.h"
#include "peer-runtime.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

GatewayService::GatewayService(const PeerRuntime& runtime,
                               const Endorser::Channels& channels,
                               PeerDirectory& directory)
    : m_runtime(runtime),
      m_channels(channels),
      m_directory(directory),
      m_limit(std::make_shared<ConcurrencyLimit>("/gateway.Gateway", runtime.settings.gatewayLimit))
{
}

void
GatewayService::Start(GrpcServer& server)
{
    const auto serve = [this,
                        &server](const char* method,
                                 void (GatewayService::*handle)(const SharedBytes&, const Call&)) {
        ServedCall::Serve(server,
                          method,
                          m_limit,
                          m_runtime.Guard([this, handle](const SharedBytes& request, Call call) {
                              (this->*handle)(request, call);
                          }));
    };
    serve("/gateway.Gateway/Evaluate", &GatewayService::HandleEvaluate);
    serve("/gateway.Gateway/Endorse", &GatewayService::HandleEndorse);
    serve("/gateway.Gateway/Submit", &GatewayService::HandleSubmit);
    serve("/gateway.Gateway/CommitStatus", &GatewayService::HandleCommitStatus);
    server.Handle("/gateway.Gateway/ChaincodeEvents",
                  m_runtime.Guard([this](Ptr<GrpcStream> stream) { HandleEvents(stream); }));
}

uint32_t
GatewayService::GetCalls() const
{
    return m_limit->GetUsed();
}

PeerChannel*
GatewayService::FindChannel(const std::string& name, const Call& call) const
{
    const auto found = m_channels.find(name);
    if (found == m_channels.end())
    {
        call->Fail(GrpcCode::FAILED_PRECONDITION, "channel does not exist: " + name);
        return nullptr;
    }
    return found->second.get();
}

void
GatewayService::HandleEvaluate(const SharedBytes& bytes, const Call& call)
{
    fabric::EvaluateRequest request;
    std::string error;
    if (!DecodeFabric(request, bytes))
    {
        call->Fail(GrpcCode::INVALID_ARGUMENT, "an evaluate request is required");
        return;
    }
    const auto unpacked = UnpackProposal(request.proposed_transaction(), error);
    if (!unpacked)
    {
        call->Fail(GrpcCode::INVALID_ARGUMENT, "failed to unpack transaction proposal: " + error);
        return;
    }
    const auto channel = unpacked->channelHeader.channel_id();
    const auto groups = m_directory.FindEndorsers(channel, unpacked->chaincode);
    std::vector<uint32_t> peers;
    if (const auto own = groups.find(m_directory.GetMsp()); own != groups.end())
    {
        peers = own->second;
    }
    std::vector<uint32_t> others;
    for (const auto& [msp, group] : groups)
    {
        if (msp != m_directory.GetMsp())
        {
            others.insert(others.end(), group.begin(), group.end());
        }
    }
    std::stable_sort(others.begin(), others.end(), [this, &channel](auto a, auto b) {
        return m_directory.GetHeight(channel, a) > m_directory.GetHeight(channel, b);
    });
    peers.insert(peers.end(), others.begin(), others.end());
    m_runtime.Run(m_runtime.costs.gatewayEvaluate,
                  [this, proposal = request.proposed_transaction(), peers, call] {
                      Evaluate(proposal, peers, call);
                  });
}

void
GatewayService::Evaluate(const fabric::SignedProposal& proposal,
                         std::vector<uint32_t> peers,
                         const Call& call)
{
    if (peers.empty())
    {
        call->Fail(GrpcCode::FAILED_PRECONDITION, "no peers available to evaluate the chaincode");
        return;
    }
    const auto peer = peers.front();
    peers.erase(peers.begin());
    m_directory.Process(
        peer,
        proposal,
        [this, proposal, peers, call](const PeerDirectory::Answer& answer) {
            if (answer.code == GrpcCode::OK)
            {
                fabric::EvaluateResponse response;
                *response.mutable_result() = answer.response.response();
                if (const auto action = FindAction(answer.response.payload()))
                {
                    response.mutable_result()->set_payload(action->response().payload());
                }
                call->Reply(EncodeFabric(response));
            }
            else if (answer.isRetried && !peers.empty())
            {
                Evaluate(proposal, peers, call);
            }
            else
            {
                call->Fail(answer.code,
                           (answer.isRetried ? "failed to evaluate transaction: "
                                             : "evaluate call to endorser returned error: ") +
                               answer.message);
            }
        });
}

void
GatewayService::HandleEndorse(const SharedBytes& bytes, const Call& call)
{
    fabric::EndorseRequest request;
    std::string error;
    if (!DecodeFabric(request, bytes) || request.proposed_transaction().proposal_bytes().empty())
    {
        call->Fail(GrpcCode::INVALID_ARGUMENT,
                   "the proposed transaction must contain a signed proposal");
        return;
    }
    auto unpacked = UnpackProposal(request.proposed_transaction(), error);
    if (!unpacked)
    {
        call->Fail(GrpcCode::INVALID_ARGUMENT, error);
        return;
    }
    auto* channel = FindChannel(unpacked->channelHeader.channel_id(), call);
    if (!channel)
    {
        return;
    }
    const auto endorsement = std::make_shared<GatewayEndorsement>(
        m_runtime,
        m_directory,
        *channel,
        std::move(*unpacked),
        request.proposed_transaction(),
        std::vector<std::string>(request.endorsing_organizations().begin(),
                                 request.endorsing_organizations().end()),
        [call](const GrpcStatus& status, const SharedBytes& payload) {
            if (!status.IsOk())
            {
                call->Fail(status.code, status.message);
                return;
            }
            fabric::EndorseResponse response;
            response.mutable_prepared_transaction()->set_payload(payload.ToString());
            call->Reply(EncodeFabric(response));
        });
    m_runtime.Run(m_runtime.costs.gatewayEndorse, [endorsement] { endorsement->Start(); });
}

void
GatewayService::HandleSubmit(const SharedBytes& bytes, const Call& call)
{
    fabric::SubmitRequest request;
    if (!DecodeFabric(request, bytes) || request.prepared_transaction().payload().empty())
    {
        call->Fail(GrpcCode::INVALID_ARGUMENT, "a prepared transaction is required");
        return;
    }
    if (request.prepared_transaction().signature().empty())
    {
        call->Fail(GrpcCode::INVALID_ARGUMENT, "prepared transaction must be signed");
        return;
    }
    if (!FindChannel(request.channel_id(), call))
    {
        return;
    }
    std::vector<uint32_t> orderers(m_directory.GetOrderers());
    for (uint32_t i = 0; i < orderers.size(); i++)
    {
        orderers[i] = i;
    }
    m_runtime.Shuffle(orderers);
    m_runtime.Run(m_runtime.costs.gatewaySubmit,
                  [this, envelope = EncodeFabric(request.prepared_transaction()), orderers, call] {
                      Submit(envelope, orderers, call);
                  });
}

void
GatewayService::Submit(const SharedBytes& envelope,
                       std::vector<uint32_t> orderers,
                       const Call& call)
{
    if (!call->IsOpen())
    {
        return; // given up meanwhile
    }
    if (orderers.empty())
    {
        call->Fail(GrpcCode::UNAVAILABLE, "no orderers could successfully process transaction");
        return;
    }
    const auto stream = m_directory.Broadcast(orderers.front());
    orderers.erase(orderers.begin());
    stream->SetMessageCallback(m_runtime.Guard([stream, call](const SharedBytes& message) {
        fabric::BroadcastResponse response;
        stream->End({GrpcCode::CANCELLED, ""}); // the call's context ends with it
        if (DecodeFabric(response, message) && response.status() == fabric::SUCCESS)
        {
            call->Reply(EncodeFabric(fabric::SubmitResponse()));
            return;
        }
        call->Fail(GrpcCode::ABORTED,
                   "received unsuccessful response from orderer: " +
                       fabric::Status_Name(response.status()));
    }));
    stream->SetEndedCallback(
        m_runtime.Guard([this, envelope, orderers, call](const GrpcStatus& status) {
            if (status.code == GrpcCode::UNAVAILABLE)
            {
                Submit(envelope, orderers, call);
                return;
            }
            call->Fail(status.IsOk() ? GrpcCode::UNKNOWN : status.code,
                       status.IsOk() ? "EOF" : status.message);
        }));
    call->SetGivenUpCallback([stream] { stream->End({GrpcCode::CANCELLED, ""}); });
    stream->Send(envelope);
}

} // namespace iotledger
} // namespace ns3
