/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WORKLOAD_RUN_H
#define WORKLOAD_RUN_H

#include "ns3/caliper-report.h"
#include "ns3/object.h"
#include "ns3/random-variable-stream.h"
#include "ns3/rate-recording.h"
#include "ns3/traced-callback.h"
#include "ns3/transaction-submitter.h"
#include "ns3/workload-worker.h"

#include <functional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Runs the rounds of a workload, one after the other, on all its workers.
 *
 * A round starts on all workers at once and ends when every transaction has ended on all of them;
 * the next one starts RoundPause later. What coordinates them costs nothing and takes no time.
 * Which ledger there is, only the TransactionSubmitter knows.
 */
class WorkloadRun : public Object
{
  public:
    static TypeId GetTypeId();

    /// A round starts or has ended. @param round which, from 0
    using RoundCallback = void (*)(uint32_t round);

    /// Does work of a worker's event loop; calls done when it is finished, never at once.
    using EventLoop = std::function<void(uint32_t worker, Time work, std::function<void()> done)>;

    WorkloadRun();
    ~WorkloadRun() override;

    /**
     * @param spec what to run
     * @param submitter outlives this, or its DoDispose
     * @param folder that the names of recordings to be replayed are relative to
     * @throws std::invalid_argument for a recording that cannot be read
     */
    void Configure(const WorkloadSpec& spec,
                   TransactionSubmitter* submitter,
                   const std::string& folder);

    /// Puts the workers' event loops on something that others use too. Without it, a loop has
    /// nothing else to do.
    void SetEventLoop(EventLoop loop);

    void SetEndedCallback(std::function<void()> ended); //!< called when the last round has ended

    void Start(); //!< the first round, now
    bool IsEnded() const;

    CaliperReport GetReport() const; //!< of all rounds started so far that are reported

    /// Writes what record-rate recorded, names relative to @p folder. @throws std::runtime_error
    void WriteRecordings(const std::string& folder) const;

    int64_t AssignStreams(int64_t first); //!< after Configure: one for each worker, for poisson

  protected:
    void DoDispose() override;

  private:
    void StartRound();
    Ptr<WorkloadWorker> MakeWorker(uint32_t worker);
    WorkloadWorker::Settings MakeSettings(uint32_t worker);
    void EndOfWorker();
    void EndRound();

    Time m_loopTime;
    Time m_shortestSleep;
    Time m_roundPause;
    TracedCallback<uint32_t> m_roundStarted;
    TracedCallback<uint32_t> m_roundEnded;

    WorkloadSpec m_spec;
    TransactionSubmitter* m_submitter{nullptr};
    EventLoop m_loop;
    std::function<void()> m_ended;
    std::vector<Ptr<ExponentialRandomVariable>> m_intervals; //!< of each worker, mean 1
    RateRecordings m_recordings;

    std::vector<std::vector<Ptr<WorkloadWorker>>> m_rounds; //!< those started, and their workers
    uint64_t m_sent{0};                                     //!< in this round
    uint32_t m_workersSending{0};                           //!< those whose round has not ended
    EventId m_pause;
    bool m_isEnded{false};
};

} // namespace iotledger
} // namespace ns3

#endif /* WORKLOAD_RUN_H */
