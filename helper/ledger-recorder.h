/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LEDGER_RECORDER_H
#define LEDGER_RECORDER_H

#include "ns3/csv-table.h"
#include "ns3/fabric-network.h"
#include "ns3/failure-tally.h"
#include "ns3/ledger-submitter.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace ns3
{
namespace iotledger
{

class EventLog;

/**
 * @ingroup iot-ledger
 * @brief Makes transactions.csv and blocks.csv, and tells the event log of elections, losses and
 * failures.
 *
 * Columns are those of doc/fabric.rst. A block is what its leader cut: reason and size of its cut,
 * when its orderers first knew it agreed, when the first and the last peer had committed it. Its
 * bytes are those of a peer's copy.
 */
class LedgerRecorder
{
  public:
    /// @param run number of the run @param events outlives this
    LedgerRecorder(uint64_t run, EventLog& events);

    void Watch(const FabricNetwork& network);

    void HandleEnded(const RoundSpec& round,
                     const WorkloadTransaction& transaction,
                     uint32_t client,
                     const TransactionResult& result);

    void HandleRoundEnded(const std::string& label); //!< tells why its transactions failed
    void HandleCrash(const std::string& node);

    const CsvTable& GetTransactions() const;
    CsvTable MakeBlocks() const; //!< in order of channel and number

  private:
    struct BlockRow
    {
        std::string reason; //!< empty: cut by nobody that was watched
        std::string leader; //!< who cut it; empty likewise
        uint32_t transactions{0};
        uint64_t bytes{0};
        Time cut{Seconds(-1)}; //!< this and the following: negative if it has not happened
        Time agreed{Seconds(-1)};
        Time firstCommit{Seconds(-1)};
        Time lastCommit{Seconds(-1)};
    };

    void WatchOrderer(Ptr<FabricOrderer> orderer, const std::string& name);
    void WatchPeer(Ptr<FabricPeer> peer, const std::string& name);
    /// Tells when the first block of a leader that follows another one is committed.
    void TellResumption(const std::string& channel, uint64_t number);

    uint64_t m_run;
    EventLog& m_events;
    CsvTable m_transactions;
    FailureTally m_failures;                                       //!< of the round
    std::map<std::string, Time> m_crashes;                         //!< when each node last crashed
    std::map<std::pair<std::string, uint64_t>, BlockRow> m_blocks; //!< by channel and number
};

} // namespace iotledger
} // namespace ns3

#endif /* LEDGER_RECORDER_H */
