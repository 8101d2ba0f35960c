/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CHAINCODE_EVENT_STREAM_H
#define CHAINCODE_EVENT_STREAM_H

#include "fabric-gateway.pb.h"

#include "ns3/grpc-stream.h"
#include "ns3/shared-bytes.h"

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

/// @return the events of @p chaincode in the valid transactions of an encoded Block, in order.
/// Internal.
fabric::ChaincodeEventsResponse FindChaincodeEvents(const SharedBytes& block,
                                                    const std::string& chaincode);

/**
 * @brief One ChaincodeEvents call: the events of a chaincode, block by block, from a block on.
 * Internal.
 *
 * Source: Hyperledger Fabric v2.4.3, internal/pkg/gateway/api.go (ChaincodeEvents) and event.
 */
class ChaincodeEventStream : public std::enable_shared_from_this<ChaincodeEventStream>
{
  public:
    using Channels = std::map<std::string, std::unique_ptr<PeerChannel>>;

    /// @return none, and why in @p refusal, if the request (SignedChaincodeEventsRequest) is
    /// refused.
    static std::shared_ptr<ChaincodeEventStream> Open(const PeerRuntime& runtime,
                                                      const Channels& channels,
                                                      Ptr<GrpcStream> stream,
                                                      const SharedBytes& request,
                                                      GrpcStatus& refusal);

    ChaincodeEventStream(const PeerRuntime& runtime, PeerChannel& channel, Ptr<GrpcStream> stream);
    ~ChaincodeEventStream();

    void Start();

  private:
    void Continue(); //!< sends what there is, a block at a time
    void Send(fabric::ChaincodeEventsResponse response);

    const PeerRuntime& m_runtime;
    PeerChannel& m_channel;
    Ptr<GrpcStream> m_stream;
    std::string m_chaincode;
    std::string m_after; //!< transaction; empty: none, or passed already
    uint64_t m_next{0};  //!< number of the block to look at next
    Time m_checkCost;    //!< of the request's signature
    bool m_isBusy{false};
    std::optional<uint64_t> m_listener;
};

} // namespace iotledger
} // namespace ns3

#endif /* CHAINCODE_EVENT_STREAM_H */
