/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What a client receives: the other half of MqttClientSession.

#include "mqtt-client-session.h"

#include "ns3/mqtt-codec.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

MqttFault
ProtocolError(std::string_view rule)
{
    return {MqttReasonCode::PROTOCOL_ERROR, rule};
}

bool
IsOfAClient(const MqttPacket& packet, MqttVersion version)
{
    return std::holds_alternative<MqttConnect>(packet) ||
           std::holds_alternative<MqttSubscribe>(packet) ||
           std::holds_alternative<MqttUnsubscribe>(packet) ||
           std::holds_alternative<MqttPingreq>(packet) ||
           (std::holds_alternative<MqttDisconnect>(packet) && version == MqttVersion::V3_1_1);
}

} // namespace

std::optional<MqttPacket>
MqttClientSession::Read(const SharedBytes& bytes, MqttFault& fault)
{
    fault = {};
    auto packet = MqttCodec::Decode(bytes, m_version, &fault);
    if (!packet)
    {
        return std::nullopt;
    }
    fault = bytes.GetSize() > m_packetMaximum
                ? MqttFault{MqttReasonCode::PACKET_TOO_LARGE,
                            "a packet above the maximum size [MQTT-3.1.2-24]"}
                : Check(*packet);
    auto* publish = std::get_if<MqttPublish>(&*packet);
    if (publish && fault.rule.empty() && publish->properties.Has(MqttPropertyId::TOPIC_ALIAS))
    {
        fault = m_aliases ? m_aliases->Resolve(*publish)
                          : MqttTopicAliases(0, 0).Resolve(*publish); // none is allowed
    }
    return fault.rule.empty() ? std::move(packet) : std::nullopt;
}

MqttFault
MqttClientSession::Check(const MqttPacket& packet) const
{
    const auto* connack = std::get_if<MqttConnack>(&packet);
    if (std::holds_alternative<MqttAuth>(packet))
    {
        return ProtocolError("AUTH although CONNECT named no method [MQTT-4.12.0-6]");
    }
    if (!m_isOpen)
    {
        return !connack ? ProtocolError("the first packet is not CONNACK [MQTT-3.2.0-1]")
               : connack->sessionPresent && m_isClean
                   ? ProtocolError("a session although a new one was wanted [MQTT-3.2.2-2, -4]")
                   : MqttFault{};
    }
    if (connack)
    {
        return ProtocolError("a second CONNACK [MQTT-3.2.0-2]");
    }
    if (IsOfAClient(packet, m_version))
    {
        return ProtocolError("a packet that only a client sends (table 2-1)");
    }
    if (const auto* publish = std::get_if<MqttPublish>(&packet))
    {
        return CheckPublish(*publish);
    }
    if (const auto* suback = std::get_if<MqttSuback>(&packet))
    {
        return CheckAnswer(suback->packetId, Stage::SUBSCRIBE, suback->reasonCodes.size());
    }
    if (const auto* unsuback = std::get_if<MqttUnsuback>(&packet))
    {
        const bool hasCodes = m_version == MqttVersion::V5_0;
        return CheckAnswer(unsuback->packetId,
                           Stage::UNSUBSCRIBE,
                           hasCodes ? std::optional(unsuback->reasonCodes.size()) : std::nullopt);
    }
    const auto* disconnect = std::get_if<MqttDisconnect>(&packet);
    if (disconnect && disconnect->properties.Has(MqttPropertyId::SESSION_EXPIRY_INTERVAL))
    {
        return ProtocolError("a server's session expiry interval [MQTT-3.14.2-2]");
    }
    return {};
}

MqttFault
MqttClientSession::CheckAnswer(uint16_t id, Stage stage, std::optional<std::size_t> codes) const
{
    const auto sent = m_sent.find(id);
    const bool answers = sent != m_sent.end() && sent->second.stage == stage &&
                         (!codes || *codes == sent->second.filters);
    return answers ? MqttFault{}
                   : ProtocolError("SUBACK or UNSUBACK answers nothing "
                                   "[MQTT-3.8.4-2, -6, MQTT-3.10.4-4]");
}

