/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "grpc-client.h"

#include "grpc-connection.h"

#include "ns3/http2-framing.h"
#include "ns3/simulator.h"
#include "ns3/tls-transport.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ns3
{
namespace iotledger
{

GrpcClient::GrpcClient(Ptr<Transport> transport,
                       Ptr<Node> node,
                       Address remote,
                       std::string authority)
    : m_transport(std::move(transport)),
      m_node(std::move(node)),
      m_remote(std::move(remote)),
      m_authority(std::move(authority))
{
}

GrpcClient::~GrpcClient()
{
    Close();
}

Ptr<GrpcStream>
GrpcClient::Open(const std::string& method, Time timeout)
{
    auto stream = Create<GrpcStream>(method, timeout);
    if (timeout.IsStrictlyPositive())
    {
        WatchDeadline(stream);
    }
    if (IsConnected())
    {
        Start(stream);
    }
    else if (!m_connection && Simulator::Now() < m_retryAt)
    {
        m_doomed.push_back(stream);
        if (!m_failure.IsRunning())
        {
            m_failure = Simulator::ScheduleNow(&GrpcClient::FailDoomed, this);
        }
    }
    else
    {
        m_waiting.push_back(stream);
        if (!m_connection)
        {
            Connect();
        }
    }
    return stream;
}

void
GrpcClient::Call(const std::string& method,
                 const SharedBytes& request,
                 Time timeout,
                 Response response)
{
    struct Answer
    {
        Response response;
        std::optional<SharedBytes> message;
    };

    const auto stream = Open(method, timeout);
    const auto answer = std::make_shared<Answer>();
    answer->response = std::move(response);
    stream->SetMessageCallback([answer](const SharedBytes& message) { answer->message = message; });
    stream->SetEndedCallback([answer](const GrpcStatus& status) {
        if (status.IsOk() && !answer->message)
        {
            answer->response({GrpcCode::INTERNAL, "unary call without a response"}, {});
            return;
        }
        answer->response(status, status.IsOk() ? *answer->message : SharedBytes());
    });
    stream->Send(request);
    stream->CloseSend();
}

bool
GrpcClient::IsConnected() const
{
    return m_connection && m_connection->IsReady();
}

void
GrpcClient::Close()
{
    m_connectDeadline.Cancel();
    m_deadline.Cancel();
    m_failure.Cancel();
    if (const auto connection = std::exchange(m_connection, nullptr))
    {
        connection->Close();
    }
    for (const auto& streams : {std::exchange(m_waiting, {}), std::exchange(m_doomed, {})})
    {
        for (const auto& stream : streams)
        {
            stream->LetGo();
        }
    }
    m_failures = 0;
    m_retryAt = Time();
}

int64_t
GrpcClient::AssignStreams(int64_t first)
{
    m_backoffJitter->SetStream(first);
    return 1;
}

void
GrpcClient::DoDispose()
{
    Close();
    m_transport = nullptr;
    m_node = nullptr;
    Object::DoDispose();
}

void
GrpcClient::Start(Ptr<GrpcStream> stream)
{
    static const std::string HTTP = "http";
    static const std::string HTTPS = "https";
    const bool isSecure = DynamicCast<TlsTransport>(m_transport) != nullptr;
    m_connection->Start(stream, isSecure ? HTTPS : HTTP, m_authority, m_userAgent);
}

void
GrpcClient::Connect()
{
    GrpcSettings settings;
    settings.maxReceiveSize = m_maxReceiveSize;
    settings.window = m_window;
    settings.hasDynamicWindow = m_hasDynamicWindow;
    settings.keepaliveTime = m_keepaliveTime;
    settings.keepaliveTimeout = m_keepaliveTimeout;
    m_hasBeenReady = false;
    m_connection = Create<GrpcConnection>(
        false,
        settings,
        GrpcConnection::Owner{[this] { HandleReady(); },
                              nullptr,
                              [this](const std::string& reason) { HandleEnded(reason); }});
    m_connectDeadline = Simulator::Schedule(m_connectTimeout, [this] {
        const auto connection = m_connection;
        connection->Break("connection error: i/o timeout");
    });
    m_connection->Open(m_transport->Connect(m_node, m_remote, std::make_shared<Http2Framing>()));
}

void
GrpcClient::HandleReady()
{
    m_connectDeadline.Cancel();
    m_hasBeenReady = true;
    m_failures = 0;
    for (const auto& stream : std::exchange(m_waiting, {}))
    {
        if (!stream->HasEnded() && m_connection)
        {
            Start(stream);
        }
    }
}

void
GrpcClient::HandleEnded(const std::string& reason)
{
    m_connectDeadline.Cancel();
    m_connection = nullptr;
    if (!m_hasBeenReady)
    {
        m_lastError = reason;
        m_retryAt = Simulator::Now() + DrawBackoff();
        ++m_failures;
    }
    for (const auto& stream : std::exchange(m_waiting, {}))
    {
        stream->Finish({GrpcCode::UNAVAILABLE, reason});
    }
}

Time
GrpcClient::DrawBackoff()
{
    const double limit = m_backoffLimit.GetSeconds();
    const double longer = m_backoffBase.GetSeconds() * std::pow(m_backoffFactor, m_failures);
    return Seconds(std::min(longer, limit) * std::max(0.0, 1 + m_backoffJitter->GetValue()));
}

void
GrpcClient::FailDoomed()
{
    for (const auto& stream : std::exchange(m_doomed, {}))
    {
        stream->Finish({GrpcCode::UNAVAILABLE, m_lastError});
    }
}

void
GrpcClient::WatchDeadline(Ptr<GrpcStream> stream)
{
    const Time when = Simulator::Now() + stream->m_timeout;
    stream->m_deadlineWatch = this;
    stream->m_deadlineKey = {when, m_calls++};
    m_deadlines.emplace(stream->m_deadlineKey, stream);
    if (!m_deadline.IsRunning() || when < m_deadlineAt)
    {
        m_deadline.Cancel();
        m_deadlineAt = when;
        m_deadline = Simulator::Schedule(stream->m_timeout, &GrpcClient::CheckDeadlines, this);
    }
}

void
GrpcClient::ForgetDeadline(const GrpcStream& stream)
{
    m_deadlines.erase(stream.m_deadlineKey); // the event stays: it finds the next one
}

void
GrpcClient::CheckDeadlines()
{
    Ptr<GrpcClient> alive(this);
    const Time now = Simulator::Now();
    while (!m_deadlines.empty() && m_deadlines.begin()->first.first <= now)
    {
        const auto stream = m_deadlines.begin()->second;
        if (stream->m_connection != nullptr)
        {
            stream->m_connection->HandleEnded(*stream);
        }
        stream->Finish({GrpcCode::DEADLINE_EXCEEDED, "context deadline exceeded"});
    }
    if (!m_deadlines.empty() && !m_deadline.IsRunning())
    {
        m_deadlineAt = m_deadlines.begin()->first.first;
        m_deadline = Simulator::Schedule(m_deadlineAt - now, &GrpcClient::CheckDeadlines, this);
    }
}

} // namespace iotledger
} // namespace ns3
