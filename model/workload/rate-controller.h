/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RATE_CONTROLLER_H
#define RATE_CONTROLLER_H

#include "ns3/nstime.h"
#include "ns3/rate-control-spec.h"
#include "ns3/transaction-statistics.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace ns3
{
namespace iotledger
{

class RateRecordings;

/// When a worker may send its next transaction. @ingroup iot-ledger
struct RateDecision
{
    enum class Kind
    {
        NOW,        //!< in the next turn of the event loop
        AT_ONCE,    //!< by a thread of its own, which waits for no turn
        SLEEP,      //!< after a sleep of Caliper's, which has a shortest length
        UNTIL,      //!< at a time, exactly
        COMPLETION, //!< to be asked again when a transaction has ended
    };

    Kind kind{Kind::NOW};
    Time time; //!< of SLEEP: how long; of UNTIL: when

    static RateDecision Now();
    static RateDecision AtOnce();

    /// @param milliseconds as Caliper computes them; what no timer of Node.js takes (not above 0,
    /// not a number, over 2^31 - 1) is a sleep of the shortest length
    static RateDecision Sleep(double milliseconds);
    static RateDecision Until(Time when);
    static RateDecision Completion();
};

/// What a rate controller is told of its round. @ingroup iot-ledger
struct RateContext
{
    uint32_t workers{1};
    uint32_t worker{0};   //!< which of them, from 0
    uint32_t round{0};    //!< which of the run, from 0
    uint64_t txNumber{0}; //!< of this worker; 0: the round lasts txDuration
    Time txDuration;
    std::shared_ptr<TransactionStatistics> statistics; //!< of this worker, already started
    std::function<double()> draw; //!< exponential of mean 1, for poisson; may be null otherwise
    RateRecordings* recordings{nullptr}; //!< for record-rate and replay-rate; may be null otherwise
};

/**
 * @ingroup iot-ledger
 * @brief Says when a worker may send its next transaction: a rule, without a clock of its own.
 *
 * The options of a round hold for all its workers together; each controller takes its share.
 *
 * Source: Hyperledger Caliper 0.5, packages/caliper-core/lib/worker/rate-control; closed-loop and
 * poisson are additions.
 */
class RateController
{
  public:
    /// @param now when the round starts for this controller
    static std::unique_ptr<RateController> Create(const RateControlSpec& spec,
                                                  const RateContext& context,
                                                  Time now);

    virtual ~RateController() = default;

    /// @return when the next transaction may be sent; one call for each, and one more after every
    /// Completion().
    virtual RateDecision Decide(Time now) = 0;

    /// The decision has been kept: the transaction is about to be sent.
    virtual void BeforeSend(Time now);

    /// A transaction has ended. @param number of those this controller has sent, from 0
    virtual void AfterEnd(uint64_t number);

    virtual void End(); //!< of the round
};

} // namespace iotledger
} // namespace ns3

#endif /* RATE_CONTROLLER_H */
