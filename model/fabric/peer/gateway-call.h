/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GATEWAY_CALL_H
#define GATEWAY_CALL_H

#include "ns3/grpc-server.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * @brief How many calls of a service may be in progress; those beyond it fail at once. Internal.
 *
 * Source: Hyperledger Fabric v2.4.3, internal/peer/node/grpc_limiters.go (its error has no code of
 * its own, so it travels as UNKNOWN).
 */
class ConcurrencyLimit
{
  public:
    ConcurrencyLimit(std::string service, uint32_t limit);

    /// @return whether one more may begin; it then counts until Release.
    bool TryAcquire();
    void Release();
    GrpcStatus GetRefusal() const;
    uint32_t GetUsed() const;

  private:
    std::string m_service;
    uint32_t m_limit;
    uint32_t m_used{0};
};

/// A unary call that is being served: it answers once, and counts towards the limit until then or
/// until its client gives it up. Internal.
class ServedCall
{
  public:
    using Handler = std::function<void(const SharedBytes& request, std::shared_ptr<ServedCall>)>;

    /// Serves @p method of @p server by @p handler.
    static void Serve(GrpcServer& server,
                      const std::string& method,
                      std::shared_ptr<ConcurrencyLimit> limit,
                      Handler handler);

    ServedCall(Ptr<GrpcStream> stream, std::shared_ptr<ConcurrencyLimit> limit);
    ~ServedCall();

    void Reply(const SharedBytes& message);
    void Fail(GrpcCode code, const std::string& message);
    bool IsOpen() const; //!< neither answered nor given up

    /// @p givenUp is called when the client gives up.
    void SetGivenUpCallback(std::function<void()> givenUp);

  private:
    void End(const GrpcStatus& status);

    Ptr<GrpcStream> m_stream;
    std::shared_ptr<ConcurrencyLimit> m_limit;
    std::function<void()> m_givenUp;
    bool m_isOpen{true};
};

} // namespace iotledger
} // namespace ns3

#endif /* GATEWAY_CALL_H */
