/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef OPENSSL_TRUST_H
#define OPENSSL_TRUST_H

#include "openssl-library.h"

#include "ns3/certificate-chain.h"

namespace ns3
{
namespace iotledger
{

/// @return a store of what @p trust names. Internal. Aborts if that is not DER.
X509Store MakeTrustStore(const CertificateTrust& trust);

/// Sets what is expected of a peer's chain. Internal.
void SetExpectations(X509_VERIFY_PARAM* parameters,
                     const CertificateTrust& trust,
                     const std::string& name,
                     int64_t time);

} // namespace iotledger
} // namespace ns3

#endif /* OPENSSL_TRUST_H */
