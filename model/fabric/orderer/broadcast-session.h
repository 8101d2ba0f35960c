/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BROADCAST_SESSION_H
#define BROADCAST_SESSION_H

#include "ns3/envelope-filter.h"
#include "ns3/grpc-stream.h"
#include "ns3/lifeline.h"
#include "ns3/orderer-context.h"

#include <deque>
#include <functional>
#include <memory>
#include <string>

namespace ns3
{
namespace iotledger
{

class OrdererChannel;

/**
 * @brief One Broadcast call at an orderer: judges envelopes one by one and hands them to the chain.
 * Internal.
 *
 * Each is answered when the chain has taken it, and the next one looked at only then. The first
 * answer other than SUCCESS ends the call.
 *
 * Source: Hyperledger Fabric v2.4.3, orderer/common/broadcast/broadcast.go (Handle,
 * ProcessMessage).
 */
class BroadcastSession : public std::enable_shared_from_this<BroadcastSession>
{
  public:
    using FindChannel = std::function<OrdererChannel*(const std::string& name)>;
    using Answered = std::function<void(const std::string& channel, uint32_t status)>;

    BroadcastSession(const OrdererContext& context,
                     Ptr<GrpcStream> stream,
                     FindChannel find,
                     Answered answered);

    void Start(); //!< it lives until the call ends

  private:
    void Next();
    void Judge(const OrderedEnvelope& envelope);
    void Submit(const std::string& channel, const EnvelopeVerdict& verdict, bool isConfig);
    void Answer(const std::string& channel, uint32_t status, const std::string& info);

    const OrdererContext& m_context;
    Ptr<GrpcStream> m_stream;
    FindChannel m_find;
    Answered m_answered;
    std::deque<SharedBytes> m_requests;
    bool m_isBusy{false};
    bool m_isLast{false}; //!< the client sends no more
    Lifeline m_life;
};

} // namespace iotledger
} // namespace ns3

#endif /* BROADCAST_SESSION_H */
