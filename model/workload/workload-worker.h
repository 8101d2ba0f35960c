/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WORKLOAD_WORKER_H
#define WORKLOAD_WORKER_H

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/rate-controller.h"
#include "ns3/simple-ref-count.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief One worker in one round: asks its rate controller, waits, sends, and so on.
 *
 * As Caliper's loop goes: while there are transactions left (or time, which is looked at before
 * the controller is asked, so that the last one may be sent after the end), the controller is
 * asked; after its sleep one turn of the event loop submits a transaction. When no more are to be
 * sent it waits for those that have not ended.
 *
 * Source: Hyperledger Caliper 0.5, packages/caliper-core/lib/worker/caliper-worker.js,
 * runFixedNumber and runDuration. Left out: what Node.js makes of timers (sleeps are not rounded to
 * whole milliseconds), and that the end of a round is looked for every 100 ms.
 */
class WorkloadWorker : public SimpleRefCount<WorkloadWorker>
{
  public:
    /// Does work of the event loop; calls done when it is finished, never at once.
    using EventLoop = std::function<void(Time work, std::function<void()> done)>;

    struct Settings
    {
        Time loopTime;      //!< of a turn of the event loop
        Time shortestSleep; //!< of a SLEEP
        EventLoop loop;
        std::function<void(uint64_t index, std::function<void(bool)> ended)> submit;
        std::function<void()> ended; //!< all is sent and has ended
    };

    /// @param context of the round; its statistics have been started
    WorkloadWorker(const RateControlSpec& spec, RateContext context, Settings settings);

    void Start();
    void Stop(); //!< sends nothing more and calls nothing more

    const TransactionStatistics& GetStatistics() const;

  private:
    bool HasMore() const;
    Time GetEnd() const;                //!< of a round that lasts a time
    void Loop();                        //!< asks when to send next, or ends
    void Follow(RateDecision decision); //!< waits as long as it says
    void TakeTurn();
    void Send();
    void Finish(uint64_t index, Time created, bool isSuccess);
    void StopSending();
    void EndIfDone();

    RateContext m_context;
    Settings m_settings;
    std::unique_ptr<RateController> m_controller;
    EventId m_sleep;
    bool m_sending{false};
    bool m_awaiting{false}; //!< a completion
    bool m_stopped{false};
};

} // namespace iotledger
} // namespace ns3

#endif /* WORKLOAD_WORKER_H */
