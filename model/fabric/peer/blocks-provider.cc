/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "blocks-provider.h"

#include "block-intake.h"
#include "fabric-orderer.pb.h"
#include "fabric-proposal.h"
#include "peer-channel.h"
#include "peer-ledger.h"
#include "peer-runtime.h"

#include "ns3/fabric-signer.h"
#include "ns3/random-bytes.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

const Time CONNECT_TIMEOUT = Seconds(3); // peer.deliveryclient.connTimeout
constexpr double MAX_DELAY = 3'600'000;  // [ms] peer.deliveryclient.reConnectBackoffThreshold

/// @return the SeekInfo that asks for all blocks from @p start on, for ever.
fabric::SeekInfo
MakeSeek(uint64_t start)
{
    fabric::SeekInfo seek;
    seek.mutable_start()->mutable_specified()->set_number(start);
    seek.mutable_stop()->mutable_specified()->set_number(UINT64_MAX);
    seek.set_behavior(fabric::SeekInfo::BLOCK_UNTIL_READY);
    return seek;
}

} // namespace

BlocksProvider::BlocksProvider(const PeerRuntime& runtime,
                               PeerChannel& channel,
                               BlockIntake& intake,
                               const std::vector<FabricEndpoint>& orderers)
    : m_runtime(runtime),
      m_channel(channel),
      m_intake(intake),
      m_orderers(orderers)
{
}

BlocksProvider::~BlocksProvider()
{
    if (m_client)
    {
        m_client->Close();
    }
}

void
BlocksProvider::Start()
{
    if (!m_orderers.empty())
    {
        Connect();
    }
}

const std::string&
BlocksProvider::GetOrderer() const
{
    return m_orderer;
}

void
BlocksProvider::Connect()
{
    const auto& orderer = m_orderers[m_runtime.Draw(static_cast<uint32_t>(m_orderers.size()))];
    m_orderer = orderer.name;
    m_client = m_runtime.Connect(orderer);
    m_client->SetAttribute("ConnectTimeout", TimeValue(CONNECT_TIMEOUT));
    m_stream = m_client->Open("/orderer.AtomicBroadcast/Deliver");
    m_stream->SetMessageCallback(
        m_runtime.Guard([this](const SharedBytes& message) { HandleMessage(message); }));
    m_stream->SetEndedCallback(m_runtime.Guard([this](const GrpcStatus&) { Fail(); }));
    Seek();
}

void
BlocksProvider::Seek()
{
    const auto& signer = *m_runtime.place.signer;
    fabric::ChannelHeader channel;
    channel.set_type(fabric::DELIVER_SEEK_INFO);
    channel.mutable_timestamp()->set_seconds(m_runtime.GetSeconds());
    channel.mutable_timestamp()->set_nanos(
        static_cast<int32_t>(Simulator::Now().GetNanoSeconds() % 1'000'000'000));
    channel.set_channel_id(m_channel.GetName());
    fabric::SignatureHeader signature;
    signature.set_creator(signer.GetIdentity().Serialize().ToString());
    signature.set_nonce(SharedBytes(m_runtime.place.crypto->GetRandomBytes().Take(24)).ToString());
    fabric::Payload payload;
    payload.mutable_header()->set_channel_header(channel.SerializeAsString());
    payload.mutable_header()->set_signature_header(signature.SerializeAsString());
    payload.set_data(MakeSeek(m_channel.kept.ledger.GetHeight()).SerializeAsString());
    fabric::Envelope envelope;
    envelope.set_payload(payload.SerializeAsString());
    const auto signed_ = signer.Sign(SharedBytes(std::string_view(envelope.payload())));
    envelope.set_signature(signed_.value.ToString());
    m_runtime.Run(signed_.cost, [this, stream = m_stream, request = EncodeFabric(envelope)] {
        stream->Send(request);
    });
}

void
BlocksProvider::HandleMessage(const SharedBytes& message)
{
    fabric::DeliverResponse response;
    if (!DecodeFabric(response, message) || !response.has_block())
    {
        Fail(); // a status: the orderer does not give what this peer wants
        return;
    }
    m_stream->SetReading(false);
    m_intake.AddFromOrderer(EncodeFabric(response.block()),
                            [this, stream = m_stream](bool isValid) {
                                if (isValid)
                                {
                                    m_failures = 0;
                                }
                                if (stream != m_stream)
                                {
                                    return; // it has been given up since
                                }
                                if (isValid)
                                {
                                    stream->SetReading(true);
                                }
                                else
                                {
                                    Fail();
                                }
                            });
}

void
BlocksProvider::Fail()
{
    m_stream = nullptr;
    m_client->Close();
    const auto delay = static_cast<int64_t>(std::min(100 * std::pow(1.2, m_failures++), MAX_DELAY));
    m_runtime.After(MilliSeconds(delay), [this] { Connect(); });
}

} // namespace iotledger
} // namespace ns3
