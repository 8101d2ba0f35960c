/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-error.h"

#include "ns3/utf8.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr size_t LONGEST_QUOTE = 80; //!< bytes of a wrong value that are shown
constexpr size_t LONGEST_PART = 400; //!< bytes of all else that may hold what a user wrote

/// @return @p text on one line, and no longer than @p most bytes; characters (UTF-8) stay whole.
std::string
Shorten(const std::string& text, size_t most)
{
    size_t size = std::min(text.size(), most);
    while (size > 0 && size < text.size() && (text[size] & 0xc0) == 0x80)
    {
        --size;
    }
    std::string line = text.substr(0, size);
    std::replace_if(
        line.begin(),
        line.end(),
        [](unsigned char c) { return c < ' ' || c == 0x7f; },
        ' ');
    for (size_t at = GetUtf8Prefix(line); at < line.size(); at = GetUtf8Prefix(line))
    {
        line[at] = '?';
    }
    return line + (size < text.size() ? "…" : "");
}

size_t
CountEdits(const std::string& from, const std::string& to)
{
    std::vector<size_t> edits(to.size() + 1);
    std::iota(edits.begin(), edits.end(), 0);
    for (size_t i = 1; i <= from.size(); ++i)
    {
        size_t diagonal = edits[0];
        edits[0] = i;
        for (size_t j = 1; j <= to.size(); ++j)
        {
            const size_t replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
            diagonal = edits[j];
            edits[j] = std::min({replaced, edits[j] + 1, edits[j - 1] + 1});
        }
    }
    return edits[to.size()];
}

} // namespace

std::string
ScenarioPlace::ToString() const
{
    return line > 0 ? file + ":" + std::to_string(line) : file;
}

ScenarioError::ScenarioError(const ScenarioPlace& place,
                             const std::string& key,
                             const std::string& expected,
                             const std::string& got,
                             const std::string& hint)
    : std::invalid_argument(place.ToString() + ": " + Shorten(key, LONGEST_QUOTE) + ": expected " +
                            Shorten(expected, LONGEST_PART) + ", got '" +
                            Shorten(got, LONGEST_QUOTE) + "'" +
                            (hint.empty() ? "" : " (" + Shorten(hint, LONGEST_PART) + ")"))
{
}

std::pair<std::string, size_t>
FindNearestName(const std::string& name, const std::vector<std::string>& names)
{
    std::pair<std::string, size_t> nearest{"", std::numeric_limits<size_t>::max()};
    for (const auto& candidate : names)
    {
        const size_t edits = CountEdits(name, candidate);
        if (edits < nearest.second)
        {
            nearest = {candidate, edits};
        }
    }
    return nearest;
}

} // namespace iotledger
} // namespace ns3
