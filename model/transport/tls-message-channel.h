/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_MESSAGE_CHANNEL_H
#define TLS_MESSAGE_CHANNEL_H

#include "ns3/message-assembler.h"
#include "ns3/message-channel.h"
#include "ns3/strand.h"
#include "ns3/tls-protocol.h"

#include <deque>
#include <functional>
#include <memory>

namespace ns3
{
namespace iotledger
{

class TlsEndpoint;
class TlsEngine;
struct TlsProgress;

/**
 * @ingroup iot-ledger
 * @brief A MessageChannel whose messages travel as TLS records over another channel.
 *
 * Connected means that the handshake is completed; what is sent before waits for it. Cryptography
 * is work of the node's Strand: records leave, and what came in them is delivered, when it is paid
 * for. How a channel ends:
 *
 * - CLOSED after close_notify; without it the transport's orderly end is RESET, for what was sent
 *   may be missing (RFC 8446, section 6.1);
 * - REFUSED when the handshake fails, by an alert of either end or for want of a transport;
 * - MALFORMED after an alert of this end, RESET after one of the peer, once the handshake is done.
 *
 * Left out: renegotiation, key updates, early data.
 */
class TlsMessageChannel : public MessageChannel
{
  public:
    /// What the owner is told besides the channel's own callbacks. All have to be set.
    struct Observer
    {
        std::function<void(const TlsHandshakeSummary& summary)> completed;
        std::function<void(TlsAlert alert)> alertSent;
        std::function<void(TlsAlert alert)> alertReceived;
        std::function<void()> ended; //!< without a completed handshake
    };

    static TypeId GetTypeId();

    TlsMessageChannel();
    ~TlsMessageChannel() override;

    /**
     * Takes over @p below, whose messages are TLS records.
     * @param endpoint that made @p engine
     * @param strand null: nothing costs time
     */
    void Open(Ptr<MessageChannel> below,
              std::shared_ptr<TlsEndpoint> endpoint,
              std::unique_ptr<TlsEngine> engine,
              bool isServer,
              Ptr<Strand> strand,
              std::shared_ptr<const MessageFraming> framing);
    void SetObserver(Observer observer);
    void SetVersion(TlsVersion version); //!< that the summary tells

    void Send(const SharedBytes& message) override;
    uint64_t GetBacklog() const override;
    void Close() override;
    void Abort() override;
    Address GetPeer() const override;

  protected:
    void DoDispose() override;

  private:
    void Begin(); //!< the transport stands
    void HandleReceived(const SharedBytes& bytes);
    void HandleDrained();
    void HandleBelowClosed(CloseReason reason);
    void Run(uint64_t paidBytes = 0); //!< has what the engine did be paid for, then applied
    void Pay(Time cost, std::function<void()> done);
    void Apply(const TlsProgress& progress);
    void SendRecords(const std::vector<SharedBytes>& records);
    void Complete(bool isResumed);
    bool Deliver(const SharedBytes& data); //!< @return whether the channel lives on
    void Encrypt(const SharedBytes& message);
    void SendCloseNotify();
    void DropBelow(); //!< the transport calls back no more
    void End(CloseReason reason);

    Ptr<MessageChannel> m_below;
    std::shared_ptr<TlsEndpoint> m_endpoint;
    std::unique_ptr<TlsEngine> m_engine;
    Ptr<Strand> m_strand;
    std::unique_ptr<MessageAssembler> m_assembler;
    Observer m_observer;
    TlsHandshakeSummary m_summary{};
    Time m_begun;                      //!< when the transport stood
    std::deque<SharedBytes> m_waiting; //!< for the handshake
    uint64_t m_backlog{0};             //!< [B] waiting or being encrypted
    bool m_isOpen{false};              //!< the handshake is completed
    bool m_isClosing{false};           //!< Close was called
    bool m_peerHasClosed{false};       //!< by close_notify
    bool m_hasEnded{false};
};

} // namespace iotledger
} // namespace ns3

#endif /* TLS_MESSAGE_CHANNEL_H */
