/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_OUTBOX_H
#define MQTT_OUTBOX_H

#include "ns3/mqtt-message.h"
#include "ns3/mqtt-packet-ids.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The messages that a server has to deliver to one client: in flight, and waiting.
 *
 * Messages of QoS 0 pass when the client is connected. Others take a place in flight until their
 * handshake is complete (4.3.2, 4.3.3), and wait in a queue of limited length while the window is
 * full or the client away.
 *
 * Source: MQTT Version 5.0, 4.3 (handshakes), 4.4 (delivery retry), 4.6 (order), 4.9 (flow
 * control).
 */
class MqttOutbox
{
  public:
    struct Limits
    {
        uint32_t inFlight{20};   //!< messages of QoS 1 and 2 at a time; 0: no limit
        uint32_t queued{1000};   //!< messages that wait; 0: no limit
        uint64_t queuedBytes{0}; //!< [B] of payload that wait; 0: no limit
    };

    enum class Verdict
    {
        SEND,    //!< now; its packet id is set
        QUEUED,  //!< later
        DROPPED, //!< the queue is full
        MISSED,  //!< QoS 0, and the client is away
    };

    void SetLimits(const Limits& limits);

    /// What the client takes at a time (3.1.2.11.3). @param maximum messages
    void SetReceiveMaximum(uint16_t maximum);

    /// Judges a message that has come for the client.
    Verdict Offer(MqttDelivery& delivery, bool isConnected);

    /// @return the message that has waited longest, if it may go now; its packet id is set.
    std::optional<MqttDelivery> Next(Time now);

    // An acknowledgement has come; that of an unknown message changes nothing.
    // @return false if a message of this id is under way that wants another kind of it

    bool HandlePuback(uint16_t packetId);
    bool HandlePubrec(uint16_t packetId, bool isRefusal); //!< @param isRefusal ends the handshake
    bool HandlePubcomp(uint16_t packetId);

    void Discard(uint16_t packetId); //!< as if delivered: the client takes no packet of this size

    /// What is sent again when the client has come back (4.4), in order.
    struct Retry
    {
        std::optional<MqttDelivery> publish; //!< nothing: PUBREL @p packetId
        uint16_t packetId;
    };

    std::vector<Retry> TakeRetries(); //!< no more messages than the Receive Maximum; others wait

    std::size_t GetInFlight() const;
    std::size_t GetQueued() const;
    uint64_t GetQueuedBytes() const; //!< [B] of payloads that wait

  private:
    struct InFlight
    {
        MqttDelivery delivery;
        bool isReleased; //!< PUBREC has come: PUBREL was sent
    };

    bool HasWindow() const;
    bool HasRoom(uint64_t bytes) const;
    void TakeOff(MqttDelivery& delivery);
    void PutBack(); //!< to the queue, what the client no longer takes at a time (3.3.4, 4.9)
    std::deque<InFlight>::iterator Find(uint16_t packetId);
    void Complete(std::deque<InFlight>::iterator message);

    Limits m_limits;
    uint16_t m_receiveMaximum{UINT16_MAX};
    MqttPacketIds m_ids;
    std::deque<InFlight> m_inFlight; //!< in order of sending
    std::deque<MqttDelivery> m_queue;
    uint64_t m_queuedBytes{0};
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_OUTBOX_H */
