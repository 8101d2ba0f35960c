/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// TLS below MQTT and over TCP, in whole worlds.

#include "crypto-test-support.h"
#include "scenario-run.h"
#include "small-network.h"

#include "ns3/boolean.h"
#include "ns3/host.h"
#include "ns3/mqtt-broker.h"
#include "ns3/mqtt-client.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/tls-provisioning.h"
#include "ns3/tls-record.h"
#include "ns3/uinteger.h"

#include <cstdio>
#include <cstdlib>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

std::string
MakeTlsScenario(const std::string& tls,
                const std::string& execution = "modelled",
                const std::string& more = "")
{
    return "name: test\ncrypto: { execution: " + execution + ", rsaBits: 1024 }\n" +
           "network: { transport: tls, " + more + "tls: { " + tls + " } }\n" +
           "keyVerification: { protocol: mtp, devices: 4, rounds: 2, payload: 40KB, pairs: [[1, "
           "2], [3, 1]] }\n";
}

const std::string PLAIN_SCENARIO =
    "name: test\ncrypto: { execution: modelled, rsaBits: 1024 }\n"
    "keyVerification: { protocol: mtp, devices: 4, rounds: 2, payload: 40KB, pairs: [[1, 2], [3, "
    "1]] }\n";

/// @return what @p command prints.
std::string
RunCommand(const std::string& command)
{
    std::string text;
    std::FILE* pipe = popen(command.c_str(), "r");
    char buffer[4096];
    while (std::fgets(buffer, sizeof(buffer), pipe) != nullptr)
    {
        text += buffer;
    }
    return pclose(pipe) == 0 ? text : "failed: " + text;
}

} // namespace

// The times are those of the machines and the network, however TLS is executed; RSA signatures have
// one size. Certificates are other ones, but of the same sizes.
TEST(TlsRun, TimesAreTheSameInBothExecutions)
{
    for (const std::string version : {"1.3", "1.2"})
    {
        for (const std::string mutual : {"false", "true"})
        {
            const std::string tls =
                "version: " + version + ", mutual: " + mutual + ", certificate: rsa-2048";
            const ScenarioRunFiles real(MakeTlsScenario(tls, "real"));
            const ScenarioRunFiles modelled(MakeTlsScenario(tls));
            EXPECT_EQ(real.GetText("operations.csv"), modelled.GetText("operations.csv"))
                << version << " " << mutual;
            for (const auto& row : modelled.GetRows("operations.csv"))
            {
                EXPECT_EQ(row.at("outcome"), "ok");
            }
        }
    }
}

// Every MQTT packet travels in records of its own: 22 B each in TLS 1.3, 29 B in TLS 1.2.
TEST(TlsRun, BytesIncludeTheRecords)
{
    const ScenarioRunFiles plain(PLAIN_SCENARIO);
    for (const auto& [version, overhead] : {std::pair("1.3", 22u), std::pair("1.2", 29u)})
    {
        const ScenarioRunFiles run(MakeTlsScenario(std::string("version: ") + version));
        const auto before = plain.GetOperations("pubcheck");
        const auto after = run.GetOperations("pubcheck");
        ASSERT_EQ(before.size(), after.size());
        for (std::size_t i = 0; i < before.size(); i++)
        {
            // A request and four answers to the broker; the request to four devices; the answers to
            // the sender.
            const uint64_t packets = 1 + 4 + 4 + 4;
            EXPECT_EQ(std::stoull(after[i].at("bytes")) - std::stoull(before[i].at("bytes")),
                      packets * overhead);
        }
    }
}

TEST(TlsRun, TakesLongerThanPlainTcp)
{
    const ScenarioRunFiles plain(PLAIN_SCENARIO);
    const ScenarioRunFiles run(MakeTlsScenario("version: 1.3"));
    const auto before = plain.GetOperations("datasend");
    const auto after = run.GetOperations("datasend");
    for (std::size_t i = 0; i < before.size(); i++)
    {
        EXPECT_GT(ParseNanoseconds(after[i].at("latency_s")),
                  ParseNanoseconds(before[i].at("latency_s")));
    }
}

TEST(TlsRun, RepeatsByteForByte)
{
    for (const std::string execution : {"real", "modelled"})
    {
        const ScenarioRunFiles a(MakeTlsScenario("mutual: true", execution));
        const ScenarioRunFiles b(MakeTlsScenario("mutual: true", execution));
        for (const auto* name : {"operations.csv", "events.csv", "resources.csv"})
        {
            EXPECT_EQ(a.GetText(name), b.GetText(name)) << execution;
        }
    }
}

