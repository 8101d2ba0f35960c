/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What TLS handshakes take on the wire, as CSV: a device connects to a server 50 ms away over TCP,
// and a second time. Cryptography is modelled and takes no time here.

#include "ns3/boolean.h"
#include "ns3/iot-ledger-module.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <iostream>

using namespace ns3;
using namespace ns3::iotledger;

void
PrintHandshakes(const std::string& version, const std::string& certificate, bool mutual)
{
    NodeContainer servers(1);
    NodeContainer devices(1);
    auto topology = CreateObject<StarTopology>();
    topology->SetAttribute("LinkDelay", TimeValue(MilliSeconds(50)));
    topology->Build(servers, devices);
    auto tls = CreateObject<TlsProvisioning>(); // chains of a leaf and an intermediate certificate
    tls->SetAttribute("Certificate", StringValue(certificate));
    tls->SetConfigure([&](TlsTransport& transport) {
        transport.SetAttribute("Version", StringValue(version));
        transport.SetAttribute("ClientAuthentication", BooleanValue(mutual));
    });
    using Handshakes = std::vector<TlsHandshakeSummary>;
    Handshakes handshakes[2]; // as the server, as the device has seen them
    const auto wrap = [&](const std::string& name, Handshakes& seen) {
        auto crypto = CreateObject<Crypto>();
        crypto->SetProfile(std::make_shared<CryptoProfile>(CryptoProfile::Load("x86-server")));
        auto end = tls->Wrap(name, "broker", CreateObject<TcpTransport>(), crypto, nullptr);
        end->TraceConnectWithoutContext(
            "HandshakeCompleted",
            Callback<void, const Address&, const TlsHandshakeSummary&>(
                [&seen](const Address&, const TlsHandshakeSummary& s) { seen.push_back(s); }));
        return end;
    };
    const auto server = wrap("broker", handshakes[0]);
    const auto device = wrap("device1", handshakes[1]);
    tls->AssignStreams(0);
    tls->Certify();

    const auto framing = std::make_shared<MqttFraming>();
    std::vector<Ptr<MessageChannel>> channels;
    const auto keep = [&](Ptr<MessageChannel> channel) { channels.push_back(channel); };
    server->Listen(servers.Get(0), 8883, framing, keep);
    const auto connect = [&] {
        const auto remote = topology->GetSocketAddress(servers.Get(0), 8883);
        keep(device->Connect(devices.Get(0), remote, framing));
    };
    Simulator::Schedule(Seconds(0), connect);
    Simulator::Schedule(Seconds(5), connect);
    Simulator::Stop(Seconds(10));
    Simulator::Run();
    for (std::size_t i = 0; i < handshakes[1].size(); i++)
    {
        const auto& seen = handshakes[1][i];
        std::cout << version << "," << certificate << "," << (mutual ? "yes" : "no") << ","
                  << (seen.isResumed ? "resumed" : "full") << "," << seen.sent << ","
                  << seen.received << "," << handshakes[0][i].sent - seen.received << ","
                  << seen.duration.GetMilliSeconds() / 100 << "\n";
    }
    tls->Dispose();
    Simulator::Destroy();
}

int
main()
{
    std::cout << "version,certificate,mutual,handshake,client [B],server [B],tickets after [B],"
                 "round trips\n";
    for (const std::string certificate : {"ecdsa-p256", "rsa-2048"})
    {
        PrintHandshakes("1.3", certificate, false);
        PrintHandshakes("1.3", certificate, true);
        PrintHandshakes("1.2", certificate, false);
        PrintHandshakes("1.2", certificate, true);
    }
    return 0;
}
