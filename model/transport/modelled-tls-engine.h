/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MODELLED_TLS_ENGINE_H
#define MODELLED_TLS_ENGINE_H

#include "modelled-tls-endpoint.h"
#include "tls-engine.h"
#include "tls-message.h"

#include "ns3/tls-record.h"

#include <set>

namespace ns3
{
namespace iotledger
{

/**
 * @brief What client and server of modelled execution have in common: records, messages, alerts.
 * Internal.
 *
 * Bytes that break the protocol are answered by the alert that RFC 8446, section 6.2, asks for.
 */
class ModelledTlsEngine : public TlsEngine
{
  public:
    ModelledTlsEngine(ModelledTlsEndpoint& endpoint, bool isServer);

    void Start() override;
    void Receive(const SharedBytes& record) override;
    void Send(const SharedBytes& data) override;
    void Close() override;

  protected:
    using Types = std::set<TlsHandshakeType>;

    /// Acts on a message of an expected type. @return the alert to fail by, if any
    virtual std::optional<TlsAlert> Handle(const TlsMessage& message, const SharedBytes& bytes) = 0;

    void Expect(Types types); //!< what message may come next
    bool IsNew() const;       //!< whether this is TLS 1.3
    void SendMessage(const SharedBytes& message);
    void SendChangeCipherSpec(); //!< records are protected from here on
    void SendFinished();
    void Protect(); //!< records are protected from here on
    void Complete(bool isResumed);
    std::vector<SharedBytes> GetOwnChain() const;
    TlsSignature MakeSignature() const;

    ModelledTlsEndpoint& m_endpoint;
    bool m_isComplete{false};

  private:
    void HandleRecord(const SharedBytes& record);
    void HandleContent(TlsContent type, const SharedBytes& plaintext);
    void HandleHandshake(const SharedBytes& plaintext);
    void HandleAlert(const SharedBytes& plaintext);
    void SendContent(TlsContent type, const SharedBytes& plaintext);
    void SendAlert(TlsAlert alert);
    void Fail(TlsAlert alert);
    void Flush(); //!< what was to be sent has been paid for by now, as OpenSSL does it

    Types m_expected;
    SharedBytes m_partial;             //!< of a message that goes on in the next record
    std::vector<SharedBytes> m_outbox; //!< records of this call
    bool m_protects{false};            //!< own records
    bool m_peerProtects{false};        //!< TLS 1.2: the peer's records
    bool m_hasEnded{false};
};

} // namespace iotledger
} // namespace ns3

#endif /* MODELLED_TLS_ENGINE_H */
