/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MTP_COURSE_H
#define MTP_COURSE_H

#include "ns3/experiment-course.h"
#include "ns3/mtp-device.h"
#include "ns3/random-variable-stream.h"

#include <utility>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief MTP's rounds: one device sends to another.
 *
 * A round ends when every device has dealt with the data, or nothing is sent.
 */
class MtpCourse : public ExperimentCourse
{
  public:
    using Pair = std::pair<uint32_t, uint32_t>; //!< sender and recipient, device numbers

    /// @param devices by number from 1 @param pairs of the rounds, in turn; if none, they are drawn
    explicit MtpCourse(std::vector<Ptr<MtpDevice>> devices, std::vector<Pair> pairs = {});

    int64_t AssignStreams(int64_t stream) override;
    void Prepare(DoneCallback done) override;
    void StartRound(uint32_t round, const SharedBytes& payload, DoneCallback done) override;
    void HandleEnded(const KeyOperation& operation) override;
    void HandleStalled() override;

  private:
    void HandleTried();
    void End();
    Pair DrawPair();

    std::vector<Ptr<MtpDevice>> m_devices;
    std::vector<Pair> m_pairs;
    Ptr<UniformRandomVariable> m_draw;
    DoneCallback m_done; //!< of the round under way
    uint32_t m_tried{0}; //!< devices that have dealt with this round's data
    bool m_sent{false};  //!< this round's datasend has ended at its recipient
};

} // namespace iotledger
} // namespace ns3

#endif /* MTP_COURSE_H */
