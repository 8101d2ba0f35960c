/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "grpc-server.h"

#include "grpc-connection.h"

#include "ns3/boolean.h"
#include "ns3/grpc-settings.h"
#include "ns3/http2-framing.h"
#include "ns3/uinteger.h"

#include <memory>
#include <utility>

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(GrpcServer);

namespace
{

/// @return "gateway.Gateway" and "Endorse" of "/gateway.Gateway/Endorse".
std::pair<std::string, std::string>
SplitMethod(const std::string& method)
{
    const auto slash = method.rfind('/');
    if (slash == std::string::npos || slash == 0)
    {
        return {"", method};
    }
    return {method.substr(1, slash - 1), method.substr(slash + 1)};
}

/// Collects the request of a unary call, and hands it over once.
void
ServeUnary(Ptr<GrpcStream> stream, const std::shared_ptr<GrpcServer::UnaryHandler>& handler)
{
    auto* const call = PeekPointer(stream); // the callbacks are the stream's own
    const auto isServed = std::make_shared<bool>(false);
    stream->SetMessageCallback([call, handler, isServed](const SharedBytes& request) {
        if (std::exchange(*isServed, true))
        {
            call->End({GrpcCode::INTERNAL, "more than one request in a unary call"});
            return;
        }
        (*handler)(
            request,
            [stream = Ptr<GrpcStream>(call)](const GrpcStatus& status, const SharedBytes& message) {
                if (status.IsOk())
                {
                    stream->Send(message);
                }
                stream->End(status);
            });
    });
    stream->SetCloseSendCallback([call, isServed] {
        if (!*isServed)
        {
            call->End({GrpcCode::INTERNAL, "a unary call without a request"});
        }
    });
}

} // namespace

TypeId
GrpcServer::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::GrpcServer")
            .SetParent<Object>()
            .SetGroupName("IotLedger")
            .AddConstructor<GrpcServer>()
            .AddAttribute("MaxReceiveSize",
                          "Largest message taken [B] (default: Fabric v2.4.3, internal/pkg/comm/"
                          "config.go, DefaultMaxRecvMsgSize; grpc-go's own is 4 MB)",
                          UintegerValue(100 * 1024 * 1024),
                          MakeUintegerAccessor(&GrpcServer::m_maxReceiveSize),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("Window",
                          "First flow control window of a stream and of the connection [B] "
                          "(default: RFC 9113, section 6.9.2)",
                          UintegerValue(65535),
                          MakeUintegerAccessor(&GrpcServer::m_window),
                          MakeUintegerChecker<uint32_t>(65535, 0x7fffffff))
            .AddAttribute("DynamicWindow",
                          "Whether the windows grow with the bandwidth-delay product, as grpc-go's",
                          BooleanValue(true),
                          MakeBooleanAccessor(&GrpcServer::m_hasDynamicWindow),
                          MakeBooleanChecker())
            .AddAttribute("MaxConcurrentStreams",
                          "Calls that a connection may have open; 0: any number (default: grpc-go "
                          "v1.31, server.go, MaxConcurrentStreams)",
                          UintegerValue(0),
                          MakeUintegerAccessor(&GrpcServer::m_maxStreams),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("ConnectionMemory",
                          "Memory of a connection's buffers [B], which changes nothing else "
                          "(default: 32 KB each to read and to write, grpc-go v1.31, server.go, "
                          "defaultServerOptions, and a TLS record each way, RFC 8446, section 5.1)",
                          UintegerValue(2 * 32 * 1024 + 2 * 16 * 1024),
                          MakeUintegerAccessor(&GrpcServer::m_connectionMemory),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("KeepaliveTime",
                          "Silence of a client after which to ping; zero: never (default: Fabric "
                          "v2.4.3, internal/pkg/comm/config.go, DefaultKeepaliveOptions)",
                          TimeValue(Hours(2)),
                          MakeTimeAccessor(&GrpcServer::m_keepaliveTime),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("KeepaliveTimeout",
                          "Longest wait for the answer to such a ping (default: as KeepaliveTime)",
                          TimeValue(Seconds(20)),
                          MakeTimeAccessor(&GrpcServer::m_keepaliveTimeout),
                          MakeTimeChecker(NanoSeconds(1)));
    return tid;
}

GrpcServer::GrpcServer() = default;

GrpcServer::~GrpcServer()
{
    Stop();
}

void
GrpcServer::Handle(const std::string& method, StreamHandler handler)
{
    m_handlers[method] = std::move(handler);
    m_services.insert(SplitMethod(method).first);
}

void
GrpcServer::HandleUnary(const std::string& method, UnaryHandler handler)
{
    Handle(method,
           [handler = std::make_shared<UnaryHandler>(std::move(handler))](Ptr<GrpcStream> stream) {
               ServeUnary(stream, handler);
           });
}

void
GrpcServer::Listen(Ptr<Transport> transport, Ptr<Node> node, uint16_t port)
{
    m_transport = std::move(transport);
    m_node = std::move(node);
    m_port = port;
    m_transport->Listen(m_node,
                        m_port,
                        std::make_shared<Http2Framing>(),
                        [this](Ptr<MessageChannel> channel) { Accept(channel); });
}

void
GrpcServer::Stop()
{
    if (const auto transport = std::exchange(m_transport, nullptr))
    {
        transport->StopListening(m_node, m_port);
    }
    m_node = nullptr;
    for (const auto& [number, connection] : std::exchange(m_connections, {}))
    {
        connection->Close();
    }
}

uint32_t
GrpcServer::GetConnections() const
{
    return m_connections.size();
}

uint64_t
GrpcServer::GetMemoryBytes() const
{
    uint64_t bytes = m_connections.size() * static_cast<uint64_t>(m_connectionMemory);
    for (const auto& [number, connection] : m_connections)
    {
        bytes += connection->GetBacklog();
    }
    return bytes;
}

void
GrpcServer::DoDispose()
{
    Stop();
    m_handlers.clear();
    Object::DoDispose();
}

void
GrpcServer::Accept(Ptr<MessageChannel> channel)
{
    GrpcSettings settings;
    settings.maxReceiveSize = m_maxReceiveSize;
    settings.window = m_window;
    settings.hasDynamicWindow = m_hasDynamicWindow;
    settings.maxStreams = m_maxStreams;
    settings.keepaliveTime = m_keepaliveTime;
    settings.keepaliveTimeout = m_keepaliveTimeout;
    const uint64_t number = m_accepted++;
    const auto connection = Create<GrpcConnection>(
        true,
        settings,
        GrpcConnection::Owner{
            nullptr,
            [this](Ptr<GrpcStream> stream) { Dispatch(stream); },
            [this, number](const std::string& /* reason */) { m_connections.erase(number); }});
    m_connections[number] = connection;
    connection->Open(channel);
}

void
GrpcServer::Dispatch(Ptr<GrpcStream> stream)
{
    const auto handler = m_handlers.find(stream->GetMethod());
    if (handler != m_handlers.end())
    {
        handler->second(stream);
        return;
    }
    const auto [service, name] = SplitMethod(stream->GetMethod());
    stream->End({GrpcCode::UNIMPLEMENTED,
                 m_services.count(service) > 0
                     ? "unknown method " + name + " for service " + service
                     : "unknown service " + service});
}

} // namespace iotledger
} // namespace ns3
