/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ordered-block.h"

#include "fabric-common.pb.h"
#include "fabric-orderer.pb.h"
#include "ordered-envelope.h"
#include "orderer-proto.h"
#include "proto-fields.h"

#include "ns3/block-hash.h"
#include "ns3/fabric-signer.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

/// @return what @p metadata, a Metadata, carries as a @p Message.
template <typename Message>
std::optional<Message>
ParseValue(const SharedBytes& metadata)
{
    const auto outer = OrdererProto::Parse<fabric::Metadata>(metadata);
    return outer ? OrdererProto::Parse<Message>(SharedBytes(outer->value())) : std::nullopt;
}

SharedBytes
WrapValue(const SharedBytes& value)
{
    fabric::Metadata metadata;
    metadata.set_value(value.ToString());
    return OrdererProto::Serialize(metadata);
}

} // namespace

SharedBytes
RaftBlockState::Encode() const
{
    fabric::RaftBlockMetadata message;
    for (const auto id : consenters)
    {
        message.add_consenter_ids(id);
    }
    message.set_next_consenter_id(nextConsenter);
    message.set_raft_index(raftIndex);
    return OrdererProto::Serialize(message);
}

std::optional<RaftBlockState>
RaftBlockState::Decode(const SharedBytes& bytes)
{
    const auto message = OrdererProto::Parse<fabric::RaftBlockMetadata>(bytes);
    if (!message)
    {
        return std::nullopt;
    }
    return RaftBlockState{{message->consenter_ids().begin(), message->consenter_ids().end()},
                          message->next_consenter_id(),
                          message->raft_index()};
}

OrderedBlock
OrderedBlock::Make(uint64_t number,
                   const SharedBytes& previousHash,
                   const std::vector<SharedBytes>& envelopes)
{
    OrderedBlock block;
    block.m_number = number;
    block.m_previousHash = previousHash;
    block.m_dataHash = HashBlockData(envelopes);
    fabric::BlockHeader header;
    header.set_number(number);
    header.set_previous_hash(previousHash.ToString());
    header.set_data_hash(block.m_dataHash.ToString());
    const auto encoded = OrdererProto::Serialize(header);
    std::vector<uint8_t> bytes;
    ProtoFields::Append(bytes, fabric::Block::kHeaderFieldNumber, encoded);
    ProtoFields::AppendRepeated(bytes, fabric::Block::kDataFieldNumber, envelopes);
    block.m_envelopes = envelopes;
    block.m_metadataOffset = bytes.size();
    block.m_bytes = SharedBytes(std::move(bytes));
    return block.WithMetadata(std::vector<SharedBytes>(fabric::BlockMetadataIndex_ARRAYSIZE));
}

std::optional<OrderedBlock>
OrderedBlock::Parse(const SharedBytes& bytes)
{
    const auto fields = ProtoFields::Split(bytes);
    OrderedBlock block;
    block.m_bytes = bytes;
    block.m_metadataOffset = bytes.GetSize();
    std::optional<fabric::BlockHeader> header;
    for (const auto& field : fields ? *fields : std::vector<ProtoFields::Field>())
    {
        if (field.number == fabric::Block::kHeaderFieldNumber)
        {
            header = OrdererProto::Parse<fabric::BlockHeader>(field.bytes);
        }
        else if (field.number == fabric::Block::kDataFieldNumber)
        {
            block.m_envelopes = ProtoFields::SplitRepeated(field.bytes);
        }
        else if (field.number == fabric::Block::kMetadataFieldNumber)
        {
            block.m_metadata = ProtoFields::SplitRepeated(field.bytes);
            block.m_metadataOffset = field.begin;
        }
    }
    if (!header)
    {
        return std::nullopt;
    }
    block.m_number = header->number();
    block.m_previousHash = SharedBytes(header->previous_hash());
    block.m_dataHash = SharedBytes(header->data_hash());
    return block;
}

