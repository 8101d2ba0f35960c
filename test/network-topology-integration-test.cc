/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "small-network.h"

#include "ns3/data-rate.h"
#include "ns3/double.h"
#include "ns3/sites-topology.h"
#include "ns3/star-topology.h"
#include "ns3/uinteger.h"

using namespace ns3;
using namespace ns3::iotledger;

class NetworkTopologyTest : public SmallNetwork
{
  protected:
    /// @return the time a message of @p size takes from each device to the server.
    std::vector<Time> Measure(uint32_t size)
    {
        Listen();
        std::vector<Time> taken(m_devices.GetN());
        m_onAccepted = [&](Ptr<MessageChannel> channel) {
            channel->SetReceivedCallback([&](const SharedBytes& message) {
                const uint8_t device = message[LengthFraming::HEADER];
                taken[device] = Simulator::Now() - Seconds(10 + device);
            });
        };
        std::vector<Ptr<MessageChannel>> channels(m_devices.GetN());
        for (uint32_t i = 0; i < m_devices.GetN(); ++i)
        {
            Simulator::Schedule(Time(), [&, i] { channels[i] = Connect(i); });
            Simulator::Schedule(Seconds(10 + i),
                                [&, i] { channels[i]->Send(LengthFraming::Make(size, i)); });
        }
        Simulator::Stop(Seconds(20 + m_devices.GetN()));
        Simulator::Run();
        return taken;
    }

    /// @return propagation and store-and-forward time of one packet over links of these rates.
    static Time Expect(uint32_t size, Time delay, std::initializer_list<const char*> rates)
    {
        // Headers: PPP 2 (ns-3's point-to-point link), IPv4 20, TCP 20, time stamps 12 bytes.
        const uint32_t frame = size + 54;
        Time time = delay + NanoSeconds(1); // ns-3's TCP sends one step after it was given data
        for (const char* rate : rates)
        {
            time += DataRate(rate).CalculateBytesTxTime(frame);
        }
        return time;
    }
};

TEST_F(NetworkTopologyTest, ATreeHasThreeLinksWhateverTheNumberOfDevices)
{
    auto tree = CreateObject<TreeTopology>();
    tree->SetAttribute("FanOut", UintegerValue(2));
    tree->SetAttribute("LinkDelay", TimeValue(MilliSeconds(7)));
    tree->SetAttribute("TrunkDelay", TimeValue(MilliSeconds(2)));
    Build(tree, 5);

    EXPECT_EQ(m_topology->GetSwitches().GetN(), 1u + 3u);
    const Time expected = Expect(1000, MilliSeconds(7 + 2 + 2), {"1Gbps", "10Gbps", "10Gbps"});
    EXPECT_EQ(Measure(1000), std::vector<Time>(5, expected));
}

TEST_F(NetworkTopologyTest, AStarHasTwoLinks)
{
    auto star = CreateObject<StarTopology>();
    star->SetAttribute("LinkDelay", TimeValue(MilliSeconds(7)));
    star->SetAttribute("LinkRate", DataRateValue(DataRate("10Mbps")));
    Build(star, 3);

    EXPECT_EQ(m_topology->GetSwitches().GetN(), 1u);
    const Time expected = Expect(500, MilliSeconds(7), {"10Mbps", "10Gbps"});
    EXPECT_EQ(Measure(500), std::vector<Time>(3, expected));
}

TEST_F(NetworkTopologyTest, SitesAreAsFarApartAsTheirMatrixSays)
{
    auto sites = CreateObject<SitesTopology>();
    sites->SetAttribute("LinkDelay", TimeValue(MilliSeconds(1)));
    const std::vector<std::vector<Time>> delays{
        {Time(), MilliSeconds(30), MilliSeconds(90)},
        {MilliSeconds(30), Time(), MilliSeconds(70)},
        {MilliSeconds(90), MilliSeconds(70), Time()},
    };
    // Node 0 is the server, then come the devices.
    sites->SetSites(delays, [](Ptr<Node> node) { return node->GetId() % 3; });
    Build(sites, 3);

    const auto taken = Measure(100);

    EXPECT_EQ(taken[0], Expect(100, MilliSeconds(31), {"1Gbps", "10Gbps", "10Gbps"}));
    EXPECT_EQ(taken[1], Expect(100, MilliSeconds(91), {"1Gbps", "10Gbps", "10Gbps"}));
    EXPECT_EQ(taken[2], Expect(100, MilliSeconds(1), {"1Gbps", "10Gbps"}));
}

TEST_F(NetworkTopologyTest, OneNodesLinkCanDiffer)
{
    auto star = CreateObject<StarTopology>();
    star->SetLinkAdjuster([](Ptr<Node> node, NetworkTopology::LinkSpec& link) {
        if (node->GetId() == 2) // the second device
        {
            link = {DataRate("1Mbps"), MilliSeconds(40), 0};
        }
    });
    Build(star, 2);

    const auto taken = Measure(100);

    EXPECT_EQ(taken[0], Expect(100, MilliSeconds(5), {"1Gbps", "10Gbps"}));
    EXPECT_EQ(taken[1], Expect(100, MilliSeconds(40), {"1Mbps", "10Gbps"}));
}

TEST_F(NetworkTopologyTest, LinksLoseTheShareOfPacketsTheyAreToldTo)
{
    constexpr uint32_t PACKETS = 20000;
    constexpr double LOSS = 0.1;
    auto star = CreateObject<StarTopology>();
    star->SetAttribute("LinkLoss", DoubleValue(LOSS));
    Build(star, 1);
    auto device = m_devices.Get(0)->GetDevice(1);
    uint32_t lost = 0;
    auto port = m_topology->GetSwitches().Get(0)->GetDevice(1);
    port->TraceConnectWithoutContext(
        "PhyRxDrop",
        Callback<void, Ptr<const Packet>>([&](Ptr<const Packet>) { ++lost; }));
    for (uint32_t i = 0; i < PACKETS; ++i)
    {
        Simulator::Schedule(MicroSeconds(i), [&] {
            device->Send(Create<Packet>(40), device->GetBroadcast(), 0x0800);
        });
    }
    Simulator::Run();

    // Binomial: four standard deviations.
    EXPECT_NEAR(lost, PACKETS * LOSS, 4 * std::sqrt(PACKETS * LOSS * (1 - LOSS)));
}

TEST_F(NetworkTopologyTest, EndNodesHaveAddressesOfTheirOwn)
{
    Build(CreateObject<TreeTopology>(), 100);
    std::set<Address> addresses{m_topology->GetAddress(m_servers.Get(0))};
    for (uint32_t i = 0; i < m_devices.GetN(); ++i)
    {
        addresses.insert(m_topology->GetAddress(m_devices.Get(i)));
    }
    EXPECT_EQ(addresses.size(), 101u);
}
