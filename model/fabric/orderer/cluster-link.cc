/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cluster-link.h"

#include "fabric-orderer.pb.h"
#include "orderer-proto.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr const char* STEP = "/orderer.Cluster/Step";

} // namespace

ClusterLink::ClusterLink(Ptr<GrpcClient> client, Lost lost)
    : m_client(std::move(client)),
      m_lost(std::move(lost))
{
}

ClusterLink::~ClusterLink()
{
    m_streams.clear();
    m_client->Close();
}

StreamSender&
ClusterLink::GetStream(const std::string& channel, Kind kind)
{
    auto& sender = m_streams[{channel, kind}];
    if (!sender || sender->GetStream()->HasEnded())
    {
        const auto stream = m_client->Open(STEP);
        if (kind == Kind::CONSENSUS)
        {
            stream->SetEndedCallback([this, channel](const GrpcStatus&) { m_lost(channel); });
        }
        sender = std::make_unique<StreamSender>(stream, [client = m_client] {
            return client->IsConnected();
        });
    }
    return *sender;
}

bool
ClusterLink::SendConsensus(const std::string& channel, const SharedBytes& raftMessage)
{
    auto& sender = GetStream(channel, Kind::CONSENSUS);
    if (sender.GetWaiting() >= SEND_BUFFER)
    {
        sender.GetStream()->End({GrpcCode::CANCELLED, "send queue overflown"});
        return false;
    }
    fabric::StepRequest request;
    request.mutable_consensus_request()->set_channel(channel);
    request.mutable_consensus_request()->set_payload(raftMessage.ToString());
    sender.Send(OrdererProto::Serialize(request));
    return true;
}

void
ClusterLink::SendSubmit(const std::string& channel,
                        const SharedBytes& envelope,
                        uint64_t sequence,
                        std::function<void()> sent)
{
    fabric::StepRequest request;
    auto& submit = *request.mutable_submit_request();
    submit.set_channel(channel);
    submit.set_last_validation_seq(sequence);
    if (auto parsed = OrdererProto::Parse<fabric::Envelope>(envelope))
    {
        *submit.mutable_payload() = std::move(*parsed);
    }
    GetStream(channel, Kind::SUBMIT).Send(OrdererProto::Serialize(request), std::move(sent));
}

uint64_t
ClusterLink::GetBacklog() const
{
    uint64_t backlog = 0;
    for (const auto& [key, sender] : m_streams)
    {
        backlog += sender->GetStream()->GetBacklog();
    }
    return backlog;
}

Ptr<GrpcClient>
ClusterLink::GetClient() const
{
    return m_client;
}

} // namespace iotledger
} // namespace ns3
