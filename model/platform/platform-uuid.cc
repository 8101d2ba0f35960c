/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "platform-uuid.h"

#include <algorithm>
#include <cctype>
#include <cstdint>

namespace ns3
{
namespace iotledger
{

namespace
{

bool
IsHex(const std::string& text, std::size_t start, std::size_t size)
{
    return start + size <= text.size() &&
           std::all_of(text.begin() + start, text.begin() + start + size, [](uint8_t digit) {
               return std::isxdigit(digit);
           });
}

} // namespace

bool
IsUuid(const std::string& text)
{
    std::size_t start = 0;
    switch (text.size())
    {
    case 32:
        return IsHex(text, 0, 32);
    case 36:
        break;
    case 38: // in braces, whichever they are
        start = 1;
        break;
    case 45: {
        std::string prefix = text.substr(0, 9);
        std::transform(prefix.begin(), prefix.end(), prefix.begin(), [](uint8_t c) {
            return std::tolower(c);
        });
        if (prefix != "urn:uuid:")
        {
            return false;
        }
        start = 9;
        break;
    }
    default:
        return false;
    }
    return IsHex(text, start, 8) && text[start + 8] == '-' && IsHex(text, start + 9, 4) &&
           text[start + 13] == '-' && IsHex(text, start + 14, 4) && text[start + 18] == '-' &&
           IsHex(text, start + 19, 4) && text[start + 23] == '-' && IsHex(text, start + 24, 12);
}

} // namespace iotledger
} // namespace ns3
