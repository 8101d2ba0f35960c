/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_CLIENT_SESSION_H
#define MQTT_CLIENT_SESSION_H

#include "ns3/mqtt-packet-ids.h"
#include "ns3/mqtt-packet.h"
#include "ns3/mqtt-topic-aliases.h"
#include "ns3/nstime.h"

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <variant>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief What an MQTT client must remember and check, for one connection after another.
 *
 * Packets wait here until the server has accepted the connection, a packet id is free and the
 * server's Receive Maximum allows another one; they go in order of the calls. What has been sent
 * and not acknowledged when a connection ends goes again on the next one if the server has kept the
 * session, and is forgotten if not. Requests without their answer are forgotten: their owner
 * subscribes anew if it must.
 * Rules only: the connection, the clock and the CPU are MqttClient's.
 *
 * Source: MQTT 5.0 and 3.1.1, sections 2.2.1 (2.3.1 in 3.1.1), 3 and 4.
 */
class MqttClientSession
{
  public:
    using Done = std::function<void()>;
    /// PUBACK, PUBREC (a refusal), PUBCOMP, SUBACK or UNSUBACK: whatever ends the exchange.
    using Answered = std::function<void(const MqttPacket& answer)>;

    /// A packet that may be sent now.
    struct Outgoing
    {
        SharedBytes bytes; //!< empty: the server does not take such a packet
        Done sent{};       //!< what to call when it has been sent, or refused; may be null
        MqttReasonCode refusal{MqttReasonCode::SUCCESS}; //!< why it must not be sent
    };

    /// @param publish its packet id is set here
    /// @param answered gets PUBACK or the like; one of packet id 0 for what must not be sent
    void Publish(MqttPublish publish, Done sent, Answered answered = nullptr);
    void Subscribe(MqttSubscribe subscribe, Answered answered);       //!< sets its packet id
    void Unsubscribe(MqttUnsubscribe unsubscribe, Answered answered); //!< sets its packet id

    /// @return @p time in whole seconds as the wire has them, rounded up: 0 has another meaning.
    static uint32_t ToSeconds(Time time);

    void SetUsesTopicAliases(bool uses); //!< for what is published, as the server allows

    void Begin(const MqttConnect& connect); //!< @p connect is sent
    void Open(const MqttConnack& connack);  //!< the server accepts the connection
    void Close();                           //!< the connection has ended

    /// @return the next packet, oldest first, if there is one that may be sent now.
    std::optional<Outgoing> Next();

    /**
     * Decodes what the server sent.
     * @param bytes one whole packet
     * @param fault the rule it breaks, if the result is empty
     * @return the packet, if the server may send it now; its topic alias is resolved
     */
    std::optional<MqttPacket> Read(const SharedBytes& bytes, MqttFault& fault);

    /// @return whether @p publish is new: one of QoS 2 may come again [MQTT-4.3.3-10].
    bool Accept(const MqttPublish& publish);

    /// @return the packet that a PUBLISH, PUBREC or PUBREL wants (4.3), or nothing.
    SharedBytes Answer(const MqttPacket& packet) const;

    /// Takes note of an acknowledgement of either side's packets; other packets do not matter.
    /// @return what to call; may be null
    Done Acknowledge(const MqttPacket& packet);

    std::size_t GetInFlight() const; //!< packets whose last acknowledgement has not come
    std::size_t GetWaiting() const;  //!< packets that have not been sent
    MqttVersion GetVersion() const;

  private:
    struct Waiting
    {
        std::variant<MqttPublish, MqttSubscribe, MqttUnsubscribe> packet;
        Done sent;
        Answered answered;
    };

    enum class Stage : uint8_t
    {
        QOS_1,    //!< PUBLISH sent, PUBACK comes next
        QOS_2,    //!< PUBLISH sent, PUBREC comes next
        RELEASED, //!< PUBREL sent, PUBCOMP comes next
        SUBSCRIBE,
        UNSUBSCRIBE,
    };

    /// A packet sent and not acknowledged.
    struct Sent
    {
        Stage stage;
        bool isOut;                           //!< on this connection
        uint32_t count;                       //!< of its kind: the order in which they were sent
        std::size_t filters;                  //!< of a request
        std::unique_ptr<MqttPublish> publish; //!< to be sent again; null if it never will
        Answered answered;
    };

    /// What the server takes (3.2.2.3).
    struct Limits
    {
        uint32_t packetSize{UINT32_MAX}; //!< [B]
        uint16_t receiveMaximum{UINT16_MAX};
        uint8_t qos{2};
        bool takesRetained{true};
    };

    MqttFault Check(const MqttPacket& packet) const;
    MqttFault CheckAnswer(uint16_t id, Stage stage, std::optional<std::size_t> codes) const;
    MqttFault CheckPublish(const MqttPublish& publish) const;
    std::optional<Outgoing> NextAgain();
    Outgoing NextUnnumbered(Waiting& waiting, const MqttPublish& publish);
    std::optional<Outgoing> NextNumbered(Waiting& waiting);
    Outgoing Refuse(Waiting& waiting, MqttReasonCode code) const;
    SharedBytes Encode(const MqttPublish& publish);
    Done Finish(uint16_t id, Stage stage, const MqttPacket& answer);
    void Forget();

    MqttVersion m_version{MqttVersion::V3_1_1};
    bool m_isOpen{false};
    bool m_isClean{true};   //!< the last CONNECT asked for a new session
    bool m_outlives{false}; //!< the session may outlive its connection
    bool m_usesAliases{false};
    uint16_t m_receiveMaximum{UINT16_MAX}; //!< what this client takes
    uint16_t m_aliasMaximum{0};
    uint32_t m_packetMaximum{UINT32_MAX}; //!< [B]
    Limits m_server;
    uint32_t m_count{0};
    uint16_t m_isOutCount{0}; //!< PUBLISH and PUBREL of m_sent that are out
    MqttPacketIds m_ids;
    std::deque<Waiting> m_waiting;
    std::deque<uint16_t> m_again;                //!< ids of m_sent to be sent again, in order
    std::unordered_map<uint16_t, Sent> m_sent;   //!< by packet id
    std::unordered_set<uint16_t> m_received;     //!< ids of QoS 2 without their PUBREL
    std::unique_ptr<MqttTopicAliases> m_aliases; //!< null: none in use
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_CLIENT_SESSION_H */
