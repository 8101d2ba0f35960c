/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef UTF8_H
#define UTF8_H

#include <cstddef>
#include <string_view>

namespace ns3
{
namespace iotledger
{

/**
 * @file
 * @ingroup iot-ledger
 * Well-formed UTF-8: no surrogates, no overlong forms, nothing above U+10FFFF.
 *
 * Source: Unicode 6.2, table 3-7.
 */

/// U+10FFFF, which no character comes after.
inline constexpr const char* LAST_UTF8_CHARACTER = "\xf4\x8f\xbf\xbf";

/// @return [B] the size of the first character of @p text, which is not empty; 0: it is ill-formed
std::size_t GetUtf8CharacterSize(std::string_view text);

/// @return [B] how much of @p text, from its start, is well-formed
std::size_t GetUtf8Prefix(std::string_view text);

} // namespace iotledger
} // namespace ns3

#endif /* UTF8_H */
