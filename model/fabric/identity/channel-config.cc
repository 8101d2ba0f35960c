/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "channel-config.h"

#include "channel-config-tree.h"
#include "identity-message.h"

#include "ns3/openssl-operations.h"

#include <set>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr int32_t HEADER_VERSION = 1; //!< common/genesis/genesis.go, msgVersion
constexpr int BLOCK_METADATA = 5;     //!< items: common.proto, BlockMetadataIndex

PolicyDefinitions
MakeMetaPolicies()
{
    return {{"Readers", ImplicitMetaDefinition{ImplicitMetaRule::ANY, "Readers"}},
            {"Writers", ImplicitMetaDefinition{ImplicitMetaRule::ANY, "Writers"}},
            {"Admins", ImplicitMetaDefinition{ImplicitMetaRule::MAJORITY, "Admins"}}};
}

std::string
ToHex(const std::vector<uint8_t>& bytes)
{
    static const char* const DIGITS = "0123456789abcdef";
    std::string text;
    for (const auto byte : bytes)
    {
        text.append({DIGITS[byte >> 4], DIGITS[byte & 0xf]});
    }
    return text;
}

SharedBytes
MakeConfigEnvelope(const ChannelConfig& config, int64_t time, const SharedBytes& nonce)
{
    fabric::ConfigEnvelope configEnvelope;
    *configEnvelope.mutable_config()->mutable_channel_group() = EncodeChannelGroup(config);
    fabric::ChannelHeader channelHeader;
    channelHeader.set_type(fabric::CONFIG);
    channelHeader.set_version(HEADER_VERSION);
    channelHeader.set_channel_id(config.channel);
    SetTimestamp(*channelHeader.mutable_timestamp(), time);
    channelHeader.set_tx_id(ToHex(Sha256Digest(nonce))); // of nonce and creator, who is nobody
    fabric::SignatureHeader signatureHeader;
    signatureHeader.set_nonce(nonce.ToString());
    fabric::Payload payload;
    payload.mutable_header()->set_channel_header(EncodeMessage(channelHeader).ToString());
    payload.mutable_header()->set_signature_header(EncodeMessage(signatureHeader).ToString());
    payload.set_data(EncodeMessage(configEnvelope).ToString());
    fabric::Envelope envelope;
    envelope.set_payload(EncodeMessage(payload).ToString());
    return EncodeMessage(envelope);
}

} // namespace

ChannelConfig::ChannelConfig()
    : policies(MakeMetaPolicies()),
      ordererPolicies(MakeMetaPolicies()),
      applicationPolicies(MakeMetaPolicies())
{
    ordererPolicies.emplace("BlockValidation",
                            ImplicitMetaDefinition{ImplicitMetaRule::ANY, "Writers"});
    for (const auto* name : {"LifecycleEndorsement", "Endorsement"})
    {
        applicationPolicies.emplace(
            name,
            ImplicitMetaDefinition{ImplicitMetaRule::MAJORITY, "Endorsement"});
    }
}

std::vector<MspDefinition>
ChannelConfig::GetMsps() const
{
    std::vector<MspDefinition> msps;
    std::set<std::string> ids;
    for (const auto* side : {&organizations, &ordererOrganizations})
    {
        for (const auto& organization : *side)
        {
            if (ids.insert(organization.msp.id).second)
            {
                msps.push_back(organization.msp);
            }
        }
    }
    return msps;
}

SharedBytes
ChannelConfig::MakeGenesisBlock(int64_t time, const SharedBytes& nonce) const
{
    const auto envelope = MakeConfigEnvelope(*this, time, nonce);
    const auto dataHash = Sha256Digest(envelope);
    fabric::Block block;
    block.mutable_header()->set_data_hash(dataHash.data(), dataHash.size());
    block.mutable_data()->add_data(envelope.ToString());
    for (int i = 0; i < BLOCK_METADATA; i++)
    {
        block.mutable_metadata()->add_metadata();
    }
    fabric::OrdererBlockMetadata orderer;
    orderer.mutable_last_config();
    fabric::Metadata signatures;
    signatures.set_value(EncodeMessage(orderer).ToString());
    block.mutable_metadata()->set_metadata(fabric::SIGNATURES,
                                           EncodeMessage(signatures).ToString());
    // LAST_CONFIG says block 0, all of whose fields have their default: no bytes.
    return EncodeMessage(block);
}

std::optional<ChannelConfig>
ChannelConfig::FromBlock(const SharedBytes& block)
{
    const auto config = DecodeConfigBlock(block);
    return config ? DecodeChannelGroup(config->channel, config->envelope.config().channel_group())
                  : std::nullopt;
}

PolicyDefinitions
MakeOrganizationPolicies(const std::string& mspId)
{
    const auto makeAnyOf = [&mspId](const std::vector<std::string>& roles) {
        std::string parts;
        for (const auto& role : roles)
        {
            parts += (parts.empty() ? "'" : ", '") + mspId + "." + role + "'";
        }
        return SignaturePolicy::Parse("OR(" + parts + ")");
    };
    return {{"Readers", makeAnyOf({"admin", "peer", "client"})},
            {"Writers", makeAnyOf({"admin", "client"})},
            {"Admins", makeAnyOf({"admin"})},
            {"Endorsement", makeAnyOf({"peer"})}};
}

PolicyDefinitions
MakeOrdererOrganizationPolicies(const std::string& mspId)
{
    const auto member = SignaturePolicy::Parse("OR('" + mspId + ".member')");
    return {{"Readers", member},
            {"Writers", member},
            {"Admins", SignaturePolicy::Parse("OR('" + mspId + ".admin')")}};
}

} // namespace iotledger
} // namespace ns3
