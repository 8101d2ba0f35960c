/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "calibration-workload.h"

#include "openssl-keys.h"
#include "openssl-operations.h"

#include "ns3/abort.h"

#include <openssl/x509v3.h>

namespace ns3
{
namespace iotledger
{

namespace
{

using Operation = std::function<void()>;
using SharedKey = std::shared_ptr<EVP_PKEY>;

constexpr int64_t CERTIFICATE_TIME = 1'700'000'000; //!< [s] within the validity of certificates

void
Require(bool done)
{
    NS_ABORT_MSG_IF(!done, "OpenSSL fails in an operation to be measured");
}

SharedKey
MakeKey(const char* type, uint32_t bits = 0)
{
    return GenerateKey(type, bits);
}

/// @return a certificate for @p key, signed by @p issuerKey.
SharedBytes
MakeCertificate(EVP_PKEY* key, const char* subject, EVP_PKEY* issuerKey, const char* issuer)
{
    const X509Handle certificate(X509_new_ex(GetOpensslLibrary(), nullptr));
    const auto name = [](X509_NAME* target, const char* text) {
        const auto* bytes = reinterpret_cast<const unsigned char*>(text);
        Require(X509_NAME_add_entry_by_txt(target, "CN", MBSTRING_ASC, bytes, -1, -1, 0) > 0);
    };
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    ASN1_TIME_set(X509_getm_notBefore(certificate.get()), CERTIFICATE_TIME - 86400);
    ASN1_TIME_set(X509_getm_notAfter(certificate.get()), CERTIFICATE_TIME + 86400);
    X509_set_pubkey(certificate.get(), key);
    name(X509_get_subject_name(certificate.get()), subject);
    name(X509_get_issuer_name(certificate.get()), issuer);
    const std::unique_ptr<X509_EXTENSION, OpensslFree<X509_EXTENSION_free>> constraints(
        X509V3_EXT_conf_nid(nullptr,
                            nullptr,
                            NID_basic_constraints,
                            key == issuerKey ? "critical,CA:TRUE" : "critical,CA:FALSE"));
    X509_add_ext(certificate.get(), constraints.get(), -1);
    const DigestHandle sha256(EVP_MD_fetch(GetOpensslLibrary(), "SHA2-256", nullptr));
    Require(X509_sign(certificate.get(), issuerKey, sha256.get()) > 0);

    Bytes der(i2d_X509(certificate.get(), nullptr));
    auto* out = der.data();
    i2d_X509(certificate.get(), &out);
    return SharedBytes(std::move(der));
}

Operation
PrepareRsa(CryptoOperation operation, uint32_t bits)
{
    if (operation == CryptoOperation::RSA_KEYGEN)
    {
        return [bits] { GenerateKey(RSA_KEY, bits); };
    }
    const auto key = MakeKey(RSA_KEY, bits);
    const SharedBytes plaintext(Bytes(16, 1));
    if (operation == CryptoOperation::RSA_OAEP_ENCRYPT)
    {
        return [key, plaintext] { Require(OaepEncrypt(key.get(), plaintext).has_value()); };
    }
    const auto ciphertext = OaepEncrypt(key.get(), plaintext);
    Require(ciphertext.has_value());
    return [key, ciphertext = *ciphertext] {
        Require(OaepDecrypt(key.get(), ciphertext).has_value());
    };
}

Operation
PrepareAes(AesMode mode, bool encrypt, uint64_t size)
{
    const auto& sizes = GetAesSizes(mode);
    const SharedBytes key(Bytes(sizes.key, 1));
    const SharedBytes iv(Bytes(sizes.iv, 2));
    const SharedBytes plaintext(Bytes(size, 3));
    const auto sealed = AesSeal(mode, key, iv, plaintext);
    Require(sealed.has_value());
    const auto out = std::make_shared<Bytes>(size + 64);
    if (encrypt)
    {
        return [=] {
            auto* tag = out->data() + out->size() - 16;
            Require(AesSealTo(mode, key, iv, plaintext, out->data(), tag).has_value());
        };
    }
    return [mode, key, sealed = *sealed, out] {
        Require(AesOpenTo(mode, key, sealed, out->data()).has_value());
    };
}

Operation
PrepareEcdsa(CryptoOperation operation)
{
    const auto key = MakeKey(EC_KEY);
    const Bytes digest(32, 1);
    if (operation == CryptoOperation::ECDSA_P256_SIGN)
    {
        return [key, digest] { Require(EcdsaSignDigest(key.get(), digest).has_value()); };
    }
    const auto signature = EcdsaSignDigest(key.get(), digest);
    Require(signature.has_value());
    return [key, digest, signature = *signature] {
        Require(EcdsaVerifyDigest(key.get(), digest, signature));
    };
}

Operation
PrepareX509()
{
    const auto issuerKey = MakeKey(EC_KEY);
    const auto key = MakeKey(EC_KEY);
    const auto issuer = MakeCertificate(issuerKey.get(), "issuer", issuerKey.get(), "issuer");
    const auto certificate = MakeCertificate(key.get(), "subject", issuerKey.get(), "issuer");
    return [=] { Require(VerifyCertificate(certificate, issuer, CERTIFICATE_TIME)); };
}

/// @param type X25519_KEY or EC_KEY
Operation
PrepareDerive(const char* type)
{
    const auto own = MakeKey(type);
    const auto peer = MakeKey(type);
    return [own, peer] { Require(DeriveSecret(own.get(), peer.get()).has_value()); };
}

} // namespace

Operation
PrepareOperation(CryptoOperation operation, uint64_t size)
{
    switch (operation)
    {
    case CryptoOperation::RSA_KEYGEN:
    case CryptoOperation::RSA_OAEP_ENCRYPT:
    case CryptoOperation::RSA_OAEP_DECRYPT:
        return PrepareRsa(operation, static_cast<uint32_t>(size));
    case CryptoOperation::AES_128_GCM_ENCRYPT:
        return PrepareAes(AesMode::AES_128_GCM, true, size);
    case CryptoOperation::AES_128_GCM_DECRYPT:
        return PrepareAes(AesMode::AES_128_GCM, false, size);
    case CryptoOperation::AES_256_GCM_ENCRYPT:
        return PrepareAes(AesMode::AES_256_GCM, true, size);
    case CryptoOperation::AES_256_GCM_DECRYPT:
        return PrepareAes(AesMode::AES_256_GCM, false, size);
    case CryptoOperation::AES_128_CBC_ENCRYPT:
        return PrepareAes(AesMode::AES_128_CBC, true, size);
    case CryptoOperation::AES_128_CBC_DECRYPT:
        return PrepareAes(AesMode::AES_128_CBC, false, size);
    case CryptoOperation::AES_256_CBC_ENCRYPT:
        return PrepareAes(AesMode::AES_256_CBC, true, size);
    case CryptoOperation::AES_256_CBC_DECRYPT:
        return PrepareAes(AesMode::AES_256_CBC, false, size);
    case CryptoOperation::SHA_256:
        return [data = SharedBytes(Bytes(size, 1))] { Sha256Digest(data); };
    case CryptoOperation::ECDSA_P256_KEYGEN:
        return [] { GenerateKey(EC_KEY); };
    case CryptoOperation::ECDSA_P256_SIGN:
    case CryptoOperation::ECDSA_P256_VERIFY:
        return PrepareEcdsa(operation);
    case CryptoOperation::X509_VERIFY:
        return PrepareX509();
    case CryptoOperation::X25519_KEYGEN:
        return [] { GenerateKey(X25519_KEY); };
    case CryptoOperation::X25519_DERIVE:
        return PrepareDerive(X25519_KEY);
    case CryptoOperation::ECDH_P256_DERIVE:
        return PrepareDerive(EC_KEY);
    case CryptoOperation::SOCKET_WRITE:
    case CryptoOperation::SOCKET_READ:
        break;
    }
    NS_ABORT_MSG(GetCryptoOperationName(operation) << " is measured by LoopbackConnection");
}

} // namespace iotledger
} // namespace ns3
