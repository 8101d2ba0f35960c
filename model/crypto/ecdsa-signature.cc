/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ecdsa-signature.h"

#include "der-encoding.h"

#include <algorithm>
#include <vector>

namespace ns3
{
namespace iotledger
{

namespace
{

/// n, the order of P-256: SEC 2, section 2.4.2
constexpr EcdsaSignature::Number ORDER{
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51};

/// @return n - @p number, which is at most n.
EcdsaSignature::Number
SubtractFromOrder(const EcdsaSignature::Number& number)
{
    EcdsaSignature::Number difference;
    int borrow = 0;
    for (auto i = number.size(); i-- > 0;)
    {
        const int digit = ORDER[i] - number[i] - borrow;
        borrow = digit < 0 ? 1 : 0;
        difference[i] = static_cast<uint8_t>(digit);
    }
    return difference;
}

/// Reads a DER INTEGER in its one shortest form (ITU-T X.690, section 8.3.2).
std::optional<EcdsaSignature::Number>
ReadNumber(DerReader& reader)
{
    EcdsaSignature::Number number{};
    if (!reader.Enter(DER_INTEGER) || reader.GetSize() == 0 || reader.GetSize() > number.size() + 1)
    {
        return std::nullopt;
    }
    auto digits = reader.Take(reader.GetSize()).ToVector();
    if (digits.front() >= 0x80)
    {
        return std::nullopt; // negative
    }
    if (digits.front() == 0 && digits.size() > 1)
    {
        if (digits[1] < 0x80)
        {
            return std::nullopt;
        }
        digits.erase(digits.begin());
    }
    if (digits.size() > number.size())
    {
        return std::nullopt;
    }
    std::copy(digits.begin(), digits.end(), number.end() - digits.size());
    return number < ORDER ? std::optional(number) : std::nullopt;
}

void
AppendNumber(std::vector<uint8_t>& der, const EcdsaSignature::Number& number)
{
    const auto first =
        std::find_if(number.begin(), number.end() - 1, [](uint8_t digit) { return digit != 0; });
    const std::size_t sign = *first >= 0x80 ? 1 : 0;
    const auto header = DerHeader(DER_INTEGER, sign + (number.end() - first));
    der.insert(der.end(), header.begin(), header.end());
    der.insert(der.end(), sign, 0);
    der.insert(der.end(), first, number.end());
}

} // namespace

std::optional<EcdsaSignature>
EcdsaSignature::Decode(const SharedBytes& der)
{
    DerReader reader(der);
    if (!reader.EnterRest(DER_SEQUENCE))
    {
        return std::nullopt;
    }
    const auto r = ReadNumber(reader);
    const auto s = r ? ReadNumber(reader) : std::nullopt;
    if (!s || !reader.IsAtEnd())
    {
        return std::nullopt;
    }
    return EcdsaSignature{*r, *s};
}

SharedBytes
EcdsaSignature::Encode() const
{
    std::vector<uint8_t> numbers;
    AppendNumber(numbers, r);
    AppendNumber(numbers, s);
    auto der = DerHeader(DER_SEQUENCE, numbers.size());
    der.insert(der.end(), numbers.begin(), numbers.end());
    return SharedBytes(std::move(der));
}

bool
EcdsaSignature::HasLowS() const
{
    return s <= SubtractFromOrder(s); // n is odd: the two are never equal
}

EcdsaSignature
EcdsaSignature::Negated() const
{
    return {r, SubtractFromOrder(s)};
}

EcdsaSignature
EcdsaSignature::WithLowS() const
{
    return HasLowS() ? *this : Negated();
}

} // namespace iotledger
} // namespace ns3
