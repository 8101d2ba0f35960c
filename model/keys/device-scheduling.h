/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DEVICE_SCHEDULING_H
#define DEVICE_SCHEDULING_H

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/random-variable-stream.h"

#include <deque>
#include <functional>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief When the operating system lets a device's program run: now and then it has to wait.
 *
 * A program that sleeps until a message comes is mostly woken at once. With DelayProbability it
 * waits first, for a time of exponential distribution: of mean HandlingDelay before it handles the
 * message, or, if the message asks for an answer, of mean AnswerDelay before the answer leaves. What
 * comes while it waits is dealt with right after, in order, at no further wait. A program that
 * waits for an answer is awake: its messages do not come by here.
 *
 * Why: the tables of the paper (see mtp-message.h), of up to 100 programs on one machine, grow as the
 * slowest of N such delays does. Both means are zero by default: programs run at once.
 */
class DeviceScheduling : public Object
{
  public:
    using Work = std::function<void()>;

    static TypeId GetTypeId();

    DeviceScheduling();

    void Handle(Work work); //!< runs @p work, on a message that wants no answer
    void Answer(Work work); //!< runs @p work, the sending of an answer

    /// Pins the random streams. @return how many were taken.
    int64_t AssignStreams(int64_t stream);

  protected:
    void DoDispose() override;

  private:
    /// Work that waits for its turn. Order is kept.
    struct Line
    {
        std::deque<Work> waiting;
        EventId wake;
    };

    void Submit(Line& line, Time mean, Work work);
    void Wake(Line& line);

    double m_probability;
    Time m_handlingMean;
    Time m_answerMean;
    Ptr<UniformRandomVariable> m_isDelayed;
    Ptr<ExponentialRandomVariable> m_delay; //!< in units of the mean
    Line m_handling;
    Line m_answering;
};

} // namespace iotledger
} // namespace ns3

#endif /* DEVICE_SCHEDULING_H */
