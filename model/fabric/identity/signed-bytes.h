/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SIGNED_BYTES_H
#define SIGNED_BYTES_H

#include "ns3/fabric-policy.h"
#include "ns3/msp-manager.h"

#include <vector>

namespace ns3
{
namespace iotledger
{

/// A signature over bytes, and who claims it. Internal.
struct SignedBytes
{
    SharedBytes identity; //!< SerializedIdentity
    SharedBytes data;
    SharedBytes signature;
};

/**
 * Finds out who has signed. Internal.
 *
 * A certificate counts once, however it is wrapped, and from its first right signature on; a wrong
 * one of it before is passed over. Further signatures of a signer are not verified.
 *
 * @param cost has the time it took added
 * @return the valid identities whose signatures verify, in order
 * Source: Hyperledger Fabric v2.4.3, common/policies/policy.go (SignatureSetToValidIdentities).
 */
Policy::Signers FindSigners(const std::vector<SignedBytes>& signatures,
                            MspManager& msps,
                            Crypto& crypto,
                            Time& cost);

} // namespace iotledger
} // namespace ns3

#endif /* SIGNED_BYTES_H */
