/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "raft-chain.h"

#include "ns3/orderer-channel.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

void
RaftChain::SubmitForwarded(Submission submission)
{
    const auto cost = m_context.costs->forwarded.Of(submission.envelope.GetSize());
    m_intake->Submit(cost, m_life.Bind([this, submission = std::move(submission)] {
        Submit(submission);
    }));
}

void
RaftChain::Receive(const SharedBytes& raftMessage)
{
    if (!m_isHalted)
    {
        m_loop->Receive(raftMessage);
    }
}

void
RaftChain::ReportUnreachable()
{
    for (const auto& [id, consenter] : m_consenters)
    {
        if (!m_channel.IsConnected(consenter.address))
        {
            m_loop->ReportUnreachable(id);
        }
    }
}

void
RaftChain::Forward(uint64_t leader, const Submission& submission)
{
    // Who waits, until the message has left or the time is up, whichever is first.
    const auto waiter = std::make_shared<std::function<void(const std::string&)>>(submission.done);
    const auto answer = [waiter](const std::string& error) {
        if (const auto done = std::exchange(*waiter, nullptr))
        {
            done(error);
        }
    };
    Simulator::Schedule(RPC_TIMEOUT, m_life.Bind([answer, leader] {
        answer("timed out (7s) waiting on forwarding to " + std::to_string(leader));
    }));
    const auto consenter = m_consenters.find(leader);
    if (consenter == m_consenters.end())
    {
        return;
    }
    m_context.place.process->Submit(
        m_context.costs->forward.Of(submission.envelope.GetSize()),
        m_life.Bind([this,
                     address = consenter->second.address,
                     envelope = submission.envelope,
                     sequence = submission.sequence,
                     answer] {
            m_channel.Forward(address, envelope, sequence, [answer] { answer(""); });
        }));
}

bool
RaftChain::Send(const RaftMessage& message)
{
    const auto consenter = m_consenters.find(message.to);
    return consenter != m_consenters.end() &&
           m_channel.SendConsensus(consenter->second.address, message);
}

} // namespace iotledger
} // namespace ns3
