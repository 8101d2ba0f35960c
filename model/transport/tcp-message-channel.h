/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_MESSAGE_CHANNEL_H
#define TCP_MESSAGE_CHANNEL_H

#include "ns3/indexed-tcp-socket.h"
#include "ns3/message-assembler.h"
#include "ns3/message-channel.h"

#include <deque>
#include <memory>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief A MessageChannel over one ns-3 TCP connection.
 *
 * Bytes that the socket's send buffer has no room for wait here and follow when it has, so
 * nothing is lost and the order stays. A broken connection (reset, retries exhausted) is told
 * apart from an orderly close, which is reported to both ends.
 *
 * Left out: half-open connections. When the peer closes its direction, this end closes too, and
 * what still waits here is dropped.
 */
class TcpMessageChannel : public MessageChannel
{
  public:
    static TypeId GetTypeId();

    TcpMessageChannel();
    ~TcpMessageChannel() override;

    /// Takes over @p socket, which connects or is connected.
    void Open(Ptr<IndexedTcpSocket> socket, std::shared_ptr<const MessageFraming> framing);

    void Send(const SharedBytes& message) override;
    uint64_t GetBacklog() const override;
    void Close() override;
    void Abort() override;
    Address GetPeer() const override;

  protected:
    void DoDispose() override;

  private:
    void HandleConnected(Ptr<Socket> socket);
    void HandleRefused(Ptr<Socket> socket);
    void HandleReadable(Ptr<Socket> socket);
    void HandleWritable(Ptr<Socket> socket, uint32_t available);
    void HandleClosed(Ptr<Socket> socket);
    void HandleBroken(Ptr<Socket> socket);
    void HandleState(TcpSocket::TcpStates_t from, TcpSocket::TcpStates_t to);

    void Flush();                 //!< moves waiting bytes to the socket while it has room
    void WatchRoom();             //!< asks to be told of room in the socket exactly when bytes wait
    void Drop();                  //!< lets go of the socket: it calls back no more
    void End(CloseReason reason); //!< drops the socket and reports, once

    Ptr<IndexedTcpSocket> m_socket; //!< null: ended
    std::unique_ptr<MessageAssembler> m_assembler;
    std::deque<SharedBytes> m_waiting; //!< accepted, not in the socket; the first perhaps in part
    uint64_t m_sentOfFirst{0};         //!< [B] of m_waiting's first that the socket has taken
    uint64_t m_backlog{0};             //!< [B] in m_waiting that the socket has not taken
    bool m_closing{false}; //!< Close was called: no more Send, close the socket when drained
    bool m_isConnected{false};
    bool m_watchesRoom{false};
    EventId m_ended; //!< an orderly end about to be reported
};

} // namespace iotledger
} // namespace ns3

#endif /* TCP_MESSAGE_CHANNEL_H */
