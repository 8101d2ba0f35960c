/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTO_PROFILE_H
#define CRYPTO_PROFILE_H

#include "ns3/nstime.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// What costs CPU time and has a row in a CryptoProfile. @ingroup iot-ledger
enum class CryptoOperation
{
    RSA_KEYGEN,       //!< by key size [bit]
    RSA_OAEP_ENCRYPT, //!< by key size [bit]
    RSA_OAEP_DECRYPT, //!< by key size [bit]
    AES_128_GCM_ENCRYPT, //!< this and the following AES, SHA and message rows: by bytes
    AES_128_GCM_DECRYPT,
    AES_256_GCM_ENCRYPT,
    AES_256_GCM_DECRYPT,
    AES_128_CBC_ENCRYPT,
    AES_128_CBC_DECRYPT,
    AES_256_CBC_ENCRYPT,
    AES_256_CBC_DECRYPT,
    SHA_256,
    ECDSA_P256_KEYGEN, //!< this and the following rows: one cost
    ECDSA_P256_SIGN,
    ECDSA_P256_VERIFY,
    X509_VERIFY,
    X25519_KEYGEN,
    X25519_DERIVE,
    SOCKET_WRITE, //!< by bytes: handing a message to the operating system's TCP
    SOCKET_READ,  //!< by bytes: taking a message from the operating system's TCP
};

/**
 * @ingroup iot-ledger
 * @brief What each operation costs on one kind of machine, as a distribution.
 *
 * Read from a YAML file that names the machine, the library and version, the date and, for every
 * figure not measured there, its public source. Costs of one operation are kept as quantiles of a
 * fixed cost, by key size, or as an intercept and a slope per byte with quantiles of the factor
 * around that line.
 */
class CryptoProfile
{
  public:
    /**
     * Reads a profile.
     * @param nameOrPath a shipped profile's name (x86-server, raspberry-pi-4, esp32) or a file.
     * @throws std::invalid_argument with one line: file, line, key, what was expected.
     */
    static CryptoProfile Load(const std::string& nameOrPath);

    const std::string& GetName() const;

    /**
     * @param operation what is done
     * @param size key size [bit] for RSA operations, data size [B] for those by bytes, else 0
     * @param quantile where in the distribution, in [0, 1): 0.5 is the median
     * @return the time on one core of this machine
     */
    Time GetCost(CryptoOperation operation, uint64_t size, double quantile) const;

    /// @return whether RSA costs are known for @p bits.
    bool HasRsa(uint32_t bits) const;

    /// @return hexadecimal SHA-256 of the file, for the manifest.
    const std::string& GetDigest() const;
};

} // namespace iotledger
} // namespace ns3

#endif /* CRYPTO_PROFILE_H */
