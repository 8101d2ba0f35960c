/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "workload-run.h"

#include "ns3/abort.h"
#include "ns3/double.h"
#include "ns3/log.h"
#include "ns3/nstime.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

NS_LOG_COMPONENT_DEFINE("WorkloadRun");
NS_OBJECT_ENSURE_REGISTERED(WorkloadRun);

namespace
{

/// An event loop with nothing else to do.
void
WorkAlone(uint32_t, Time work, std::function<void()> done)
{
    Simulator::Schedule(work, std::move(done));
}

} // namespace

TypeId
WorkloadRun::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::WorkloadRun")
            .SetParent<Object>()
            .SetGroupName("IotLedger")
            .AddConstructor<WorkloadRun>()
            .AddAttribute("LoopTime",
                          "Work of a turn of a worker's event loop, in which it hands one "
                          "transaction to the client, whose own work is not in it [s]. Source: an "
                          "assumption, the order of a turn of Node.js with little to do. Above 0: "
                          "a controller that does not sleep would stop the clock",
                          TimeValue(MicroSeconds(10)),
                          MakeTimeAccessor(&WorkloadRun::m_loopTime),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("ShortestSleep",
                          "Shortest sleep of a Caliper controller, also taken for one of no or "
                          "negative length [s]. Source: Node.js, timers: setTimeout takes what is "
                          "below 1 ms for 1 ms",
                          TimeValue(MilliSeconds(1)),
                          MakeTimeAccessor(&WorkloadRun::m_shortestSleep),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("RoundPause",
                          "From the end of a round to the start of the next [s]. Source: "
                          "Hyperledger Caliper 0.5, round-orchestrator.js",
                          TimeValue(Seconds(5)),
                          MakeTimeAccessor(&WorkloadRun::m_roundPause),
                          MakeTimeChecker(Time(0)))
            .AddTraceSource("RoundStarted",
                            "A round starts, on all workers",
                            MakeTraceSourceAccessor(&WorkloadRun::m_roundStarted),
                            "ns3::iotledger::WorkloadRun::RoundCallback")
            .AddTraceSource("RoundEnded",
                            "All transactions of a round have ended",
                            MakeTraceSourceAccessor(&WorkloadRun::m_roundEnded),
                            "ns3::iotledger::WorkloadRun::RoundCallback");
    return tid;
}

WorkloadRun::WorkloadRun()
    : m_loop(WorkAlone)
{
}

WorkloadRun::~WorkloadRun() = default;

void
WorkloadRun::Configure(const WorkloadSpec& spec,
                       TransactionSubmitter* submitter,
                       const std::string& folder)
{
    m_spec = spec;
    m_submitter = submitter;
    m_recordings.Load(spec, folder);
    while (m_intervals.size() < spec.workers)
    {
        const auto interval = CreateObject<ExponentialRandomVariable>();
        interval->SetAttribute("Mean", DoubleValue(1));
        m_intervals.push_back(interval);
    }
}

void
WorkloadRun::SetEventLoop(EventLoop loop)
{
    m_loop = std::move(loop);
}

void
WorkloadRun::SetEndedCallback(std::function<void()> ended)
{
    m_ended = std::move(ended);
}

void
WorkloadRun::Start()
{
    NS_ABORT_MSG_IF(!m_submitter, "a workload needs a submitter: call Configure first");
    NS_ABORT_MSG_IF(!m_rounds.empty(), "a workload runs once");
    m_isEnded = m_spec.rounds.empty();
    if (!m_isEnded)
    {
        StartRound();
    }
    else if (m_ended)
    {
        m_ended();
    }
}

bool
WorkloadRun::IsEnded() const
{
    return m_isEnded;
}

CaliperReport
WorkloadRun::GetReport() const
{
    CaliperReport report;
    for (std::size_t i = 0; i < m_rounds.size(); ++i)
    {
        const RoundSpec& round = m_spec.rounds[i];
        if (!round.isReported)
        {
            continue;
        }
        CaliperReport::Row row;
        row.name = round.label;
        row.askedRate = round.rateControl.GetAskedRate(round.txNumber == 0);
        for (const auto& worker : m_rounds[i])
        {
            row.statistics.Merge(worker->GetStatistics());
        }
        report.Add(std::move(row));
    }
    return report;
}

void
WorkloadRun::WriteRecordings(const std::string& folder) const
{
    m_recordings.Write(folder);
}

int64_t
WorkloadRun::AssignStreams(int64_t first)
{
    for (std::size_t i = 0; i < m_intervals.size(); ++i)
    {
        m_intervals[i]->SetStream(first + static_cast<int64_t>(i));
    }
    return static_cast<int64_t>(m_intervals.size());
}

void
WorkloadRun::DoDispose()
{
    m_pause.Cancel();
    for (const auto& workers : m_rounds)
    {
        for (const auto& worker : workers)
        {
            worker->Stop();
        }
    }
    m_submitter = nullptr;
    m_loop = nullptr;
    m_ended = nullptr;
    Object::DoDispose();
}

void
WorkloadRun::StartRound()
{
    const auto round = static_cast<uint32_t>(m_rounds.size());
    NS_LOG_INFO("round " << round << ", " << m_spec.rounds[round].label);
    m_sent = 0;
    m_workersSending = m_spec.workers;
    m_rounds.emplace_back();
    for (uint32_t worker = 0; worker < m_spec.workers; ++worker)
    {
        m_rounds.back().push_back(MakeWorker(worker));
    }
    m_roundStarted(round);
    const auto workers = m_rounds.back(); // the last to end may start the next round
    for (const auto& worker : workers)
    {
        worker->Start();
    }
}

Ptr<WorkloadWorker>
WorkloadRun::MakeWorker(uint32_t worker)
{
    const auto number = static_cast<uint32_t>(m_rounds.size() - 1);
    const RoundSpec& round = m_spec.rounds[number];
    RateContext context;
    context.workers = m_spec.workers;
    context.worker = worker;
    context.round = number;
    context.txNumber = round.GetTxNumberOf(m_spec.workers);
    context.txDuration = round.txDuration;
    context.statistics = std::make_shared<TransactionStatistics>();
    context.statistics->Start(Simulator::Now());
    context.draw = [interval = m_intervals[worker]] { return interval->GetValue(); };
    context.recordings = &m_recordings;
    return Create<WorkloadWorker>(round.rateControl, std::move(context), MakeSettings(worker));
}

WorkloadWorker::Settings
WorkloadRun::MakeSettings(uint32_t worker)
{
    const auto round = static_cast<uint32_t>(m_rounds.size() - 1);
    WorkloadWorker::Settings settings;
    settings.loopTime = m_loopTime;
    settings.shortestSleep = m_shortestSleep;
    settings.loop = [this, worker](Time work, std::function<void()> done) {
        m_loop(worker, work, std::move(done));
    };
    settings.submit = [this, round, worker](uint64_t index, std::function<void(bool)> ended) {
        m_submitter->Submit(m_spec.rounds[round],
                            {round, worker, index, m_sent++},
                            std::move(ended));
    };
    settings.ended = [this] { EndOfWorker(); };
    return settings;
}

void
WorkloadRun::EndOfWorker()
{
    if (--m_workersSending == 0)
    {
        EndRound();
    }
}

void
WorkloadRun::EndRound()
{
    m_roundEnded(static_cast<uint32_t>(m_rounds.size() - 1));
    if (m_rounds.size() < m_spec.rounds.size())
    {
        m_pause = Simulator::Schedule(m_roundPause, &WorkloadRun::StartRound, this);
        return;
    }
    m_isEnded = true;
    if (m_ended)
    {
        m_ended();
    }
}

} // namespace iotledger
} // namespace ns3
