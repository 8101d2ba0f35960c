/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SEEK_REQUEST_H
#define SEEK_REQUEST_H

#include "ns3/crypto.h"
#include "ns3/fabric-signer.h"
#include "ns3/nstime.h"
#include "ns3/shared-bytes.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * @brief What a Deliver call, of an orderer or of a peer, asks for. Internal.
 *
 * Source: Hyperledger Fabric v2.4.3, common/deliver/deliver.go (deliverBlocks).
 */
struct SeekRequest
{
    uint64_t next{0};            //!< number of the first block
    uint64_t stop{0};            //!< of the last one
    bool failsIfNotReady{false}; //!< rather than wait
    bool isBestEffort{false};    //!< whether the channel has a leader or not

    /// @param seekInfo an encoded SeekInfo @param height of the channel
    /// @return none if it makes no sense
    static std::optional<SeekRequest> Read(const SharedBytes& seekInfo, uint64_t height);

    /**
     * @return the Envelope that asks for all blocks of @p channel, for ever
     * @param start number of the first one; none: the next one
     * @param clock since 1970
     */
    static Costed<SharedBytes> MakeEnvelope(const std::string& channel,
                                            std::optional<uint64_t> start,
                                            const FabricSigner& signer,
                                            const std::string& nonce,
                                            Time clock);
};

} // namespace iotledger
} // namespace ns3

#endif /* SEEK_REQUEST_H */
