/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PEM_ENCODING_H
#define PEM_ENCODING_H

#include "ns3/shared-bytes.h"

#include <optional>
#include <string>
#include <string_view>

namespace ns3
{
namespace iotledger
{

inline constexpr std::string_view PEM_CERTIFICATE = "CERTIFICATE";
inline constexpr std::string_view PEM_REVOCATION_LIST = "X509 CRL";

/// @return @p der in the textual encoding of RFC 7468, section 2, as OpenSSL and Go write it: lines
/// of 64 characters, each with a line feed. @ingroup iot-ledger
std::string EncodePem(std::string_view label, const SharedBytes& der);

/// @return what stands in the first block with @p label in @p text, empty if there is none.
/// @ingroup iot-ledger
std::optional<SharedBytes> DecodePem(std::string_view label, std::string_view text);

} // namespace iotledger
} // namespace ns3

#endif /* PEM_ENCODING_H */
