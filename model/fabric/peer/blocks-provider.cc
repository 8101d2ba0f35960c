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

#include "ns3/random-bytes.h"
#include "ns3/seek-request.h"

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
    const auto nonce = m_runtime.place.crypto->GetRandomBytes().Take(24);
    const auto request = SeekRequest::MakeEnvelope(m_channel.GetName(),
                                                   m_channel.kept.ledger.GetHeight(),
                                                   *m_runtime.place.signer,
                                                   SharedBytes(nonce).ToString(),
                                                   m_runtime.GetClock());
    m_runtime.Run(request.cost,
                  [stream = m_stream, bytes = request.value] { stream->Send(bytes); });
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
