/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The index of connections is to change nothing but the time a look-up takes: every exchange is run
// with ns-3's own TCP and with the indexed one, and must come out the same to the nanosecond.

#include "small-network.h"

#include "ns3/boolean.h"
#include "ns3/error-model.h"
#include "ns3/global-value.h"
#include "ns3/indexed-tcp-l4-protocol.h"
#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv6-address-helper.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/pointer.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/string.h"

#include <algorithm>
#include <sstream>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

constexpr uint16_t PORT = 7;

/// Alters the last byte of every fifth large packet, which goes on its way.
class LastByteErrorModel : public ErrorModel
{
  private:
    bool DoCorrupt(Ptr<Packet> packet) override
    {
        if (packet->GetSize() > 200 && ++m_large % 5 == 0)
        {
            packet->RemoveAtEnd(1);
            const uint8_t wrong = '?';
            packet->AddAtEnd(Create<Packet>(&wrong, 1));
        }
        return false;
    }

    void DoReset() override
    {
    }

    uint32_t m_large{0};
};

/// @return whether all bytes of the message behind its length are the same.
bool
IsWhole(const SharedBytes& message)
{
    const auto bytes = message.ToVector();
    return std::count(bytes.begin() + LengthFraming::HEADER, bytes.end(), bytes.back()) ==
           static_cast<std::ptrdiff_t>(bytes.size() - LengthFraming::HEADER);
}

/// Four clients of one server; each sends two messages and closes, one aborts.
/// @param tcp type of TCP installed @param ipv6 instead of IPv4
/// @param errors whether bytes of what the server gets are altered on their way
/// @return what came when
std::string
RunExchange(const std::string& tcp, bool ipv6, bool errors = false)
{
    RngSeedManager::SetSeed(1);
    RngSeedManager::SetRun(1);
    NodeContainer nodes(5);
    InternetStackHelper internet;
    internet.SetTcp(tcp);
    internet.SetIpv4StackInstall(!ipv6);
    internet.SetIpv6StackInstall(ipv6);
    internet.Install(nodes);
    internet.AssignStreams(nodes, 100);
    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", StringValue("5Mbps"));
    Ipv4AddressHelper addresses("10.0.0.0", "255.255.255.0");
    Ipv6AddressHelper addresses6("2001:db8::", Ipv6Prefix(64));
    std::vector<Address> servers;
    for (uint32_t i = 1; i < nodes.GetN(); ++i)
    {
        // Different delays: what happens at the same time may happen in any order.
        link.SetChannelAttribute("Delay", TimeValue(MicroSeconds(3000 + 17 * i)));
        const auto ends = link.Install(nodes.Get(0), nodes.Get(i));
        if (errors)
        {
            ends.Get(0)->SetAttribute("ReceiveErrorModel",
                                      PointerValue(CreateObject<LastByteErrorModel>()));
        }
        if (ipv6)
        {
            servers.push_back(Inet6SocketAddress(addresses6.Assign(ends).GetAddress(0, 1), PORT));
            addresses6.NewNetwork();
        }
        else
        {
            servers.push_back(InetSocketAddress(addresses.Assign(ends).GetAddress(0), PORT));
            addresses.NewNetwork();
        }
    }
    auto framing = std::make_shared<LengthFraming>();
    auto transport = CreateObject<TcpTransport>();
    std::vector<Ptr<MessageChannel>> channels;
    std::ostringstream log;
    const auto watch = [&](Ptr<MessageChannel> channel, const std::string& name) {
        channels.push_back(channel);
        channel->SetReceivedCallback([&log, name](const SharedBytes& message) {
            log << Simulator::Now() << " " << name << " has " << message.GetSize()
                << (IsWhole(message) ? "\n" : " altered\n");
        });
        channel->SetClosedCallback([&log, name](MessageChannel::CloseReason reason) {
            log << Simulator::Now() << " " << name << " ended " << int(reason) << "\n";
        });
    };
    Simulator::Schedule(Seconds(5), [&] {
        transport->Listen(nodes.Get(0), PORT, framing, [&](Ptr<MessageChannel> channel) {
            watch(channel, "server");
            channel->Send(LengthFraming::Make(30000, 's'));
        });
        for (uint32_t i = 1; i < nodes.GetN(); ++i)
        {
            auto channel = transport->Connect(nodes.Get(i), servers[i - 1], framing);
            watch(channel, "client" + std::to_string(i));
            channel->Send(LengthFraming::Make(100000, 'a'));
            Simulator::Schedule(Seconds(i), [channel, i] {
                channel->Send(LengthFraming::Make(50, 'b'));
                i == 2 ? channel->Abort() : channel->Close();
            });
        }
    });
    Simulator::Stop(Seconds(60));
    Simulator::Run();
    channels.clear();
    Simulator::Destroy();
    return log.str();
}

} // namespace

TEST(IndexedTcpL4Protocol, DeliversAndEndsAsNs3sTcpDoes)
{
    const auto plain = RunExchange("ns3::TcpL4Protocol", false);
    const auto indexed = RunExchange("ns3::iotledger::IndexedTcpL4Protocol", false);

    EXPECT_NE(plain.find("server has 100000"), std::string::npos);
    EXPECT_NE(plain.find("server ended"), std::string::npos);
    EXPECT_EQ(indexed, plain);
}

TEST(IndexedTcpL4Protocol, LeavesIpv6ToNs3)
{
    const auto plain = RunExchange("ns3::TcpL4Protocol", true);
    const auto indexed = RunExchange("ns3::iotledger::IndexedTcpL4Protocol", true);

    EXPECT_NE(plain.find("server has 100000"), std::string::npos);
    EXPECT_EQ(indexed, plain);
}

TEST(IndexedTcpL4Protocol, DropsWhatItsChecksumDoesNotFit)
{
    EXPECT_NE(RunExchange("ns3::iotledger::IndexedTcpL4Protocol", false, true).find("altered"),
              std::string::npos); // without checksums nobody sees it
    GlobalValue::Bind("ChecksumEnabled", BooleanValue(true));
    const auto plain = RunExchange("ns3::TcpL4Protocol", false, true);
    const auto indexed = RunExchange("ns3::iotledger::IndexedTcpL4Protocol", false, true);
    GlobalValue::Bind("ChecksumEnabled", BooleanValue(false));

    EXPECT_NE(plain.find("server has 100000"), std::string::npos);
    EXPECT_EQ(plain.find("altered"), std::string::npos);
    EXPECT_EQ(indexed, plain);
}
