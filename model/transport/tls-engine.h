/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ENGINE_H
#define TLS_ENGINE_H

#include "ns3/address.h"
#include "ns3/crypto.h"
#include "ns3/tls-costs.h"
#include "ns3/tls-protocol.h"

#include <memory>
#include <optional>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// What an engine has to show for what it was given. Internal.
struct TlsProgress
{
    std::vector<SharedBytes> records; //!< to be sent, in order
    std::vector<SharedBytes> data;    //!< that the peer sent, in order
    Time cost;                        //!< CPU time of all this
    bool isCompleted{false};          //!< the handshake has just been completed
    bool isResumed{false};            //!< and it resumed a session
    std::optional<TlsAlert> alertSent;
    std::optional<TlsAlert> alertReceived; //!< close_notify: the peer sends nothing more
    bool hasFailed{false};                 //!< by a fatal alert of either end
};

/**
 * @brief One end of one TLS connection, without time and transport: records in, records out.
 * Internal.
 *
 * Every call does its work at once; what it costs is told with the results.
 */
class TlsEngine
{
  public:
    /// @param settings and what follows are those of this end
    TlsEngine(Ptr<Crypto> crypto,
              const TlsSettings& settings,
              bool isServer,
              bool looksUpRevocation);
    virtual ~TlsEngine();

    virtual void Start() = 0;                            //!< the transport stands
    virtual void Receive(const SharedBytes& record) = 0; //!< one whole record
    virtual void Send(const SharedBytes& data) = 0;      //!< once the handshake is completed
    virtual void Close() = 0;                            //!< sends close_notify

    /// @return what has come of the calls since the last.
    TlsProgress TakeProgress();

  protected:
    /// Has @p record sent.
    void Emit(const SharedBytes& record);

    const TlsSettings m_settings;
    const bool m_isServer;
    TlsCosts m_costs;
    TlsProgress m_progress;
};

/**
 * @brief What the connections of one node share: settings, credentials, tickets. Internal.
 */
class TlsEndpoint
{
  public:
    virtual ~TlsEndpoint();

    virtual std::unique_ptr<TlsEngine> MakeServer() = 0;
    /// @param remote whose tickets may be used
    virtual std::unique_ptr<TlsEngine> MakeClient(const Address& remote) = 0;
};

} // namespace iotledger
} // namespace ns3

#endif /* TLS_ENGINE_H */
