/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "grpc-status.h"

#include <array>
#include <charconv>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr std::array<const char*, 17> NAMES{"OK",
                                            "CANCELLED",
                                            "UNKNOWN",
                                            "INVALID_ARGUMENT",
                                            "DEADLINE_EXCEEDED",
                                            "NOT_FOUND",
                                            "ALREADY_EXISTS",
                                            "PERMISSION_DENIED",
                                            "RESOURCE_EXHAUSTED",
                                            "FAILED_PRECONDITION",
                                            "ABORTED",
                                            "OUT_OF_RANGE",
                                            "UNIMPLEMENTED",
                                            "INTERNAL",
                                            "UNAVAILABLE",
                                            "DATA_LOSS",
                                            "UNAUTHENTICATED"};

} // namespace

const char*
GetGrpcCodeName(GrpcCode code)
{
    return NAMES.at(static_cast<std::size_t>(code));
}

std::optional<GrpcCode>
ParseGrpcCode(std::string_view text)
{
    uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
    {
        return std::nullopt;
    }
    return number < NAMES.size() ? static_cast<GrpcCode>(number) : GrpcCode::UNKNOWN;
}

} // namespace iotledger
} // namespace ns3
