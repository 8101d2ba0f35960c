/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "utf8.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace ns3
{
namespace iotledger
{

namespace
{

/// A row of the table: lead bytes, what may follow at once, how many follow in all.
struct Row
{
    uint8_t firstLead;
    uint8_t lastLead;
    uint8_t firstSecond;
    uint8_t lastSecond;
    uint8_t followers;
};

constexpr Row ROWS[] = {
    {0xc2, 0xdf, 0x80, 0xbf, 1},
    {0xe0, 0xe0, 0xa0, 0xbf, 2},
    {0xe1, 0xec, 0x80, 0xbf, 2},
    {0xed, 0xed, 0x80, 0x9f, 2},
    {0xee, 0xef, 0x80, 0xbf, 2},
    {0xf0, 0xf0, 0x90, 0xbf, 3},
    {0xf1, 0xf3, 0x80, 0xbf, 3},
    {0xf4, 0xf4, 0x80, 0x8f, 3},
};

} // namespace

std::size_t
GetUtf8CharacterSize(std::string_view text)
{
    const auto byte = [text](std::size_t i) { return static_cast<uint8_t>(text[i]); };
    if (byte(0) < 0x80)
    {
        return 1;
    }
    const auto row = std::find_if(std::begin(ROWS), std::end(ROWS), [&](const Row& r) {
        return byte(0) >= r.firstLead && byte(0) <= r.lastLead;
    });
    if (row == std::end(ROWS) || text.size() <= row->followers || byte(1) < row->firstSecond ||
        byte(1) > row->lastSecond)
    {
        return 0;
    }
    for (std::size_t i = 2; i <= row->followers; ++i)
    {
        if ((byte(i) & 0xc0) != 0x80)
        {
            return 0;
        }
    }
    return row->followers + 1;
}

std::size_t
GetUtf8Prefix(std::string_view text)
{
    std::size_t prefix = 0;
    while (prefix < text.size())
    {
        const std::size_t size = GetUtf8CharacterSize(text.substr(prefix));
        if (size == 0)
        {
            break;
        }
        prefix += size;
    }
    return prefix;
}

} // namespace iotledger
} // namespace ns3
