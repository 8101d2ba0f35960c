/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "gateway-call.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

ConcurrencyLimit::ConcurrencyLimit(std::string service, uint32_t limit)
    : m_service(std::move(service)),
      m_limit(limit)
{
}

bool
ConcurrencyLimit::TryAcquire()
{
    if (m_limit > 0 && m_used >= m_limit)
    {
        return false;
    }
    m_used++;
    return true;
}

void
ConcurrencyLimit::Release()
{
    m_used--;
}

GrpcStatus
ConcurrencyLimit::GetRefusal() const
{
    return {GrpcCode::UNKNOWN,
            "too many requests for " + m_service + ", exceeding concurrency limit (" +
                std::to_string(m_limit) + ")"};
}

uint32_t
ConcurrencyLimit::GetUsed() const
{
    return m_used;
}

void
ServedCall::Serve(GrpcServer& server,
                  const std::string& method,
                  std::shared_ptr<ConcurrencyLimit> limit,
                  Handler handler)
{
    server.Handle(method, [limit, handler](Ptr<GrpcStream> stream) {
        if (!limit->TryAcquire())
        {
            stream->End(limit->GetRefusal());
            return;
        }
        const auto call = std::make_shared<ServedCall>(stream, limit);
        stream->SetEndedCallback([call](const GrpcStatus& status) { call->End(status); });
        stream->SetMessageCallback(
            [call, handler](const SharedBytes& request) { handler(request, call); });
    });
}

ServedCall::ServedCall(Ptr<GrpcStream> stream, std::shared_ptr<ConcurrencyLimit> limit)
    : m_stream(stream),
      m_limit(std::move(limit))
{
}

ServedCall::~ServedCall()
{
    if (m_isOpen)
    {
        m_limit->Release();
    }
}

void
ServedCall::Reply(const SharedBytes& message)
{
    if (m_isOpen)
    {
        m_stream->Send(message);
        Fail(GrpcCode::OK, "");
    }
}

void
ServedCall::Fail(GrpcCode code, const std::string& message)
{
    if (std::exchange(m_isOpen, false))
    {
        m_limit->Release();
        m_givenUp = nullptr;
        std::exchange(m_stream, nullptr)->End({code, message});
    }
}

void
ServedCall::End(const GrpcStatus&)
{
    if (std::exchange(m_isOpen, false))
    {
        m_limit->Release();
        m_stream = nullptr;
        if (const auto givenUp = std::exchange(m_givenUp, nullptr))
        {
            givenUp();
        }
    }
}

bool
ServedCall::IsOpen() const
{
    return m_isOpen;
}

void
ServedCall::SetGivenUpCallback(std::function<void()> givenUp)
{
    m_givenUp = std::move(givenUp);
}

} // namespace iotledger
} // namespace ns3
