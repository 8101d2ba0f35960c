/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_LINK_H
#define MQTT_LINK_H

#include "ns3/message-channel.h"
#include "ns3/shared-bytes.h"
#include "ns3/strand.h"

#include <deque>
#include <functional>
#include <optional>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief A client's end of its connection, where reading and writing a packet cost CPU time.
 *
 * Packets are read in order of arrival and written in order of the calls, each a task of the
 * strand. The connection's end waits its turn behind the packets that came before it. Without a
 * strand or without a cost function that side is free and happens at once.
 */
class MqttLink
{
  public:
    using CostFunction = std::function<Time(uint64_t bytes)>;
    using SentCallback = std::function<void()>;
    /// A packet has been read. @p arrived: when its last byte came, before the CPU took it up.
    using ReceivedCallback = std::function<void(const SharedBytes& packet, Time arrived)>;
    using ClosedCallback = MessageChannel::ClosedCallback;

    void SetStrand(Ptr<Strand> strand);
    void SetCosts(CostFunction read, CostFunction write);

    /// Takes over @p channel, when another one has ended. The callbacks come until Close, Abort or
    /// Release, or the closed one.
    void Open(Ptr<MessageChannel> channel, ReceivedCallback received, ClosedCallback closed);

    /// Sends @p packet when its write cost is paid, then calls @p sent (may be null).
    void Send(const SharedBytes& packet, SentCallback sent = nullptr);

    /// Sends @p packet now. The read cost of a PUBLISH of QoS 1 or 2, of PUBREC and of PUBREL
    /// includes the write cost of the four bytes that acknowledge it.
    void SendPaid(const SharedBytes& packet);

    bool IsSending() const; //!< whether a packet waits for its write cost
    void Close();           //!< ends in order, at once: what waits for its write cost is dropped
    void Abort();           //!< breaks the connection
    void Release();         //!< lets go of strand and channel without a word to the peer

    Time GetLastSent() const;     //!< when a packet was last handed to the channel
    Time GetLastReceived() const; //!< when a packet last came, read or not

  private:
    /// A packet off the channel, or the channel's end.
    struct Inbound
    {
        SharedBytes packet;
        Time arrived;
        std::optional<MessageChannel::CloseReason> closed;
    };

    /// A packet on its way to the channel.
    struct Outbound
    {
        SharedBytes packet;
        SentCallback sent;
    };

    void Receive(Inbound inbound);
    void FinishRead();
    void FinishWrite();
    void End();

    Ptr<Strand> m_strand;
    CostFunction m_readCost;
    CostFunction m_writeCost;
    Ptr<MessageChannel> m_channel;
    ReceivedCallback m_received;
    ClosedCallback m_closed;
    bool m_isOpen{false};
    uint32_t m_connection{0}; //!< tasks of the strand for another one have come too late
    std::deque<Inbound> m_inbox;
    std::deque<Outbound> m_outbox;
    Time m_lastSent;
    Time m_lastReceived;
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_LINK_H */
