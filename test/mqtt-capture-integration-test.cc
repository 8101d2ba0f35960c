/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Every MQTT control packet goes over TCP into a recording, and tshark is to read the same fields
// out of it that were encoded.

#include "mqtt-bytes.h"
#include "small-network.h"
#include "tshark.h"

#include "ns3/mqtt-codec.h"
#include "ns3/mqtt-framing.h"
#include "ns3/packet-capture.h"

#include <map>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

using Id = MqttPropertyId;
using Code = MqttReasonCode;
using Pair = MqttProperties::Pair;
using Fields = std::map<std::string, std::vector<std::string>>; //!< values by tshark's name

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

    MqttSubscribe subscribe{10, {{"a/+", 2, true, true, MqttRetainHandling::DO_NOT_SEND}, {"b/#", 1}}};
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
             MqttUnsuback{13,
                          {Code::SUCCESS, Code::NO_SUBSCRIPTION_EXISTED},
                          Join({why, name})}},
            {true, MqttPingreq{}},
            {false, MqttPingresp{}},
            {false,
             MqttDisconnect{Code::SERVER_MOVED,
                            Join({why,
                                  name,
                                  {Id::SERVER_REFERENCE, std::string("other:1883")}})}}};
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

std::string
ToDigits(bool flag)
{
    return flag ? "1" : "0";
}

void
Expect(Fields& fields, const MqttProperties& properties)
{
    for (const auto& [id, value] : properties.GetEntries())
    {
        const SharedBytes byte(std::vector<uint8_t>{static_cast<uint8_t>(id)});
        fields["mqtt.property_id"].push_back("0x" + ToHex(byte));
        if (const auto* pair = std::get_if<Pair>(&value))
        {
            fields["mqtt.prop_key"].push_back(pair->first);
            fields["mqtt.prop_value"].push_back(pair->second);
        }
        else if (const auto* number = std::get_if<uint32_t>(&value))
        {
            const char* const field = id == Id::TOPIC_ALIAS   ? "mqtt.property.topic_alias"
                                      : id == Id::MAXIMUM_QOS ? "mqtt.property.max_qos"
                                                              : "mqtt.prop_number";
            fields[field].push_back(std::to_string(*number));
        }
        else
        {
            const auto* text = std::get_if<std::string>(&value);
            fields[id == Id::CONTENT_TYPE ? "mqtt.property.content_type" : "mqtt.prop_string"]
                .push_back(text ? *text : std::get<SharedBytes>(value).ToString());
        }
    }
}

/// What tshark calls the fields of each packet.
struct Expectation
{
    MqttVersion version;
    Fields fields{};

    void ExpectId(uint16_t packetId)
    {
        fields["mqtt.msgid"] = {std::to_string(packetId)};
    }

    /// @param packet the name of its reason code @param always or only if it is not left out
    void ExpectCode(const std::string& packet, Code code, bool always)
    {
        if (version == MqttVersion::V5_0 && (always || code != Code::SUCCESS))
        {
            fields["mqtt." + packet + ".reason_code"].push_back(
                std::to_string(static_cast<int>(code)));
        }
    }

    template <typename Acknowledgement>
    void ExpectAcknowledgement(const std::string& name, const Acknowledgement& packet)
    {
        ExpectId(packet.packetId);
        ExpectCode(name, packet.reasonCode, false);
        Expect(fields, packet.properties);
    }

    void operator()(const MqttConnect& packet)
    {
        fields["mqtt.ver"] = {std::to_string(packet.protocolLevel)};
        fields["mqtt.conflag.cleansess"] = {ToDigits(packet.cleanStart)};
        fields["mqtt.kalive"] = {std::to_string(packet.keepAlive)};
        fields["mqtt.clientid"] = {packet.clientId};
        Expect(fields, packet.properties);
        fields["mqtt.willtopic"] = {packet.will->topic};
        fields["mqtt.willmsg"] = {ToHex(packet.will->message)};
        fields["mqtt.conflag.qos"] = {std::to_string(packet.will->qos)};
        fields["mqtt.conflag.retain"] = {ToDigits(packet.will->retain)};
        Expect(fields, packet.will->properties);
        fields["mqtt.username"] = {*packet.userName};
        fields["mqtt.passwd"] = {packet.password->ToString()};
    }

