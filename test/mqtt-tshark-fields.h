/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_TSHARK_FIELDS_H
#define MQTT_TSHARK_FIELDS_H

#include "mqtt-bytes.h"

#include "ns3/mqtt-packet.h"

#include <map>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// What tshark 4.0 is to print of an MQTT packet, by its names of the fields (tshark -G fields).
class MqttTsharkFields
{
  public:
    MqttTsharkFields(const MqttPacket& packet, MqttVersion version)
        : m_version(version)
    {
        m_fields["mqtt.msgtype"] = {std::to_string(packet.index() + 1)};
        std::visit(*this, packet);
    }

    /// @return the values of a field, joined by commas; empty if the packet has none.
    std::string Get(const std::string& name) const
    {
        std::string joined;
        const auto found = m_fields.find(name);
        for (std::size_t i = 0; found != m_fields.end() && i < found->second.size(); ++i)
        {
            joined += (i == 0 ? "" : ",") + found->second[i];
        }
        return joined;
    }

    void operator()(const MqttConnect& packet)
    {
        m_fields["mqtt.ver"] = {std::to_string(packet.protocolLevel)};
        m_fields["mqtt.conflag.cleansess"] = {ToDigit(packet.cleanStart)};
        m_fields["mqtt.kalive"] = {std::to_string(packet.keepAlive)};
        m_fields["mqtt.clientid"] = {packet.clientId};
        Expect(packet.properties);
        m_fields["mqtt.willtopic"] = {packet.will->topic};
        m_fields["mqtt.willmsg"] = {ToHex(packet.will->message)};
        m_fields["mqtt.conflag.qos"] = {std::to_string(packet.will->qos)};
        m_fields["mqtt.conflag.retain"] = {ToDigit(packet.will->retain)};
        Expect(packet.will->properties);
        m_fields["mqtt.username"] = {*packet.userName};
        m_fields["mqtt.passwd"] = {packet.password->ToString()};
    }

    void operator()(const MqttConnack& packet)
    {
        m_fields["mqtt.conack.flags.sp"] = {ToDigit(packet.sessionPresent)};
        if (m_version == MqttVersion::V3_1_1)
        {
            m_fields["mqtt.conack.val"] = {std::to_string(static_cast<int>(packet.reasonCode))};
        }
        ExpectCode("connack", packet.reasonCode, true);
        Expect(packet.properties);
    }

    void operator()(const MqttPublish& packet)
    {
        m_fields["mqtt.dupflag"] = {ToDigit(packet.dup)};
        m_fields["mqtt.qos"] = {std::to_string(packet.qos)};
        m_fields["mqtt.retain"] = {ToDigit(packet.retain)};
        m_fields["mqtt.topic"] = {packet.topic.empty() ? "a/b"
                                                       : packet.topic}; // tshark keeps aliases
        if (packet.qos > 0)
        {
            ExpectId(packet.packetId);
        }
        m_fields["mqtt.msg"] = {packet.payload.IsEmpty() ? "<MISSING>" : ToHex(packet.payload)};
        Expect(packet.properties);
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
            m_fields["mqtt.topic"].push_back(subscription.filter);
            const auto qos = std::to_string(subscription.qos);
            if (m_version == MqttVersion::V3_1_1)
            {
                m_fields["mqtt.sub.qos"].push_back(qos);
                continue;
            }
            m_fields["mqtt.subscription_options_qos"].push_back(qos);
            m_fields["mqtt.subscription_options_nl"].push_back(ToDigit(subscription.noLocal));
            m_fields["mqtt.subscription_options_rap"].push_back(
                ToDigit(subscription.retainAsPublished));
            m_fields["mqtt.subscription_options_retain"].push_back(
                std::to_string(static_cast<int>(subscription.retainHandling)));
        }
        Expect(packet.properties);
    }

    void operator()(const MqttSuback& packet)
    {
        ExpectId(packet.packetId);
        for (const auto code : packet.reasonCodes)
        {
            if (m_version == MqttVersion::V3_1_1)
            {
                m_fields["mqtt.suback.qos"].push_back(std::to_string(static_cast<int>(code)));
            }
            ExpectCode("suback", code, true);
        }
        Expect(packet.properties);
    }

    void operator()(const MqttUnsubscribe& packet)
    {
        ExpectId(packet.packetId);
        m_fields["mqtt.topic"] = packet.filters;
        Expect(packet.properties);
    }

    void operator()(const MqttUnsuback& packet)
    {
        ExpectId(packet.packetId);
        for (const auto code : packet.reasonCodes)
        {
            ExpectCode("unsuback", code, true);
        }
        Expect(packet.properties);
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
        Expect(packet.properties);
    }

    void operator()(const MqttAuth& packet)
    {
        ExpectCode("auth", packet.reasonCode, true);
        Expect(packet.properties);
    }

  private:
    static std::string ToDigit(bool flag)
    {
        return flag ? "1" : "0";
    }

    void Expect(const MqttProperties& properties)
    {
        for (const auto& [id, value] : properties.GetEntries())
        {
            const SharedBytes byte(std::vector<uint8_t>{static_cast<uint8_t>(id)});
            m_fields["mqtt.property_id"].push_back("0x" + ToHex(byte));
            if (const auto* pair = std::get_if<MqttProperties::Pair>(&value))
            {
                m_fields["mqtt.prop_key"].push_back(pair->first);
                m_fields["mqtt.prop_value"].push_back(pair->second);
            }
            else if (const auto* number = std::get_if<uint32_t>(&value))
            {
                const char* const field =
                    id == MqttPropertyId::TOPIC_ALIAS   ? "mqtt.property.topic_alias"
                    : id == MqttPropertyId::MAXIMUM_QOS ? "mqtt.property.max_qos"
                                                        : "mqtt.prop_number";
                m_fields[field].push_back(std::to_string(*number));
            }
            else
            {
                const auto* text = std::get_if<std::string>(&value);
                m_fields[id == MqttPropertyId::CONTENT_TYPE ? "mqtt.property.content_type"
                                                            : "mqtt.prop_string"]
                    .push_back(text ? *text : std::get<SharedBytes>(value).ToString());
            }
        }
    }

    void ExpectId(uint16_t packetId)
    {
        m_fields["mqtt.msgid"] = {std::to_string(packetId)};
    }

    /// @param packet the name of its reason code @param always or only if it is not left out
    void ExpectCode(const std::string& packet, MqttReasonCode code, bool always)
    {
        if (m_version == MqttVersion::V5_0 && (always || code != MqttReasonCode::SUCCESS))
        {
            m_fields["mqtt." + packet + ".reason_code"].push_back(
                std::to_string(static_cast<int>(code)));
        }
    }

    template <typename Acknowledgement>
    void ExpectAcknowledgement(const std::string& name, const Acknowledgement& packet)
    {
        ExpectId(packet.packetId);
        ExpectCode(name, packet.reasonCode, false);
        Expect(packet.properties);
    }

    MqttVersion m_version;
    std::map<std::string, std::vector<std::string>> m_fields;
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_TSHARK_FIELDS_H */
