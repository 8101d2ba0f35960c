/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ledger-recorder.h"

#include "ns3/event-log.h"
#include "ns3/fabric-ledger.h"
#include "ns3/simulator.h"

namespace ns3
{
namespace iotledger
{

namespace
{

using Text = const std::string&;

/// Adds a time, or nothing for one that did not come.
void
AddTime(CsvTable& table, Time time)
{
    time.IsStrictlyNegative() ? table.Cell("") : table.Cell(time);
}

} // namespace

LedgerRecorder::LedgerRecorder(uint64_t run, EventLog& events)
    : m_run(run),
      m_events(events),
      m_transactions({"run",
                      "round",
                      "id",
                      "client",
                      "operation",
                      "kind",
                      "submit_s",
                      "endorsed_s",
                      "ordered_s",
                      "committed_s",
                      "end_s",
                      "latency_s",
                      "block",
                      "code",
                      "envelope_bytes",
                      "proposal_bytes",
                      "response_bytes"})
{
}

void
LedgerRecorder::Watch(const FabricNetwork& network)
{
    std::size_t orderers = 0;
    std::size_t peers = 0;
    for (const auto& placed : network.GetPlaces())
    {
        if (placed.role == "orderer")
        {
            WatchOrderer(network.GetOrderers()[orderers++], placed.place.name);
        }
        else if (placed.role == "peer")
        {
            WatchPeer(network.GetPeers()[peers++], placed.place.name);
        }
    }
}

void
LedgerRecorder::HandleEnded(const RoundSpec& round,
                            const WorkloadTransaction& transaction,
                            uint32_t client,
                            const TransactionResult& result)
{
    auto& table = m_transactions;
    table.Cell(m_run).Cell(round.label).Cell(transaction.indexInRound);
    table.Cell("client" + std::to_string(client + 1)).Cell(round.operation);
    table.Cell(result.isReadOnly ? "read" : "write").Cell(result.submitted);
    AddTime(table, result.endorsed);
    AddTime(table, result.ordered);
    AddTime(table, result.committed);
    table.Cell(result.ended).Cell(result.ended - result.submitted);
    const bool isInBlock = !result.committed.IsStrictlyNegative();
    isInBlock ? table.Cell(result.block) : table.Cell("");
    table.Cell(result.code).Cell(result.envelopeBytes).Cell(result.proposalBytes);
    table.Cell(result.payload.GetSize()).EndRow();
    if (!result.IsSuccess())
    {
        m_failures.Add("client" + std::to_string(client + 1), result.code, result.error);
    }
}

void
LedgerRecorder::HandleRoundEnded(const std::string& label)
{
    m_failures.Tell(label, m_events);
}

void
LedgerRecorder::HandleCrash(const std::string& node)
{
    m_crashes[node] = Simulator::Now();
}

const CsvTable&
LedgerRecorder::GetTransactions() const
{
    return m_transactions;
}

CsvTable
LedgerRecorder::MakeBlocks() const
{
    CsvTable table({"run",
                    "channel",
                    "number",
                    "reason",
                    "transactions",
                    "bytes",
                    "cut_s",
                    "agreed_s",
                    "first_commit_s",
                    "last_commit_s"});
    for (const auto& [key, block] : m_blocks)
    {
        table.Cell(m_run).Cell(key.first).Cell(key.second).Cell(block.reason);
        table.Cell(block.transactions).Cell(block.bytes);
        AddTime(table, block.cut);
        AddTime(table, block.agreed);
        AddTime(table, block.firstCommit);
        AddTime(table, block.lastCommit);
        table.EndRow();
    }
    return table;
}

void
LedgerRecorder::WatchOrderer(Ptr<FabricOrderer> orderer, const std::string& name)
{
    orderer->TraceConnectWithoutContext(
        "BlockCut",
        Callback<void, Text, uint64_t, Text, uint32_t, uint64_t>(
            [this,
             name](Text channel, uint64_t number, Text reason, uint32_t transactions, uint64_t) {
                auto& block = m_blocks[{channel, number}];
                if (block.agreed.IsStrictlyNegative()) // else it is agreed as another cut it
                {
                    block.leader = name;
                    block.reason = reason;
                    block.transactions = transactions;
                    block.cut = Simulator::Now();
                }
            }));
    orderer->TraceConnectWithoutContext(
        "BlockAgreed",
        Callback<void, Text, uint64_t>([this](Text channel, uint64_t number) {
            auto& block = m_blocks[{channel, number}];
            if (block.agreed.IsStrictlyNegative())
            {
                block.agreed = Simulator::Now();
            }
        }));
    orderer->TraceConnectWithoutContext(
        "LeaderElected",
        Callback<void, Text, Text, uint64_t>([this](Text channel, Text leader, uint64_t term) {
            m_events.Add(leader, "leader-elected", channel + " term " + std::to_string(term));
        }));
    orderer->TraceConnectWithoutContext(
        "MessagesLost",
        Callback<void, Text, uint64_t>([this, name](Text channel, uint64_t count) {
            m_events.Add(name,
                         "messages-lost",
                         channel + " " + std::to_string(count) + " acknowledged, not ordered");
        }));
}

void
LedgerRecorder::TellResumption(const std::string& channel, uint64_t number)
{
    const auto& block = m_blocks[{channel, number}];
    const auto last = m_blocks.find({channel, number - 1});
    if (last != m_blocks.end() && !last->second.leader.empty() && !block.leader.empty() &&
        last->second.leader != block.leader)
    {
        const auto crash = m_crashes.find(last->second.leader);
        const bool hasCrashed = crash != m_crashes.end();
        const Time gap =
            block.firstCommit - (hasCrashed ? crash->second : last->second.firstCommit);
        m_events.Add(block.leader,
                     "commits-resumed",
                     channel + " block " + std::to_string(number) + ", " +
                         std::to_string(gap.GetSeconds()) + " s after " +
                         (hasCrashed ? "the crash of " : "the last of ") + last->second.leader);
    }
}

void
LedgerRecorder::WatchPeer(Ptr<FabricPeer> peer, const std::string& name)
{
    // The peer outlives its trace sources.
    FabricPeer* const ledgers = PeekPointer(peer);
    peer->TraceConnectWithoutContext(
        "BlockCommitted",
        Callback<void, Text, uint64_t, uint32_t, uint32_t>(
            [this, ledgers](Text channel, uint64_t number, uint32_t transactions, uint32_t) {
                auto& block = m_blocks[{channel, number}];
                if (block.firstCommit.IsStrictlyNegative())
                {
                    block.firstCommit = Simulator::Now();
                    block.transactions = transactions;
                    block.bytes = ledgers->GetLedger(channel).GetBlock(number).GetSize();
                    TellResumption(channel, number);
                }
                block.lastCommit = Simulator::Now();
            }));
    peer->TraceConnectWithoutContext(
        "ProposalRefused",
        Callback<void, Text, Text, Text>([this, name](Text channel, Text, Text reason) {
            m_events.Add(name, "refused", channel + ": " + reason);
        }));
    peer->TraceConnectWithoutContext(
        "BlockRefused",
        Callback<void, Text, uint64_t, Text>(
            [this, name](Text channel, uint64_t number, Text reason) {
                m_events.Add(name,
                             "refused",
                             channel + " block " + std::to_string(number) + ": " + reason);
            }));
}

} // namespace iotledger
} // namespace ns3
