/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LEDGER_COURSE_H
#define LEDGER_COURSE_H

#include "ns3/event-id.h"
#include "ns3/fabric-network.h"
#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/workload-run.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The order of events of a ledger's run: channels come up, the chaincode is defined on each,
 * the workload runs, and when all peers have what the first of them has, the run stops.
 *
 * An orderer leads soon after the start, but nobody tells a client when: defining is tried again
 * until it succeeds, or Patience is over.
 */
class LedgerCourse : public Object
{
  public:
    static TypeId GetTypeId();

    /// @param network outlives this @param workload configured, not started
    void Install(FabricNetwork* network,
                 Ptr<WorkloadRun> workload,
                 const std::vector<std::string>& channels);

    /// To be called when the workload starts.
    void SetWorkloadCallback(std::function<void()> begins);

    void Start(); //!< schedules the first step

    /// @return why the run was stopped before its workload, in one line; empty if it was not.
    const std::string& GetFailure() const;

  protected:
    void DoDispose() override;

  private:
    void BeginDefining(std::size_t channel);
    void Define(std::size_t channel);
    void HandleDefined(std::size_t channel, const TransactionResult& result);
    void AwaitDefinitions();
    void Fail(const std::string& what); //!< stops the run
    void Begin();
    void AwaitCommits();
    bool HaveAll(uint64_t least) const; //!< whether all peers are equally high, at least @p least

    Time m_settleTime;
    Time m_retryInterval;
    Time m_patience;
    FabricNetwork* m_network{nullptr};
    Ptr<WorkloadRun> m_workload;
    std::vector<std::string> m_channels;
    std::function<void()> m_begins;
    Time m_giveUpAt; //!< on what is awaited
    std::string m_failure;
    EventId m_next;
};

} // namespace iotledger
} // namespace ns3

#endif /* LEDGER_COURSE_H */
