/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RAFT_QUORUM_H
#define RAFT_QUORUM_H

#include <cstdint>
#include <map>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The voters of a cluster, and what a majority of them says.
 *
 * Source: etcd-io/etcd v3.5, raft/quorum/majority.go.
 */
class RaftQuorum
{
  public:
    enum class Verdict : uint8_t
    {
        PENDING,
        WON,
        LOST,
    };

    void Add(uint64_t node);
    /// The last voter stays: without any nobody could ever decide again.
    void Remove(uint64_t node);
    bool HasVoter(uint64_t node) const;
    const std::vector<uint64_t>& GetVoters() const; //!< ascending

    std::size_t GetMajority() const;

    /// @return what @p votes (granted or not, by node) decide; only voters count.
    Verdict Judge(const std::map<uint64_t, bool>& votes) const;

    /// @param matches the highest index in each voter's log, in any order
    /// @return the highest index that a majority of the voters have.
    uint64_t GetAgreedIndex(std::vector<uint64_t> matches) const;

  private:
    std::vector<uint64_t> m_voters;
};

} // namespace iotledger
} // namespace ns3

#endif /* RAFT_QUORUM_H */
