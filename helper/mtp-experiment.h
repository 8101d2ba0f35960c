/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MTP_EXPERIMENT_H
#define MTP_EXPERIMENT_H

#include "ns3/crypto.h"
#include "ns3/experiment-course.h"
#include "ns3/key-directory.h"
#include "ns3/key-operation.h"
#include "ns3/mtp-device.h"
#include "ns3/object.h"
#include "ns3/progress-watchdog.h"
#include "ns3/random-variable-stream.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief A run of key verification: devices join and register, then verify and send in rounds.
 *
 * Devices connect within StartSpread. Then they register, as Registration says: "together", each as
 * soon as it has joined; "sequential", one after another, once all have joined; "provisioned", not
 * at all, all keys being in place from the start. Then come the rounds, one after another, of which
 * the ExperimentCourse knows what each protocol does in them, and before. The run stops after the
 * last round.
 */
class MtpExperiment : public Object
{
  public:
    static TypeId GetTypeId();

    uint32_t GetDevices() const;
    uint32_t GetRsaBits() const;
    bool SendsEndWithAll() const; //!< a datasend, not with its recipient

    /// @return what device @p number is to be installed with.
    MtpSender::Settings GetDeviceSettings(uint32_t number) const;

    /// Says what is done in the rounds, and before. Call it before the following.
    void SetCourse(std::unique_ptr<ExperimentCourse> course);

    /// Pins the random streams, the course's too. @return how many were taken.
    int64_t AssignStreams(int64_t stream);

    /// Takes charge of @p devices, by number from 1, and schedules their start.
    void Install(std::vector<Ptr<MtpDevice>> devices, Ptr<KeyDirectory> directory);

    /// To be told of every operation that has ended.
    void HandleEnded(const KeyOperation& operation);

    /// Called when nothing has ended for OperationTimeout: to end what has not.
    void SetStalledCallback(std::function<void()> callback);

    /// Called when the rounds begin, and when the last one has ended, before the run stops.
    void SetPhaseCallbacks(std::function<void()> roundsBegin, std::function<void()> finished);

  protected:
    void DoDispose() override;

  private:
    enum class Phase
    {
        JOINING, //!< and registering
        PREPARING,
        ROUNDS,
    };

    void HandleJoined(uint32_t device);
    void HandleRegistered();
    void HandleStalled();
    void Provision();
    void Prepare();
    void StartRounds();
    void StartRound();

    uint32_t m_count;
    uint64_t m_payload; //!< [B]
    uint32_t m_rounds;
    Time m_verificationTimeout;
    Time m_operationTimeout;
    Time m_startSpread;
    std::string m_registration;
    std::string m_dataSendEnds;
    uint32_t m_rsaBits;
    std::string m_aes;
    uint8_t m_qos;

    std::unique_ptr<ExperimentCourse> m_course;
    Ptr<UniformRandomVariable> m_startDraw;
    std::vector<Ptr<MtpDevice>> m_devices;
    Ptr<KeyDirectory> m_directory;
    std::function<void()> m_stalled;
    std::function<void()> m_roundsBegin;
    std::function<void()> m_finished;
    ProgressWatchdog m_watchdog;
    Phase m_phase{Phase::JOINING};
    uint32_t m_joined{0};
    uint32_t m_registered{0};
    uint32_t m_round{0}; //!< rounds started
};

} // namespace iotledger
} // namespace ns3

#endif /* MTP_EXPERIMENT_H */
