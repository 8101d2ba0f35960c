/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "peer-channel.h"

#include "fabric-proposal.h"
#include "peer-ledger.h"
#include "peer-runtime.h"

#include "ns3/block-hash.h"

namespace ns3
{
namespace iotledger
{

PeerChannel::PeerChannel(const PeerRuntime& runtime, PeerLedger& keptOf)
    : kept(keptOf),
      buffer(keptOf.ledger.GetHeight()),
      m_runtime(runtime),
      m_msps(keptOf.config.GetMsps()),
      m_policies(std::make_unique<ChannelPolicies>(keptOf.config))
{
}

const std::string&
PeerChannel::GetName() const
{
    return kept.config.channel;
}

const ChannelConfig&
PeerChannel::GetConfig() const
{
    return kept.config;
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

PeerChannel::Verdict
PeerChannel::Authorize(const SignedBytes& claimed, const std::string& resource)
{
    auto verdict = Verify(claimed, m_runtime.GetSeconds());
    if (verdict.identity && !m_policies->IsAllowed(resource, {verdict.identity}))
    {
        verdict.identity = nullptr;
        verdict.error = "failed evaluating policy on signed data for " + resource;
    }
    return verdict;
}

std::shared_ptr<const FabricPolicy>
PeerChannel::FindEndorsementPolicy(const std::string& chaincode) const
{
    if (chaincode == "_lifecycle")
    {
        return m_policies->Find("/Channel/Application/LifecycleEndorsement");
    }
    const auto own = kept.policies.find(chaincode);
    return own != kept.policies.end() ? own->second : m_policies->Find(APPLICATION_ENDORSEMENT);
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
    FabricPolicy::Signers signers;
    for (const auto& signature : metadata.signatures())
    {
        fabric::SignatureHeader signer;
        if (!DecodeFabric(signer, signature.signature_header()))
        {
            continue;
        }
        const auto verdict = Verify(
            {SharedBytes(std::string_view(signer.creator())),
             SharedBytes(std::string_view(metadata.value() + signature.signature_header() + header)),
             SharedBytes(std::string_view(signature.signature()))},
            MspManager::NO_TIME);
        cost += verdict.cost;
        if (verdict.identity)
        {
            signers.push_back(verdict.identity);
        }
    }
    return m_policies->Evaluate(BLOCK_VALIDATION, signers)
               ? std::string()
               : "its signatures do not meet the policy BlockValidation";
}

void
PeerChannel::Configure(const SharedBytes& block)
{
    if (auto config = ChannelConfig::FromBlock(block))
    {
        kept.config = std::move(*config);
        m_msps.SetDefinitions(kept.config.GetMsps());
        m_policies = std::make_unique<ChannelPolicies>(kept.config);
    }
}

} // namespace iotledger
} // namespace ns3
