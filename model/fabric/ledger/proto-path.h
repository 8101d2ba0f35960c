/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PROTO_PATH_H
#define PROTO_PATH_H

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace ns3
{
namespace iotledger
{

/**
 * @file
 * Reads single fields of encoded protobuf messages where they lie. A transaction wraps its
 * read-write set in eight messages: decoding each would copy it eight times. Internal.
 *
 * Source: protobuf's encoding (protobuf.dev/programming-guides/encoding): tag, then a varint, eight
 * bytes, four bytes, or a length and as many bytes.
 */

/// A field's value: bytes of a length-delimited one, number of a varint.
struct ProtoField
{
    std::string_view bytes;
    uint64_t number{0};
};

/**
 * @return the first field @p number of @p message; it is empty if there is none, as in proto3.
 * None: the message is malformed up to that field.
 */
std::optional<ProtoField> FindProtoField(std::string_view message, uint32_t number);

/// @return the bytes of the field that @p path leads to, through nested messages
std::optional<std::string_view> FindProtoBytes(std::string_view message,
                                               std::initializer_list<uint32_t> path);

} // namespace iotledger
} // namespace ns3

#endif /* PROTO_PATH_H */
