/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RANGE_QUERY_READS_H
#define RANGE_QUERY_READS_H

#include "fabric-rwset.pb.h"

#include "ns3/state-version.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @brief The hash tree over the results of one range query, built as they come.
 *
 * Results are hashed in groups of maxDegree + 1; of the hashes of each level again maxDegree + 1
 * make one of the next, until at most maxDegree are left. Internal.
 *
 * Source: Hyperledger Fabric v2.4.3, core/ledger/kvledger/txmgmt/rwsetutil/query_results_helper.go.
 */
class RangeQueryHashes
{
  public:
    explicit RangeQueryHashes(uint32_t maxDegree);

    void Add(const std::string& key, const StateVersion& version);

    /// Hashes what is left over, if there was enough to hash at all.
    void Finish();

    bool IsEmpty() const;                         //!< nothing was hashed yet
    const fabric::QueryReads& GetPending() const; //!< results not hashed yet
    fabric::QueryReadsMerkleSummary GetSummary() const;

  private:
    void HashPending();
    void CloseLowerLevels();

    uint32_t m_maxDegree;
    fabric::QueryReads m_pending;
    std::map<uint32_t, std::vector<std::string>> m_levels; //!< hashes by level, leaves are level 1
    uint32_t m_maxLevel{1};
};

/// What a simulated range query read. Internal.
class RangeQueryReads
{
  public:
    /// Up to this many results are kept as they are (core/ledger/kvledger/txmgmt/txmgr,
    /// maxDegreeQueryReadsHashing).
    static constexpr uint32_t MAX_DEGREE{50};

    explicit RangeQueryReads(std::string startKey);

    void Add(const std::string& key, const StateVersion& version);
    void Exhaust(const std::string& endKey); //!< the whole range up to @p endKey was read

    fabric::RangeQueryInfo Get() const;

  private:
    fabric::RangeQueryInfo m_info;
    RangeQueryHashes m_hashes;
};

} // namespace iotledger
} // namespace ns3

#endif /* RANGE_QUERY_READS_H */
