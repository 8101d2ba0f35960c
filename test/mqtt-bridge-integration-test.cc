/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/channel.h"
#include "ns3/config.h"
#include "ns3/double.h"
#include "ns3/error-model.h"
#include "ns3/mqtt-bridge.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/sites-topology.h"
#include "ns3/string.h"
#include "ns3/tcp-transport.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <map>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

constexpr uint16_t MQTT_PORT = 1883;

/// Site 0 is the centre; the others are 10, 20 and 30 ms away from it. Each has a broker and a
/// device, which subscribes to everything and publishes at QoS 1.
class MqttBridgeTest : public testing::Test
{
  protected:
    static constexpr uint32_t SITES = 4;

    struct Reception
    {
        std::string payload;
        Time at;
    };

    MqttBridgeTest()
    {
        m_brokerNodes.Create(SITES);
        m_deviceNodes.Create(SITES);
        std::vector<std::vector<Time>> delays(SITES, std::vector<Time>(SITES));
        for (uint32_t i = 0; i < SITES; ++i)
        {
            for (uint32_t j = 0; j < SITES; ++j)
            {
                delays[i][j] = MilliSeconds(i == j ? 0 : 10 * (i + j));
            }
        }
        m_topology->SetAttribute("LinkDelay", TimeValue(Time(0)));
        m_topology->SetSites(delays, [this](Ptr<Node> node) {
            const uint32_t first = m_brokerNodes.Get(0)->GetId();
            return (node->GetId() - first) % SITES;
        });
        m_topology->Build(m_brokerNodes, m_deviceNodes);
        m_topology->AssignStreams(0);
        for (uint32_t site = 0; site < SITES; ++site)
        {
            m_brokers.push_back(CreateObject<MqttBroker>());
            m_brokers.back()->SetTransport(m_transport);
            m_brokerNodes.Get(site)->AddApplication(m_brokers.back());
            AddDevice(site);
        }
    }

    ~MqttBridgeTest() override
    {
        Simulator::Destroy();
        Config::Reset();
    }

    void AddDevice(uint32_t site)
    {
        auto client = CreateObject<MqttClient>();
        client->SetTransport(m_transport);
        client->SetAttribute("ProtocolVersion", UintegerValue(5));
        client->SetAttribute("ClientId", StringValue("device" + std::to_string(site)));
        client->SetAttribute("Remote", AddressValue(GetAddress(site)));
        client->SetCallbacks(
            [client] {
                client->Subscribe({{"#", 1}}, nullptr);
            },
            [this, site](const MqttPublish& publish, Time arrived) {
                received[site].push_back({publish.payload.ToString(), arrived});
            },
            nullptr);
        m_deviceNodes.Get(site)->AddApplication(client);
        m_devices.push_back(client);
    }

    Address GetAddress(uint32_t site) const
    {
        return m_topology->GetSocketAddress(m_brokerNodes.Get(site), MQTT_PORT);
    }

    void Bridge(uint32_t from, uint32_t to, std::string_view topic)
    {
        auto bridge = CreateObject<MqttBridge>();
        bridge->SetBroker(m_brokers[from]);
        bridge->SetAttribute("LocalName", StringValue("site" + std::to_string(from)));
        bridge->SetAttribute("RemoteName", StringValue("site" + std::to_string(to)));
        bridge->AddTopic(*MqttBridgeTopic::Parse(topic));
        const auto client = bridge->GetClient();
        client->SetTransport(m_transport);
        client->SetAttribute("ClientId",
                             StringValue("bridge" + std::to_string(from) + std::to_string(to)));
        client->SetAttribute("Remote", AddressValue(GetAddress(to)));
        client->SetAttribute("KeepAlive", TimeValue(Seconds(2)));
        client->SetAttribute("ReconnectDelay", TimeValue(Seconds(1)));
        bridge->TraceConnectWithoutContext("Exported",
                                           MakeCallback(&MqttBridgeTest::CountExported, this));
        bridge->TraceConnectWithoutContext("Imported",
                                           MakeCallback(&MqttBridgeTest::CountImported, this));
        bridge->TraceConnectWithoutContext("Dropped",
                                           MakeCallback(&MqttBridgeTest::CountDropped, this));
        m_brokerNodes.Get(from)->AddApplication(bridge);
        bridges.push_back(bridge);
    }

