/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "signature-policy.h"

#include <numeric>
#include <set>

namespace ns3
{
namespace iotledger
{

namespace
{

using Layout = SignaturePolicy::Layout;
using Layouts = std::vector<Layout>;

/// @return every sum of one of @p first and one of @p second, as many as are allowed.
Layouts
Combine(const Layouts& first, const Layouts& second)
{
    Layouts sums;
    for (const auto& a : first)
    {
        for (const auto& b : second)
        {
            if (sums.size() >= SignaturePolicy::MAX_LAYOUTS)
            {
                return sums;
            }
            auto sum = a;
            for (const auto& [mspId, count] : b)
            {
                sum[mspId] += count;
            }
            sums.push_back(std::move(sum));
        }
    }
    return sums;
}

void
Append(Layouts& layouts, Layouts&& more)
{
    for (auto& layout : more)
    {
        if (layouts.size() < SignaturePolicy::MAX_LAYOUTS)
        {
            layouts.push_back(std::move(layout));
        }
    }
}

/// @return the layouts that meet @p required of the parts from @p next on.
Layouts
Choose(const std::vector<Layouts>& parts, std::size_t next, int32_t required)
{
    if (required <= 0)
    {
        return {Layout()};
    }
    Layouts layouts;
    const auto last = static_cast<int64_t>(parts.size()) - required;
    for (auto i = next; static_cast<int64_t>(i) <= last; i++)
    {
        if (layouts.size() >= SignaturePolicy::MAX_LAYOUTS)
        {
            break;
        }
        Append(layouts, Combine(parts[i], Choose(parts, i + 1, required - 1)));
    }
    return layouts;
}

Layouts
FindLayouts(const SignaturePolicy::Rule& rule, const std::vector<MspPrincipal>& principals)
{
    if (rule.signedBy >= 0)
    {
        const auto& principal = principals[rule.signedBy];
        if (principal.kind == MspPrincipal::Kind::ROLE && principal.role != FabricRole::PEER)
        {
            return {}; // no peer can sign as that
        }
        return {{{principal.GetMspId(), 1}}};
    }
    std::vector<Layouts> parts;
    for (const auto& part : rule.parts)
    {
        parts.push_back(FindLayouts(part, principals));
    }
    return Choose(parts, 0, rule.required);
}

uint64_t
CountSignatures(const Layout& layout)
{
    return std::accumulate(layout.begin(), layout.end(), uint64_t{0}, [](auto sum, auto& entry) {
        return sum + entry.second;
    });
}

/// Whether @p small asks nothing that @p large does not.
bool
IsWithin(const Layout& small, const Layout& large)
{
    for (const auto& [mspId, count] : small)
    {
        const auto found = large.find(mspId);
        if (found == large.end() || found->second < count)
        {
            return false;
        }
    }
    return true;
}

} // namespace

std::vector<SignaturePolicy::Layout>
SignaturePolicy::GetLayouts() const
{
    const auto all = FindLayouts(m_rule, m_principals);
    std::map<uint64_t, std::set<Layout>> bySize;
    for (const auto& layout : all)
    {
        bySize[CountSignatures(layout)].insert(layout);
    }
    std::vector<Layout> smallest;
    std::set<Layout> done;
    for (const auto& layout : all)
    {
        bool isSmallest = done.insert(layout).second;
        for (auto size = bySize.begin(); isSmallest && size->first < CountSignatures(layout);
             ++size)
        {
            for (const auto& other : size->second)
            {
                isSmallest = isSmallest && !IsWithin(other, layout);
            }
        }
        if (isSmallest)
        {
            smallest.push_back(layout);
        }
    }
    return smallest;
}

} // namespace iotledger
} // namespace ns3
