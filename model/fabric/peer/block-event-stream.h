/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BLOCK_EVENT_STREAM_H
#define BLOCK_EVENT_STREAM_H

#include "fabric-events.pb.h"
#include "gateway-call.h"

#include "ns3/seek-request.h"
#include "ns3/stream-sender.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace ns3
{
namespace iotledger
{

class PeerChannel;
class PeerRuntime;

/// @return what DeliverFiltered tells of @p block, an encoded Block of a ledger: its transactions,
/// their codes, and their events without payloads. Internal.
fabric::FilteredBlock MakeFilteredBlock(const std::string& channel, const SharedBytes& block);

/**
 * @brief One Deliver or DeliverFiltered call at a peer: sends the blocks asked for as they are
 * committed. Internal.
 *
 * Requests are answered one by one, each with its blocks and a status. A status other than SUCCESS
 * ends the call. A block is read when the one before has left.
 *
 * Source: Hyperledger Fabric v2.4.3, core/peer/deliverevents.go, common/deliver/deliver.go and
 * internal/peer/node/grpc_limiters.go.
 * Left out: DeliverWithPrivateData, and evaluating the policy anew when the configuration changes.
 */
class BlockEventStream : public std::enable_shared_from_this<BlockEventStream>
{
  public:
    using Channels = std::map<std::string, std::unique_ptr<PeerChannel>>;

    /// Serves a call, which counts towards @p limit until it ends.
    static void Serve(const PeerRuntime& runtime,
                      const Channels& channels,
                      std::shared_ptr<ConcurrencyLimit> limit,
                      Ptr<GrpcStream> stream,
                      bool isFiltered);

    BlockEventStream(const PeerRuntime& runtime,
                     const Channels& channels,
                     std::shared_ptr<ConcurrencyLimit> limit,
                     Ptr<GrpcStream> stream,
                     bool isFiltered);
    ~BlockEventStream();

  private:
    void Begin(const SharedBytes& request);
    /// Reads what is asked for. @return a common.Status, SUCCESS if there is something to send.
    uint32_t Open(const SharedBytes& request, Time& cost);
    void Continue();
    void Send();
    void Finish(uint32_t status);
    void Close();
    void Run(Time cost, void (BlockEventStream::*step)());

    const PeerRuntime& m_runtime;
    const Channels& m_channels;
    std::shared_ptr<ConcurrencyLimit> m_limit;
    StreamSender m_sender;
    bool m_isFiltered;
    PeerChannel* m_channel{nullptr}; //!< of the request being served
    std::optional<uint64_t> m_listener;
    SeekRequest m_seek;
    bool m_isBusy{false};
};

} // namespace iotledger
} // namespace ns3

#endif /* BLOCK_EVENT_STREAM_H */
