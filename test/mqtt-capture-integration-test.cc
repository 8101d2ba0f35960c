/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Every MQTT control packet goes over TCP into a recording, and tshark is to read the same fields
// out of it that were encoded.

#include "mqtt-tshark-fields.h"
#include "small-network.h"
#include "tshark.h"

#include "ns3/mqtt-codec.h"
#include "ns3/mqtt-framing.h"
#include "ns3/packet-capture.h"

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

using Id = MqttPropertyId;
using Code = MqttReasonCode;
using Pair = MqttProperties::Pair;

struct Step
{
    bool fromClient;
    MqttPacket packet;
};

MqttProperties
Join(std::initializer_list<MqttProperties::Entry> entries)
{
    MqttProperties properties;
    for (const auto& entry : entries)
    {
        properties.Add(entry.id, entry.value);
    }
    return properties;
}

/// Each property of table 2-4 in each packet where it may stand, and no packet type left out.
std::vector<Step>
GetVersion5Exchange()
{
    const MqttProperties::Entry name{Id::USER_PROPERTY, Pair("site", "k\u00f6ln")};
    const MqttProperties::Entry again{Id::USER_PROPERTY, Pair("site", "")};
    const MqttProperties::Entry why{Id::REASON_STRING, std::string("because")};
    const MqttProperties::Entry method{Id::AUTHENTICATION_METHOD, std::string("SCRAM")};
    const MqttProperties::Entry data{Id::AUTHENTICATION_DATA, SharedBytes("nonce")};
    const MqttProperties::Entry expiry{Id::SESSION_EXPIRY_INTERVAL, 0xffffffffU};

    MqttConnect connect;
    connect.protocolLevel = 5;
    connect.cleanStart = false;
    connect.keepAlive = 60;
    connect.clientId = "device1";
    connect.properties = Join({expiry,
                               {Id::RECEIVE_MAXIMUM, 10U},
                               {Id::MAXIMUM_PACKET_SIZE, 1000000U},
                               {Id::TOPIC_ALIAS_MAXIMUM, 5U},
                               {Id::REQUEST_RESPONSE_INFORMATION, 1U},
                               {Id::REQUEST_PROBLEM_INFORMATION, 0U},
                               name,
                               again,
                               method,
                               data});
    connect.will = MqttWill{"gone/device1", SharedBytes("bye"), 1, true};
    connect.will->properties = Join({{Id::WILL_DELAY_INTERVAL, 30U},
                                     {Id::PAYLOAD_FORMAT_INDICATOR, 1U},
                                     {Id::MESSAGE_EXPIRY_INTERVAL, 70000U},
                                     {Id::CONTENT_TYPE, std::string("text")},
                                     {Id::RESPONSE_TOPIC, std::string("will/answer")},
                                     {Id::CORRELATION_DATA, SharedBytes("w7")},
                                     name});
    connect.userName = "user";
    connect.password = SharedBytes("secret");

    MqttConnack connack{true, Code::SUCCESS};
    connack.properties = Join({expiry,
                               {Id::RECEIVE_MAXIMUM, 20U},
                               {Id::MAXIMUM_QOS, 1U},
                               {Id::RETAIN_AVAILABLE, 0U},
                               {Id::MAXIMUM_PACKET_SIZE, 268435460U},
                               {Id::ASSIGNED_CLIENT_IDENTIFIER, std::string("auto-1")},
                               {Id::TOPIC_ALIAS_MAXIMUM, 65535U},
                               why,
                               name,
                               {Id::WILDCARD_SUBSCRIPTION_AVAILABLE, 0U},
                               {Id::SUBSCRIPTION_IDENTIFIER_AVAILABLE, 1U},
                               {Id::SHARED_SUBSCRIPTION_AVAILABLE, 0U},
                               {Id::SERVER_KEEP_ALIVE, 300U},
                               {Id::RESPONSE_INFORMATION, std::string("answers/1")},
                               {Id::SERVER_REFERENCE, std::string("other:1883")},
                               method,
                               data});

    MqttSubscribe subscribe{10,
                            {{"a/+", 2, true, true, MqttRetainHandling::DO_NOT_SEND}, {"b/#", 1}}};
    subscribe.properties = Join({{Id::SUBSCRIPTION_IDENTIFIER, 268435455U}, name});

    MqttPublish publish{"a/b", SharedBytes("hello"), 2, true, true, 11};
    publish.properties = Join({{Id::PAYLOAD_FORMAT_INDICATOR, 1U},
                               {Id::MESSAGE_EXPIRY_INTERVAL, 3600U},
                               {Id::TOPIC_ALIAS, 3U},
                               {Id::RESPONSE_TOPIC, std::string("answer/here")},
                               {Id::CORRELATION_DATA, SharedBytes("c42")},
                               {Id::SUBSCRIPTION_IDENTIFIER, 1U},
                               {Id::SUBSCRIPTION_IDENTIFIER, 300U},
                               {Id::CONTENT_TYPE, std::string("text/plain")},
                               name,
                               again});
    MqttPublish aliased{"", SharedBytes("again"), 0};
    aliased.properties = Join({{Id::TOPIC_ALIAS, 3U}});
    const auto large = SharedBytes("head").WithZeros(20000); // several segments

    return {{true, connect},
            {false, MqttAuth{Code::CONTINUE_AUTHENTICATION, Join({method, data, why, name})}},
            {true, MqttAuth{Code::CONTINUE_AUTHENTICATION, Join({method, data})}},
            {false, connack},
            {true, subscribe},
            {false, MqttSuback{10, {Code::GRANTED_QOS_2, Code::NOT_AUTHORIZED}, Join({why, name})}},
            {false, publish},
            {true, MqttPubrec{11, Code::NO_MATCHING_SUBSCRIBERS, Join({why, name})}},
            {false, MqttPubrel{11, Code::PACKET_IDENTIFIER_NOT_FOUND, Join({why, name})}},
            {true, MqttPubcomp{11, Code::PACKET_IDENTIFIER_NOT_FOUND, Join({why, name})}},
            {false, aliased},
            {true, MqttPublish{"c", large, 1, false, false, 12}},
            {false, MqttPuback{12, Code::QUOTA_EXCEEDED, Join({why, name})}},
            {true, MqttPublish{"d/e/f", SharedBytes("x"), 1, false, true, 65535}},
            {false, MqttPuback{65535}},
            {false, MqttPublish{"g", SharedBytes("y"), 2, false, false, 1}},
            {true, MqttPubrec{1}},
            {false, MqttPubrel{1}},
            {true, MqttPubcomp{1}},
            {true, MqttUnsubscribe{13, {"a/+", "b/#"}, Join({name, again})}},
            {false,
             MqttUnsuback{13, {Code::SUCCESS, Code::NO_SUBSCRIPTION_EXISTED}, Join({why, name})}},
            {true, MqttPingreq{}},
            {false, MqttPingresp{}},
            {false,
             MqttDisconnect{Code::SERVER_MOVED,
                            Join({why, name, {Id::SERVER_REFERENCE, std::string("other:1883")}})}}};
}