OrderedBlock
OrderedBlock::WithMetadata(const std::vector<SharedBytes>& metadata) const
{
    OrderedBlock block = *this;
    std::vector<uint8_t> bytes(m_metadataOffset);
    m_bytes.Slice(0, m_metadataOffset).CopyTo(bytes.data());
    ProtoFields::AppendRepeated(bytes, fabric::Block::kMetadataFieldNumber, metadata);
    block.m_bytes = SharedBytes(std::move(bytes));
    block.m_metadata = metadata;
    return block;
}

OrderedBlock
OrderedBlock::Sign(uint64_t lastConfig,
                   const RaftBlockState& state,
                   const FabricSigner& signer,
                   const SharedBytes& nonce,
                   Time& cost) const
{
    fabric::LastConfig last;
    last.set_index(lastConfig);
    fabric::OrdererBlockMetadata value;
    *value.mutable_last_config() = last;
    value.set_consenter_metadata(WrapValue(state.Encode()).ToString());
    fabric::SignatureHeader header;
    header.set_creator(signer.GetIdentity().Serialize().ToString());
    header.set_nonce(nonce.ToString());

    fabric::Metadata signatures;
    signatures.set_value(value.SerializeAsString());
    auto& signature = *signatures.add_signatures();
    signature.set_signature_header(header.SerializeAsString());
    auto made = signer.Sign(
        SharedBytes(signatures.value() + signature.signature_header() +
                    EncodeBlockHeader(m_number, m_previousHash.ToString(), m_dataHash.ToString())));
    signature.set_signature(made.value.ToString());
    cost = made.cost;

    std::vector<SharedBytes> metadata(fabric::BlockMetadataIndex_ARRAYSIZE);
    metadata[fabric::SIGNATURES] = OrdererProto::Serialize(signatures);
    metadata[fabric::LAST_CONFIG] = WrapValue(OrdererProto::Serialize(last));
    return WithMetadata(metadata);
}

uint64_t
OrderedBlock::GetNumber() const
{
    return m_number;
}

const SharedBytes&
OrderedBlock::GetPreviousHash() const
{
    return m_previousHash;
}

SharedBytes
OrderedBlock::GetHash() const
{
    return HashBlockHeader(m_number, m_previousHash, m_dataHash);
}

const std::vector<SharedBytes>&
OrderedBlock::GetEnvelopes() const
{
    return m_envelopes;
}

const SharedBytes&
OrderedBlock::GetBytes() const
{
    return m_bytes;
}

bool
OrderedBlock::Follows(const SharedBytes& previousHash) const
{
    return m_previousHash == previousHash && m_dataHash == HashBlockData(m_envelopes);
}

bool
OrderedBlock::IsConfig() const
{
    if (m_envelopes.size() != 1)
    {
        return false;
    }
    const auto envelope = OrderedEnvelope::Parse(m_envelopes.front());
    return envelope && envelope->IsConfig();
}

uint64_t
OrderedBlock::GetLastConfig() const
{
    if (m_metadata.size() <= fabric::LAST_CONFIG)
    {
        return 0;
    }
    const auto last = ParseValue<fabric::LastConfig>(m_metadata[fabric::LAST_CONFIG]);
    return last ? last->index() : 0;
}

std::optional<RaftBlockState>
OrderedBlock::GetRaftState() const
{
    if (m_metadata.empty())
    {
        return std::nullopt;
    }
    const auto value = ParseValue<fabric::OrdererBlockMetadata>(m_metadata[fabric::SIGNATURES]);
    if (!value || value->consenter_metadata().empty())
    {
        return std::nullopt;
    }
    const auto wrapped =
        OrdererProto::Parse<fabric::Metadata>(SharedBytes(value->consenter_metadata()));
    return wrapped && !wrapped->value().empty()
               ? RaftBlockState::Decode(SharedBytes(wrapped->value()))
               : std::nullopt;
}

} // namespace iotledger
} // namespace ns3
