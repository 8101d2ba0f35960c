/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ECDSA_SIGNATURE_H
#define ECDSA_SIGNATURE_H

#include "ns3/shared-bytes.h"

#include <array>
#include <cstdint>
#include <optional>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The two numbers of an ECDSA signature on P-256.
 *
 * With (r, s) also (r, n - s) is a signature on the same data, n being the order of the curve
 * (SEC 2, section 2.4.2). Whoever wants only one of them takes the one with low S: s <= n / 2.
 */
struct EcdsaSignature
{
    using Number = std::array<uint8_t, 32>; //!< big endian

    Number r;
    Number s;

    /// @return the numbers of a DER Ecdsa-Sig-Value (RFC 3279, section 2.2.3), empty if it is none
    /// with numbers from 0 to n - 1
    static std::optional<EcdsaSignature> Decode(const SharedBytes& der);
    SharedBytes Encode() const;

    bool HasLowS() const;
    EcdsaSignature Negated() const; //!< @return (r, n - s)
    EcdsaSignature WithLowS() const;
};

} // namespace iotledger
} // namespace ns3

#endif /* ECDSA_SIGNATURE_H */
