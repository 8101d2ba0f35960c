/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "small-network.h"

#include "ns3/double.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

using Reason = MessageChannel::CloseReason;

} // namespace

class TcpMessageChannelTest : public SmallNetwork
{
  protected:
    /// Runs with one channel from device 0; @p act gets both ends once both stand.
    void RunWithChannel(std::function<void()> act, Time until = Seconds(30))
    {
        Listen();
        m_onAccepted = [this](Ptr<MessageChannel> channel) {
            channel->SetReceivedCallback(
                [this](const SharedBytes& message) { m_atServer.push_back(message); });
            channel->SetClosedCallback([this](Reason reason) { m_serverEnds.push_back(reason); });
        };
        Simulator::Schedule(Time(), [this] {
            m_client = Connect(0);
            m_client->SetReceivedCallback(
                [this](const SharedBytes& message) { m_atClient.push_back(message); });
            m_client->SetClosedCallback([this](Reason reason) { m_clientEnds.push_back(reason); });
        });
        Simulator::Schedule(Seconds(1), std::move(act));
        Simulator::Stop(until);
        Simulator::Run();
    }

    Ptr<MessageChannel> m_client;
    std::vector<SharedBytes> m_atServer;
    std::vector<SharedBytes> m_atClient;
    std::vector<Reason> m_serverEnds;
    std::vector<Reason> m_clientEnds;
};

TEST_F(TcpMessageChannelTest, CarriesMessagesOfAnySizeBothWaysInOrder)
{
    Build(CreateObject<TreeTopology>(), 1);
    std::vector<SharedBytes> messages;
    for (const uint32_t size : {4, 5, 100, 1447, 1448, 1449, 5000, 200000, 6})
    {
        messages.push_back(LengthFraming::Make(size, size % 251));
    }
    messages.push_back(LengthFraming::Make(4, 0).Slice(0, 0)); // an empty message is none
    RunWithChannel([&] {
        for (const auto& message : messages)
        {
            m_client->Send(message);
            m_accepted.front()->Send(message);
        }
    });

    messages.pop_back();
    EXPECT_EQ(m_atServer, messages);
    EXPECT_EQ(m_atClient, messages);
}

TEST_F(TcpMessageChannelTest, MessagesSentBeforeTheConnectionStandsWaitForIt)
{
    Build(CreateObject<TreeTopology>(), 1);
    const auto message = LengthFraming::Make(10, 'x');
    Simulator::Schedule(MilliSeconds(1), [&] { m_client->Send(message); });

    RunWithChannel([] {});

    EXPECT_EQ(m_atServer, std::vector<SharedBytes>{message});
}

TEST_F(TcpMessageChannelTest, ShortMessagesShareASegmentAndAreToldApart)
{
    Build(CreateObject<TreeTopology>(), 1);
    std::vector<SharedBytes> messages(100, LengthFraming::Make(10, 'm'));
    std::set<Time> arrivals;
    RunWithChannel([&] {
        m_accepted.front()->SetReceivedCallback([&](const SharedBytes& message) {
            m_atServer.push_back(message);
            arrivals.insert(Simulator::Now());
        });
        for (const auto& message : messages)
        {
            m_client->Send(message);
        }
    });

    EXPECT_EQ(m_atServer, messages);
    EXPECT_EQ(arrivals.size(), 1u); // 1,000 bytes fit in one segment of 1,448
}

TEST_F(TcpMessageChannelTest, WhatTheSendBufferHasNoRoomForWaitsAndFollows)
{
    m_transport->SetAttribute("SendBuffer", UintegerValue(16384));
    Build(CreateObject<TreeTopology>(), 1);
    std::vector<SharedBytes> messages(20, LengthFraming::Make(10000, 'b'));
    uint64_t backlog = 0;
    uint32_t drained = 0;
    RunWithChannel([&] {
        m_client->SetDrainedCallback([&] { ++drained; });
        for (const auto& message : messages)
        {
            m_client->Send(message);
        }
        backlog = m_client->GetBacklog();
    });

    EXPECT_EQ(backlog, 20 * 10000u - 16384u);
    EXPECT_EQ(m_client->GetBacklog(), 0u);
    EXPECT_EQ(drained, 1u);
    EXPECT_EQ(m_atServer, messages);
}

