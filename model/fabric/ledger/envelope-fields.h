/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ENVELOPE_FIELDS_H
#define ENVELOPE_FIELDS_H

#include <cstdint>
#include <optional>
#include <string_view>

namespace ns3
{
namespace iotledger
{

/// What a ledger reads off a transaction's channel header; the bytes are the envelope's. Internal.
struct EnvelopeHeader
{
    int32_t type{0}; //!< a HeaderType
    std::string_view txId;
    std::string_view timestamp; //!< encoded
};

/// @return none: the header cannot be read
std::optional<EnvelopeHeader> ReadEnvelopeHeader(std::string_view envelope);

/// @return the one action of an endorser transaction (ChaincodeActionPayload); empty: there is
/// none; none: malformed, or there are more
std::optional<std::string_view> FindAction(std::string_view envelope);

/// @return the encoded TxReadWriteSet of an endorser transaction; none: malformed
std::optional<std::string_view> FindResults(std::string_view envelope);

} // namespace iotledger
} // namespace ns3

#endif /* ENVELOPE_FIELDS_H */
