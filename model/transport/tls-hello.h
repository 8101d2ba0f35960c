/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_HELLO_H
#define TLS_HELLO_H

#include "ns3/tls-protocol.h"

#include <optional>
#include <vector>

namespace ns3
{
namespace iotledger
{

// The two hellos of TLS 1.3 (RFC 8446, section 4.1) and 1.2 (RFC 5246, section 7.4.1), with the
// extensions that OpenSSL 3.0 sends in these versions, in its order. Internal.
//
//     hello     = type[1] length[3] 0x0303[2] random[32] session_id<0..32>
//                 (client: suites<2..> compression<1..>; server: suite[2] compression[1])
//                 extensions<0..>
//     extension = type[2] data<0..65535>
//
// A vector<> is preceded by its length: in one byte up to 255, else in two.

struct TlsClientHello
{
    TlsVersion version;           //!< the one version that is offered
    SharedBytes random;           //!< 32 B
    SharedBytes sessionId;        //!< 0 or 32 B
    std::vector<uint16_t> suites; //!< without the renegotiation signal
    std::string serverName;       //!< empty: not named
    TlsGroup group;               //!< the preferred one; the other is offered too
    SharedBytes keyShare;         //!< TLS 1.3
    bool takesTickets;            //!< TLS 1.2: wants or has a ticket
    SharedBytes ticket;           //!< to resume with; empty: none
    uint32_t ticketAge;           //!< TLS 1.3: obfuscated
    std::size_t binderSize;       //!< [B] TLS 1.3: proves knowledge of the ticket's key
};

struct TlsServerHello
{
    TlsVersion version;
    SharedBytes random;
    SharedBytes sessionId;
    uint16_t suite;
    TlsGroup group;       //!< TLS 1.3
    SharedBytes keyShare; //!< TLS 1.3
    bool isResumed;
    bool sendsTicket; //!< TLS 1.2
};

SharedBytes EncodeTlsHello(const TlsClientHello& hello);
SharedBytes EncodeTlsHello(const TlsServerHello& hello);

/// @return empty unless @p message is one whole ClientHello of TLS 1.2 or 1.3.
std::optional<TlsClientHello> DecodeTlsClientHello(const SharedBytes& message);

/// Whether a TLS 1.2 session is resumed only the client can tell, by its session id: not set then.
std::optional<TlsServerHello> DecodeTlsServerHello(const SharedBytes& message);

} // namespace iotledger
} // namespace ns3

#endif /* TLS_HELLO_H */
