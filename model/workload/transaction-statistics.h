/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TRANSACTION_STATISTICS_H
#define TRANSACTION_STATISTICS_H

#include "ns3/nstime.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief What a worker knows of the transactions of its round: counts, first and last times, sums.
 *
 * Rate controllers decide by it, the report is made of it. It counts while it is active. A part
 * (of composite-rate, one for each of its controllers) sees what the whole sees while the part
 * itself is active: of what was created before it started, it counts the end, but not the outcome
 * nor the latency, so that it may have more ends than submissions.
 *
 * Source: Hyperledger Caliper, packages/caliper-core/lib/common/core/
 * transaction-statistics-collector.js, with its pull request 1342 (before, what was created before
 * a part started did not count for it at all).
 */
class TransactionStatistics
{
  public:
    /// Count and latencies of the transactions that ended in one way.
    struct Outcome
    {
        uint64_t count{0};
        Time minLatency; //!< of count > 0
        Time maxLatency;
        Time totalLatency;

        void Add(Time latency);
        void Merge(const Outcome& other);
    };

    void Start(Time now); //!< of the round, for this worker or controller
    void Stop();          //!< counts nothing from here on

    /// Hands on to @p part what this sees.
    void AddPart(std::shared_ptr<TransactionStatistics> part);

    void Submit();                                            //!< one transaction is sent
    void Finish(Time created, Time finished, bool isSuccess); //!< one transaction ended

    /// Adds another worker's transactions of the same round.
    void Merge(const TransactionStatistics& other);

    Time GetStart() const;
    uint64_t GetSubmitted() const;
    uint64_t GetFinished() const;
    int64_t GetUnfinished() const; //!< submitted less finished; of a part perhaps negative
    const Outcome& GetSuccessful() const;
    const Outcome& GetFailed() const;
    Time GetTotalLatency() const;               //!< of all that ended, whichever way
    std::optional<Time> GetMeanLatency() const; //!< of all that ended; none before the first
    Time GetFirstCreated() const;               //!< of those that ended
    Time GetLastCreated() const;                //!< of those that ended
    Time GetLastFinished() const;

  private:
    uint64_t GetCompleted() const; //!< those with an outcome

    bool m_active{false};
    Time m_start;
    uint64_t m_submitted{0};
    uint64_t m_finished{0};
    Outcome m_successful;
    Outcome m_failed;
    Time m_firstCreated;
    Time m_lastCreated;
    Time m_lastFinished;
    std::vector<std::shared_ptr<TransactionStatistics>> m_parts;
};

} // namespace iotledger
} // namespace ns3

#endif /* TRANSACTION_STATISTICS_H */
