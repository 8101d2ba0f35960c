/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "sscp-course.h"

#include "ns3/mtp-topic.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <numeric>

namespace ns3
{
namespace iotledger
{

SscpCourse::SscpCourse(std::vector<Ptr<SscpDevice>> devices,
                       TopicSettings topics,
                       std::vector<TopicPair> pairs,
                       EventLog& events)
    : m_devices(std::move(devices)),
      m_topics(std::move(topics)),
      m_pairs(std::move(pairs)),
      m_events(events),
      m_pairDraw(CreateObject<UniformRandomVariable>()),
      m_subscriberDraw(CreateObject<UniformRandomVariable>())
{
}

void
SscpCourse::ScheduleTamper(Time at, uint32_t device, const std::string& topic)
{
    Simulator::Schedule(at, [this, device, topic] {
        m_devices[device - 1]->TamperKey(topic);
        m_events.Add(mtptopic::ClientId(device),
                     "tamper-key",
                     "copy of the key of topic " + topic + " replaced");
    });
}

int64_t
SscpCourse::AssignStreams(int64_t stream)
{
    m_pairDraw->SetStream(stream);
    m_subscriberDraw->SetStream(stream + 1);
    return 2;
}

void
SscpCourse::Prepare(DoneCallback done)
{
    m_done = std::move(done);
    const auto topics = m_topics.count > 0 ? DrawTopics() : m_topics.listed;
    for (const auto& topic : topics)
    {
        const auto number = static_cast<uint32_t>(m_steps.size() % m_devices.size()) + 1;
        m_steps.push_back({false, number, topic.name});
    }
    for (const auto& topic : topics)
    {
        for (const uint32_t device : topic.subscribers)
        {
            m_steps.push_back({true, device, topic.name});
        }
    }
    Advance();
}

void
SscpCourse::StartRound(uint32_t round, const SharedBytes& payload, DoneCallback done)
{
    const auto [sender, topic] = m_pairs.empty() ? DrawPair() : m_pairs[round % m_pairs.size()];
    m_done = std::move(done);
    m_devices[sender - 1]->Send(topic, payload);
}

void
SscpCourse::HandleEnded(const KeyOperation& operation)
{
    if (operation.operation == "topic-register" || operation.operation == "topic-subscribe")
    {
        Advance();
    }
    else if (operation.outcome != "ok" || operation.operation == "topic-send")
    {
        End();
    }
}

void
SscpCourse::HandleStalled()
{
    // Each step and each round is an operation of its own, whose end has been told.
}

std::vector<TopicSpec>
SscpCourse::DrawTopics()
{
    std::vector<uint32_t> devices(m_devices.size());
    std::iota(devices.begin(), devices.end(), 1u);
    std::vector<TopicSpec> topics;
    const auto count =
        std::min(m_topics.subscribersPerTopic, static_cast<uint32_t>(devices.size())); // or all
    for (const auto& name : m_topics.GetNames())
    {
        // The first steps of a Fisher-Yates shuffle: every choice is equally likely.
        for (uint32_t i = 0; i < count; ++i)
        {
            const auto last = static_cast<uint32_t>(devices.size()) - 1;
            std::swap(devices[i], devices[m_subscriberDraw->GetInteger(i, last)]);
        }
        const auto chosen = devices.begin() + count;
        topics.push_back({name, {devices.begin(), chosen}});
        std::sort(topics.back().subscribers.begin(), topics.back().subscribers.end());
    }
    return topics;
}

void
SscpCourse::Advance()
{
    while (!m_steps.empty())
    {
        const auto step = m_steps.front();
        m_steps.pop_front();
        const auto& device = m_devices[step.device - 1];
        if (!step.subscribes)
        {
            device->Register(step.topic);
            return;
        }
        if (device->Subscribe(step.topic))
        {
            return;
        }
        m_events.Add(mtptopic::ClientId(step.device),
                     "undeliverable",
                     "topic " + step.topic + " is not known, so it is not subscribed to");
    }
    End();
}

void
SscpCourse::End()
{
    if (const auto done = std::exchange(m_done, nullptr))
    {
        done();
    }
}

TopicPair
SscpCourse::DrawPair()
{
    const auto names = m_topics.GetNames();
    const uint32_t sender = m_pairDraw->GetInteger(1, static_cast<uint32_t>(m_devices.size()));
    const uint32_t topic = m_pairDraw->GetInteger(0, static_cast<uint32_t>(names.size()) - 1);
    return {sender, names[topic]};
}

} // namespace iotledger
} // namespace ns3
