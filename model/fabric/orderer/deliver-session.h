/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DELIVER_SESSION_H
#define DELIVER_SESSION_H

#include "ns3/grpc-stream.h"
#include "ns3/lifeline.h"
#include "ns3/orderer-context.h"
#include "ns3/seek-request.h"
#include "ns3/stream-sender.h"

#include <deque>
#include <functional>
#include <memory>
#include <string>

namespace ns3
{
namespace iotledger
{

class OrdererChannel;
struct OrderedEnvelope;

/**
 * @brief One Deliver call at an orderer: sends the blocks asked for as they come into being.
 * Internal.
 *
 * Requests are answered one by one, each with its blocks and a status. While the channel knows no
 * leader, a request that does not say otherwise is answered SERVICE_UNAVAILABLE. A status other
 * than SUCCESS ends the call.
 *
 * Source: Hyperledger Fabric v2.4.3, common/deliver/deliver.go (Handle, deliverBlocks).
 * Left out: evaluating the policy anew when the configuration changes.
 */
class DeliverSession : public std::enable_shared_from_this<DeliverSession>
{
  public:
    using FindChannel = std::function<OrdererChannel*(const std::string& name)>;

    DeliverSession(const OrdererContext& context, Ptr<GrpcStream> stream, FindChannel find);
    ~DeliverSession();

    void Start(); //!< it lives until the call ends

  private:
    void NextRequest();
    void Begin(const SharedBytes& request);
    /// Reads what is asked for. @return a common.Status, SUCCESS if there is something to send.
    uint32_t Open(const OrderedEnvelope& envelope, Time& cost);
    uint32_t Seek(const SharedBytes& seekInfo);
    bool MayRead(const OrderedEnvelope& envelope, Time& cost) const;
    void Continue();
    void SendBlock();
    void Finish(uint32_t status);
    void Close();

    const OrdererContext& m_context;
    StreamSender m_sender;
    FindChannel m_find;
    std::deque<SharedBytes> m_requests;
    bool m_isServing{false};
    bool m_isGranted{false}; //!< the request being served may be
    bool m_isSending{false};
    bool m_isLast{false}; //!< the client sends no more requests

    OrdererChannel* m_channel{nullptr}; //!< of the request being served
    uint64_t m_watch{0};
    SeekRequest m_seek; //!< its rest
    Lifeline m_life;
};

} // namespace iotledger
} // namespace ns3

#endif /* DELIVER_SESSION_H */
