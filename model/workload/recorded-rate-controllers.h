/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RECORDED_RATE_CONTROLLERS_H
#define RECORDED_RATE_CONTROLLERS_H

#include "ns3/rate-controller.h"
#include "ns3/rate-recording.h"

#include <memory>
#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief `record-rate`: another controller, whose send times are recorded.
 *
 * A time is that of the round's clock when the controller's sleep is over, in whole milliseconds;
 * where a number of transactions is given, what is never sent is recorded as 0.
 *
 * Source: Hyperledger Caliper 0.5, recordRate.js.
 */
class RecordRateController : public RateController
{
  public:
    /// @param now when the round starts for this controller
    RecordRateController(const RateControlSpec& spec, const RateContext& context, Time now);

    RateDecision Decide(Time now) override;
    void BeforeSend(Time now) override;
    void AfterEnd(uint64_t number) override;
    void End() override;

  private:
    RateContext m_context;
    std::unique_ptr<RateController> m_recorded;
    std::string m_path;
    std::string m_format;
    RateRecording m_recording;
};

/**
 * @ingroup iot-ledger
 * @brief `replay-rate`: sends when a recording says, since the start of the round; waits of 5 ms or
 * less are left out. Beyond the recording, a sleep of defaultSleepTime before each transaction.
 *
 * Source: Hyperledger Caliper 0.5, replayRate.js.
 */
class ReplayRateController : public RateController
{
  public:
    ReplayRateController(const RateControlSpec& spec, const RateContext& context);

    RateDecision Decide(Time now) override;

  private:
    std::shared_ptr<TransactionStatistics> m_statistics;
    RateRecording m_recording;
    double m_defaultSleepTime; //!< [ms]
};

} // namespace iotledger
} // namespace ns3

#endif /* RECORDED_RATE_CONTROLLERS_H */
