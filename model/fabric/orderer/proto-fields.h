/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PROTO_FIELDS_H
#define PROTO_FIELDS_H

#include "ns3/shared-bytes.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @brief Takes protobuf messages apart, and joins them, without copying what they hold. Internal.
 *
 * A field is `tag length bytes`, tag and length as varints
 * (protobuf.dev/programming-guides/encoding).
 */
struct ProtoFields
{
    /// A length-delimited field within the message that holds it.
    struct Field
    {
        uint32_t number;
        uint64_t begin;    //!< [B] where its tag is
        SharedBytes bytes; //!< shares storage with the message
    };

    /// @return the length-delimited fields of @p message, others skipped; none if it is malformed.
    static std::optional<std::vector<Field>> Split(const SharedBytes& message);

    /// @return the values of field 1 of @p message, of which it consists; empty if it is malformed.
    static std::vector<SharedBytes> SplitRepeated(const SharedBytes& message);

    /// Appends field @p number, below 16.
    static void Append(std::vector<uint8_t>& bytes, uint32_t number, const SharedBytes& value);

    /// Appends field @p number, below 16, a message with @p parts as its field 1.
    static void AppendRepeated(std::vector<uint8_t>& bytes,
                               uint32_t number,
                               const std::vector<SharedBytes>& parts);
};

} // namespace iotledger
} // namespace ns3

#endif /* PROTO_FIELDS_H */
