/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GO_JSON_H
#define GO_JSON_H

#include <string>
#include <string_view>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @file
 * @ingroup iot-ledger
 * JSON as Go's encoding/json writes it, byte for byte, since chaincodes' values and results are
 * compared and measured as bytes.
 *
 * Source: Go 1.19, encoding/json/encode.go and time/time.go.
 */

/// @return @p text in quotes: `<`, `>`, `&`, U+2028, U+2029 and control characters as \\u00xx
/// (but \\n, \\r, \\t), each ill-formed byte as \\ufffd
std::string ToGoJson(std::string_view text);

/// @return an array of such strings
std::string ToGoJson(const std::vector<std::string>& texts);

/// The time that Go's time.Time has when it was never set.
inline constexpr const char* GO_ZERO_TIME = "0001-01-01T00:00:00Z";

/**
 * @return @p time as Go writes it after reading it: fractions to nanoseconds without trailing
 * zeros, a zero offset as Z. Throws ChaincodeError if it is no RFC 3339 time.
 */
std::string ToGoTime(std::string_view time);

} // namespace iotledger
} // namespace ns3

#endif /* GO_JSON_H */
