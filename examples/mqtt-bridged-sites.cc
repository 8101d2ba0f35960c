/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Three sites around a centre, each with a broker and a device. The site's brokers are bridged to
// the centre's, so that a device hears all the others through its own broker.

#include "ns3/iot-ledger-module.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <iostream>

using namespace ns3;
using namespace ns3::iotledger;

int
main()
{
    constexpr uint32_t SITES = 4; // number 0 is the centre
    NodeContainer brokerNodes(SITES);
    NodeContainer deviceNodes(SITES);
    std::vector<std::vector<Time>> delays(SITES, std::vector<Time>(SITES, MilliSeconds(20)));
    auto topology = CreateObject<SitesTopology>();
    topology->SetSites(delays, [&](Ptr<Node> node) { return node->GetId() % SITES; });
    topology->Build(brokerNodes, deviceNodes);
    topology->AssignStreams(0);
    auto transport = CreateObject<TcpTransport>();

    std::vector<Ptr<MqttClient>> devices;
    for (uint32_t site = 0; site < SITES; ++site)
    {
        const std::string name = "site" + std::to_string(site);
        auto broker = CreateObject<MqttBroker>();
        broker->SetTransport(transport);
        brokerNodes.Get(site)->AddApplication(broker);
        if (site > 0)
        {
            auto bridge = CreateObject<MqttBridge>();
            bridge->SetBroker(broker);
            bridge->AddTopic(*MqttBridgeTopic::Parse("topic sensors/# both 1"));
            bridge->SetAttribute("LocalName", StringValue(name));
            bridge->SetAttribute("RemoteName", StringValue("site0"));
            auto client = bridge->GetClient();
            client->SetTransport(transport);
            client->SetAttribute("ClientId", StringValue("bridge-of-" + name));
            client->SetAttribute(
                "Remote",
                AddressValue(topology->GetSocketAddress(brokerNodes.Get(0), 1883)));
            brokerNodes.Get(site)->AddApplication(bridge);
        }
        auto device = CreateObject<MqttClient>();
        device->SetTransport(transport);
        device->SetAttribute("ClientId", StringValue("device-of-" + name));
        device->SetAttribute("Remote",
                             AddressValue(topology->GetSocketAddress(brokerNodes.Get(site), 1883)));
        device->SetCallbacks(
            [device] {
                device->Subscribe({{"sensors/#", 1}}, nullptr);
            },
            [name](const MqttPublish& publish, Time arrived) {
                std::cout << arrived.As(Time::MS) << " " << name << " hears " << publish.topic
                          << "\n";
            },
            nullptr);
        deviceNodes.Get(site)->AddApplication(device);
        devices.push_back(device);
    }
    Simulator::Schedule(Seconds(1), [&] {
        devices[1]->Publish("sensors/oven", SharedBytes("200 C"), 1, nullptr);
    });
    Simulator::Stop(Seconds(2));
    Simulator::Run();
    Simulator::Destroy();
    return 0;
}