    void PublishAt(Time at, uint32_t site, const std::string& topic, const std::string& payload)
    {
        Simulator::Schedule(at, [=] {
            m_devices[site]->Publish(topic, SharedBytes(payload), 1, nullptr);
        });
    }

    /// From @p from on, nothing passes between @p site and the centre, until @p to.
    void Cut(uint32_t site, Time from, Time to)
    {
        const Ptr<Node> centre = m_topology->GetSwitches().Get(0);
        const Ptr<Node> other = m_topology->GetSwitches().Get(site);
        for (uint32_t i = 0; i < other->GetNDevices(); ++i)
        {
            const auto channel = other->GetDevice(i)->GetChannel();
            for (std::size_t end = 0; end < 2; ++end)
            {
                const bool joins = channel->GetDevice(1 - end)->GetNode() == centre ||
                                   channel->GetDevice(end)->GetNode() == centre;
                const auto device = channel->GetDevice(end);
                if (joins)
                {
                    auto loss = CreateObject<RateErrorModel>();
                    loss->SetUnit(RateErrorModel::ERROR_UNIT_PACKET);
                    loss->SetRate(1.0);
                    loss->Disable();
                    device->SetAttribute("ReceiveErrorModel", PointerValue(loss));
                    Simulator::Schedule(from, [loss] { loss->Enable(); });
                    Simulator::Schedule(to, [loss] { loss->Disable(); });
                }
            }
        }
    }

    static void RunUntil(Time time)
    {
        Simulator::Stop(time - Simulator::Now());
        Simulator::Run();
    }

    std::vector<std::string> GetPayloads(uint32_t site)
    {
        std::vector<std::string> payloads;
        for (const auto& reception : received[site])
        {
            payloads.push_back(reception.payload);
        }
        std::sort(payloads.begin(), payloads.end());
        return payloads;
    }

    void CountExported(const std::string& /* topic */, const MqttPublish& publish)
    {
        ++exported;
        lastExported = publish;
    }

    void CountImported(const MqttPublish& /* publish */)
    {
        ++imported;
    }

    void CountDropped(const std::string& /* topic */)
    {
        ++dropped;
    }

    using Payloads = std::vector<std::string>;
    std::map<uint32_t, std::vector<Reception>> received; //!< by site
    std::vector<Ptr<MqttBridge>> bridges;
    MqttPublish lastExported;
    int exported{0};
    int imported{0};
    int dropped{0};

  private:
    NodeContainer m_brokerNodes;
    NodeContainer m_deviceNodes;
    Ptr<SitesTopology> m_topology = CreateObject<SitesTopology>();
    Ptr<TcpTransport> m_transport = CreateObject<TcpTransport>();
    std::vector<Ptr<MqttBroker>> m_brokers;
    std::vector<Ptr<MqttClient>> m_devices;
};

} // namespace

TEST_F(MqttBridgeTest, CarriesAMessageToEverySiteExactlyOnce)
{
    for (uint32_t site = 1; site < SITES; ++site)
    {
        Bridge(site, 0, "topic # both 1");
    }
    PublishAt(Seconds(5), 1, "sensors/1", "hello");
    RunUntil(Seconds(20));

    for (uint32_t site = 0; site < SITES; ++site)
    {
        EXPECT_EQ(GetPayloads(site), Payloads{"hello"}) << site;
    }
    EXPECT_EQ(exported, 1);
    EXPECT_EQ(imported, 2);
    // 10 ms to the centre, and on; sending takes some microseconds a link.
    EXPECT_GT(received[3][0].at, Seconds(5) + MilliSeconds(10 + 30));
    EXPECT_LT(received[3][0].at, Seconds(5) + MilliSeconds(10 + 30 + 1));
}

