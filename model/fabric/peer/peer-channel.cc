/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "peer-channel.h"

#include "fabric-msp.pb.h"
#include "fabric-proposal.h"
#include "peer-ledger.h"
#include "peer-runtime.h"

#include "ns3/block-hash.h"
#include "ns3/channel-config-tree.h"
#include "ns3/lifecycle-chaincode.h"
#include "ns3/signature-policy.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>
#include <optional>

namespace ns3
{
namespace iotledger
{

namespace
{

/// @return the one field of bytes @p number of an encoded message; none if it has none.
std::optional<std::string>
FindBytes(const std::string& message, int number)
{
    google::protobuf::io::CodedInputStream in(reinterpret_cast<const uint8_t*>(message.data()),
                                              static_cast<int>(message.size()));
    for (auto tag = in.ReadTag(); tag != 0; tag = in.ReadTag())
    {
        std::string value;
        if (tag == static_cast<uint32_t>(number << 3 | 2))
        {
            uint32_t size = 0;
            return in.ReadVarint32(&size) && in.ReadString(&value, static_cast<int>(size))
                       ? std::optional(value)
                       : std::nullopt;
        }
        if (!google::protobuf::internal::WireFormatLite::SkipField(&in, tag))
        {
            break;
        }
    }
    return std::nullopt;
}

/// @param stateData a StateData of bytes, a ChaincodeValidationInfo (lifecycle/db.proto)
/// @return the policy it names: none, a signature policy, or one of the channel's
std::shared_ptr<const Policy>
MakeEndorsementPolicy(const std::string& stateData, const ChannelPolicies& policies)
{
    const auto info = FindBytes(stateData, 2);
    const auto parameter = info ? FindBytes(*info, 2) : std::nullopt;
    fabric::ApplicationPolicy policy;
    if (!parameter)
    {
        return policies.Find(APPLICATION_ENDORSEMENT);
    }
    if (!DecodeFabric(policy, *parameter))
    {
        return nullptr;
    }
    if (policy.has_signature_policy())
    {
        const auto signatures = SignaturePolicy::Decode(EncodeFabric(policy.signature_policy()));
        return signatures ? std::make_shared<SignaturePolicy>(*signatures) : nullptr;
    }
    return policies.Find(policy.channel_config_policy_reference());
}

} // namespace

PeerChannel::PeerChannel(const PeerRuntime& runtime, PeerLedger& keptOf)
    : kept(keptOf),
      buffer(keptOf.ledger.GetHeight()),
      m_runtime(runtime),
      m_msps(keptOf.config->GetConfig().GetMsps())
{
}

const std::string&
PeerChannel::GetName() const
{
    return GetConfig().channel;
}

const ChannelConfig&
PeerChannel::GetConfig() const
{
    return kept.config->GetConfig();
}

PeerChannel::Verdict
PeerChannel::Verify(const SignedBytes& claimed, int64_t epoch)
{
    auto& crypto = *m_runtime.place.crypto;
    MspJudgement judgement;
    Verdict verdict;
    verdict.identity = m_msps.Deserialize(claimed.identity, epoch, &judgement);
    verdict.cost = MspManager::DrawCost(judgement, crypto);
    if (!verdict.identity)
    {
        verdict.error = "access denied: creator is malformed, unknown, revoked or expired";
        return verdict;
    }
    const auto signature =
        MspManager::Verify(*verdict.identity, claimed.data, claimed.signature, crypto);
    verdict.cost += signature.cost;
    if (!signature.value)
    {
        verdict.identity = nullptr;
        verdict.error = "access denied: the signature is invalid";
    }
    return verdict;
}

Policy::Signers
PeerChannel::FindSigners(const std::vector<SignedBytes>& signatures, Time& cost)
{
    return iotledger::FindSigners(signatures, m_msps, *m_runtime.place.crypto, cost);
}

PeerChannel::Verdict
PeerChannel::Authorize(const SignedBytes& claimed, const std::string& resource)
{
    auto verdict = Verify(claimed, m_runtime.GetSeconds());
    if (verdict.identity && !IsAllowed(verdict.identity, resource))
    {
        verdict.identity = nullptr;
        verdict.error = "failed evaluating policy on signed data for " + resource;
    }
    return verdict;
}

bool
PeerChannel::IsAllowed(const MspManager::Identity& identity, const std::string& resource) const
{
    return kept.config->GetPolicies().IsAllowed(resource, {identity});
}

std::shared_ptr<const Policy>
PeerChannel::FindEndorsementPolicy(const std::string& chaincode)
{
    if (chaincode == LifecycleChaincode::NAME)
    {
        return kept.config->GetPolicies().Find("/Channel/Application/LifecycleEndorsement");
    }
    const auto* info =
        kept.ledger.GetState().Find(LifecycleChaincode::NAME,
                                    LifecycleChaincode::GetValidationInfoKey(chaincode));
    if (!info)
    {
        return nullptr;
    }
    auto& defined = m_defined[chaincode];
    if (!defined.policy || defined.version != info->version)
    {
        defined = {info->version, MakeEndorsementPolicy(info->value, kept.config->GetPolicies())};
    }
    return defined.policy;
}

std::string
PeerChannel::VerifyBlock(const fabric::Block& block, Time& cost)
{
    if (HashBlockData(block.data()).ToString() != block.header().data_hash())
    {
        return "the hash of the data does not match the header";
    }
    fabric::Metadata metadata;
    if (block.metadata().metadata_size() <= fabric::SIGNATURES ||
        !DecodeFabric(metadata, block.metadata().metadata(fabric::SIGNATURES)))
    {
        return "no signatures in the metadata";
    }
    const auto header = EncodeBlockHeader(block.header().number(),
                                          block.header().previous_hash(),
                                          block.header().data_hash());
    std::vector<SignedBytes> signatures;
    for (const auto& signature : metadata.signatures())
    {
        fabric::SignatureHeader signer;
        if (DecodeFabric(signer, signature.signature_header()))
        {
            signatures.push_back({SharedBytes(std::string_view(signer.creator())),
                                  SharedBytes(std::string_view(
                                      metadata.value() + signature.signature_header() + header)),
                                  SharedBytes(std::string_view(signature.signature()))});
        }
    }
    const auto signers = FindSigners(signatures, cost);
    return kept.config->GetPolicies().Evaluate(BLOCK_VALIDATION, signers)
               ? std::string()
               : "its signatures do not meet the policy BlockValidation";
}

ConfigOutcome
PeerChannel::JudgeConfig(const SharedBytes& configEnvelope)
{
    return kept.config->Validate(configEnvelope, m_msps, *m_runtime.place.crypto);
}

void
PeerChannel::Configure(const SharedBytes& block)
{
    const auto config = DecodeConfigBlock(block);
    if (config && kept.config->Apply(EncodeFabric(config->envelope)))
    {
        m_msps.SetDefinitions(GetConfig().GetMsps());
        m_defined.clear();
    }
}

uint64_t
PeerChannel::Listen(std::function<void()> listener)
{
    m_listeners.emplace(m_nextListener, std::move(listener));
    return m_nextListener++;
}

void
PeerChannel::Unlisten(uint64_t number)
{
    m_listeners.erase(number);
}

void
PeerChannel::TellCommitted() const
{
    const auto listeners = m_listeners; // they may come and go meanwhile
    for (const auto& [number, listener] : listeners)
    {
        listener();
    }
}

} // namespace iotledger
} // namespace ns3
