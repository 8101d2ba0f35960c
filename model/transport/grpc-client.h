/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GRPC_CLIENT_H
#define GRPC_CLIENT_H

#include "ns3/event-id.h"
#include "ns3/grpc-stream.h"
#include "ns3/message-channel.h"
#include "ns3/random-variable-stream.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief One kept-open gRPC connection to one server, for any number of calls at once.
 *
 * Calls over HTTP/2 on one channel of a Transport. The first call connects; calls wait while the
 * connection is being made. When that fails they end UNAVAILABLE, and so do the calls made until
 * the back-off is over: BackoffBase times BackoffFactor to the number of failures before, at most
 * BackoffLimit. A connection that breaks ends its calls UNAVAILABLE, and the next call connects
 * anew, at once.
 *
 * Source: gRPC, doc/PROTOCOL-HTTP2.md and doc/connection-backoff.md; grpc-go v1.31 (what is sent,
 * in which order, and the defaults); RFC 9113 (HTTP/2), RFC 7541 (HPACK). HPACK is libnghttp2's: it
 * does not index :path, which grpc-go does.
 * Left out: connecting again before a call asks for it, retries, compression, metadata of calls.
 */
class GrpcClient : public Object
{
  public:
    /// The status of a unary call and, if it is OK, the answer.
    using Response = std::function<void(const GrpcStatus& status, const SharedBytes& message)>;

    static TypeId GetTypeId();

    /// @param remote address and port @param authority name and port of the server, for its logs
    GrpcClient(Ptr<Transport> transport, Ptr<Node> node, Address remote, std::string authority);
    ~GrpcClient() override;

    /**
     * Starts a call of @p method, "/gateway.Gateway/Endorse".
     * @param timeout after which the call ends DEADLINE_EXCEEDED; zero: none
     * @return the call; it has not ended yet, even if there is no connection to be had
     */
    Ptr<GrpcStream> Open(const std::string& method, Time timeout = Time());

    /// A call of one request and one answer. @p response comes once, unless Close comes first.
    void Call(const std::string& method,
              const SharedBytes& request,
              Time timeout,
              Response response);

    bool IsConnected() const; //!< calls leave at once

    /// Ends the connection, and all calls without a word. A call afterwards connects anew.
    void Close();

    int64_t AssignStreams(int64_t first); //!< @return how many it took

  protected:
    void DoDispose() override;

  private:
    using DeadlineKey = std::pair<Time, uint64_t>; //!< when; number of the call

    friend class GrpcStream;

    void Start(Ptr<GrpcStream> stream);
    void Connect();
    void HandleReady();
    void HandleEnded(const std::string& reason); //!< the connection has
    void FailDoomed();
    void WatchDeadline(Ptr<GrpcStream> stream);
    void ForgetDeadline(const GrpcStream& stream);
    void CheckDeadlines();
    Time DrawBackoff();

    Ptr<Transport> m_transport;
    Ptr<Node> m_node;
    Address m_remote;
    std::string m_authority;
    std::string m_userAgent;
    uint32_t m_maxReceiveSize; //!< [B]
    uint32_t m_window;         //!< [B]
    bool m_hasDynamicWindow;
    Time m_keepaliveTime;
    Time m_keepaliveTimeout;
    Time m_connectTimeout;
    Time m_backoffBase;
    double m_backoffFactor;
    Time m_backoffLimit;
    Ptr<RandomVariableStream> m_backoffJitter;

    Ptr<GrpcConnection> m_connection;       //!< null: none
    std::vector<Ptr<GrpcStream>> m_waiting; //!< for the connection
    std::vector<Ptr<GrpcStream>> m_doomed;  //!< opened within the back-off, not told yet
    EventId m_failure;                      //!< tells them
    uint32_t m_failures{0};                 //!< attempts to connect since the last success
    Time m_retryAt;                         //!< end of the back-off
    std::string m_lastError;                //!< of the last attempt
    EventId m_connectDeadline;
    bool m_hasBeenReady{false}; //!< m_connection
    std::map<DeadlineKey, Ptr<GrpcStream>> m_deadlines;
    uint64_t m_calls{0};
    EventId m_deadline; //!< of the first of m_deadlines
    Time m_deadlineAt;
};

} // namespace iotledger
} // namespace ns3

#endif /* GRPC_CLIENT_H */
