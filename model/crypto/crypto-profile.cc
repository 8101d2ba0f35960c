/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-profile.h"

#include "crypto-operation.h"
#include "crypto-profile-loader.h"

#include "ns3/abort.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace iotledger
{

std::string_view
GetCryptoOperationName(CryptoOperation operation)
{
    return CRYPTO_OPERATIONS[static_cast<std::size_t>(operation)].name;
}

CryptoProfile
CryptoProfile::Load(const std::string& nameOrPath)
{
    return CryptoProfileLoader(nameOrPath).Load();
}

const std::string&
CryptoProfile::GetName() const
{
    return m_name;
}

const std::string&
CryptoProfile::GetDescription() const
{
    return m_description;
}

const std::string&
CryptoProfile::GetLibrary() const
{
    return m_library;
}

const std::string&
CryptoProfile::GetDate() const
{
    return m_date;
}

const std::string&
CryptoProfile::GetDigest() const
{
    return m_digest;
}

bool
CryptoProfile::HasRsa(uint32_t bits) const
{
    return bits >= m_minRsaBits && bits <= m_maxRsaBits;
}

Time
CryptoProfile::GetCost(CryptoOperation operation, uint64_t size, double quantile) const
{
    const auto index = static_cast<std::size_t>(operation);
    const auto& rows = m_rows[index];
    double cost;
    if (CRYPTO_OPERATIONS[index].kind == CostKind::BY_KEY_SIZE)
    {
        cost = GetRsaCost(rows, static_cast<uint32_t>(size), quantile);
    }
    else
    {
        const auto& row = rows.front();
        cost = (row.fixed + row.perByte * static_cast<double>(size)) * GetFactor(row, quantile);
    }
    return NanoSeconds(static_cast<uint64_t>(std::llround(cost)));
}

double
CryptoProfile::GetFactor(const Row& row, double quantile) const
{
    const auto above = std::upper_bound(m_levels.begin(), m_levels.end(), quantile);
    if (above == m_levels.begin())
    {
        return row.factors.front();
    }
    if (above == m_levels.end())
    {
        return row.factors.back();
    }
    const auto i = static_cast<std::size_t>(above - m_levels.begin());
    const auto share = (quantile - m_levels[i - 1]) / (m_levels[i] - m_levels[i - 1]);
    return row.factors[i - 1] + share * (row.factors[i] - row.factors[i - 1]);
}

double
CryptoProfile::GetRsaCost(const std::vector<Row>& rows, uint32_t bits, double quantile) const
{
    NS_ABORT_MSG_IF(!HasRsa(bits),
                    "profile " << m_name << " knows no RSA costs for " << bits << " bit, only for "
                               << m_minRsaBits << " to " << m_maxRsaBits);
    const auto above =
        std::lower_bound(rows.begin(), rows.end(), bits, [](const Row& row, uint32_t b) {
            return row.bits < b;
        });
    const auto upper = above->fixed * GetFactor(*above, quantile);
    if (above->bits == bits)
    {
        return upper;
    }
    const auto below = above - 1;
    const auto lower = below->fixed * GetFactor(*below, quantile);
    const auto share = std::log(static_cast<double>(bits) / below->bits) /
                       std::log(static_cast<double>(above->bits) / below->bits);
    return lower * std::pow(upper / lower, share);
}

} // namespace iotledger
} // namespace ns3
