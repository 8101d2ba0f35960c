/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_HOSTS_H
#define SCENARIO_HOSTS_H

#include "ns3/crypto-profile.h"
#include "ns3/data-rate.h"
#include "ns3/nstime.h"
#include "ns3/scenario-kind.h"
#include "ns3/scenario-nodes.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

class Disk;

/// What is said of the disk of a machine. @ingroup iot-ledger
struct DiskSpec
{
    std::optional<Time> syncLatency;
    std::optional<Time> syncCost;
    std::optional<DataRate> writeBandwidth;
    std::optional<DataRate> readBandwidth;

    void Configure(Disk& disk) const; //!< sets the attributes that are said
};

/// A kind of machine, and the nodes that run on it. @ingroup iot-ledger
struct HostPlacement
{
    std::string name;
    bool isRole{false}; //!< stands for the nodes of a role that are placed nowhere else
    NodeSelection nodes;
    ScenarioPlace place;        //!< where it was described
    std::string profile;        //!< crypto profile: a shipped one's name or an absolute path
    bool ownProfile{false};     //!< named by the host itself, not by crypto.profile
    ScenarioPlace profilePlace; //!< where it was named
    uint32_t cores{1};
    double speed{1};    //!< relative to the profile's machine
    bool shared{false}; //!< one machine for all its nodes, instead of one each
    bool isFair{false}; //!< its cores are shared fairly between processes
    DiskSpec disk;
};

/**
 * Reads `hosts:`. There is always a placement for each role of this kind of scenario; those come
 * last, so that the first whose nodes match holds.
 * @param hosts as written, null if it was not
 * @param profile of those that name none
 * @param profilePlace where that was said
 * @throws ScenarioError
 */
std::vector<HostPlacement> ReadHosts(const ScenarioValue* hosts,
                                     ScenarioKind kind,
                                     const std::string& profile,
                                     const ScenarioPlace& profilePlace);

/// @return the placement of a node, which its name alone decides.
const HostPlacement& FindHost(const std::vector<HostPlacement>& hosts, const std::string& node);

/// @return @p hosts as a scenario has them.
ScenarioValue WriteHosts(const std::vector<HostPlacement>& hosts);

/// @return the absolute path of a file that a scenario names, relative to the scenario's own.
std::string ResolvePath(const std::string& path, const ScenarioPlace& place);

/// @return a profile as CryptoProfile::Load takes it: a file's path, taken relative to the scenario
/// file that names it, is made absolute.
std::string ResolveProfile(const std::string& profile, const ScenarioPlace& place);

/// A size of RSA keys that nodes work with. @ingroup iot-ledger
struct RsaUse
{
    std::string key; //!< of the scenario, that says the size
    uint32_t bits;
    bool inBroker; //!< the broker does too, not the devices alone
};

using CryptoProfiles = std::map<std::string, CryptoProfile>; //!< by name or path

/**
 * Checks what concerns hosts, nodes and profiles together: each node is claimed by one host at
 * most, each profile can be read and has costs for the RSA keys its nodes work with.
 * @param nodes their names
 * @param profiles what was read so far; takes what is read now
 * @throws ScenarioError
 */
void CheckHosts(const std::vector<HostPlacement>& hosts,
                const std::vector<std::string>& nodes,
                const std::vector<RsaUse>& uses,
                CryptoProfiles& profiles);

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_HOSTS_H */
