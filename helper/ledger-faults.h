/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LEDGER_FAULTS_H
#define LEDGER_FAULTS_H

#include "ns3/fabric-network.h"
#include "ns3/scenario-ledger.h"

#include <functional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

class EventLog;

/// Stops nodes of a ledger at once, as SIGKILL does, and starts them again. @ingroup iot-ledger
class LedgerFaults
{
  public:
    /// @param network and @param events outlive this @param channels the first says who leads
    LedgerFaults(FabricNetwork& network,
                 const std::vector<std::string>& channels,
                 EventLog& events);

    void SetCrashCallback(std::function<void(const std::string& node)> crashed);

    void Schedule(const std::vector<LedgerFault>& faults); //!< times count from now

  private:
    void Begin(const LedgerFault& fault);
    void End(const std::string& node);
    std::string FindLeader() const; //!< @return the node's name; empty: nobody leads
    Ptr<FabricOrderer> FindOrderer(const std::string& node) const; //!< @return null: it is none
    Ptr<FabricPeer> FindPeer(const std::string& node) const;       //!< @return null: it is none

    FabricNetwork& m_network;
    std::vector<std::string> m_channels;
    EventLog& m_events;
    std::function<void(const std::string& node)> m_crashed;
};

} // namespace iotledger
} // namespace ns3

#endif /* LEDGER_FAULTS_H */
