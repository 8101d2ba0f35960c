/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// gRPC over TCP and over TLS, in whole networks.

#include "crypto-test-support.h"
#include "small-network.h"
#include "tshark.h"

#include "ns3/boolean.h"
#include "ns3/host.h"
#include "ns3/grpc-client.h"
#include "ns3/grpc-server.h"
#include "ns3/host.h"
#include "ns3/ipv4.h"
#include "ns3/packet-capture.h"
#include "ns3/string.h"
#include "ns3/tls-provisioning.h"

using namespace ns3;
using namespace ns3::iotledger;

class GrpcNetworkTest : public SmallNetwork
{
  protected:
    static constexpr uint16_t GRPC_PORT = 50051;

    ~GrpcNetworkTest() override
    {
        if (m_client) // a test may have been skipped
        {
            m_client->Dispose();
        }
        m_server->Dispose();
        m_tls->Dispose();
    }

    void Install(Ptr<Transport> serverTransport, Ptr<Transport> clientTransport)
    {
        m_server->HandleUnary("/test.Echo/Count", [](const SharedBytes& request, GrpcReply reply) {
            reply({}, SharedBytes(std::to_string(request.GetSize())));
        });
        m_server->Listen(serverTransport, m_servers.Get(0), GRPC_PORT);
        m_client = CreateObject<GrpcClient>(clientTransport,
                                            m_devices.Get(0),
                                            GetRemote(),
                                            "server:50051");
    }

    Address GetRemote() const
    {
        return m_topology->GetSocketAddress(m_servers.Get(0), GRPC_PORT);
    }

    void Call(Time at, uint32_t size, const std::string& method = "/test.Echo/Count")
    {
        Simulator::Schedule(at, [=] {
            m_client->Call(method,
                           SharedBytes(std::vector<uint8_t>(size, 'x')),
                           Seconds(30),
                           [this](const GrpcStatus& status, const SharedBytes& message) {
                               m_answers.push_back(status.IsOk() ? message.ToString()
                                                                 : status.message);
                               m_answeredAt.push_back(Simulator::Now());
                           });
        });
    }

    Ptr<Transport> Wrap(const std::string& name, const std::string& execution, int64_t stream)
    {
        return m_tls->Wrap(name,
                           "server",
                           m_transport,
                           MakeCrypto(execution, stream),
                           CreateObject<Strand>(CreateObject<Host>()));
    }

    static void Run()
    {
        Simulator::Stop(Seconds(30));
        Simulator::Run();
    }

    Ptr<TlsProvisioning> m_tls{CreateObject<TlsProvisioning>()};
    Ptr<GrpcServer> m_server{CreateObject<GrpcServer>()};
    Ptr<GrpcClient> m_client;
    std::vector<std::string> m_answers;
    std::vector<Time> m_answeredAt;
};

// What tshark, a decoder of its own, makes of calls on the server's link.
TEST_F(GrpcNetworkTest, TsharkDecodesCallsAndNothingIsMalformed)
{
    if (!Tshark::IsInstalled())
    {
        GTEST_SKIP() << "tshark is not installed";
    }
    const TemporaryFolder folder;
    Build(CreateObject<TreeTopology>(), 1);
    Install(m_transport, m_transport);
    Call(Seconds(1), 300);
    Call(Seconds(2), 200000); // many frames and segments
    Call(Seconds(3), 10, "/test.Echo/Unknown");
    {
        PacketCapture capture(folder.GetPath());
        capture.Record(m_servers.Get(0), "server");
        Run();
        capture.Close();
    }
    EXPECT_EQ(m_answers,
              (std::vector<std::string>{"300",
                                        "200000",
                                        "unknown method Unknown for service test.Echo"}));

    // The messages are no protocol buffers.
    const Tshark tshark(folder.GetPath() + "/server.pcap",
                        "-d tcp.port==50051,http2 --disable-protocol protobuf");
    EXPECT_EQ(tshark.ReadComplaints(), std::vector<Tshark::Row>());
    EXPECT_EQ(tshark.Read("http2.headers.path",
                          {"http2.headers.method",
                           "http2.headers.scheme",
                           "http2.headers.path",
                           "http2.headers.authority",
                           "http2.headers.content_type",
                           "http2.headers.user_agent"}),
              (std::vector<Tshark::Row>{{"POST",
                                         "http",
                                         "/test.Echo/Count",
                                         "server:50051",
                                         "application/grpc",
                                         "grpc-go/1.31.0"},
                                        {"POST",
                                         "http",
                                         "/test.Echo/Count",
                                         "server:50051",
                                         "application/grpc",
                                         "grpc-go/1.31.0"},
                                        {"POST",
                                         "http",
                                         "/test.Echo/Unknown",
                                         "server:50051",
                                         "application/grpc",
                                         "grpc-go/1.31.0"}}));
    EXPECT_EQ(tshark.Read("http2.header.name == \"grpc-status\"", {"http2.header.value"}),
              (std::vector<Tshark::Row>{
                  {"200,application/grpc,0,"},
                  {"200,application/grpc,0,"},
                  {"200,application/grpc,12,unknown method Unknown for service test.Echo"}}));
    std::vector<std::string> lengths;
    for (const auto& row : tshark.Read("grpc", {"grpc.message_length"}))
    {
        lengths.push_back(row[0]);
    }
    EXPECT_EQ(lengths, (std::vector<std::string>{"300", "3", "200000", "6", "10"}));
}

