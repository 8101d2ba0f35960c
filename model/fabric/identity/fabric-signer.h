/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FABRIC_SIGNER_H
#define FABRIC_SIGNER_H

#include "ns3/crypto.h"
#include "ns3/fabric-identity.h"

#include <memory>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief An identity with its private key, on the node whose Crypto does the work.
 *
 * Signatures are ECDSA on P-256 with SHA-256 and, as Fabric refuses the other half of them, with
 * low S: the smaller of s and n - s. That makes them 70 or 71 B long (rarely less), equally often.
 *
 * Source: Hyperledger Fabric v2.4.3, bccsp/sw/ecdsa.go and bccsp/utils/ecdsa.go (ToLowS).
 */
class FabricSigner
{
  public:
    /// @param privateKey DER PrivateKeyInfo that belongs to the certificate
    FabricSigner(FabricIdentity identity, SharedBytes privateKey, Ptr<Crypto> crypto);

    /// @return the same identity on another node.
    FabricSigner WithCrypto(Ptr<Crypto> crypto) const;

    const FabricIdentity& GetIdentity() const;
    Ptr<Crypto> GetCrypto() const;

    /// @return a DER Ecdsa-Sig-Value (RFC 3279, section 2.2.3); the cost includes the hash.
    Costed<SharedBytes> Sign(const SharedBytes& data) const;

  private:
    FabricIdentity m_identity;
    SharedBytes m_privateKey;
    Ptr<Crypto> m_crypto;
};

} // namespace iotledger
} // namespace ns3

#endif /* FABRIC_SIGNER_H */
