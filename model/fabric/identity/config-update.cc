/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "config-update.h"

#include "identity-message.h"

namespace ns3
{
namespace iotledger
{

namespace
{

/// What a group, or one of its maps, contributes to an update.
struct GroupUpdate
{
    fabric::ConfigGroup read;
    fabric::ConfigGroup write;
    fabric::ConfigGroup same; //!< unchanged; named only if the members of the group change
    bool isOtherMembers{false};
};

bool
IsSame(const fabric::ConfigValue& a, const fabric::ConfigValue& b)
{
    return a.mod_policy() == b.mod_policy() && a.value() == b.value();
}

bool
IsSame(const fabric::ConfigPolicy& a, const fabric::ConfigPolicy& b)
{
    return a.mod_policy() == b.mod_policy() &&
           EncodeMessage(a.policy()) == EncodeMessage(b.policy());
}

/// Compares the values or the policies of a group.
template <typename Entries>
void
CompareEntries(const Entries& original,
               const Entries& updated,
               Entries& write,
               Entries& same,
               bool& isOtherMembers)
{
    for (const auto& [key, entry] : original)
    {
        const auto found = updated.find(key);
        if (found == updated.end())
        {
            isOtherMembers = true;
        }
        else if (IsSame(entry, found->second))
        {
            same[key].set_version(entry.version());
        }
        else
        {
            write[key] = found->second;
            write[key].set_version(entry.version() + 1);
        }
    }
    for (const auto& [key, entry] : updated)
    {
        if (original.count(key) == 0)
        {
            isOtherMembers = true;
            write[key] = entry;
            write[key].set_version(0);
        }
    }
}

bool CompareGroup(const fabric::ConfigGroup& original,
                  const fabric::ConfigGroup& updated,
                  fabric::ConfigGroup& read,
                  fabric::ConfigGroup& write);

void
CompareGroups(const fabric::ConfigGroup& original,
              const fabric::ConfigGroup& updated,
              GroupUpdate& update)
{
    for (const auto& [key, group] : original.groups())
    {
        const auto found = updated.groups().find(key);
        if (found == updated.groups().end())
        {
            update.isOtherMembers = true;
            continue;
        }
        fabric::ConfigGroup read;
        fabric::ConfigGroup write;
        if (!CompareGroup(group, found->second, read, write))
        {
            (*update.same.mutable_groups())[key] = read;
            continue;
        }
        (*update.read.mutable_groups())[key] = read;
        (*update.write.mutable_groups())[key] = write;
    }
    for (const auto& [key, group] : updated.groups())
    {
        if (original.groups().count(key) == 0)
        {
            update.isOtherMembers = true;
            fabric::ConfigGroup read;
            auto& write = (*update.write.mutable_groups())[key];
            CompareGroup({}, group, read, write);
            write.set_version(0);
            write.set_mod_policy(group.mod_policy());
        }
    }
}

bool
IsEmpty(const fabric::ConfigGroup& group)
{
    return group.groups().empty() && group.values().empty() && group.policies().empty();
}

/// Writes what must be read and written to turn one group into the other. @return whether they
/// differ
bool
CompareGroup(const fabric::ConfigGroup& original,
             const fabric::ConfigGroup& updated,
             fabric::ConfigGroup& read,
             fabric::ConfigGroup& write)
{
    GroupUpdate update;
    CompareEntries(original.policies(),
                   updated.policies(),
                   *update.write.mutable_policies(),
                   *update.same.mutable_policies(),
                   update.isOtherMembers);
    CompareEntries(original.values(),
                   updated.values(),
                   *update.write.mutable_values(),
                   *update.same.mutable_values(),
                   update.isOtherMembers);
    CompareGroups(original, updated, update);
    update.read.set_version(original.version());
    update.write.set_version(original.version());
    const auto isSelfChanged =
        update.isOtherMembers || original.mod_policy() != updated.mod_policy();
    if (isSelfChanged)
    {
        update.read.MergeFrom(update.same);
        update.write.MergeFrom(update.same);
        update.read.set_version(original.version());
        update.write.set_version(original.version() + 1);
        update.write.set_mod_policy(updated.mod_policy());
    }
    read = update.read;
    write = update.write;
    return isSelfChanged || !IsEmpty(write);
}

} // namespace

std::optional<fabric::ConfigUpdate>
ComputeConfigUpdate(const fabric::ConfigGroup& original, const fabric::ConfigGroup& updated)
{
    fabric::ConfigUpdate update;
    return CompareGroup(original, updated, *update.mutable_read_set(), *update.mutable_write_set())
               ? std::optional(std::move(update))
               : std::nullopt;
}

} // namespace iotledger
} // namespace ns3