class GrpcTlsTest : public GrpcNetworkTest, public ::testing::WithParamInterface<std::string>
{
};

TEST_P(GrpcTlsTest, CallsTravelOverTls)
{
    Build(CreateObject<TreeTopology>(), 1);
    const auto serverTransport = Wrap("server", GetParam(), 100);
    const auto clientTransport = Wrap("client", GetParam(), 110);
    m_tls->AssignStreams(200);
    m_tls->Certify();
    Install(serverTransport, clientTransport);
    Call(Seconds(1), 300);
    Call(Seconds(2), 3000000); // waits for the machine and for the transport
    Run();

    EXPECT_EQ(m_answers, (std::vector<std::string>{"300", "3000000"}));
    EXPECT_EQ(m_server->GetConnections(), 1u);
}

INSTANTIATE_TEST_SUITE_P(Both, GrpcTlsTest, ::testing::Values("real", "modelled"));

// 2 MiB and a prefix in windows of 65,535 B: 33 round trips of 2 * 30 ms, after two in which the
// connection is made and the server says its settings. TCP's slow start (10 segments of 1,448 B,
// doubled per round trip) does not fill the first three of them.
TEST_F(GrpcNetworkTest, ALargeMessageTakesTheTimeThatWindowsAllow)
{
    auto topology = CreateObject<TreeTopology>();
    topology->SetAttribute("LinkDelay", TimeValue(MilliSeconds(30)));
    topology->SetAttribute("LinkRate", StringValue("1Gbps"));
    topology->SetAttribute("TrunkRate", StringValue("1Gbps"));
    topology->SetAttribute("TrunkDelay", TimeValue(NanoSeconds(1)));
    Build(topology, 1);
    Install(m_transport, m_transport);
    m_server->SetAttribute("DynamicWindow", BooleanValue(false));
    Call(Seconds(2), 2097152);
    Run();

    ASSERT_EQ(m_answers, std::vector<std::string>{"2097152"});
    const auto roundTrips = (m_answeredAt[0] - Seconds(2)).GetSeconds() / 0.06;
    EXPECT_GE(roundTrips, 2 + 33);
    EXPECT_LE(roundTrips, 2 + 33 + 4);
}

TEST_F(GrpcNetworkTest, AServerWhoseLinkIsCutIsFoundOut)
{
    Build(CreateObject<TreeTopology>(), 1);
    Install(m_transport, m_transport);
    m_client->SetAttribute("KeepaliveTime", TimeValue(Seconds(5)));
    m_client->SetAttribute("KeepaliveTimeout", TimeValue(Seconds(2)));
    m_server->Handle("/test.Echo/Never", [](Ptr<GrpcStream>) {});
    Call(Seconds(1), 10, "/test.Echo/Never");
    Simulator::Schedule(Seconds(3), [this] {
        auto ip = m_servers.Get(0)->GetObject<Ipv4>();
        for (uint32_t i = 1; i < ip->GetNInterfaces(); ++i)
        {
            ip->SetDown(i);
        }
    });
    Run();

    ASSERT_EQ(m_answers.size(), 1u);
    EXPECT_EQ(m_answers[0],
              "connection error: keepalive ping failed to receive ACK within timeout");
    EXPECT_NEAR(m_answeredAt[0].GetSeconds(), 1 + 5 + 2, 0.1);
}
