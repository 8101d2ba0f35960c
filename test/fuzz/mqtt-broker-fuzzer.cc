/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Lets two clients send any bytes to a broker (LLVM's libFuzzer).
// Input: records of two bytes, what happens and a number, and the bytes that belong to it; see
// Step.

#include "../loopback-transport.h"

#include "ns3/abort.h"
#include "ns3/mqtt-broker.h"
#include "ns3/mqtt-codec.h"
#include "ns3/mqtt-framing.h"
#include "ns3/node.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

constexpr uint16_t PORT = 1883;
constexpr uint64_t MAX_QUEUED_BYTES = 4096; //!< [B] for each session

/// One end that sends whatever it is given, and reads what the broker answers.
class Peer
{
  public:
    explicit Peer(Ptr<LoopbackTransport> transport)
        : m_channel(DynamicCast<LoopbackChannel>(
              transport->Connect(nullptr,
                                 InetSocketAddress(Ipv4Address::GetLoopback(), PORT),
                                 std::make_shared<MqttFraming>())))
    {
        m_channel->SetReceivedCallback([this](const SharedBytes& bytes) { Check(bytes); });
        m_channel->SetClosedCallback([this](MessageChannel::CloseReason) { m_isOpen = false; });
    }

    ~Peer()
    {
        m_channel->SetReceivedCallback(nullptr);
        m_channel->SetClosedCallback(nullptr);
    }

    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    bool IsOpen() const
    {
        return m_isOpen;
    }

    LoopbackChannel& GetChannel()
    {
        return *PeekPointer(m_channel);
    }

  private:
    /// All that a broker sends is of one version.
    void Check(const SharedBytes& bytes)
    {
        m_mayBeV3 = m_mayBeV3 && MqttCodec::Decode(bytes, MqttVersion::V3_1_1);
        m_mayBeV5 = m_mayBeV5 && MqttCodec::Decode(bytes, MqttVersion::V5_0);
        NS_ABORT_MSG_IF(!m_mayBeV3 && !m_mayBeV5, "the broker sent bytes that are no packet");
    }

    Ptr<LoopbackChannel> m_channel;
    bool m_isOpen{true};
    bool m_mayBeV3{true};
    bool m_mayBeV5{true};
};

class World
{
  public:
    World()
    {
        m_node->AddApplication(m_broker);
        m_broker->SetTransport(m_transport);
        m_broker->SetAttribute("MaxQueuedBytes", UintegerValue(MAX_QUEUED_BYTES));
        m_broker->SetStopTime(Seconds(10'000'000));
        RunFor(MilliSeconds(1));
    }

    ~World()
    {
        for (auto& peer : m_peers)
        {
            peer.reset();
        }
        Simulator::Destroy();
    }

    World(const World&) = delete;
    World& operator=(const World&) = delete;

    /// @param kind bit 0: which client; the others, modulo 8: 0 to 4 it sends @p size bytes,
    /// 5 closes, 6 breaks off, 7 @p size times 10 s pass. One that is not there connects first.
    /// @return how many of the bytes at @p data it took
    std::size_t Step(uint8_t kind, uint8_t size, const uint8_t* data, std::size_t left)
    {
        const uint8_t action = kind >> 1 & 7;
        if (action == 7)
        {
            RunFor(Seconds(10) * size);
            return 0;
        }
        Peer& peer = GetPeer(kind & 1);
        if (action > 4)
        {
            action == 5 ? peer.GetChannel().Close() : peer.GetChannel().Abort();
            RunFor(MilliSeconds(3));
            m_peers[kind & 1].reset();
            return 0;
        }
        const std::size_t taken = std::min<std::size_t>(size, left);
        peer.GetChannel().SendRaw({data, data + taken});
        RunFor(MilliSeconds(3));
        return taken;
    }

    /// @param input [B] how much the clients have sent
    void CheckLimits(std::size_t input) const
    {
        NS_ABORT_MSG_IF(m_broker->GetConnectedClients() > m_peers.size(), "too many clients");
        // Each byte sent is retained at most once, waits in the queue of each session, or comes
        // back to it when a client takes fewer messages at a time.
        const uint64_t queues = m_broker->GetSessions() * MAX_QUEUED_BYTES;
        const uint64_t connections = 2 * m_peers.size() * CONNECTION_MEMORY;
        const uint64_t messages = (1 + m_broker->GetSessions()) * input;
        NS_ABORT_MSG_IF(m_broker->GetMemory() > connections + messages + queues, "too much memory");
    }

  private:
    static constexpr uint64_t CONNECTION_MEMORY = 100'000; //!< [B] more than the broker's default

    static void RunFor(Time time)
    {
        Simulator::Stop(time);
        Simulator::Run();
    }

    Peer& GetPeer(std::size_t index)
    {
        auto& peer = m_peers[index];
        if (!peer || !peer->IsOpen())
        {
            peer = std::make_unique<Peer>(m_transport);
            RunFor(MilliSeconds(3));
        }
        return *peer;
    }

    Ptr<LoopbackTransport> m_transport = CreateObject<LoopbackTransport>(MilliSeconds(1));
    Ptr<Node> m_node = CreateObject<Node>();
    Ptr<MqttBroker> m_broker = CreateObject<MqttBroker>();
    std::array<std::unique_ptr<Peer>, 2> m_peers;
};

} // namespace

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    World world;
    for (std::size_t at = 0; at + 2 <= size;)
    {
        const uint8_t* record = data + at;
        at += 2 + world.Step(record[0], record[1], record + 2, size - at - 2);
    }
    world.CheckLimits(size);
    return 0;
}
