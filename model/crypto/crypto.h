/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTO_H
#define CRYPTO_H

#include "ns3/crypto-profile.h"
#include "ns3/object.h"
#include "ns3/shared-bytes.h"

#include <memory>
#include <optional>
#include <string>

namespace ns3
{

class UniformRandomVariable;

namespace iotledger
{

class CryptoExecution;
class RandomBytes;

/// A value and the CPU time that making it takes on the profile's machine. @ingroup iot-ledger
template <typename T>
struct Costed
{
    T value;
    Time cost;
};

/// An asymmetric key pair. @ingroup iot-ledger
struct KeyPair
{
    SharedBytes publicKey;  //!< DER SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7)
    SharedBytes privateKey; //!< DER PrivateKeyInfo (RFC 5208, section 5)
};

/// Which block cipher mode and key size. @ingroup iot-ledger
enum class AesMode
{
    AES_128_GCM, //!< NIST SP 800-38D: 12-byte IV, 16-byte tag
    AES_256_GCM,
    AES_128_CBC, //!< NIST SP 800-38A with PKCS#7 padding: 16-byte IV, no tag
    AES_256_CBC,
};

/// The output of symmetric encryption. @ingroup iot-ledger
struct AesSealed
{
    SharedBytes iv;         //!< 12 B (GCM) or 16 B (CBC)
    SharedBytes tag;        //!< 16 B (GCM) or empty (CBC)
    SharedBytes ciphertext; //!< as long as the plaintext (GCM) or padded to 16 B (CBC)
};

/**
 * @ingroup iot-ledger
 * @brief Cryptography of one simulated node: results by OpenSSL, or placeholders of the same size.
 *
 * Execution "real" performs every operation; "modelled" returns placeholder bytes of the same
 * sizes that still tell a right key from a wrong one. Both draw the cost of an operation from
 * the profile, with the same random stream, so simulated times agree. Randomness of real execution
 * comes from a generator seeded by this object's stream: keys and signatures repeat with the seed.
 * Every failure (wrong key, altered data) is an empty optional, and costs its time too; only bytes
 * that are no RSA key cost nothing. CBC is not authenticated: really, a wrong key is found by the
 * padding, 255 times in 256; modelled, always.
 */
class Crypto : public Object
{
  public:
    static TypeId GetTypeId();
    Crypto();
    ~Crypto() override;
    void SetProfile(std::shared_ptr<const CryptoProfile> profile);
    const CryptoProfile& GetProfile() const;

    /// Pins the random streams. @return how many were taken.
    int64_t AssignStreams(int64_t stream);

    /// @param bits modulus size, 512 to 4096 [bit]
    Costed<KeyPair> GenerateRsaKey(uint32_t bits);

    /// RSAES-OAEP with SHA-1 and MGF1 (RFC 8017, section 7.1). @return bits / 8 bytes, or empty if
    /// @p plaintext is too long for the key or @p publicKey is no RSA key.
    Costed<std::optional<SharedBytes>> RsaEncrypt(const SharedBytes& publicKey,
                                                  const SharedBytes& plaintext);
    Costed<std::optional<SharedBytes>> RsaDecrypt(const SharedBytes& privateKey,
                                                  const SharedBytes& ciphertext);

    /// @return 16 or 32 random bytes; costs nothing worth modelling.
    SharedBytes GenerateAesKey(AesMode mode);
    Costed<AesSealed> AesEncrypt(AesMode mode,
                                 const SharedBytes& key,
                                 const SharedBytes& plaintext);
    Costed<std::optional<SharedBytes>> AesDecrypt(AesMode mode,
                                                  const SharedBytes& key,
                                                  const AesSealed& sealed);

    Costed<SharedBytes> Sha256(const SharedBytes& data);

    Costed<KeyPair> GenerateEcdsaKey();
    /// ECDSA on P-256 with SHA-256 (FIPS 186-4); the hash of @p data is part of the cost.
    /// @return a DER Ecdsa-Sig-Value of 70 to 72 bytes
    Costed<SharedBytes> EcdsaSign(const SharedBytes& privateKey, const SharedBytes& data);
    Costed<bool> EcdsaVerify(const SharedBytes& publicKey,
                             const SharedBytes& data,
                             const SharedBytes& signature);

    /// @return whether @p certificate (DER) is signed by @p issuer (DER), both valid at @p epoch
    /// [s] (RFC 5280, section 6). Certificates have no placeholders: OpenSSL decides in both
    /// executions.
    Costed<bool> X509Verify(const SharedBytes& certificate,
                            const SharedBytes& issuer,
                            int64_t epoch);

    Costed<KeyPair> GenerateX25519Key();
    Costed<std::optional<SharedBytes>> X25519Derive(const SharedBytes& privateKey,
                                                    const SharedBytes& peerPublicKey);

    /// @return what handing @p bytes to, or taking them from, the socket costs on this machine.
    Time SocketWrite(uint64_t bytes);
    Time SocketRead(uint64_t bytes);

    // For protocols that have a library of their own perform them, such as TLS.

    bool IsModelled() const;
    /// @return bytes off the stream that keys, nonces and the like come from.
    RandomBytes GetRandomBytes() const;
    /// Takes one number off the cost stream, as every operation does.
    /// @return where in its distribution the cost of the operation lies, in [0, 1)
    double DrawQuantile();

  private:
    bool SetExecution(std::string execution);
    std::string GetExecution() const;
    /// Every operation draws one number from the cost stream. @return the cost there.
    Time DrawCost(CryptoOperation operation, uint64_t size = 0);
    /// @return the cost of an ECDSA operation and of hashing @p size bytes for it.
    Time DrawSignatureCost(CryptoOperation operation, uint64_t size);
    /// @return the cost and value of an RSA operation; neither if no cost is known for @p bits.
    Costed<std::optional<SharedBytes>> WithRsaCost(CryptoOperation operation,
                                                   uint32_t bits,
                                                   std::optional<SharedBytes> value);

    std::shared_ptr<const CryptoProfile> m_profile;
    Ptr<UniformRandomVariable> m_costs;           //!< where in its distribution each cost lies
    Ptr<UniformRandomVariable> m_bytes;           //!< keys, IVs, nonces and the like
    std::unique_ptr<CryptoExecution> m_execution; //!< real or modelled
    bool m_modelled{true};
};

} // namespace iotledger
} // namespace ns3

#endif /* CRYPTO_H */
