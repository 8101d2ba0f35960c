/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-hosts.h"

#include "ns3/disk.h"
#include "ns3/scenario-fields.h"
#include "ns3/scenario-quantity.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

namespace ns3
{
namespace iotledger
{

namespace
{

/// @return the roles as a text.
std::string
ListRoles(ScenarioKind kind)
{
    std::string list;
    for (const auto& role : GetRoles(kind))
    {
        list += (list.empty() ? "" : ", ") + role.first;
    }
    return list;
}

/// A ledger's nodes have processes, which share a machine fairly unless it says otherwise.
bool
ReadScheduling(const ScenarioFields& fields, ScenarioKind kind)
{
    return fields.Find("scheduling") ? fields.Read("scheduling") == "fair"
                                     : kind == ScenarioKind::LEDGER;
}

/// @return the disk of a host, which only a ledger uses.
DiskSpec
ReadDisk(const ScenarioFields& fields, ScenarioKind kind)
{
    const ScenarioValue* written = fields.Find("disk");
    if (!written)
    {
        return {};
    }
    if (kind != ScenarioKind::LEDGER)
    {
        throw ScenarioError(written->place,
                            fields.GetName("disk"),
                            "a key that goes with 'keyVerification'",
                            "disk");
    }
    const ScenarioFields disk(*written, fields.GetName("disk"));
    const auto find = [&disk](const std::string& field, auto parse) {
        return disk.Find(field) ? parse(disk.Read(field)) : std::nullopt;
    };
    return {find("syncLatency", quantity::ParseTime),
            find("syncCost", quantity::ParseTime),
            find("writeBandwidth", quantity::ParseRate),
            find("readBandwidth", quantity::ParseRate)};
}

/// @return a disk as a scenario has it; nothing if nothing is said of it.
ScenarioValue
WriteDisk(const DiskSpec& disk)
{
    ScenarioValue fields;
    const auto put = [&fields](const std::string& field, const auto& value, auto format) {
        if (value)
        {
            fields.Put(field, ScenarioValue::MakeScalar(format(*value)));
        }
    };
    put("syncLatency", disk.syncLatency, quantity::FormatTime);
    put("syncCost", disk.syncCost, quantity::FormatTime);
    put("writeBandwidth", disk.writeBandwidth, quantity::FormatRate);
    put("readBandwidth", disk.readBandwidth, quantity::FormatRate);
    return fields;
}

HostPlacement
ReadHost(const std::string& name,
         const ScenarioValue& value,
         ScenarioKind kind,
         const std::string& profile,
         const ScenarioPlace& profilePlace)
{
    const auto& roles = GetRoles(kind);
    const ScenarioFields fields(value, "hosts." + name);
    const ScenarioValue* nodes = fields.Find("nodes");
    const auto role = roles.find(name);
    HostPlacement host;
    host.name = name;
    host.isRole = role != roles.end();
    if (host.isRole == (nodes != nullptr))
    {
        throw ScenarioError(nodes ? nodes->place : fields.GetPlace(),
                            fields.GetName("nodes"),
                            host.isRole ? "no nodes for the name of a role; choose another name"
                                        : "the nodes of this host, as its name is no role (" +
                                              ListRoles(kind) + ")",
                            nodes ? NodeSelection::Read(*nodes, "").GetGlobs().front() : "");
    }
    host.nodes = host.isRole ? NodeSelection({role->second})
                             : NodeSelection::Read(*nodes, fields.GetName("nodes"));
    host.place = nodes ? nodes->place : fields.GetPlace();
    host.profile = profile;
    host.profilePlace = profilePlace;
    if (const ScenarioValue* own = fields.Find("profile"))
    {
        host.ownProfile = true;
        host.profilePlace = own->place;
        host.profile = ResolveProfile(fields.Read("profile"), own->place);
    }
    host.cores = static_cast<uint32_t>(*quantity::ParseCount(fields.Read("cores")));
    host.speed = *quantity::ParseNumber(fields.Read("speed"));
    host.shared = *quantity::ParseFlag(fields.Read("shared"));
    host.isFair = ReadScheduling(fields, kind);
    host.disk = ReadDisk(fields, kind);
    return host;
}

/// @return the host that claims @p node by a selection of its own, null if none does.
const HostPlacement*
FindOwnHost(const std::vector<HostPlacement>& hosts, const std::string& node)
{
    const HostPlacement* found = nullptr;
    for (const auto& host : hosts)
    {
        if (!host.isRole && host.nodes.Matches(node))
        {
            if (found)
            {
                throw ScenarioError(host.place,
                                    "hosts." + host.name + ".nodes",
                                    "nodes that no other host has",
                                    node,
                                    "hosts." + found->name + " has it too");
            }
            found = &host;
        }
    }
    return found;
}

CryptoProfile
LoadProfile(const HostPlacement& host)
{
    try
    {
        return CryptoProfile::Load(host.profile);
    }
    catch (const std::invalid_argument& error)
    {
        throw ScenarioError(host.profilePlace,
                            host.ownProfile ? "hosts." + host.name + ".profile" : "crypto.profile",
                            "a crypto profile that can be read",
                            host.profile,
                            error.what());
    }
}

} // namespace

void
DiskSpec::Configure(Disk& disk) const
{
    if (syncLatency)
    {
        disk.SetAttribute("SyncLatency", TimeValue(*syncLatency));
    }
    if (syncCost)
    {
        disk.SetAttribute("SyncCost", TimeValue(*syncCost));
    }
    if (writeBandwidth)
    {
        disk.SetAttribute("WriteBandwidth", DataRateValue(*writeBandwidth));
    }
    if (readBandwidth)
    {
        disk.SetAttribute("ReadBandwidth", DataRateValue(*readBandwidth));
    }
}

std::vector<HostPlacement>
ReadHosts(const ScenarioValue* hosts,
          ScenarioKind kind,
          const std::string& profile,
          const ScenarioPlace& profilePlace)
{
    ScenarioValue all = hosts ? *hosts : ScenarioValue{};
    if (!all.IsMap())
    {
        throw ScenarioError(all.place, "hosts", "a map of hosts by name", all.text);
    }
    all.place = hosts ? hosts->place : profilePlace;
    for (const auto& role : GetRoles(kind))
    {
        if (!all.Find(role.first))
        {
            ScenarioValue empty;
            empty.place = all.place;
            all.Put(role.first, std::move(empty));
        }
    }
    all.Sort();
    std::vector<HostPlacement> placements;
    for (const auto& entry : all.entries)
    {
        placements.push_back(ReadHost(entry.key, entry.value, kind, profile, profilePlace));
    }
    std::stable_partition(placements.begin(), placements.end(), [](const HostPlacement& host) {
        return !host.isRole;
    });
    return placements;
}

const HostPlacement&
FindHost(const std::vector<HostPlacement>& hosts, const std::string& node)
{
    const auto host = std::find_if(hosts.begin(), hosts.end(), [&](const HostPlacement& candidate) {
        return candidate.nodes.Matches(node);
    });
    return host == hosts.end() ? hosts.back() : *host;
}

ScenarioValue
WriteHosts(const std::vector<HostPlacement>& hosts)
{
    ScenarioValue map;
    map.kind = ScenarioValue::Kind::MAP;
    for (const auto& host : hosts)
    {
        ScenarioValue fields;
        fields.Put("cores", ScenarioValue::MakeScalar(std::to_string(host.cores)));
        const auto disk = WriteDisk(host.disk);
        if (!disk.entries.empty())
        {
            fields.Put("disk", disk);
        }
        if (!host.isRole)
        {
            fields.Put("nodes", host.nodes.Write());
        }
        fields.Put("profile", ScenarioValue::MakeScalar(host.profile));
        fields.Put("scheduling", ScenarioValue::MakeScalar(host.isFair ? "fair" : "fifo"));
        fields.Put("shared", ScenarioValue::MakeScalar(host.shared ? "true" : "false"));
        fields.Put("speed", ScenarioValue::MakeScalar(quantity::FormatNumber(host.speed)));
        map.Put(host.name, std::move(fields));
    }
    return map;
}

std::string
ResolvePath(const std::string& path, const ScenarioPlace& place)
{
    namespace fs = std::filesystem;
    const fs::path folder = place.line > 0 ? fs::path(place.file).parent_path() : fs::path();
    return fs::absolute(folder / path).lexically_normal().string();
}

std::string
ResolveProfile(const std::string& profile, const ScenarioPlace& place)
{
    const std::filesystem::path path(profile);
    const bool isFile = path.has_parent_path() || path.extension() == ".yaml";
    return isFile ? ResolvePath(profile, place) : profile;
}

void
CheckHosts(const std::vector<HostPlacement>& hosts,
           const std::vector<std::string>& nodes,
           const std::vector<RsaUse>& uses,
           CryptoProfiles& profiles)
{
    for (const auto& host : hosts)
    {
        if (profiles.count(host.profile) == 0)
        {
            profiles.emplace(host.profile, LoadProfile(host));
        }
    }
    std::set<const HostPlacement*> ofDevices;
    std::set<const HostPlacement*> ofAll;
    for (const auto& node : nodes)
    {
        const HostPlacement* own = FindOwnHost(hosts, node);
        const HostPlacement* host = own ? own : &FindHost(hosts, node);
        ofAll.insert(host);
        if (node != "broker")
        {
            ofDevices.insert(host);
        }
    }
    for (const auto& host : hosts)
    {
        for (const auto& use : uses)
        {
            const bool works = (use.inBroker ? ofAll : ofDevices).count(&host) > 0;
            if (works && !profiles.at(host.profile).HasRsa(use.bits))
            {
                throw ScenarioError(host.profilePlace,
                                    use.key,
                                    "a key size with costs in the profile " + host.profile,
                                    std::to_string(use.bits));
            }
        }
    }
}

} // namespace iotledger
} // namespace ns3
