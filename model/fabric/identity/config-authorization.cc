/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "config-authorization.h"

#include "channel-config-tree.h"
#include "config-update.h"
#include "signed-bytes.h"

namespace ns3
{
namespace iotledger
{

namespace
{

/// @return the signatures of @p update that can be read.
std::vector<SignedBytes>
ListSignatures(const fabric::ConfigUpdateEnvelope& update)
{
    std::vector<SignedBytes> signatures;
    for (const auto& signature : update.signatures())
    {
        fabric::SignatureHeader header;
        if (header.ParseFromString(signature.signature_header()))
        {
            signatures.push_back(
                {SharedBytes(header.creator()),
                 SharedBytes(signature.signature_header() + update.config_update()),
                 SharedBytes(signature.signature())});
        }
    }
    return signatures;
}

/// @return why what was read is not current; empty if it is.
std::string
CheckReads(const ConfigElements& current, const ConfigElements& reads)
{
    for (const auto& [key, element] : reads)
    {
        const auto existing = current.find(key);
        const auto required = "the update requires " + key + " at version " +
                              std::to_string(element.GetVersion()) + ", but it ";
        if (existing == current.end())
        {
            return required + "does not exist";
        }
        if (existing->second.GetVersion() != element.GetVersion())
        {
            return required + "is at version " + std::to_string(existing->second.GetVersion());
        }
    }
    return "";
}

/// @return why the elements must not be written; empty if they may.
std::string
CheckWrites(const ConfigElements& current,
            const ConfigElements& writes,
            const ChannelPolicies& policies,
            const Policy::Signers& signers)
{
    if (writes.empty())
    {
        return "the update would have no effect";
    }
    for (const auto& [key, element] : writes)
    {
        const auto version = std::to_string(element.GetVersion());
        if (element.GetModPolicy().empty())
        {
            return "mod_policy not set for " + key;
        }
        const auto existing = current.find(key);
        if (existing == current.end())
        {
            if (element.GetVersion() != 0)
            {
                return "attempted to set " + key + " to version " + version +
                       ", but it does not exist";
            }
            continue; // whoever may change the members of its group, may add it
        }
        if (element.GetVersion() != existing->second.GetVersion() + 1)
        {
            return "attempted to set " + key + " to version " + version +
                   ", but it is at version " + std::to_string(existing->second.GetVersion());
        }
        if (!policies.Evaluate(existing->second.GetModPolicyPath(), signers))
        {
            return "policy " + existing->second.GetModPolicyPath() + " for " + key +
                   " not satisfied";
        }
    }
    return "";
}

} // namespace

std::optional<fabric::ConfigGroup>
AuthorizeUpdate(const ConfigState& state,
                const fabric::ConfigUpdateEnvelope& envelope,
                MspManager& msps,
                Crypto& crypto,
                ConfigOutcome& outcome)
{
    fabric::ConfigUpdate update;
    const auto isRead = update.ParseFromString(envelope.config_update());
    const auto reads = MapConfig(update.read_set());
    auto writes = MapConfig(update.write_set());
    auto current = MapConfig(state.config.channel_group());
    if (!isRead || !reads || !writes || update.channel_id() != state.decoded.channel)
    {
        outcome.error = "malformed, or for another channel than " + state.decoded.channel;
        return std::nullopt;
    }
    outcome.error = CheckReads(*current, *reads);
    if (!outcome.error.empty())
    {
        return std::nullopt;
    }
    for (const auto& [key, element] : *reads)
    {
        const auto written = writes->find(key);
        if (written != writes->end() && written->second.GetVersion() == element.GetVersion())
        {
            writes->erase(written); // named, not changed
        }
    }
    outcome.error = CheckWrites(*current,
                                *writes,
                                state.policies,
                                FindSigners(ListSignatures(envelope), msps, crypto, outcome.cost));
    for (const auto& [key, element] : *writes)
    {
        (*current)[key] = element;
    }
    auto result = outcome.error.empty() ? UnmapConfig(*current) : std::nullopt;
    if (outcome.error.empty() && (!result || !DecodeChannelGroup(state.decoded.channel, *result)))
    {
        outcome.error = "the update leads to no valid configuration";
        return std::nullopt;
    }
    return result;
}

} // namespace iotledger
} // namespace ns3
