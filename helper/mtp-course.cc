/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mtp-course.h"

namespace ns3
{
namespace iotledger
{

MtpCourse::MtpCourse(std::vector<Ptr<MtpDevice>> devices, std::vector<Pair> pairs)
    : m_devices(std::move(devices)),
      m_pairs(std::move(pairs)),
      m_draw(CreateObject<UniformRandomVariable>())
{
}

int64_t
MtpCourse::AssignStreams(int64_t stream)
{
    m_draw->SetStream(stream);
    return 1;
}

void
MtpCourse::Prepare(DoneCallback done)
{
    for (const auto& device : m_devices)
    {
        device->TraceConnectWithoutContext(
            "DataTried",
            Callback<void, uint32_t, uint32_t, uint32_t, bool, const SharedBytes&>(
                [this](uint32_t, uint32_t, uint32_t, bool, const SharedBytes&) { HandleTried(); }));
    }
    done();
}

void
MtpCourse::StartRound(uint32_t round, const SharedBytes& payload, DoneCallback done)
{
    const auto [sender, recipient] = m_pairs.empty() ? DrawPair() : m_pairs[round % m_pairs.size()];
    m_tried = 0;
    m_sent = false;
    m_done = std::move(done);
    m_devices[sender - 1]->GetSender()->Send(KeySubject::Device(recipient), payload);
}

void
MtpCourse::HandleEnded(const KeyOperation& operation)
{
    if (operation.operation == "datasend" && operation.hops.size() == 2)
    {
        m_sent = true; // it came to the recipient, even if encrypted with a wrong key
        // The recipient counts among those that have tried; it is told of after this.
    }
    else if (operation.outcome != "ok")
    {
        End();
    }
}

void
MtpCourse::HandleStalled()
{
    if (m_sent)
    {
        End(); // the data arrived, but some device never dealt with it
    }
}

void
MtpCourse::HandleTried()
{
    // All but the sender try. The last one may be the recipient, whose end is told first.
    if (++m_tried == m_devices.size() - 1)
    {
        End();
    }
}

void
MtpCourse::End()
{
    m_tried = 0;
    m_sent = false;
    if (const auto done = std::exchange(m_done, nullptr))
    {
        done();
    }
}

MtpCourse::Pair
MtpCourse::DrawPair()
{
    const auto count = static_cast<uint32_t>(m_devices.size());
    const uint32_t sender = m_draw->GetInteger(1, count);
    const uint32_t other = m_draw->GetInteger(1, count - 1);
    return {sender, other < sender ? other : other + 1};
}

} // namespace iotledger
} // namespace ns3
