/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ledger-course.h"

#include "ns3/fabric-ledger.h"
#include "ns3/scenario-quantity.h"
#include "ns3/simulator.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(LedgerCourse);

TypeId
LedgerCourse::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::LedgerCourse")
            .SetParent<Object>()
            .SetGroupName("IotLedger")
            .AddConstructor<LedgerCourse>()
            .AddAttribute("SettleTime",
                          "Time for channels to come up before the chaincode is defined, and for "
                          "peers to be at rest before the workload starts",
                          TimeValue(Seconds(5)),
                          MakeTimeAccessor(&LedgerCourse::m_settleTime),
                          MakeTimeChecker(Time()))
            .AddAttribute("RetryInterval",
                          "Time after which what failed, or is not there yet, is tried again",
                          TimeValue(MilliSeconds(500)),
                          MakeTimeAccessor(&LedgerCourse::m_retryInterval),
                          MakeTimeChecker(MicroSeconds(1)))
            .AddAttribute("Patience",
                          "Time that peers get to commit what others have when the workload ends, "
                          "and that defining the chaincode may take on each channel",
                          TimeValue(Seconds(30)),
                          MakeTimeAccessor(&LedgerCourse::m_patience),
                          MakeTimeChecker(Time()));
    return tid;
}

void
LedgerCourse::Install(FabricNetwork* network,
                      Ptr<WorkloadRun> workload,
                      const std::vector<std::string>& channels)
{
    m_network = network;
    m_workload = workload;
    m_channels = channels;
    m_workload->SetEndedCallback([this] {
        m_giveUpAt = Simulator::Now() + m_patience;
        AwaitCommits();
    });
}

void
LedgerCourse::SetWorkloadCallback(std::function<void()> begins)
{
    m_begins = std::move(begins);
}

void
LedgerCourse::Start()
{
    m_next = Simulator::Schedule(m_settleTime, &LedgerCourse::BeginDefining, this, 0);
}

const std::string&
LedgerCourse::GetFailure() const
{
    return m_failure;
}

void
LedgerCourse::DoDispose()
{
    m_next.Cancel();
    m_workload = nullptr;
    m_begins = nullptr;
    Object::DoDispose();
}

void
LedgerCourse::BeginDefining(std::size_t channel)
{
    m_giveUpAt = Simulator::Now() + m_patience;
    channel < m_channels.size() ? Define(channel) : AwaitDefinitions();
}

void
LedgerCourse::Define(std::size_t channel)
{
    m_network->Define(m_channels[channel], [this, channel](const TransactionResult& result) {
        HandleDefined(channel, result);
    });
}

void
LedgerCourse::HandleDefined(std::size_t channel, const TransactionResult& result)
{
    if (result.IsSuccess())
    {
        m_next = Simulator::ScheduleNow(&LedgerCourse::BeginDefining, this, channel + 1);
        return;
    }
    if (Simulator::Now() >= m_giveUpAt)
    {
        const std::string reason = result.error.empty() ? "" : ", " + result.error;
        Fail("could not be defined on " + m_channels[channel] + " (" + result.code + reason + ")");
        return;
    }
    m_next = Simulator::Schedule(m_retryInterval, &LedgerCourse::Define, this, channel);
}

void
LedgerCourse::AwaitDefinitions()
{
    constexpr uint64_t DEFINED = 2; // blocks: the configuration, the definition
    const bool isReady = HaveAll(DEFINED);
    if (!isReady && Simulator::Now() >= m_giveUpAt)
    {
        Fail("is not defined at every peer");
        return;
    }
    m_next = Simulator::Schedule(isReady ? m_settleTime : m_retryInterval,
                                 isReady ? &LedgerCourse::Begin : &LedgerCourse::AwaitDefinitions,
                                 this);
}

void
LedgerCourse::Fail(const std::string& what)
{
    m_failure = "the chaincode " + m_network->GetChaincode() + " " + what +
                " after workload.patience, " + quantity::FormatTime(m_patience);
    Simulator::Stop();
}

void
LedgerCourse::Begin()
{
    if (m_begins)
    {
        m_begins();
    }
    m_workload->Start();
}

void
LedgerCourse::AwaitCommits()
{
    if (HaveAll(0) || Simulator::Now() >= m_giveUpAt)
    {
        Simulator::Stop();
        return;
    }
    m_next = Simulator::Schedule(m_retryInterval, &LedgerCourse::AwaitCommits, this);
}

bool
LedgerCourse::HaveAll(uint64_t least) const
{
    for (const auto& channel : m_channels)
    {
        uint64_t height = 0;
        for (const auto& peer : m_network->GetPeers())
        {
            const uint64_t own = peer->GetLedger(channel).GetHeight();
            if (own < least || (height != 0 && own != height))
            {
                return false;
            }
            height = own;
        }
    }
    return true;
}

} // namespace iotledger
} // namespace ns3
