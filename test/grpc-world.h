/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GRPC_WORLD_H
#define GRPC_WORLD_H

#include "loopback-transport.h"

#include "ns3/boolean.h"
#include "ns3/config.h"
#include "ns3/grpc-client.h"
#include "ns3/grpc-server.h"
#include "ns3/http2-framing.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <numeric>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// How a call of a test ended, and when.
struct GrpcOutcome
{
    GrpcStatus status;
    SharedBytes message;
    Time at;
};

/// A frame of HTTP/2, read by hand (RFC 9113, section 4.1).
struct Http2FrameBytes
{
    uint8_t type;
    uint8_t flags;
    uint32_t stream;
    std::vector<uint8_t> payload;
};

inline constexpr std::size_t HTTP2_PREFACE = 24;     //!< [B]
inline constexpr std::size_t HTTP2_FRAME_HEADER = 9; //!< [B]

inline const std::string HTTP2_MAGIC = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// @return the whole frames of @p bytes from @p offset on.
inline std::vector<Http2FrameBytes>
ReadHttp2Frames(const std::vector<uint8_t>& bytes, std::size_t offset)
{
    std::vector<Http2FrameBytes> frames;
    while (offset + HTTP2_FRAME_HEADER <= bytes.size())
    {
        const auto* head = bytes.data() + offset;
        const std::size_t size = head[0] << 16 | head[1] << 8 | head[2];
        const uint32_t stream = head[5] << 24 | head[6] << 16 | head[7] << 8 | head[8];
        const auto* payload = head + HTTP2_FRAME_HEADER;
        offset += HTTP2_FRAME_HEADER + size;
        if (offset > bytes.size())
        {
            break;
        }
        frames.push_back({head[3], head[4], stream, {payload, payload + size}});
    }
    return frames;
}

inline std::string
MakeHttp2Frame(uint8_t type, uint8_t flags, uint32_t stream, const std::string& payload)
{
    std::string frame;
    for (const std::size_t byte : {payload.size() >> 16, payload.size() >> 8, payload.size()})
    {
        frame += static_cast<char>(byte);
    }
    frame += static_cast<char>(type);
    frame += static_cast<char>(flags);
    for (const uint32_t byte : {stream >> 24, stream >> 16, stream >> 8, stream})
    {
        frame += static_cast<char>(byte);
    }
    return frame + payload;
}

/// @return @p text as gRPC sends it: flag, size, bytes.
inline std::string
MakeGrpcMessage(const std::string& text)
{
    std::string message(1, '\0');
    for (const std::size_t byte :
         {text.size() >> 24, text.size() >> 16, text.size() >> 8, text.size()})
    {
        message += static_cast<char>(byte);
    }
    return message + text;
}

/// A gRPC server and a client on an in-memory transport, 10 ms apart.
class GrpcWorld : public ::testing::Test
{
  protected:
    static constexpr uint16_t PORT = 7051;

    GrpcWorld()
    {
        client->SetAttribute("KeepaliveTime", TimeValue(Time()));
        server->SetAttribute("KeepaliveTime", TimeValue(Time()));
        server->HandleUnary("/test.Echo/Say", [](const SharedBytes& request, GrpcReply reply) {
            reply({}, SharedBytes("re: " + request.ToString()));
        });
    }

    ~GrpcWorld() override
    {
        client->Dispose();
        server->Dispose();
        Simulator::Destroy();
        Config::Reset();
    }

    static Address GetRemote()
    {
        return InetSocketAddress(Ipv4Address::GetLoopback(), PORT);
    }

    void Listen()
    {
        server->Listen(transport, nullptr, PORT);
    }

    /// Calls at @p at; the outcome goes to outcomes.
    void Call(Time at,
              const std::string& request,
              Time timeout = Time(),
              const std::string& method = "/test.Echo/Say")
    {
        Simulator::Schedule(at - Simulator::Now(), [=] {
            client->Call(method,
                         SharedBytes(std::string_view(request)),
                         timeout,
                         [this](const GrpcStatus& status, const SharedBytes& message) {
                             outcomes.push_back({status, message, Simulator::Now()});
                         });
        });
    }

    static void Run(Time until = Seconds(60))
    {
        Simulator::Stop(until - Simulator::Now());
        Simulator::Run();
    }

    /// Opens a channel to the server without a client; what comes goes to raw.
    Ptr<LoopbackChannel> ConnectRaw()
    {
        auto channel = DynamicCast<LoopbackChannel>(
            transport->Connect(nullptr, GetRemote(), std::make_shared<Http2Framing>()));
        Watch(channel);
        return channel;
    }

    /// Accepts channels without a server; what comes goes to raw.
    void ListenRaw()
    {
        transport->Listen(nullptr,
                          PORT,
                          std::make_shared<Http2Framing>(),
                          [this](Ptr<MessageChannel> channel) {
                              accepted = channel;
                              Watch(channel);
                          });
    }

    void Watch(Ptr<MessageChannel> channel)
    {
        channel->SetReceivedCallback([this](const SharedBytes& bytes) {
            const auto more = bytes.ToVector();
            raw.insert(raw.end(), more.begin(), more.end());
            pieces.push_back(more.size());
        });
        channel->SetClosedCallback(
            [this](MessageChannel::CloseReason reason) { rawEnds.push_back(reason); });
    }

    Ptr<LoopbackTransport> transport = CreateObject<LoopbackTransport>(MilliSeconds(10));
    Ptr<GrpcServer> server = CreateObject<GrpcServer>();
    Ptr<GrpcClient> client =
        CreateObject<GrpcClient>(transport, nullptr, GetRemote(), "peer1:7051");
    std::vector<GrpcOutcome> outcomes;
    std::vector<uint8_t> raw;
    std::vector<std::size_t> pieces; //!< [B] of each Send
    std::vector<MessageChannel::CloseReason> rawEnds;
    Ptr<MessageChannel> accepted;
};

} // namespace iotledger
} // namespace ns3

#endif /* GRPC_WORLD_H */
