/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-signer.h"

#include "ns3/abort.h"
#include "ns3/ecdsa-signature.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

FabricSigner::FabricSigner(FabricIdentity identity, SharedBytes privateKey, Ptr<Crypto> crypto)
    : m_identity(std::move(identity)),
      m_privateKey(std::move(privateKey)),
      m_crypto(std::move(crypto))
{
}

FabricSigner
FabricSigner::WithCrypto(Ptr<Crypto> crypto) const
{
    return FabricSigner(m_identity, m_privateKey, crypto);
}

const FabricIdentity&
FabricSigner::GetIdentity() const
{
    return m_identity;
}

Ptr<Crypto>
FabricSigner::GetCrypto() const
{
    return m_crypto;
}

Costed<SharedBytes>
FabricSigner::Sign(const SharedBytes& data) const
{
    auto signature = m_crypto->EcdsaSign(m_privateKey, data);
    const auto numbers = EcdsaSignature::Decode(signature.value);
    NS_ABORT_MSG_IF(!numbers, "Crypto has made a signature that is none");
    return {numbers->WithLowS().Encode(), signature.cost};
}

} // namespace iotledger
} // namespace ns3
