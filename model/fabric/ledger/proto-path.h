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
 * Whoever else decodes the message must see the same: a library takes the last of two fields with
 * one number, or merges them, so two are malformed here; a field of another wire type than the
 * wanted one is unknown, to both.
 *
 * Source: protobuf's encoding (protobuf.dev/programming-guides/encoding): tag, then a varint, eight
 * bytes, four bytes, or a length and as many bytes.
 */

/// @return the varint of field @p number of @p message; 0 if there is none, as in proto3.
/// None: the message is malformed, or has two.
std::optional<uint64_t> FindProtoNumber(std::string_view message, uint32_t number);

/// @return the bytes of the field that @p path leads to, through nested messages; empty if there is
/// none. None: a message on the path is malformed, or has two.
std::optional<std::string_view> FindProtoBytes(std::string_view message,
                                               std::initializer_list<uint32_t> path);

} // namespace iotledger
} // namespace ns3

#endif /* PROTO_PATH_H */
