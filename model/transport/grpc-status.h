/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GRPC_STATUS_H
#define GRPC_STATUS_H

#include <optional>
#include <string>
#include <string_view>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief How a call ended.
 *
 * Source: gRPC, doc/statuscodes.md (names and numbers).
 */
enum class GrpcCode
{
    OK = 0,
    CANCELLED = 1,
    UNKNOWN = 2,
    INVALID_ARGUMENT = 3,
    DEADLINE_EXCEEDED = 4,
    NOT_FOUND = 5,
    ALREADY_EXISTS = 6,
    PERMISSION_DENIED = 7,
    RESOURCE_EXHAUSTED = 8,
    FAILED_PRECONDITION = 9,
    ABORTED = 10,
    OUT_OF_RANGE = 11,
    UNIMPLEMENTED = 12,
    INTERNAL = 13,
    UNAVAILABLE = 14,
    DATA_LOSS = 15,
    UNAUTHENTICATED = 16,
};

/// The status of a call: what its trailers say, or what this end found instead.
struct GrpcStatus
{
    GrpcCode code{GrpcCode::OK};
    std::string message{}; //!< for people; UTF-8

    bool IsOk() const
    {
        return code == GrpcCode::OK;
    }
};

/// @return the code's name, "DEADLINE_EXCEEDED".
const char* GetGrpcCodeName(GrpcCode code);

/// @return the code of the decimal number @p text, as in the trailer grpc-status; UNKNOWN for a
/// number that names none, nothing for what is no number.
std::optional<GrpcCode> ParseGrpcCode(std::string_view text);

} // namespace iotledger
} // namespace ns3

#endif /* GRPC_STATUS_H */
