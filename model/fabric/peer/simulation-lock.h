/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SIMULATION_LOCK_H
#define SIMULATION_LOCK_H

#include <cstdint>
#include <deque>
#include <functional>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The lock between simulations, which share the world state, and the state write of a block.
 *
 * A writer that waits keeps new readers out (so that it is not starved); the readers that waited
 * for a writer all go on when it is done. Whoever is granted the lock is called back from within
 * the call that granted it.
 * Source: Hyperledger Fabric v2.4.3, core/ledger/kvledger/txmgmt/txmgr/lockbased_txmgr.go
 * (commitRWLock), a sync.RWMutex of Go.
 */
class SimulationLock
{
  public:
    using Granted = std::function<void()>;

    void Share(Granted granted);
    void Unshare();

    void Own(Granted granted); //!< exclusively
    void Disown();

    uint32_t GetReaders() const;

  private:
    void Grant();

    uint32_t m_readers{0};
    bool m_isOwned{false};
    std::deque<Granted> m_waitingReaders;
    std::deque<Granted> m_waitingWriters;
};

} // namespace iotledger
} // namespace ns3

#endif /* SIMULATION_LOCK_H */
