/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_WORLD_H
#define MQTT_WORLD_H

#include "loopback-transport.h"
#include "mqtt-bytes.h"

#include "ns3/config.h"
#include "ns3/inet-socket-address.h"
#include "ns3/mqtt-broker.h"
#include "ns3/mqtt-client.h"
#include "ns3/mqtt-codec.h"
#include "ns3/mqtt-framing.h"
#include "ns3/string.h"

#include <gtest/gtest.h>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// A peer that speaks bytes: it sends what it is told and keeps what comes.
class RawPeer
{
  public:
    RawPeer(Ptr<Transport> transport, uint16_t port)
        : m_channel(DynamicCast<LoopbackChannel>(
              transport->Connect(nullptr,
                                 InetSocketAddress(Ipv4Address::GetLoopback(), port),
                                 std::make_shared<MqttFraming>())))
    {
        m_channel->SetReceivedCallback([this](const SharedBytes& message) {
            received.push_back(ToHex(message));
            messages.push_back(message);
        });
        m_channel->SetClosedCallback([this](MessageChannel::CloseReason reason) {
            closed = reason;
            closedAt = Simulator::Now();
        });
    }

    RawPeer(const RawPeer&) = delete;
    RawPeer& operator=(const RawPeer&) = delete;

    void Send(std::string_view hex)
    {
        m_channel->Send(SharedBytes(FromHex(hex)));
    }

    void Send(const MqttPacket& packet, MqttVersion version = MqttVersion::V5_0)
    {
        m_channel->Send(MqttCodec::Encode(packet, version));
    }

    void SendRaw(std::string_view hex)
    {
        m_channel->SendRaw(FromHex(hex));
    }

    void Close()
    {
        m_channel->Close();
    }

    /// Sends CONNECT with clean session.
    void Connect(const std::string& clientId, uint16_t keepAlive = 0)
    {
        MqttConnect connect;
        connect.clientId = clientId;
        connect.keepAlive = keepAlive;
        m_channel->Send(MqttCodec::Encode(MqttPacket(connect), MqttVersion::V3_1_1));
    }

    void Subscribe(const std::string& filter, uint8_t qos)
    {
        m_channel->Send(
            MqttCodec::Encode(MqttPacket(MqttSubscribe{1, {{filter, qos}}}), MqttVersion::V3_1_1));
    }

    void Publish(const std::string& topic, const SharedBytes& payload, uint8_t qos)
    {
        const uint16_t id = qos > 0 ? ++m_lastId : 0;
        m_channel->Send(MqttCodec::Encode(MqttPublish{topic, payload, qos, false, false, id},
                                          MqttVersion::V3_1_1));
    }

    /// @return the packets of type @p T that have come, in order.
    template <typename T>
    std::vector<T> Decode(MqttVersion version = MqttVersion::V5_0) const
    {
        std::vector<T> found;
        for (const auto& message : messages)
        {
            const auto packet = MqttCodec::Decode(message, version);
            if (packet && std::holds_alternative<T>(*packet))
            {
                found.push_back(std::get<T>(*packet));
            }
        }
        return found;
    }

    std::vector<std::string> received; //!< messages in hexadecimal
    std::vector<SharedBytes> messages;
    std::optional<MessageChannel::CloseReason> closed;
    Time closedAt;

  private:
    Ptr<LoopbackChannel> m_channel;
    uint16_t m_lastId{0};
};

/// A broker and what it traces, in a world where a message takes 1 ms.
class MqttWorld : public testing::Test
{
  protected:
    MqttWorld()
    {
        auto node = CreateObject<Node>();
        node->AddApplication(broker);
        broker->SetTransport(transport);
        broker->TraceConnectWithoutContext("Malformed",
                                           MakeCallback(&MqttWorld::OnMalformed, this));
        broker->TraceConnectWithoutContext("Connected",
                                           MakeCallback(&MqttWorld::OnConnected, this));
        broker->TraceConnectWithoutContext("Disconnected",
                                           MakeCallback(&MqttWorld::OnDisconnected, this));
        broker->TraceConnectWithoutContext("Subscribed",
                                           MakeCallback(&MqttWorld::OnSubscribed, this));
        broker->TraceConnectWithoutContext("Delivered",
                                           MakeCallback(&MqttWorld::OnDelivered, this));
        broker->TraceConnectWithoutContext("Received", MakeCallback(&MqttWorld::OnReceived, this));
    }

    ~MqttWorld() override
    {
        Simulator::Destroy();
        Config::Reset();
    }

    /// A peer that is connected, accepted and, if @p filter is not empty, subscribed by 10 ms.
    std::unique_ptr<RawPeer> MakePeer(const std::string& clientId,
                                      const std::string& filter = "",
                                      uint8_t qos = 0)
    {
        auto peer = std::make_unique<RawPeer>(transport, 1883);
        peer->Connect(clientId);
        if (!filter.empty())
        {
            peer->Subscribe(filter, qos);
        }
        return peer;
    }

    /// Runs until @p time, counted from the start.
    static void RunUntil(Time time)
    {
        Simulator::Stop(time - Simulator::Now());
        Simulator::Run();
    }

    struct Delivery
    {
        std::string to;
        Time at;
    };

    Ptr<LoopbackTransport> transport = CreateObject<LoopbackTransport>(MilliSeconds(1));
    Ptr<MqttBroker> broker = CreateObject<MqttBroker>();
    std::vector<std::string> log; //!< sessions and faults, as they came
    std::vector<std::string> reasons;
    std::vector<std::string> subscribed; //!< client and filter
    std::vector<Delivery> deliveries;
    std::vector<Time> arrivals; //!< of each PUBLISH received

  private:
    void OnMalformed(const std::string& clientId, const std::string& reason)
    {
        log.push_back("malformed " + clientId);
        reasons.push_back(reason);
    }

    void OnConnected(const std::string& clientId)
    {
        log.push_back("connected " + clientId);
    }

    void OnDisconnected(const std::string& clientId, MqttSessionEnd end)
    {
        log.push_back("disconnected " + clientId + " " + std::to_string(static_cast<int>(end)));
    }

    void OnSubscribed(const std::string& clientId, const std::string& filter)
    {
        subscribed.push_back(clientId + " " + filter);
    }

    void OnDelivered(const std::string& clientId, const MqttPublish&, uint32_t)
    {
        deliveries.push_back({clientId, Simulator::Now()});
    }

    void OnReceived(const std::string&, const MqttPublish&, uint32_t, Time arrived)
    {
        arrivals.push_back(arrived);
    }
};

/// @return the form of MqttWorld's log.
inline std::string
Disconnected(const std::string& clientId, MqttSessionEnd end)
{
    return "disconnected " + clientId + " " + std::to_string(static_cast<int>(end));
}

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_WORLD_H */
