/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PLATFORM_UUID_H
#define PLATFORM_UUID_H

#include <string>

namespace ns3
{
namespace iotledger
{

/// @return whether github.com/google/uuid takes @p text: 8-4-4-4-12 hexadecimal digits, perhaps
/// behind `urn:uuid:` or in braces, or all 32 without dashes
bool IsUuid(const std::string& text);

} // namespace iotledger
} // namespace ns3

#endif /* PLATFORM_UUID_H */
