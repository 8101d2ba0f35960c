/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef HOST_HELPER_H
#define HOST_HELPER_H

#include "ns3/crypto-profile.h"
#include "ns3/disk.h"
#include "ns3/host.h"
#include "ns3/scenario-hosts.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// The machine a node runs on. @ingroup iot-ledger
struct Machine
{
    std::string name; //!< the placement's if shared, else the node's
    Ptr<Host> host;
    Ptr<Disk> disk;
    std::shared_ptr<const CryptoProfile> profile;
};

/**
 * @ingroup iot-ledger
 * @brief Makes the Hosts that a scenario's `hosts:` describe, and reads their profiles once.
 */
class HostHelper
{
  public:
    explicit HostHelper(std::vector<HostPlacement> placements);

    /// Sets attributes of every machine that is made from now on, before
    /// those that its placement says.
    void SetConfigure(std::function<void(Host& host, Disk& disk)> configure);

    /// @return the machine of @p node, a new one unless its placement is shared and made already.
    Machine Place(const std::string& node);

    /// @return name and digest of every profile used so far, sorted.
    std::vector<std::pair<std::string, std::string>> GetProfileDigests() const;

  private:
    std::vector<HostPlacement> m_placements;
    std::function<void(Host& host, Disk& disk)> m_configure;
    std::map<std::string, std::shared_ptr<const CryptoProfile>> m_profiles; //!< as placements say
    std::map<std::string, Machine> m_shared;                                //!< by placement's name
};

} // namespace iotledger
} // namespace ns3

#endif /* HOST_HELPER_H */
