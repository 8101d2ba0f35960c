/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WIRE_TAP_H
#define WIRE_TAP_H

#include "ns3/ipv4-header.h"
#include "ns3/mqtt-codec.h"
#include "ns3/mqtt-framing.h"
#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/ppp-header.h"
#include "ns3/shared-bytes.h"
#include "ns3/tcp-header.h"

#include <map>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// A passive eavesdropper on a device's link: it has the packets' bytes and knows TCP and MQTT.
class WireTap
{
  public:
    explicit WireTap(Ptr<Node> device)
    {
        const uint32_t link = device->GetNDevices() - 1; // the first is the loopback
        device->GetDevice(link)->TraceConnectWithoutContext("PromiscSniffer",
                                                            MakeCallback(&WireTap::Take, this));
    }

    WireTap(const WireTap&) = delete;
    WireTap& operator=(const WireTap&) = delete;

    /// @return all the bytes that the broker sent this device, in the order of their numbers.
    std::vector<uint8_t> GetStream() const
    {
        std::vector<uint8_t> stream;
        for (const auto& [number, segment] : m_segments)
        {
            const uint32_t offset = number - m_first;
            if (offset <= stream.size() && offset + segment.size() > stream.size())
            {
                stream.insert(stream.end(),
                              segment.begin() + (stream.size() - offset),
                              segment.end());
            }
        }
        return stream;
    }

    /// @return the PUBLISH packets in it.
    std::vector<MqttPublish> GetPublishes() const
    {
        const auto stream = GetStream();
        std::vector<MqttPublish> publishes;
        std::size_t at = 0;
        while (at < stream.size())
        {
            const auto extent = MqttFraming().Measure(stream.data() + at, stream.size() - at);
            if (extent.verdict != MessageFraming::Verdict::KNOWN ||
                at + extent.size > stream.size())
            {
                break;
            }
            const SharedBytes bytes(
                std::vector<uint8_t>(stream.begin() + at, stream.begin() + at + extent.size));
            const auto packet = MqttCodec::Decode(bytes, MqttVersion::V3_1_1);
            if (packet && std::holds_alternative<MqttPublish>(*packet))
            {
                publishes.push_back(std::get<MqttPublish>(*packet));
            }
            at += extent.size;
        }
        return publishes;
    }

  private:
    void Take(Ptr<const Packet> packet)
    {
        auto rest = packet->Copy();
        PppHeader ppp;
        Ipv4Header ip;
        TcpHeader tcp;
        rest->RemoveHeader(ppp);
        rest->RemoveHeader(ip);
        rest->RemoveHeader(tcp);
        if (tcp.GetSourcePort() != MQTT_PORT)
        {
            return; // from the device
        }
        if (tcp.GetFlags() & TcpHeader::SYN)
        {
            m_first = tcp.GetSequenceNumber().GetValue() + 1;
        }
        else if (rest->GetSize() > 0)
        {
            auto& segment = m_segments[tcp.GetSequenceNumber().GetValue()];
            segment.resize(rest->GetSize());
            rest->CopyData(segment.data(), rest->GetSize());
        }
    }

    static constexpr uint16_t MQTT_PORT = 1883;

    uint32_t m_first{0};                                 //!< sequence number of the first byte
    std::map<uint32_t, std::vector<uint8_t>> m_segments; //!< by sequence number
};

} // namespace iotledger
} // namespace ns3

#endif /* WIRE_TAP_H */
