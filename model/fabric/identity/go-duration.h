/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GO_DURATION_H
#define GO_DURATION_H

#include "ns3/nstime.h"

#include <optional>
#include <string>

namespace ns3
{
namespace iotledger
{

/// @return @p time as Go prints a time.Duration: "2s", "500ms", "1m30s". @p time has no part below
/// a nanosecond and is not negative. @ingroup iot-ledger
std::string FormatGoDuration(Time time);

/// @return the time that @p text, such as "1.5s" or "1m30s", stands for (Go's time.ParseDuration);
/// empty if it is none, or negative, or too long for a Time. @ingroup iot-ledger
std::optional<Time> ParseGoDuration(const std::string& text);

} // namespace iotledger
} // namespace ns3

#endif /* GO_DURATION_H */
