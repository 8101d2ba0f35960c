/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PEER_RUNTIME_H
#define PEER_RUNTIME_H

#include "ns3/fabric-peer.h"
#include "ns3/grpc-client.h"
#include "ns3/random-variable-stream.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

namespace ns3
{
namespace iotledger
{

/**
 * @brief What all parts of one running peer share: process, disk, costs, settings. Internal.
 *
 * It lives from start to crash. What was submitted before a crash and would end after it is
 * dropped: every callback goes through Guard.
 */
class PeerRuntime
{
  public:
    PeerRuntime(const FabricPlace& place,
                Ptr<Executor> chaincodeProcess,
                const FabricPeerCosts& costs,
                const ChaincodeCosts& chaincodeCosts,
                const FabricPeerSettings& settings,
                FabricPeerTraces& traces,
                Ptr<UniformRandomVariable> random,
                Ptr<UniformRandomVariable> jitter);

    PeerRuntime(const PeerRuntime&) = delete;
    PeerRuntime& operator=(const PeerRuntime&) = delete;

    /// @return @p callback, which does nothing once this has been stopped.
    template <typename F>
    auto Guard(F callback) const
    {
        return [life = std::weak_ptr<const bool>(m_life), callback](auto&&... arguments) {
            if (!life.expired())
            {
                callback(std::forward<decltype(arguments)>(arguments)...);
            }
        };
    }

    void Run(Time cost, std::function<void()> done) const;          //!< in the peer's process
    void RunAfterSync(Time cost, std::function<void()> done) const; //!< likewise, blocked before
    void RunChaincode(Time cost, std::function<void()> done) const; //!< in the chaincodes'
    void Sync(uint64_t bytes, std::function<void()> done) const;    //!< append and fsync
    void After(Time delay, std::function<void()> done) const;

    /// Calls @p tick every @p interval, the first time after a part of it drawn at random.
    void Every(Time interval, std::function<void()> tick) const;

    /// @return a connection to @p remote, made when it is first needed.
    Ptr<GrpcClient> Connect(const FabricEndpoint& remote) const;

    void Stop(); //!< from now on nothing guarded happens

    int64_t GetSeconds() const; //!< since 1970-01-01 UTC, now [s]
    Time GetClock() const;      //!< likewise

    /// @return a number below @p bound, at random.
    uint32_t Draw(uint32_t bound) const;

    template <typename T>
    void Shuffle(std::vector<T>& items) const
    {
        for (auto i = items.size(); i > 1; i--)
        {
            std::swap(items[i - 1], items[Draw(static_cast<uint32_t>(i))]);
        }
    }

    const FabricPlace place;
    const FabricPeerCosts& costs;
    const ChaincodeCosts& chaincodeCosts;
    const FabricPeerSettings& settings;
    FabricPeerTraces& traces;

  private:
    Ptr<Executor> m_chaincodeProcess;
    Ptr<UniformRandomVariable> m_random;
    Ptr<UniformRandomVariable> m_jitter; //!< of reconnections
    std::shared_ptr<const bool> m_life{std::make_shared<const bool>(true)};
};

/// The largest gRPC message that nodes of Fabric take (core/comm, DefaultMaxRecvMsgSize) [B].
inline constexpr uint32_t MAX_MESSAGE = 100 * 1024 * 1024;

/// @return @p perByte for each of @p bytes. Internal.
inline Time
CostOfBytes(Time perByte, uint64_t bytes)
{
    return NanoSeconds(perByte.GetNanoSeconds() * static_cast<int64_t>(bytes));
}

} // namespace iotledger
} // namespace ns3

#endif /* PEER_RUNTIME_H */
