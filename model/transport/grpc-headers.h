/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GRPC_HEADERS_H
#define GRPC_HEADERS_H

#include "ns3/nstime.h"

#include <optional>
#include <string>
#include <string_view>

namespace ns3
{
namespace iotledger
{

/// @return the value of the header grpc-timeout: at most eight digits in the finest unit in which
/// they suffice, rounded up. Source: gRPC, doc/PROTOCOL-HTTP2.md; grpc-go v1.31, encodeTimeout.
std::string EncodeGrpcTimeout(Time timeout);

/// @return the time that a value of grpc-timeout tells, nothing if it is none.
std::optional<Time> DecodeGrpcTimeout(std::string_view text);

/// @return the value of the trailer grpc-message: all but printable ASCII, and the percent sign,
/// as %XX. Source: gRPC, doc/PROTOCOL-HTTP2.md, Status-Message.
std::string EncodeGrpcMessage(std::string_view message);

/// Undoes EncodeGrpcMessage; what is wrongly encoded is kept as it is.
std::string DecodeGrpcMessage(std::string_view text);

} // namespace iotledger
} // namespace ns3

#endif /* GRPC_HEADERS_H */