MqttFault
MqttClientSession::CheckPublish(const MqttPublish& publish) const
{
    const bool isOneMore = publish.qos > 0 && m_received.count(publish.packetId) == 0;
    return isOneMore && m_received.size() >= m_receiveMaximum // QoS 1 is acknowledged at once
               ? MqttFault{MqttReasonCode::RECEIVE_MAXIMUM_EXCEEDED,
                           "more than the receive maximum [MQTT-3.3.4-9]"}
               : MqttFault{};
}

bool
MqttClientSession::Accept(const MqttPublish& publish)
{
    return publish.qos < 2 || m_received.insert(publish.packetId).second;
}

SharedBytes
MqttClientSession::Answer(const MqttPacket& packet) const
{
    // 3.6.2.1, 3.7.2.1: 3.1.1 has no word for an identifier that is not known.
    constexpr MqttReasonCode UNKNOWN = MqttReasonCode::PACKET_IDENTIFIER_NOT_FOUND;
    std::optional<MqttPacket> answer;
    if (const auto* publish = std::get_if<MqttPublish>(&packet))
    {
        if (publish->qos == 1)
        {
            answer = MqttPuback{publish->packetId};
        }
        else if (publish->qos == 2)
        {
            answer = MqttPubrec{publish->packetId};
        }
    }
    else if (const auto* pubrec = std::get_if<MqttPubrec>(&packet))
    {
        if (!IsFailure(pubrec->reasonCode))
        {
            const auto sent = m_sent.find(pubrec->packetId);
            const bool isKnown = sent != m_sent.end() && (sent->second.stage == Stage::QOS_2 ||
                                                          sent->second.stage == Stage::RELEASED);
            answer = MqttPubrel{pubrec->packetId, isKnown ? MqttReasonCode::SUCCESS : UNKNOWN};
        }
    }
    else if (const auto* pubrel = std::get_if<MqttPubrel>(&packet))
    {
        const bool isKnown = m_received.count(pubrel->packetId) > 0;
        answer = MqttPubcomp{pubrel->packetId, isKnown ? MqttReasonCode::SUCCESS : UNKNOWN};
    }
    return answer ? MqttCodec::Encode(*answer, m_version) : SharedBytes();
}

MqttClientSession::Done
MqttClientSession::Acknowledge(const MqttPacket& packet)
{
    if (const auto* suback = std::get_if<MqttSuback>(&packet))
    {
        return Finish(suback->packetId, Stage::SUBSCRIBE, packet);
    }
    if (const auto* unsuback = std::get_if<MqttUnsuback>(&packet))
    {
        return Finish(unsuback->packetId, Stage::UNSUBSCRIBE, packet);
    }
    if (const auto* puback = std::get_if<MqttPuback>(&packet))
    {
        return Finish(puback->packetId, Stage::QOS_1, packet);
    }
    if (const auto* pubcomp = std::get_if<MqttPubcomp>(&packet))
    {
        return Finish(pubcomp->packetId, Stage::RELEASED, packet);
    }
    if (const auto* pubrel = std::get_if<MqttPubrel>(&packet))
    {
        m_received.erase(pubrel->packetId);
    }
    else if (const auto* pubrec = std::get_if<MqttPubrec>(&packet))
    {
        if (IsFailure(pubrec->reasonCode)) // 4.3.3: the end
        {
            return Finish(pubrec->packetId, Stage::QOS_2, packet);
        }
        const auto sent = m_sent.find(pubrec->packetId);
        if (sent != m_sent.end() && sent->second.stage == Stage::QOS_2)
        {
            sent->second.stage = Stage::RELEASED;
            sent->second.publish = nullptr; // [MQTT-4.3.3-6]: it must not go again
        }
    }
    return nullptr;
}

MqttClientSession::Done
MqttClientSession::Finish(uint16_t id, Stage stage, const MqttPacket& answer)
{
    const auto sent = m_sent.find(id);
    if (sent == m_sent.end() || sent->second.stage != stage)
    {
        return nullptr; // it answers nothing: the standard names no error for that
    }
    const bool isCounted = stage < Stage::SUBSCRIBE && sent->second.isOut;
    m_isOutCount -= isCounted ? 1 : 0;
    const Answered answered = std::move(sent->second.answered);
    m_sent.erase(sent);
    m_ids.Release(id);
    if (!answered)
    {
        return nullptr;
    }
    return [answered, answer] { answered(answer); };
}

} // namespace iotledger
} // namespace ns3
