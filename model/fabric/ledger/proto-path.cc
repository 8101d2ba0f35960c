/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "proto-path.h"

namespace ns3
{
namespace iotledger
{

namespace
{

/// Takes a varint off the front. @return whether there was one
bool
TakeVarint(std::string_view& message, uint64_t& value)
{
    value = 0;
    for (uint32_t shift = 0; shift < 64 && !message.empty(); shift += 7)
    {
        const auto byte = static_cast<uint8_t>(message.front());
        message.remove_prefix(1);
        value |= static_cast<uint64_t>(byte & 0x7f) << shift;
        if (byte < 0x80)
        {
            return true;
        }
    }
    return false;
}

/// Takes a field's value off the front. @return whether it was whole and of a known type
bool
TakeValue(std::string_view& message, uint32_t wireType, ProtoField& field)
{
    uint64_t size = 0;
    switch (wireType)
    {
    case 0:
        return TakeVarint(message, field.number);
    case 1:
        size = 8;
        break;
    case 2:
        if (!TakeVarint(message, size))
        {
            return false;
        }
        break;
    case 5:
        size = 4;
        break;
    default:
        return false;
    }
    if (size > message.size())
    {
        return false;
    }
    field.bytes = message.substr(0, size);
    message.remove_prefix(size);
    return true;
}

} // namespace

std::optional<ProtoField>
FindProtoField(std::string_view message, uint32_t number)
{
    while (!message.empty())
    {
        uint64_t tag = 0;
        ProtoField field;
        if (!TakeVarint(message, tag) || tag >> 3 == 0 || !TakeValue(message, tag & 7, field))
        {
            return std::nullopt;
        }
        if (tag >> 3 == number)
        {
            return field;
        }
    }
    return ProtoField{};
}

std::optional<std::string_view>
FindProtoBytes(std::string_view message, std::initializer_list<uint32_t> path)
{
    for (const auto number : path)
    {
        const auto field = FindProtoField(message, number);
        if (!field)
        {
            return std::nullopt;
        }
        message = field->bytes;
    }
    return message;
}

} // namespace iotledger
} // namespace ns3
