/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MTP_FAULTS_H
#define MTP_FAULTS_H

#include "ns3/answer-forger.h"
#include "ns3/eavesdropper.h"
#include "ns3/event-log.h"
#include "ns3/mtp-network.h"
#include "ns3/random-variable-stream.h"
#include "ns3/scenario-faults.h"

#include <set>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Brings the faults of a run about: tampered copies of keys, and compromised devices and
 * broker.
 *
 * One attacker is behind them all, with one key pair; it eavesdrops on what comes to the broker.
 * Compromised devices are drawn from those that no fault names: the attacker needs honest ones to
 * deceive.
 */
class MtpFaults
{
  public:
    /// @param network what they happen to; it is built
    /// @param rsaBits size of the attacker's key [bit]
    /// @param events is told when they do
    MtpFaults(MtpNetwork& network, uint32_t rsaBits, EventLog& events);
    ~MtpFaults();

    /// Pins the random streams. @return how many were taken.
    int64_t AssignStreams(int64_t stream);

    /// Brings about what holds from before the start: the lies that devices are provisioned with.
    void Begin(const std::vector<Fault>& faults);

    /// Schedules the rest. Call it after MtpExperiment::Install.
    void Schedule(const std::vector<Fault>& faults);

    /// Replaces, at @p at, the copy that @p device has of @p target's key by "None".
    void ScheduleTamper(Time at, uint32_t device, uint32_t target);

  private:
    void ScheduleTamper(Time at, uint32_t device, const SubjectKey& replacement);
    void ScheduleCompromise(Time at, const std::vector<uint32_t>& devices);
    void CompromiseBroker(const Fault& fault);
    std::vector<uint32_t> Draw(uint32_t count, std::vector<uint32_t> devices);
    const SharedBytes& GetAttackerKey();

    MtpNetwork& m_network;
    uint32_t m_rsaBits;
    EventLog& m_events;
    Ptr<Crypto> m_crypto; //!< the attacker's
    Ptr<UniformRandomVariable> m_draw;
    Ptr<Eavesdropper> m_attacker; //!< once needed
    Ptr<AnswerForger> m_forger;   //!< once needed
};

} // namespace iotledger
} // namespace ns3

#endif /* MTP_FAULTS_H */