/// A broker and two clients on TLS over TCP.
class TlsMqttTest : public SmallNetwork,
                    public ::testing::WithParamInterface<std::pair<std::string, std::string>>
{
  protected:
    static constexpr uint16_t SECURE_PORT = 8883;

    ~TlsMqttTest() override
    {
        m_tls->Dispose();
    }

    void Install(const std::string& version, const std::string& execution, bool mutual)
    {
        Build(CreateObject<TreeTopology>(), 2);
        m_tls->SetConfigure([version, mutual](TlsTransport& transport) {
            transport.SetAttribute("Version", StringValue(version));
            transport.SetAttribute("ClientAuthentication", BooleanValue(mutual));
        });
        m_broker = CreateObject<MqttBroker>();
        m_broker->SetAttribute("Port", UintegerValue(SECURE_PORT));
        m_broker->SetTransport(Wrap("broker", execution, 100));
        m_servers.Get(0)->AddApplication(m_broker);
        for (uint32_t i = 0; i < 2; i++)
        {
            const std::string name = "device" + std::to_string(i + 1);
            auto client = CreateObject<MqttClient>();
            client->SetAttribute("ClientId", StringValue(name));
            client->SetAttribute(
                "Remote",
                AddressValue(m_topology->GetSocketAddress(m_servers.Get(0), SECURE_PORT)));
            client->SetTransport(Wrap(name, execution, 110 + 10 * i));
            m_devices.Get(i)->AddApplication(client);
            client->TraceConnectWithoutContext(
                "Received",
                Callback<void, const MqttPublish&, uint32_t, Time>(
                    [this](const MqttPublish& publish, uint32_t, Time) {
                        m_received.push_back(publish.payload.ToString());
                    }));
            m_clients.push_back(client);
        }
        m_tls->AssignStreams(200);
        m_tls->Certify();
    }

    Ptr<Transport> Wrap(const std::string& name, const std::string& execution, int64_t stream)
    {
        auto crypto = MakeCrypto(execution, stream);
        return m_tls->Wrap(name,
                           "broker",
                           m_transport,
                           crypto,
                           CreateObject<Strand>(CreateObject<Host>()));
    }

    /// Device 2 subscribes, device 1 publishes.
    void Talk()
    {
        Simulator::Schedule(Seconds(1), [this] { m_clients[1]->Subscribe({{"t", 1}}, nullptr); });
        Simulator::Schedule(Seconds(2), [this] {
            m_clients[0]->Publish("t", SharedBytes(std::string_view("hello")), 1, nullptr);
        });
        Simulator::Stop(Seconds(5));
        Simulator::Run();
    }

    Ptr<TlsProvisioning> m_tls{CreateObject<TlsProvisioning>()};
    Ptr<MqttBroker> m_broker;
    std::vector<Ptr<MqttClient>> m_clients;
    std::vector<std::string> m_received;
};

TEST_P(TlsMqttTest, ClientsPublishAndSubscribeUnchanged)
{
    Install(GetParam().first, GetParam().second, true);
    Talk();
    EXPECT_EQ(m_broker->GetSessions(), 2u);
    EXPECT_EQ(m_received, std::vector<std::string>{"hello"});
}

INSTANTIATE_TEST_SUITE_P(Every,
                         TlsMqttTest,
                         ::testing::Values(std::pair("1.2", "real"),
                                           std::pair("1.2", "modelled"),
                                           std::pair("1.3", "real"),
                                           std::pair("1.3", "modelled")));

using TlsPcapTest = TlsMqttTest;

// What tshark, a decoder of its own, makes of what is on the broker's link.
TEST_P(TlsPcapTest, TsharkDecodesTheHandshakeAndNothingIsMalformed)
{
    if (std::system("command -v tshark >/dev/null 2>&1") != 0)
    {
        GTEST_SKIP() << "tshark is not installed";
    }
    const auto [version, execution] = GetParam();
    std::string folder = (std::filesystem::temp_directory_path() / "tls-pcap-XXXXXX").string();
    mkdtemp(folder.data());
    Install(version, execution, false);
    PointToPointHelper().EnablePcap(folder + "/broker",
                                    m_servers.Get(0)->GetDevice(1),
                                    false,
                                    true);
    Talk();
    Simulator::Destroy(); // closes the file

    const std::string read = "tshark -r " + folder + "/broker 2>/dev/null ";
    const auto count = [&read](const std::string& filter) {
        const auto text = RunCommand(read + "-Y '" + filter + "'");
        return std::count(text.begin(), text.end(), '\n');
    };
    EXPECT_EQ(count("tls.handshake.type == 1 && tcp.dstport == 8883"), 2);
    EXPECT_EQ(count("tls.handshake.type == 2 && tcp.srcport == 8883"), 2);
    EXPECT_EQ(count("tls.handshake.extensions_server_name == \"broker\""), 2);
    if (version == "1.2") // TLS 1.3 encrypts its certificates
    {
        EXPECT_EQ(count("tls.handshake.type == 11"), 2);
        EXPECT_EQ(count("x509sat.uTF8String == \"broker\" || x509ce.dNSName == \"broker\""), 2);
    }
    EXPECT_GE(count("tls.app_data"), 8);
    EXPECT_EQ(count("_ws.malformed"), 0);
    EXPECT_EQ(count("_ws.expert.severity == error"), 0);
    EXPECT_EQ(count("tcp.port == 8883 && tcp.len > 0 && !tls"), 0);
    std::filesystem::remove_all(folder);
}

INSTANTIATE_TEST_SUITE_P(Every,
                         TlsPcapTest,
                         ::testing::Values(std::pair("1.2", "real"), std::pair("1.3", "real")));
