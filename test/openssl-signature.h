/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef OPENSSL_SIGNATURE_H
#define OPENSSL_SIGNATURE_H

#include "fabric-msp.pb.h"

#include "ns3/openssl-library.h"

#include <openssl/pem.h>
#include <openssl/x509.h>
#include <string>

namespace ns3
{
namespace iotledger
{

/// Verifies a DER ECDSA signature with the certificate of a SerializedIdentity, by OpenSSL alone.
inline bool
IsSignedBy(const std::string& creator, const std::string& data, const std::string& signature)
{
    fabric::SerializedIdentity identity;
    identity.ParseFromString(creator);
    const auto& pem = identity.id_bytes();
    BIO* bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    const X509Handle certificate(PEM_read_bio_X509(bio, nullptr, nullptr, nullptr));
    BIO_free(bio);
    if (!certificate)
    {
        return false;
    }
    const DigestContext context(EVP_MD_CTX_new());
    const auto byte = [](const std::string& text) {
        return reinterpret_cast<const uint8_t*>(text.data());
    };
    return EVP_DigestVerifyInit(context.get(),
                                nullptr,
                                EVP_sha256(),
                                nullptr,
                                X509_get0_pubkey(certificate.get())) == 1 &&
           EVP_DigestVerify(context.get(),
                            byte(signature),
                            signature.size(),
                            byte(data),
                            data.size()) == 1;
}

} // namespace iotledger
} // namespace ns3

#endif /* OPENSSL_SIGNATURE_H */