TEST_F(TcpMessageChannelTest, AVirtualTailArrivesAsZerosAndStaysVirtual)
{
    Build(CreateObject<TreeTopology>(), 1);
    constexpr uint32_t SIZE = 1000000;
    const auto message = ByteWriter().U32(SIZE).Bytes("header").Take().WithZeros(SIZE - 10);
    RunWithChannel([&] { m_client->Send(message); });

    ASSERT_EQ(m_atServer.size(), 1u);
    EXPECT_TRUE(m_atServer.front() == message);
    EXPECT_LT(m_atServer.front().GetHeadSize(), 5000u);
}

TEST_F(TcpMessageChannelTest, LossDelaysButLosesNothing)
{
    auto topology = CreateObject<TreeTopology>();
    topology->SetAttribute("LinkLoss", DoubleValue(0.02));
    Build(topology, 1);
    std::vector<SharedBytes> messages;
    for (uint32_t i = 0; i < 200; ++i)
    {
        messages.push_back(LengthFraming::Make(1000 + i, i));
    }
    RunWithChannel(
        [&] {
            for (const auto& message : messages)
            {
                m_client->Send(message);
            }
        },
        Seconds(300));

    EXPECT_EQ(m_atServer, messages);
}

TEST_F(TcpMessageChannelTest, AnOrderlyCloseDeliversWhatWasSentAndIsReportedToBothEnds)
{
    Build(CreateObject<TreeTopology>(), 1);
    const auto message = LengthFraming::Make(500000, 'z'); // more than the send buffer holds
    RunWithChannel([&] {
        m_client->Send(message);
        m_client->Close();
        m_client->Send(message); // too late
    });

    EXPECT_EQ(m_atServer, std::vector<SharedBytes>{message});
    EXPECT_EQ(m_serverEnds, std::vector<Reason>{Reason::CLOSED});
    EXPECT_EQ(m_clientEnds, std::vector<Reason>{Reason::CLOSED});
}

TEST_F(TcpMessageChannelTest, AnAbortResetsThePeer)
{
    Build(CreateObject<TreeTopology>(), 1);

    RunWithChannel([&] { m_accepted.front()->Abort(); });

    EXPECT_EQ(m_clientEnds, std::vector<Reason>{Reason::RESET});
    EXPECT_TRUE(m_serverEnds.empty()); // who aborts knows
}

TEST_F(TcpMessageChannelTest, BytesThatStartNoMessageEndTheChannel)
{
    Build(CreateObject<TreeTopology>(), 1);
    const SharedBytes wrong(std::vector<uint8_t>{0, 0, 0, 1});

    RunWithChannel([&] { m_client->Send(wrong); });

    EXPECT_EQ(m_serverEnds, std::vector<Reason>{Reason::MALFORMED});
    EXPECT_EQ(m_clientEnds, std::vector<Reason>{Reason::RESET});
    EXPECT_TRUE(m_atServer.empty());
}

TEST_F(TcpMessageChannelTest, AConnectionThatNobodyAcceptsIsRefused)
{
    Build(CreateObject<TreeTopology>(), 1);
    std::vector<Reason> ends;
    Simulator::Schedule(Time(), [&] {
        m_client = Connect(0);
        m_client->SetClosedCallback([&](Reason reason) { ends.push_back(reason); });
    });
    Simulator::Run();

    EXPECT_EQ(ends, std::vector<Reason>{Reason::REFUSED});
}

TEST_F(TcpMessageChannelTest, AListenerThatStoppedAcceptsNobody)
{
    Build(CreateObject<TreeTopology>(), 2);
    std::vector<Reason> ends;
    RunWithChannel([&] {
        m_transport->StopListening(m_servers.Get(0), PORT);
        auto late = Connect(1);
        late->SetClosedCallback([&ends, late](Reason reason) { ends.push_back(reason); });
        m_client->Send(LengthFraming::Make(8, 'y')); // accepted channels live on
    });

    EXPECT_EQ(ends, std::vector<Reason>{Reason::REFUSED});
    EXPECT_EQ(m_atServer.size(), 1u);
}
