/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_COSTS_H
#define TLS_COSTS_H

#include "ns3/crypto.h"
#include "ns3/tls-protocol.h"

namespace ns3
{
namespace iotledger
{

struct TlsMessage;

/**
 * @brief What the messages and records of one end of a TLS connection cost its processor. Internal.
 *
 * The cost follows from what is sent and received alone, so it is the same whoever runs the
 * protocol. Counted are, from rows of the node's CryptoProfile:
 *
 * - key shares: generation and derivation on X25519 or P-256;
 * - signatures: ECDSA P-256, or RSA, where signing takes the private operation (that of OAEP
 *   decryption) and verifying the public one (OAEP encryption) of the key's size;
 * - certificates of the peer: x509-verify each, which holds an ECDSA verification; of a certificate
 *   signed by RSA that part is the RSA public operation instead. Where there are revocation lists,
 *   as much again for the one that is looked up;
 * - the transcript's hash, SHA-256 over each message, and the key schedule, by its number of HMACs
 *   (RFC 2104: two hashes each): RFC 8446, section 7.1, and RFC 5246, sections 5 and 6.3. SHA-384
 * is taken to cost what SHA-256 does;
 * - tickets: AES-256-CBC and an HMAC (RFC 5077, section 4) at the server;
 * - every protected record: AES-GCM by its bytes.
 */
class TlsCosts
{
  public:
    TlsCosts(Ptr<Crypto> crypto,
             const TlsSettings& settings,
             bool isServer,
             bool looksUpRevocation);

    /// Takes a whole handshake message in plaintext.
    void AddMessage(const SharedBytes& message, bool isSent);

    /// Takes a record as it is on the wire.
    void AddRecord(const SharedBytes& record, bool isSent);

    /// @return the cost of what came since the last call.
    Time Take();

  private:
    void Add(CryptoOperation operation, uint64_t size = 0);
    void AddHmacs(uint32_t count, uint64_t bytes = 32);
    void AddKeyShare();
    void AddSecret();
    void AddSignature(uint16_t scheme, uint64_t size, bool isMade);
    void AddCertificates(const SharedBytes& body);
    void AddClientHello(const SharedBytes& message, bool isSent);
    void AddServerHello(bool isSent);
    void AddFinished(bool isSent);
    void AddTicket(uint64_t size, CryptoOperation operation);
    void AddSigned(const TlsMessage& message, bool isSent);

    Ptr<Crypto> m_crypto;
    TlsSettings m_settings;
    TlsGroup m_group; //!< what the client prefers
    bool m_isServer;
    bool m_looksUpRevocation;
    bool m_hasKeys{false}; //!< TLS 1.2: the key block has been counted
    bool m_protects[2]{};  //!< TLS 1.2: change_cipher_spec was received, sent
    Time m_cost;
};

} // namespace iotledger
} // namespace ns3

#endif /* TLS_COSTS_H */