std::vector<Step>
GetVersion311Exchange()
{
    MqttConnect connect;
    connect.keepAlive = 600;
    connect.clientId = "device2";
    connect.will = MqttWill{"gone/device2", SharedBytes("bye"), 2, false};
    connect.userName = "user";
    connect.password = SharedBytes("secret");
    return {{true, connect},
            {false, MqttConnack{}},
            {true, MqttSubscribe{1, {{"a/+", 2}, {"#", 0}}}},
            {false, MqttSuback{1, {Code::GRANTED_QOS_2, Code::UNSPECIFIED_ERROR}}},
            {true, MqttPublish{"a/b", SharedBytes("hello"), 0, true}},
            {true, MqttPublish{"a/b", SharedBytes::Zeros(5000), 1, false, true, 2}},
            {false, MqttPuback{2}},
            {false, MqttPublish{"a/c", SharedBytes(), 2, false, false, 3}},
            {true, MqttPubrec{3}},
            {false, MqttPubrel{3}},
            {true, MqttPubcomp{3}},
            {true, MqttUnsubscribe{4, {"a/+", "#"}}},
            {false, MqttUnsuback{4}},
            {true, MqttPingreq{}},
            {false, MqttPingresp{}},
            {true, MqttDisconnect{}}};
}

/// The fields that are asked for: all that MqttTsharkFields names.
const std::vector<std::string> FIELDS = {"mqtt.msgtype",
                                         "mqtt.ver",
                                         "mqtt.conflag.cleansess",
                                         "mqtt.kalive",
                                         "mqtt.clientid",
                                         "mqtt.willtopic",
                                         "mqtt.willmsg",
                                         "mqtt.conflag.qos",
                                         "mqtt.conflag.retain",
                                         "mqtt.username",
                                         "mqtt.passwd",
                                         "mqtt.conack.flags.sp",
                                         "mqtt.conack.val",
                                         "mqtt.dupflag",
                                         "mqtt.qos",
                                         "mqtt.retain",
                                         "mqtt.topic",
                                         "mqtt.msgid",
                                         "mqtt.msg",
                                         "mqtt.sub.qos",
                                         "mqtt.suback.qos",
                                         "mqtt.subscription_options_qos",
                                         "mqtt.subscription_options_nl",
                                         "mqtt.subscription_options_rap",
                                         "mqtt.subscription_options_retain",
                                         "mqtt.connack.reason_code",
                                         "mqtt.puback.reason_code",
                                         "mqtt.pubrec.reason_code",
                                         "mqtt.pubrel.reason_code",
                                         "mqtt.pubcomp.reason_code",
                                         "mqtt.suback.reason_code",
                                         "mqtt.unsuback.reason_code",
                                         "mqtt.disconnect.reason_code",
                                         "mqtt.auth.reason_code",
                                         "mqtt.property_id",
                                         "mqtt.prop_number",
                                         "mqtt.prop_string",
                                         "mqtt.prop_key",
                                         "mqtt.prop_value",
                                         "mqtt.prop_unknown",
                                         "mqtt.property.topic_alias",
                                         "mqtt.property.max_qos",
                                         "mqtt.property.content_type"};

