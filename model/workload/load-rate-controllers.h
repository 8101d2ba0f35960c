/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LOAD_RATE_CONTROLLERS_H
#define LOAD_RATE_CONTROLLERS_H

#include "ns3/rate-controller.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief `fixed-load`: aims at a number of unfinished transactions.
 *
 * Until the first transaction has finished: a sleep of 1 / (startTps / workers) before each. From
 * then on, with `unfinished` below the target (transactionLoad / workers) none, otherwise one of
 * (unfinished - target) mean latencies, and then it sends all the same: so it overshoots, at the
 * target itself without any sleep.
 *
 * Source: Hyperledger Caliper 0.5, fixedLoad.js.
 */
class FixedLoadController : public RateController
{
  public:
    FixedLoadController(const RateControlSpec& spec, const RateContext& context);

    RateDecision Decide(Time now) override;

  private:
    std::shared_ptr<TransactionStatistics> m_statistics;
    double m_startGap; //!< [ms]
    double m_target;   //!< unfinished transactions
};

/**
 * @ingroup iot-ledger
 * @brief `fixed-feedback-rate`: a rate that backs off when too much is unfinished.
 *
 * With L = transactionLoad / workers: as fixed-rate while fewer than L / 2 are unfinished. Else it
 * backs off: i sleepTime with the largest i <= 10 for which unfinished >= i L, none for i = 0.
 *
 * Source: Hyperledger Caliper 0.5, fixedFeedbackRate.js; the pace below L / 2 as its documentation
 * has it (rate controllers, fixed feedback rate). Left out: that the code paces only from L / 2 on,
 * sends at once while nothing has finished, backs off up to 30 sleepTime while nothing has succeeded,
 * and takes its back-off out of the pace.
 */
class FixedFeedbackRateController : public RateController
{
  public:
    FixedFeedbackRateController(const RateControlSpec& spec, const RateContext& context);

    RateDecision Decide(Time now) override;

  private:
    std::shared_ptr<TransactionStatistics> m_statistics;
    double m_gap;         //!< [ms]
    double m_backOffTime; //!< [ms]
    double m_load;        //!< unfinished transactions
};

/**
 * @ingroup iot-ledger
 * @brief `maximum-rate`: raises its rate while that helps.
 *
 * A sleep of 1 / rate before each transaction. After each sample interval (counted from the first
 * look after a transaction has finished) the completed transactions over the sum of their latencies
 * are compared with those of the interval before: more, and `step` is added to the rate; else it is
 * taken away, and halved if above 0.2 per worker. Failed transactions always count.
 *
 * Source: Hyperledger Caliper 0.5, maxRate.js; includeFailed: false has no effect there.
 */
class MaximumRateController : public RateController
{
  public:
    MaximumRateController(const RateControlSpec& spec, const RateContext& context);

    RateDecision Decide(Time now) override;

    double GetRate() const; //!< @return of this worker, now [1/s]

  private:
    void Adapt();

    std::shared_ptr<TransactionStatistics> m_statistics;
    Time m_sampleInterval;
    double m_rate;                //!< [1/s]
    double m_step;                //!< [1/s]
    double m_observed{0};         //!< [1/s] in the interval before
    uint64_t m_completed{0};      //!< up to the end of that interval
    Time m_latency;               //!< in sum, up to then
    std::optional<Time> m_update; //!< when an interval last began
};

/**
 * @ingroup iot-ledger
 * @brief `closed-loop`: so many slots, each sends its next transaction when its last one has ended.
 * Not of Caliper.
 *
 * Each slot is a thread of its own: it waits for no turn of the worker's event loop.
 *
 * The slots are dealt out to the workers, the first ones getting one more if they do not divide.
 * Within composite-rate they are taken by its own transactions alone.
 */
class ClosedLoopController : public RateController
{
  public:
    ClosedLoopController(const RateControlSpec& spec, const RateContext& context);

    RateDecision Decide(Time now) override;
    void AfterEnd(uint64_t number) override;

  private:
    std::shared_ptr<TransactionStatistics> m_statistics;
    uint64_t m_slots;    //!< of this worker
    uint64_t m_ended{0}; //!< of those it has sent
};

} // namespace iotledger
} // namespace ns3

#endif /* LOAD_RATE_CONTROLLERS_H */
