/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "config-update.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr const char* ROOT = "/Channel";
constexpr const char* GROUP = "[Group]  ";
constexpr const char* VALUE = "[Value]  ";
constexpr const char* POLICY = "[Policy] ";
constexpr std::size_t MAX_ID = 249; //!< characters: validator.go, maxLength

/// common/configtx/validator.go, validateConfigID
bool
IsConfigId(const std::string& id)
{
    return !id.empty() && id.size() <= MAX_ID && id != "." && id != ".." &&
           std::all_of(id.begin(), id.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                      c == '.' || c == '-';
           });
}

bool
AddGroup(ConfigElements& elements, const std::string& path, const fabric::ConfigGroup& group)
{
    elements[GROUP + path] = {path, &group, nullptr, nullptr};
    for (const auto& [key, value] : group.values())
    {
        if (!IsConfigId(key))
        {
            return false;
        }
        elements[VALUE + path + "/" + key] = {path, nullptr, &value, nullptr};
    }
    for (const auto& [key, policy] : group.policies())
    {
        if (!IsConfigId(key))
        {
            return false;
        }
        elements[POLICY + path + "/" + key] = {path, nullptr, nullptr, &policy};
    }
    return std::all_of(group.groups().begin(), group.groups().end(), [&](const auto& below) {
        return IsConfigId(below.first) &&
               AddGroup(elements, path + "/" + below.first, below.second);
    });
}

bool
FillGroup(const ConfigElements& elements, const std::string& path, fabric::ConfigGroup& group)
{
    const auto self = elements.find(GROUP + path);
    if (self == elements.end())
    {
        return false;
    }
    const auto& listed = *self->second.group;
    group.set_version(listed.version());
    group.set_mod_policy(listed.mod_policy());
    for (const auto& entry : listed.values())
    {
        const auto found = elements.find(VALUE + path + "/" + entry.first);
        if (found == elements.end())
        {
            return false;
        }
        (*group.mutable_values())[entry.first] = *found->second.value;
    }
    for (const auto& entry : listed.policies())
    {
        const auto found = elements.find(POLICY + path + "/" + entry.first);
        if (found == elements.end())
        {
            return false;
        }
        (*group.mutable_policies())[entry.first] = *found->second.policy;
    }
    return std::all_of(listed.groups().begin(), listed.groups().end(), [&](const auto& below) {
        return FillGroup(elements,
                         path + "/" + below.first,
                         (*group.mutable_groups())[below.first]);
    });
}

} // namespace

uint64_t
ConfigElement::GetVersion() const
{
    return group != nullptr   ? group->version()
           : value != nullptr ? value->version()
                              : policy->version();
}

const std::string&
ConfigElement::GetModPolicy() const
{
    return group != nullptr   ? group->mod_policy()
           : value != nullptr ? value->mod_policy()
                              : policy->mod_policy();
}

std::string
ConfigElement::GetModPolicyPath() const
{
    const auto& modPolicy = GetModPolicy();
    return modPolicy.empty() || modPolicy.front() == '/' ? modPolicy : groupPath + "/" + modPolicy;
}

std::optional<ConfigElements>
MapConfig(const fabric::ConfigGroup& channelGroup)
{
    ConfigElements elements;
    return AddGroup(elements, ROOT, channelGroup) ? std::optional(std::move(elements))
                                                  : std::nullopt;
}

std::optional<fabric::ConfigGroup>
UnmapConfig(const ConfigElements& elements)
{
    fabric::ConfigGroup channelGroup;
    return FillGroup(elements, ROOT, channelGroup) ? std::optional(std::move(channelGroup))
                                                   : std::nullopt;
}

} // namespace iotledger
} // namespace ns3
