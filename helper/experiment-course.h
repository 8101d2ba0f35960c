/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef EXPERIMENT_COURSE_H
#define EXPERIMENT_COURSE_H

#include "ns3/key-operation.h"
#include "ns3/shared-bytes.h"

#include <cstdint>
#include <functional>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief What an experiment does once its devices have joined and registered, by protocol.
 *
 * MtpExperiment owns one. A done-callback is called once, at once or later.
 */
class ExperimentCourse
{
  public:
    using DoneCallback = std::function<void()>;

    virtual ~ExperimentCourse() = default;

    /// Pins the random streams. @return how many were taken.
    virtual int64_t AssignStreams(int64_t stream) = 0;

    /// Does what comes before the rounds.
    virtual void Prepare(DoneCallback done) = 0;

    /// Has somebody send @p payload in round @p round, counted from 0.
    virtual void StartRound(uint32_t round, const SharedBytes& payload, DoneCallback done) = 0;

    /// To be told of every operation that has ended, but the registrations of devices.
    virtual void HandleEnded(const KeyOperation& operation) = 0;

    /// Nothing has happened for long; what was under way has been ended.
    virtual void HandleStalled() = 0;
};

} // namespace iotledger
} // namespace ns3

#endif /* EXPERIMENT_COURSE_H */