class MqttCapture : public SmallNetwork
{
  protected:
    void SetUp() override
    {
        if (!Tshark::IsInstalled())
        {
            GTEST_SKIP() << "tshark is not installed";
        }
        m_framing = std::make_shared<MqttFraming>();
        Build(CreateObject<TreeTopology>(), 1);
    }

    /// Sends the packets one after another over one connection to @p port, recorded at the server.
    void Exchange(const std::vector<Step>& steps, MqttVersion version, uint16_t port = PORT)
    {
        PacketCapture capture(m_folder.GetPath());
        capture.Record(m_servers.Get(0), "server");
        Ptr<MessageChannel> client;
        Ptr<MessageChannel> server;
        m_transport->Listen(m_servers.Get(0), port, m_framing, [&](Ptr<MessageChannel> channel) {
            server = channel;
        });
        Simulator::Schedule(Time(), [&] {
            client = m_transport->Connect(m_devices.Get(0),
                                          m_topology->GetSocketAddress(m_servers.Get(0), port),
                                          m_framing);
        });
        for (std::size_t i = 0; i < steps.size(); ++i)
        {
            Simulator::Schedule(Seconds(i + 1.0), [&, i] {
                (steps[i].fromClient ? client : server)
                    ->Send(MqttCodec::Encode(steps[i].packet, version));
            });
        }
        Simulator::Schedule(Seconds(steps.size() + 1.0), [&] { client->Close(); });
        Simulator::Stop(Seconds(steps.size() + 10.0));
        Simulator::Run();
        capture.Close();
    }

    /// Compares what tshark reads with what was encoded.
    static void Compare(const std::vector<Step>& steps,
                        MqttVersion version,
                        const std::vector<Tshark::Row>& rows)
    {
        ASSERT_EQ(rows.size(), steps.size());
        for (std::size_t i = 0; i < steps.size(); ++i)
        {
            const MqttTsharkFields expected(steps[i].packet, version);
            for (std::size_t column = 0; column < FIELDS.size(); ++column)
            {
                EXPECT_EQ(rows[i].at(column), expected.Get(FIELDS[column]))
                    << "packet " << i << ", " << FIELDS[column];
            }
        }
    }

    std::string GetFile() const
    {
        return m_folder.GetPath() + "/server.pcap";
    }

    TemporaryFolder m_folder;
};

} // namespace

TEST_F(MqttCapture, ReadsAsItWasEncodedInVersion5)
{
    const auto steps = GetVersion5Exchange();
    Exchange(steps, MqttVersion::V5_0);

    const Tshark tshark(GetFile());
    EXPECT_EQ(tshark.ReadComplaints(), std::vector<Tshark::Row>());
    Compare(steps, MqttVersion::V5_0, tshark.Read("mqtt", FIELDS));
}

TEST_F(MqttCapture, ReadsAsItWasEncodedInVersion311)
{
    const auto steps = GetVersion311Exchange();
    Exchange(steps, MqttVersion::V3_1_1);

    const Tshark tshark(GetFile());
    EXPECT_EQ(tshark.ReadComplaints(), std::vector<Tshark::Row>());
    Compare(steps, MqttVersion::V3_1_1, tshark.Read("mqtt", FIELDS));
}

TEST_F(MqttCapture, ReadsAtAnotherPortWhenTsharkIsToldSo)
{
    const auto steps = GetVersion311Exchange();
    Exchange(steps, MqttVersion::V3_1_1, 18830);

    EXPECT_TRUE(Tshark(GetFile()).Read("mqtt", FIELDS).empty());
    const Tshark tshark(GetFile(), "-d tcp.port==18830,mqtt");
    EXPECT_EQ(tshark.ReadComplaints(), std::vector<Tshark::Row>());
    Compare(steps, MqttVersion::V3_1_1, tshark.Read("mqtt", FIELDS));
}