TEST_F(MqttBridgeTest, NamesTopicsAnewAndLeavesOthersAlone)
{
    Bridge(1, 0, "topic +/temperature out 1 local/ site1/");
    PublishAt(Seconds(5), 1, "local/oven/temperature", "200");
    PublishAt(Seconds(5), 1, "local/oven/state", "on");
    PublishAt(Seconds(5), 0, "site1/oven/temperature", "mine");
    RunUntil(Seconds(20));

    EXPECT_EQ(GetPayloads(0), (Payloads{"200", "mine"}));
    EXPECT_EQ(GetPayloads(1), (Payloads{"200", "on"}));
    EXPECT_EQ(lastExported.topic, "site1/oven/temperature");
}

// What is published at either side during the cut waits there, and arrives once.
TEST_F(MqttBridgeTest, DeliversAfterACutWhatWaitedAtBothEnds)
{
    for (uint32_t site = 1; site < SITES; ++site)
    {
        Bridge(site, 0, "topic # both 1");
    }
    Cut(1, Seconds(10), Seconds(40));
    PublishAt(Seconds(5), 1, "t", "before");
    PublishAt(Seconds(11), 1, "t", "from 1, not yet noticed");
    PublishAt(Seconds(12), 2, "t", "from 2, not yet noticed");
    PublishAt(Seconds(25), 1, "t", "from 1, cut off");
    PublishAt(Seconds(26), 2, "t", "from 2, cut off");
    RunUntil(Seconds(39));
    EXPECT_EQ(GetPayloads(3), (Payloads{"before", "from 2, cut off", "from 2, not yet noticed"}));
    EXPECT_FALSE(bridges[0]->GetClient()->IsConnected());
    PublishAt(Seconds(81), 1, "t", "later");
    RunUntil(Seconds(140));

    EXPECT_TRUE(bridges[0]->GetClient()->IsConnected());
    const Payloads all{"before",
                       "from 1, cut off",
                       "from 1, not yet noticed",
                       "from 2, cut off",
                       "from 2, not yet noticed",
                       "later"};
    for (uint32_t site = 0; site < SITES; ++site)
    {
        EXPECT_EQ(GetPayloads(site), all) << site;
    }
    EXPECT_EQ(dropped, 0);
}

TEST_F(MqttBridgeTest, DropsWhatItsQueueHasNoRoomFor)
{
    Bridge(1, 0, "topic # out 1");
    bridges[0]->SetAttribute("MaximumQueued", UintegerValue(2));
    Cut(1, Seconds(10), Seconds(40));
    for (int i = 0; i < 5; ++i)
    {
        PublishAt(Seconds(20 + i), 1, "t", std::to_string(i));
    }
    RunUntil(Seconds(140));

    EXPECT_EQ(GetPayloads(0), (Payloads{"0", "1"}));
    EXPECT_EQ(dropped, 3);
}

// Two bridges, each of the other's broker: the message ends; on each of the two ways it comes once.
TEST_F(MqttBridgeTest, EndsAMessageBetweenBrokersThatBridgeEachOther)
{
    Bridge(1, 2, "topic # both 1");
    Bridge(2, 1, "topic # both 1");
    PublishAt(Seconds(5), 1, "t", "x");
    RunUntil(Seconds(60));

    EXPECT_EQ(GetPayloads(1), Payloads{"x"});
    EXPECT_EQ(GetPayloads(2), (Payloads{"x", "x"}));
    EXPECT_EQ(exported, 1);
    EXPECT_EQ(imported, 1);
}

TEST_F(MqttBridgeTest, EndsAMessageInARing)
{
    Bridge(1, 2, "topic # both 1");
    Bridge(2, 3, "topic # both 1");
    Bridge(3, 1, "topic # both 1");
    PublishAt(Seconds(5), 1, "t", "x");
    RunUntil(Seconds(60));

    EXPECT_EQ(GetPayloads(1), Payloads{"x"});
    EXPECT_EQ(GetPayloads(2), (Payloads{"x", "x"})); // on both ways round the ring
    EXPECT_EQ(GetPayloads(3), (Payloads{"x", "x"}));
}
