/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "device-scheduling.h"

#include "ns3/double.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(DeviceScheduling);

TypeId
DeviceScheduling::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::DeviceScheduling")
            .SetParent<Object>()
            .SetGroupName("IotLedger")
            .AddConstructor<DeviceScheduling>()
            .AddAttribute("DelayProbability",
                          "How often a sleeping program is not woken at once when a message comes.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&DeviceScheduling::m_probability),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("HandlingDelay",
                          "Mean of the exponential wait before the message is handled then.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&DeviceScheduling::m_handlingMean),
                          MakeTimeChecker(Time(0)))
            .AddAttribute(
                "AnswerDelay",
                "Mean of the exponential wait before an answer leaves, when there is one.",
                TimeValue(Time(0)),
                MakeTimeAccessor(&DeviceScheduling::m_answerMean),
                MakeTimeChecker(Time(0)));
    return tid;
}

DeviceScheduling::DeviceScheduling()
    : m_isDelayed(CreateObject<UniformRandomVariable>()),
      m_delay(CreateObject<ExponentialRandomVariable>())
{
}

void
DeviceScheduling::Handle(Work work)
{
    Submit(m_handling, m_handlingMean, std::move(work));
}

void
DeviceScheduling::Answer(Work work)
{
    Submit(m_answering, m_answerMean, std::move(work));
}

int64_t
DeviceScheduling::AssignStreams(int64_t stream)
{
    m_isDelayed->SetStream(stream);
    m_delay->SetStream(stream + 1);
    return 2;
}

void
DeviceScheduling::DoDispose()
{
    for (Line* line : {&m_handling, &m_answering})
    {
        line->wake.Cancel();
        line->waiting.clear();
    }
    Object::DoDispose();
}

void
DeviceScheduling::Submit(Line& line, Time mean, Work work)
{
    const bool isWaiting = line.wake.IsRunning();
    if (!isWaiting && (m_probability == 0 || m_isDelayed->GetValue() >= m_probability))
    {
        work();
        return;
    }
    line.waiting.push_back(std::move(work));
    if (!isWaiting)
    {
        const Time wait = Seconds(mean.GetSeconds() * m_delay->GetValue(1.0, 0.0));
        line.wake = Simulator::Schedule(wait, [this, &line] { Wake(line); });
    }
}

void
DeviceScheduling::Wake(Line& line)
{
    for (const auto& work : std::exchange(line.waiting, {}))
    {
        work();
    }
}

} // namespace iotledger
} // namespace ns3
