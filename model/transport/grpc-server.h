/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GRPC_SERVER_H
#define GRPC_SERVER_H

#include "ns3/grpc-stream.h"
#include "ns3/message-channel.h"

#include <functional>
#include <map>
#include <set>
#include <string>

namespace ns3
{
namespace iotledger
{

/// Answers a unary call: once, now or later. The message travels with an OK status only.
using GrpcReply = std::function<void(const GrpcStatus& status, const SharedBytes& message)>;

/**
 * @ingroup iot-ledger
 * @brief Serves gRPC calls at one port of one node.
 *
 * Methods are named as in requests, "/gateway.Gateway/Endorse"; a call of another one ends
 * UNIMPLEMENTED. It costs no time: what a call costs, its handler knows.
 *
 * Source: as GrpcClient. Left out: graceful stop, metadata, limits on the client's pings.
 */
class GrpcServer : public Object
{
  public:
    using StreamHandler = std::function<void(Ptr<GrpcStream> stream)>;
    using UnaryHandler = std::function<void(const SharedBytes& request, GrpcReply reply)>;

    static TypeId GetTypeId();

    GrpcServer();
    ~GrpcServer() override;

    void Handle(const std::string& method, StreamHandler handler);
    void HandleUnary(const std::string& method, UnaryHandler handler);

    void Listen(Ptr<Transport> transport, Ptr<Node> node, uint16_t port);

    /// Stops listening and closes all connections; calls are forgotten without a callback.
    void Stop();

    uint32_t GetConnections() const;
    uint64_t GetMemoryBytes() const; //!< [B] of its connections' buffers and of what waits in them

  protected:
    void DoDispose() override;

  private:
    void Accept(Ptr<MessageChannel> channel);
    void Dispatch(Ptr<GrpcStream> stream);

    uint32_t m_maxReceiveSize; //!< [B]
    uint32_t m_window;         //!< [B]
    bool m_hasDynamicWindow;
    uint32_t m_maxStreams;
    uint32_t m_connectionMemory; //!< [B]
    Time m_keepaliveTime;
    Time m_keepaliveTimeout;
    std::map<std::string, StreamHandler> m_handlers; //!< by method
    std::set<std::string> m_services;                //!< "gateway.Gateway", that have a handler
    Ptr<Transport> m_transport;                      //!< null: not listening
    Ptr<Node> m_node;
    uint16_t m_port{0};
    std::map<uint64_t, Ptr<GrpcConnection>> m_connections; //!< by order of arrival
    uint64_t m_accepted{0};
};

} // namespace iotledger
} // namespace ns3

#endif /* GRPC_SERVER_H */
