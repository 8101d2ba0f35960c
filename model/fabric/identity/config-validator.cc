/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "config-validator.h"

#include "channel-config-tree.h"
#include "config-authorization.h"
#include "config-update.h"
#include "identity-message.h"

#include "ns3/random-bytes.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr std::size_t NONCE_SIZE = 24; //!< [B] bccsp/crypto/random.go, NonceSize

SharedBytes
Join(const std::string& first, const std::string& second)
{
    return SharedBytes(first + second);
}

std::string
MakeSignatureHeader(const FabricSigner& signer)
{
    fabric::SignatureHeader header;
    header.set_creator(signer.GetIdentity().Serialize().ToString());
    header.set_nonce(SharedBytes(signer.GetCrypto()->GetRandomBytes().Take(NONCE_SIZE)).ToString());
    return EncodeMessage(header).ToString();
}

/// @return the update that a client's envelope carries; empty if it carries none.
std::optional<fabric::ConfigUpdateEnvelope>
ReadUpdate(const fabric::Envelope& envelope)
{
    fabric::Payload payload;
    fabric::ChannelHeader header;
    fabric::ConfigUpdateEnvelope update;
    if (!payload.ParseFromString(envelope.payload()) ||
        !header.ParseFromString(payload.header().channel_header()) ||
        header.type() != fabric::CONFIG_UPDATE || !update.ParseFromString(payload.data()))
    {
        return std::nullopt;
    }
    return update;
}

} // namespace

class ConfigValidator::Impl
{
  public:
    Impl(fabric::Config config, const ChannelConfig& decoded)
        : m_state{std::move(config), decoded, ChannelPolicies(decoded)}
    {
    }

    const ConfigState m_state;
};

ConfigValidator::ConfigValidator(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

ConfigValidator::~ConfigValidator() = default;

std::unique_ptr<ConfigValidator>
ConfigValidator::FromBlock(const SharedBytes& block)
{
    auto config = DecodeConfigBlock(block);
    auto decoded =
        config ? DecodeChannelGroup(config->channel, config->envelope.config().channel_group())
               : std::nullopt;
    if (!decoded || !MapConfig(config->envelope.config().channel_group()))
    {
        return nullptr;
    }
    return std::unique_ptr<ConfigValidator>(
        new ConfigValidator(std::make_unique<Impl>(config->envelope.config(), *decoded)));
}

uint64_t
ConfigValidator::GetSequence() const
{
    return m_impl->m_state.config.sequence();
}

const ChannelConfig&
ConfigValidator::GetConfig() const
{
    return m_impl->m_state.decoded;
}

const ChannelPolicies&
ConfigValidator::GetPolicies() const
{
    return m_impl->m_state.policies;
}

SharedBytes
ConfigValidator::ComputeUpdate(const ChannelConfig& wanted) const
{
    auto update =
        ComputeConfigUpdate(m_impl->m_state.config.channel_group(), EncodeChannelGroup(wanted));
    if (!update)
    {
        return SharedBytes();
    }
    update->set_channel_id(m_impl->m_state.decoded.channel);
    return EncodeMessage(*update);
}

SharedBytes
ConfigValidator::MakeUpdateEnvelope(const SharedBytes& update,
                                    const std::vector<const FabricSigner*>& signers,
                                    int64_t time) const
{
    fabric::ConfigUpdateEnvelope updateEnvelope;
    updateEnvelope.set_config_update(update.ToString());
    for (const auto* signer : signers)
    {
        auto* signature = updateEnvelope.add_signatures();
        signature->set_signature_header(MakeSignatureHeader(*signer));
        signature->set_signature(
            signer->Sign(Join(signature->signature_header(), updateEnvelope.config_update()))
                .value.ToString());
    }
    fabric::ChannelHeader channelHeader;
    channelHeader.set_type(fabric::CONFIG_UPDATE);
    channelHeader.set_channel_id(m_impl->m_state.decoded.channel);
    SetTimestamp(*channelHeader.mutable_timestamp(), time);
    fabric::Payload payload;
    payload.mutable_header()->set_channel_header(EncodeMessage(channelHeader).ToString());
    payload.set_data(EncodeMessage(updateEnvelope).ToString());
    fabric::Envelope envelope;
    if (!signers.empty())
    {
        payload.mutable_header()->set_signature_header(MakeSignatureHeader(*signers.front()));
    }
    envelope.set_payload(EncodeMessage(payload).ToString());
    if (!signers.empty())
    {
        envelope.set_signature(
            signers.front()->Sign(SharedBytes(envelope.payload())).value.ToString());
    }
    return EncodeMessage(envelope);
}

ConfigOutcome
ConfigValidator::ProposeUpdate(const SharedBytes& envelope, MspManager& msps, Crypto& crypto) const
{
    ConfigOutcome outcome;
    fabric::ConfigEnvelope proposed;
    const auto update = DecodeMessage(*proposed.mutable_last_update(), envelope)
                            ? ReadUpdate(proposed.last_update())
                            : std::nullopt;
    if (!update)
    {
        outcome.error = "no envelope with a configuration update";
        return outcome;
    }
    auto group = AuthorizeUpdate(m_impl->m_state, *update, msps, crypto, outcome);
    if (group)
    {
        proposed.mutable_config()->set_sequence(GetSequence() + 1);
        *proposed.mutable_config()->mutable_channel_group() = std::move(*group);
        outcome.config = EncodeMessage(proposed);
    }
    return outcome;
}

ConfigOutcome
ConfigValidator::Validate(const SharedBytes& configEnvelope, MspManager& msps, Crypto& crypto) const
{
    ConfigOutcome outcome;
    fabric::ConfigEnvelope message;
    if (!DecodeMessage(message, configEnvelope) || message.config().sequence() != GetSequence() + 1)
    {
        outcome.error = "not the configuration after number " + std::to_string(GetSequence());
        return outcome;
    }
    outcome = ProposeUpdate(EncodeMessage(message.last_update()), msps, crypto);
    if (outcome.error.empty() && outcome.config != EncodeMessage(message))
    {
        outcome.error = "the last update does not lead to this configuration";
        outcome.config = SharedBytes();
    }
    return outcome;
}

bool
ConfigValidator::Apply(const SharedBytes& configEnvelope)
{
    fabric::ConfigEnvelope message;
    auto decoded = DecodeMessage(message, configEnvelope)
                       ? DecodeChannelGroup(GetConfig().channel, message.config().channel_group())
                       : std::nullopt;
    if (!decoded)
    {
        return false;
    }
    m_impl = std::make_unique<Impl>(message.config(), *decoded);
    return true;
}

} // namespace iotledger
} // namespace ns3
