/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ORDERED_ENVELOPE_H
#define ORDERED_ENVELOPE_H

#include "ns3/shared-bytes.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief What an orderer reads of an envelope: its headers, and what was signed by whom.
 *
 *     Envelope { 1: payload, 2: signature }        (common/common.proto)
 *     Payload  { 1: Header { 1: ChannelHeader, 2: SignatureHeader }, 2: data }
 *
 * What is ordered is the message that was read, not the bytes that came: of two payloads the last
 * counts (orderer/consensus/etcdraft/blockcreator.go marshals what was unmarshalled).
 */
struct OrderedEnvelope
{
    SharedBytes bytes;   //!< the whole envelope, as it is ordered
    SharedBytes payload; //!< what is signed
    SharedBytes signature;
    SharedBytes data;    //!< of the payload
    std::string channel; //!< channel header
    int32_t type{0};     //!< HeaderType of the channel header
    SharedBytes creator; //!< SerializedIdentity of the signature header

    /// @return none if @p bytes are no envelope with a channel header. An envelope without payload
    /// is one, of no channel.
    static std::optional<OrderedEnvelope> Parse(SharedBytes bytes);

    /// @return what size limits look at: payload and signature [B]
    /// (orderer/common/blockcutter/blockcutter.go, messageSizeBytes).
    uint64_t GetSize() const;

    bool IsConfigUpdate() const; //!< a client's wish
    bool IsConfig() const;       //!< what an orderer makes of it
};

} // namespace iotledger
} // namespace ns3

#endif /* ORDERED_ENVELOPE_H */
