/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "envelope-filter.h"

#include "fabric-configtx.pb.h"
#include "orderer-proto.h"

#include "ns3/channel-policies.h"
#include "ns3/config-validator.h"
#include "ns3/fabric-policy.h"
#include "ns3/fabric-signer.h"
#include "ns3/msp-manager.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

EnvelopeVerdict
Refuse(EnvelopeVerdict verdict, fabric::Status status, std::string info)
{
    verdict.status = status;
    verdict.info = std::move(info);
    return verdict;
}

EnvelopeVerdict
Accept(EnvelopeVerdict verdict, const OrderedEnvelope& envelope)
{
    verdict.envelope = envelope.bytes;
    verdict.size = envelope.GetSize();
    return verdict;
}

/// @return how many of @p consenters are not among @p others.
std::size_t
CountMissing(const std::vector<RaftConsenter>& consenters, const std::vector<RaftConsenter>& others)
{
    return std::count_if(consenters.begin(), consenters.end(), [&others](const auto& consenter) {
        return std::find(others.begin(), others.end(), consenter) == others.end();
    });
}

} // namespace

bool
EnvelopeVerdict::IsAccepted() const
{
    return status == fabric::SUCCESS;
}

EnvelopeFilter::EnvelopeFilter(const ConfigValidator& config,
                               MspManager& msps,
                               const FabricSigner& signer)
    : m_config(config),
      m_msps(msps),
      m_signer(signer)
{
}

EnvelopeVerdict
EnvelopeFilter::ProcessNormal(const OrderedEnvelope& envelope, int64_t epoch)
{
    EnvelopeVerdict verdict;
    verdict.sequence = m_config.GetSequence();
    if (const auto error = Judge(envelope, epoch, verdict); !error.empty())
    {
        return Refuse(verdict, static_cast<fabric::Status>(verdict.status), error);
    }
    return Accept(verdict, envelope);
}

std::string
EnvelopeFilter::Judge(const OrderedEnvelope& envelope, int64_t epoch, EnvelopeVerdict& verdict)
{
    verdict.status = fabric::BAD_REQUEST;
    if (envelope.payload.IsEmpty())
    {
        return "message payload is empty";
    }
    const auto limit = m_config.GetConfig().batchSize.absoluteMaxBytes;
    if (envelope.GetSize() > limit)
    {
        return "message payload is " + std::to_string(envelope.GetSize()) +
               " bytes and exceeds maximum allowed " + std::to_string(limit) + " bytes";
    }
    auto& crypto = *m_signer.GetCrypto();
    MspJudgement judgement;
    const auto identity = m_msps.Deserialize(envelope.creator, epoch, &judgement);
    verdict.cost += MspManager::DrawCost(judgement, crypto);
    if (judgement.verdict == MspVerdict::EXPIRED)
    {
        return "broadcast client identity expired";
    }
    Policy::Signers signers;
    if (identity)
    {
        const auto verified =
            MspManager::Verify(*identity, envelope.payload, envelope.signature, crypto);
        verdict.cost += verified.cost;
        if (verified.value)
        {
            signers.push_back(identity);
        }
    }
    if (!m_config.GetPolicies().Evaluate(CHANNEL_WRITERS, signers))
    {
        verdict.status = fabric::FORBIDDEN;
        return "SigFilter evaluation failed: implicit policy evaluation failed: permission denied";
    }
    verdict.status = fabric::SUCCESS;
    return "";
}

EnvelopeVerdict
EnvelopeFilter::ProcessConfigUpdate(const OrderedEnvelope& envelope, int64_t epoch)
{
    auto verdict = ProcessNormal(envelope, epoch);
    if (!verdict.IsAccepted())
    {
        return verdict;
    }
    auto outcome = m_config.ProposeUpdate(envelope.bytes, m_msps, *m_signer.GetCrypto());
    verdict.cost += outcome.cost;
    auto error = outcome.error;
    if (error.empty())
    {
        error = CheckConsenters(outcome.config);
    }
    if (!error.empty())
    {
        return Refuse(verdict, fabric::BAD_REQUEST, error);
    }
    Time signing;
    const auto config = Sign(envelope.channel, outcome.config, epoch, signing);
    verdict.cost += signing;
    return Accept(verdict, config);
}

EnvelopeVerdict
EnvelopeFilter::ProcessConfig(const OrderedEnvelope& envelope, int64_t epoch)
{
    const auto config = OrdererProto::Parse<fabric::ConfigEnvelope>(envelope.data);
    const auto update = config
                            ? OrderedEnvelope::Parse(OrdererProto::Serialize(config->last_update()))
                            : std::nullopt;
    if (!update)
    {
        return Refuse({}, fabric::BAD_REQUEST, "bad config message");
    }
    return ProcessConfigUpdate(*update, epoch);
}

std::string
EnvelopeFilter::CheckConsenters(const SharedBytes& configEnvelope) const
{
    const auto wanted = GetConsentersOfConfig(configEnvelope);
    const auto& present = m_config.GetConfig().raft.consenters;
    if (!wanted)
    {
        return "";
    }
    if (wanted->empty())
    {
        return "empty consenter set";
    }
    if (CountMissing(*wanted, present) + CountMissing(present, *wanted) > 1)
    {
        return "update of more than one consenter at a time is not supported";
    }
    return "";
}

OrderedEnvelope
EnvelopeFilter::Sign(const std::string& channel,
                     const SharedBytes& configEnvelope,
                     int64_t epoch,
                     Time& cost) const
{
    fabric::ChannelHeader header;
    header.set_type(fabric::CONFIG);
    header.set_channel_id(channel);
    header.mutable_timestamp()->set_seconds(epoch);
    fabric::SignatureHeader creator;
    creator.set_creator(m_signer.GetIdentity().Serialize().ToString());
    fabric::Payload payload;
    payload.mutable_header()->set_channel_header(header.SerializeAsString());
    payload.mutable_header()->set_signature_header(creator.SerializeAsString());
    payload.set_data(configEnvelope.ToString());
    fabric::Envelope envelope;
    envelope.set_payload(payload.SerializeAsString());
    const auto signature = m_signer.Sign(SharedBytes(envelope.payload()));
    cost = signature.cost;
    envelope.set_signature(signature.value.ToString());
    return *OrderedEnvelope::Parse(OrdererProto::Serialize(envelope));
}

std::optional<std::vector<RaftConsenter>>
GetConsentersOfConfig(const SharedBytes& configEnvelope)
{
    const auto envelope = OrdererProto::Parse<fabric::ConfigEnvelope>(configEnvelope);
    if (!envelope)
    {
        return std::nullopt;
    }
    const auto& groups = envelope->config().channel_group().groups();
    const auto orderer = groups.find("Orderer");
    if (orderer == groups.end())
    {
        return std::nullopt;
    }
    const auto value = orderer->second.values().find("ConsensusType");
    if (value == orderer->second.values().end())
    {
        return std::nullopt;
    }
    fabric::ConsensusType type;
    if (!type.ParseFromString(value->second.value()))
    {
        return std::nullopt;
    }
    const auto raft = RaftConsenters::Decode(SharedBytes(type.metadata()));
    return raft ? std::make_optional(raft->consenters) : std::nullopt;
}

} // namespace iotledger
} // namespace ns3
