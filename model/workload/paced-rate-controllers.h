/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PACED_RATE_CONTROLLERS_H
#define PACED_RATE_CONTROLLERS_H

#include "ns3/rate-controller.h"

#include <functional>
#include <memory>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief `fixed-rate`: the i-th transaction i gaps after the start of the round.
 *
 * Source: Hyperledger Caliper 0.5, fixedRate.js.
 */
class FixedRateController : public RateController
{
  public:
    FixedRateController(const RateControlSpec& spec, const RateContext& context);

    RateDecision Decide(Time now) override;

  private:
    std::shared_ptr<TransactionStatistics> m_statistics;
    double m_gap; //!< [ms]
};

/**
 * @ingroup iot-ledger
 * @brief `linear-rate`: the sleep before a transaction goes linearly from one gap to another, over
 * the transactions or over the time; a sleep of 5 ms or less is left out.
 *
 * Sleeps are not shortened by what sending takes, and those left out are not made up for.
 *
 * Source: Hyperledger Caliper 0.5, linearRate.js.
 */
class LinearRateController : public RateController
{
  public:
    LinearRateController(const RateControlSpec& spec, const RateContext& context);

    RateDecision Decide(Time now) override;

  private:
    std::shared_ptr<TransactionStatistics> m_statistics;
    bool m_isTimed;
    double m_firstGap; //!< [ms]
    double m_gradient; //!< [ms] per transaction, or per millisecond
};

/**
 * @ingroup iot-ledger
 * @brief `zero-rate`: sleeps for all of its time, then sends one transaction.
 *
 * Meant for a pause within composite-rate; only for rounds that last a time. The one transaction
 * comes from Caliper's loop, which sends after every sleep.
 *
 * Source: Hyperledger Caliper 0.5, noRate.js.
 */
class ZeroRateController : public RateController
{
  public:
    explicit ZeroRateController(const RateContext& context);

    RateDecision Decide(Time now) override;

  private:
    Time m_duration;
};

/**
 * @ingroup iot-ledger
 * @brief `poisson`: an open loop, exponential intervals whatever the answers. Not of Caliper.
 *
 * Each worker draws its own intervals; all together are a Poisson process of rate `tps`. Arrivals
 * keep their times even when a worker is held up, and none is sent after the end of the round.
 */
class PoissonRateController : public RateController
{
  public:
    /// @param now when the round starts for this controller
    PoissonRateController(const RateControlSpec& spec, const RateContext& context, Time now);

    RateDecision Decide(Time now) override;

  private:
    std::function<double()> m_draw;
    double m_mean; //!< [s]
    Time m_next;
};

} // namespace iotledger
} // namespace ns3

#endif /* PACED_RATE_CONTROLLERS_H */
