/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "proto-fields.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

namespace ns3
{
namespace iotledger
{

namespace
{

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;
using google::protobuf::io::CodedOutputStream;

constexpr uint32_t BYTES_TYPE = WireFormatLite::WIRETYPE_LENGTH_DELIMITED;

/// @return the size of a field of @p size bytes with tag and length [B]
uint64_t
FramedSize(uint64_t size)
{
    return 1 + CodedOutputStream::VarintSize64(size) + size;
}

/// Writes tag and length of a field. @return where its value goes.
uint8_t*
Frame(uint8_t* out, uint32_t number, uint64_t size)
{
    *out++ = static_cast<uint8_t>(number << 3 | BYTES_TYPE);
    return CodedOutputStream::WriteVarint64ToArray(size, out);
}

uint8_t*
Put(uint8_t* out, uint32_t number, const SharedBytes& value)
{
    out = Frame(out, number, value.GetSize());
    value.CopyTo(out);
    return out + value.GetSize();
}

} // namespace

std::optional<std::vector<ProtoFields::Field>>
ProtoFields::Split(const SharedBytes& message)
{
    CodedInputStream in(message.GetHead(), static_cast<int>(message.GetHeadSize()));
    std::vector<Field> fields;
    while (true)
    {
        const auto begin = static_cast<uint64_t>(in.CurrentPosition());
        const auto tag = in.ReadTag();
        if (tag == 0)
        {
            return in.ConsumedEntireMessage() ? std::make_optional(fields) : std::nullopt;
        }
        if (WireFormatLite::GetTagWireType(tag) != BYTES_TYPE)
        {
            if (!WireFormatLite::SkipField(&in, tag))
            {
                return std::nullopt;
            }
            continue;
        }
        uint32_t size = 0;
        const bool hasSize = in.ReadVarint32(&size);
        const auto position = static_cast<uint64_t>(in.CurrentPosition());
        if (!hasSize || size > message.GetHeadSize() - position || !in.Skip(static_cast<int>(size)))
        {
            return std::nullopt;
        }
        fields.push_back({static_cast<uint32_t>(WireFormatLite::GetTagFieldNumber(tag)),
                          begin,
                          message.Slice(position, size)});
    }
}

std::vector<SharedBytes>
ProtoFields::SplitRepeated(const SharedBytes& message)
{
    std::vector<SharedBytes> values;
    if (const auto fields = Split(message))
    {
        for (const auto& field : *fields)
        {
            if (field.number == 1)
            {
                values.push_back(field.bytes);
            }
        }
    }
    return values;
}

void
ProtoFields::Append(std::vector<uint8_t>& bytes, uint32_t number, const SharedBytes& value)
{
    const auto offset = bytes.size();
    bytes.resize(offset + FramedSize(value.GetSize()));
    Put(bytes.data() + offset, number, value);
}

void
ProtoFields::AppendRepeated(std::vector<uint8_t>& bytes,
                            uint32_t number,
                            const std::vector<SharedBytes>& parts)
{
    uint64_t size = 0;
    for (const auto& part : parts)
    {
        size += FramedSize(part.GetSize());
    }
    const auto offset = bytes.size();
    bytes.resize(offset + FramedSize(size));
    uint8_t* out = Frame(bytes.data() + offset, number, size);
    for (const auto& part : parts)
    {
        out = Put(out, 1, part);
    }
}

} // namespace iotledger
} // namespace ns3
