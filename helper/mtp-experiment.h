/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MTP_EXPERIMENT_H
#define MTP_EXPERIMENT_H

#include "ns3/crypto.h"
#include "ns3/event-id.h"
#include "ns3/key-directory.h"
#include "ns3/key-operation.h"
#include "ns3/mtp-device.h"
#include "ns3/object.h"
#include "ns3/random-variable-stream.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The course of an MTP run: devices join and register, then pairs of them verify and send.
 *
 * Devices connect within StartSpread. Then they register, as Registration says: "together", each as
 * soon as it has joined; "sequential", one after another, once all have joined; "provisioned", not
 * at all, all keys being in place from the start. Then come the rounds, one after another: a sender
 * verifies a recipient's key and sends it the payload; a round ends when every device has dealt
 * with the data, or nothing is sent. The run stops after the last round.
 */
class MtpExperiment : public Object
{
  public:
    using Pair = std::pair<uint32_t, uint32_t>; //!< sender and recipient, device numbers

    static TypeId GetTypeId();

    uint32_t GetDevices() const;
    uint32_t GetRsaBits() const;

    /// @return what device @p number is to be installed with.
    MtpSender::Settings GetDeviceSettings(uint32_t number) const;

    /// Fixes the pairs of the rounds, taken in turn; without, they are drawn.
    void SetPairs(std::vector<Pair> pairs);

    /// Pins the random streams. @return how many were taken.
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
    void HandleJoined(uint32_t device);
    void HandleRegistered();
    void HandleTried();
    void HandleStalled();
    void Provision();
    void StartRounds();
    void StartRound();
    void EndRound();
    Pair DrawPair();
    void Watch(); //!< notes a sign of progress
    void CheckProgress();

    uint32_t m_count;
    uint64_t m_payload; //!< [B]
    uint32_t m_rounds;
    Time m_verificationTimeout;
    Time m_operationTimeout;
    Time m_startSpread;
    std::string m_registration;
    uint32_t m_rsaBits;
    std::string m_aes;
    uint8_t m_qos;

    std::vector<Pair> m_pairs;
    Ptr<UniformRandomVariable> m_startDraw;
    Ptr<UniformRandomVariable> m_pairDraw;
    std::vector<Ptr<MtpDevice>> m_devices;
    Ptr<KeyDirectory> m_directory;
    std::function<void()> m_stalled;
    std::function<void()> m_roundsBegin;
    std::function<void()> m_finished;
    EventId m_watchdog;
    Time m_progress; //!< when something last ended
    uint32_t m_joined{0};
    uint32_t m_registered{0};
    uint32_t m_round{0}; //!< rounds started
    uint32_t m_tried{0}; //!< devices that have dealt with this round's data
    bool m_sent{false};  //!< this round's datasend has ended at its recipient
    bool m_inRounds{false};
};

} // namespace iotledger
} // namespace ns3

#endif /* MTP_EXPERIMENT_H */
