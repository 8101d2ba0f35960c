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

constexpr uint32_t VARINT = 0; //!< wire types
constexpr uint32_t BYTES = 2;

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

/// A field's value: bytes of a length-delimited one, number of a varint.
struct Value
{
    std::string_view bytes;
    uint64_t number{0};
};

/// Takes a field's value off the front. @return whether it was whole and of a known type
bool
TakeValue(std::string_view& message, uint64_t wireType, Value& value)
{
    uint64_t size = 0;
    switch (wireType)
    {
    case VARINT:
        return TakeVarint(message, value.number);
    case 1:
        size = 8;
        break;
    case BYTES:
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
    value.bytes = message.substr(0, size);
    message.remove_prefix(size);
    return true;
}

/// @return the value of the one field with tag @p wanted, a default one if there is none; none:
/// there are two, or the message is malformed
std::optional<Value>
FindValue(std::string_view message, uint64_t wanted)
{
    Value found;
    bool isFound = false;
    while (!message.empty())
    {
        uint64_t tag = 0;
        Value value;
        // libprotobuf drops the bits of a tag beyond 32, so such a tag would hide a field from us
        if (!TakeVarint(message, tag) || tag >> 3 == 0 || tag > UINT32_MAX ||
            !TakeValue(message, tag & 7, value) || (tag == wanted && isFound))
        {
            return std::nullopt;
        }
        if (tag == wanted)
        {
            found = value;
            isFound = true;
        }
    }
    return found;
}

} // namespace

std::optional<uint64_t>
FindProtoNumber(std::string_view message, uint32_t number)
{
    const auto value = FindValue(message, number << 3 | VARINT);
    return value ? std::make_optional(value->number) : std::nullopt;
}

std::optional<std::string_view>
FindProtoBytes(std::string_view message, std::initializer_list<uint32_t> path)
{
    for (const auto number : path)
    {
        const auto value = FindValue(message, number << 3 | BYTES);
        if (!value)
        {
            return std::nullopt;
        }
        message = value->bytes;
    }
    return message;
}

} // namespace iotledger
} // namespace ns3
