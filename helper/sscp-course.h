/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SSCP_COURSE_H
#define SSCP_COURSE_H

#include "ns3/event-log.h"
#include "ns3/experiment-course.h"
#include "ns3/random-variable-stream.h"
#include "ns3/scenario-topics.h"
#include "ns3/sscp-device.h"

#include <deque>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief SSCP's course: topics are registered, then subscribed to, then a device sends to a topic.
 *
 * Registrations and subscriptions go one after another, so that each is timed by itself; topic k is
 * registered by device k (of N: k modulo N). A round ends when every subscriber has dealt with the
 * data, or nothing is sent.
 */
class SscpCourse : public ExperimentCourse
{
  public:
    /**
     * @param devices by number from 1
     * @param topics with their subscribers, or how many to draw
     * @param pairs of the rounds, in turn; if none, they are drawn
     * @param events gets what could not be done
     */
    SscpCourse(std::vector<Ptr<SscpDevice>> devices,
               TopicSettings topics,
               std::vector<TopicPair> pairs,
               EventLog& events);

    /// Replaces, at @p at, the copy that @p device has of the public key of topic @p topic.
    void ScheduleTamper(Time at, uint32_t device, const std::string& topic);

    int64_t AssignStreams(int64_t stream) override;
    void Prepare(DoneCallback done) override;
    void StartRound(uint32_t round, const SharedBytes& payload, DoneCallback done) override;
    void HandleEnded(const KeyOperation& operation) override;
    void HandleStalled() override;

  private:
    /// A topic is registered by a device, or subscribed to.
    struct Step
    {
        bool subscribes;
        uint32_t device;
        std::string topic;
    };

    std::vector<TopicSpec> DrawTopics();
    void Advance(); //!< takes the steps before the rounds, up to one that takes time
    void End();
    TopicPair DrawPair();

    std::vector<Ptr<SscpDevice>> m_devices;
    TopicSettings m_topics;
    std::vector<TopicPair> m_pairs;
    EventLog& m_events;
    Ptr<UniformRandomVariable> m_pairDraw;
    Ptr<UniformRandomVariable> m_subscriberDraw;
    std::deque<Step> m_steps; //!< before the rounds, to be taken
    DoneCallback m_done;      //!< of the preparation, or the round under way
};

} // namespace iotledger
} // namespace ns3

#endif /* SSCP_COURSE_H */