    void operator()(const MqttConnack& packet)
    {
        fields["mqtt.conack.flags.sp"] = {ToDigits(packet.sessionPresent)};
        if (version == MqttVersion::V3_1_1)
        {
            fields["mqtt.conack.val"] = {std::to_string(static_cast<int>(packet.reasonCode))};
        }
        ExpectCode("connack", packet.reasonCode, true);
        Expect(fields, packet.properties);
    }

    void operator()(const MqttPublish& packet)
    {
        fields["mqtt.dupflag"] = {ToDigits(packet.dup)};
        fields["mqtt.qos"] = {std::to_string(packet.qos)};
        fields["mqtt.retain"] = {ToDigits(packet.retain)};
        fields["mqtt.topic"] = {packet.topic.empty() ? "a/b" : packet.topic}; // tshark keeps aliases
        if (packet.qos > 0)
        {
            ExpectId(packet.packetId);
        }
        fields["mqtt.msg"] = {packet.payload.IsEmpty() ? "<MISSING>" : ToHex(packet.payload)};
        Expect(fields, packet.properties);
    }

    void operator()(const MqttPuback& packet)
    {
        ExpectAcknowledgement("puback", packet);
    }

    void operator()(const MqttPubrec& packet)
    {
        ExpectAcknowledgement("pubrec", packet);
    }

    void operator()(const MqttPubrel& packet)
    {
        ExpectAcknowledgement("pubrel", packet);
    }

    void operator()(const MqttPubcomp& packet)
    {
        ExpectAcknowledgement("pubcomp", packet);
    }

    void operator()(const MqttSubscribe& packet)
    {
        ExpectId(packet.packetId);
        for (const auto& subscription : packet.subscriptions)
        {
            fields["mqtt.topic"].push_back(subscription.filter);
            const auto qos = std::to_string(subscription.qos);
            if (version == MqttVersion::V3_1_1)
            {
                fields["mqtt.sub.qos"].push_back(qos);
                continue;
            }
            fields["mqtt.subscription_options_qos"].push_back(qos);
            fields["mqtt.subscription_options_nl"].push_back(ToDigits(subscription.noLocal));
            fields["mqtt.subscription_options_rap"].push_back(
                ToDigits(subscription.retainAsPublished));
            fields["mqtt.subscription_options_retain"].push_back(
                std::to_string(static_cast<int>(subscription.retainHandling)));
        }
        Expect(fields, packet.properties);
    }

    void operator()(const MqttSuback& packet)
    {
        ExpectId(packet.packetId);
        for (const auto code : packet.reasonCodes)
        {
            if (version == MqttVersion::V3_1_1)
            {
                fields["mqtt.suback.qos"].push_back(std::to_string(static_cast<int>(code)));
            }
            ExpectCode("suback", code, true);
        }
        Expect(fields, packet.properties);
    }

    void operator()(const MqttUnsubscribe& packet)
    {
        ExpectId(packet.packetId);
        fields["mqtt.topic"] = packet.filters;
        Expect(fields, packet.properties);
    }

    void operator()(const MqttUnsuback& packet)
    {
        ExpectId(packet.packetId);
        for (const auto code : packet.reasonCodes)
        {
            ExpectCode("unsuback", code, true);
        }
        Expect(fields, packet.properties);
    }

    void operator()(const MqttPingreq& /* packet */)
    {
    }

    void operator()(const MqttPingresp& /* packet */)
    {
    }

    void operator()(const MqttDisconnect& packet)
    {
        ExpectCode("disconnect", packet.reasonCode, false);
        Expect(fields, packet.properties);
    }

    void operator()(const MqttAuth& packet)
    {
        ExpectCode("auth", packet.reasonCode, true);
        Expect(fields, packet.properties);
    }
};

/// The fields that are asked for: all that Expectation names.
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
            Expectation expected{version};
            std::visit(expected, steps[i].packet);
            expected.fields["mqtt.msgtype"] = {std::to_string(steps[i].packet.index() + 1)};
            for (std::size_t column = 0; column < FIELDS.size(); ++column)
            {
                std::string values;
                for (const auto& value : expected.fields[FIELDS[column]])
                {
                    values += (&value == expected.fields[FIELDS[column]].data() ? "" : ",") + value;
                }
                EXPECT_EQ(rows[i].at(column), values) << "packet " << i << ", " << FIELDS[column];
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
