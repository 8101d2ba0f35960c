/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ENVELOPE_FILTER_H
#define ENVELOPE_FILTER_H

#include "ns3/crypto.h"
#include "ns3/nstime.h"
#include "ns3/ordered-envelope.h"
#include "ns3/raft-consenters.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

class ConfigValidator;
class FabricSigner;
class MspManager;

/// Whether an envelope may be ordered. @ingroup iot-ledger
struct EnvelopeVerdict
{
    uint32_t status{200}; //!< common.Status: 200 if it may
    std::string info;     //!< why not
    SharedBytes envelope; //!< what to order: itself, or the configuration made of an update
    uint64_t size{0};     //!< of that, payload and signature [B]
    uint64_t sequence{0}; //!< of the configuration it was judged by
    Time cost;            //!< of signatures

    bool IsAccepted() const;
};

/// @return the consenters that a ConfigEnvelope names; none if it is malformed.
std::optional<std::vector<RaftConsenter>> GetConsentersOfConfig(const SharedBytes& configEnvelope);

/**
 * @brief Judges what clients broadcast to a channel. Internal.
 *
 * In order: it has a payload; its creator has not expired; it is no larger than AbsoluteMaxBytes;
 * its signature meets /Channel/Writers. An update of the configuration must besides be one that the
 * present configuration allows, and change at most one consenter; it becomes a configuration that
 * the orderer signs.
 *
 * Source: Hyperledger Fabric v2.4.3, orderer/common/msgprocessor (standardchannel.go,
 * sizefilter.go, sigfilter.go, expiration.go), orderer/common/broadcast/broadcast.go
 * (ClassifyError) and orderer/consensus/etcdraft/validator.go. Left out: the maintenance filter,
 * which serves migration from Kafka.
 */
class EnvelopeFilter
{
  public:
    EnvelopeFilter(const ConfigValidator& config, MspManager& msps, const FabricSigner& signer);

    /// @param epoch now [s] since 1970-01-01 UTC
    EnvelopeVerdict ProcessNormal(const OrderedEnvelope& envelope, int64_t epoch);

    /// @param envelope a client's update of the configuration
    EnvelopeVerdict ProcessConfigUpdate(const OrderedEnvelope& envelope, int64_t epoch);

    /// @param envelope a configuration, made from an update when another one was in force
    EnvelopeVerdict ProcessConfig(const OrderedEnvelope& envelope, int64_t epoch);

  private:
    /// The rules that hold for every envelope. @return "" or why not.
    std::string Judge(const OrderedEnvelope& envelope, int64_t epoch, EnvelopeVerdict& verdict);
    std::string CheckConsenters(const SharedBytes& configEnvelope) const;
    OrderedEnvelope Sign(const std::string& channel,
                         const SharedBytes& configEnvelope,
                         int64_t epoch,
                         Time& cost) const;

    const ConfigValidator& m_config;
    MspManager& m_msps;
    const FabricSigner& m_signer;
};

} // namespace iotledger
} // namespace ns3

#endif /* ENVELOPE_FILTER_H */
