/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-string.h"

#include "ns3/utf8.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr std::size_t MAX_SIZE = 65535; // [B]: the length field has two bytes
constexpr std::string_view SHARE = "$share/";

/// 1.5.4: U+0001 to U+001F, U+007F to U+009F and the non-characters of Unicode should not be used.
/// @param text a well-formed character
bool
IsDiscouraged(std::string_view text)
{
    const auto byte = [text](std::size_t i) { return static_cast<uint8_t>(text[i]); };
    switch (text.size())
    {
    case 1:
        return byte(0) < 0x20 || byte(0) == 0x7f;
    case 2:
        return byte(0) == 0xc2 && byte(1) < 0xa0;
    case 3: // U+FDD0 to U+FDEF, U+FFFE, U+FFFF
        return byte(0) == 0xef && ((byte(1) == 0xb7 && byte(2) >= 0x90 && byte(2) <= 0xaf) ||
                                   (byte(1) == 0xbf && byte(2) >= 0xbe));
    default: // U+nFFFE, U+nFFFF
        return (byte(1) & 0x0f) == 0x0f && byte(2) == 0xbf && byte(3) >= 0xbe;
    }
}

} // namespace

bool
IsMqttString(std::string_view text)
{
    if (text.size() > MAX_SIZE)
    {
        return false;
    }
    while (!text.empty())
    {
        const auto lead = static_cast<uint8_t>(text[0]);
        const std::size_t size = lead > 0 ? GetUtf8CharacterSize(text) : 0;
        if (size == 0 || IsDiscouraged(text.substr(0, size)))
        {
            return false;
        }
        text.remove_prefix(size);
    }
    return true;
}

bool
IsMqttTopicName(std::string_view text)
{
    return !text.empty() && text.find_first_of("+#") == std::string_view::npos &&
           IsMqttString(text);
}

bool
IsMqttTopicFilter(std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        const bool isWildcard = text[i] == '+' || text[i] == '#';
        const bool startsLevel = i == 0 || text[i - 1] == '/';
        const bool isLast = i + 1 == text.size();
        const bool endsLevel = isLast || (text[i] == '+' && text[i + 1] == '/');
        if (isWildcard && !(startsLevel && endsLevel))
        {
            return false;
        }
    }
    return !text.empty() && IsMqttString(text);
}

bool
IsMarkedAsShared(std::string_view filter)
{
    return filter.substr(0, SHARE.size()) == SHARE;
}

std::optional<MqttSharedFilter>
SplitSharedFilter(std::string_view filter)
{
    if (!IsMarkedAsShared(filter))
    {
        return std::nullopt;
    }
    filter.remove_prefix(SHARE.size());
    const std::size_t slash = filter.find('/');
    const std::string_view group = filter.substr(0, slash);
    if (slash == std::string_view::npos || !IsMqttTopicName(group) ||
        !IsMqttTopicFilter(filter.substr(slash + 1)))
    {
        return std::nullopt;
    }
    return MqttSharedFilter{group, filter.substr(slash + 1)};
}

} // namespace iotledger
} // namespace ns3
