/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_SCRIPTED_SERVER_H
#define MQTT_SCRIPTED_SERVER_H

#include "loopback-transport.h"
#include "mqtt-bytes.h"

#include "ns3/mqtt-framing.h"
#include "ns3/simulator.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// A server that keeps the packets it gets and answers those it has been told an answer for.
class ScriptedServer
{
  public:
    ScriptedServer(Ptr<Transport> transport, uint16_t port)
        : m_transport(transport),
          m_port(port)
    {
        Listen();
    }

    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;

    void Listen()
    {
        m_transport->Listen(nullptr,
                            m_port,
                            std::make_shared<MqttFraming>(),
                            [this](Ptr<MessageChannel> channel) {
                                m_channel = channel;
                                channel->SetReceivedCallback(
                                    [this](const SharedBytes& packet) { Take(ToHex(packet)); });
                                channel->SetClosedCallback(
                                    [this](MessageChannel::CloseReason) { ++closed; });
                            });
    }

    void StopListening()
    {
        m_transport->StopListening(nullptr, m_port);
    }

    /// From now on a packet whose hexadecimal form starts with @p start is answered by @p hexes.
    void Answer(std::string_view start, std::vector<std::string_view> hexes)
    {
        m_answers[Hex(start)] = {hexes.begin(), hexes.end()};
    }

    void Send(std::string_view hex) //!< on the last connection
    {
        m_channel->Send(SharedBytes(FromHex(hex)));
    }

    void Abort()
    {
        m_channel->Abort();
    }

    std::vector<std::string> received; //!< in hexadecimal
    std::vector<Time> times;           //!< when each came
    int closed{0};                     //!< connections that have ended

  private:
    void Take(const std::string& hex)
    {
        received.push_back(hex);
        times.push_back(Simulator::Now());
        for (const auto& [start, answers] : m_answers)
        {
            if (hex.compare(0, start.size(), start) == 0)
            {
                for (const auto& answer : answers)
                {
                    Send(answer);
                }
            }
        }
    }

    Ptr<Transport> m_transport;
    uint16_t m_port;
    Ptr<MessageChannel> m_channel;
    std::map<std::string, std::vector<std::string>> m_answers;
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_SCRIPTED_SERVER_H */
