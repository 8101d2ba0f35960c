/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTO_PROFILE_H
#define CRYPTO_PROFILE_H

#include "ns3/nstime.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// What costs CPU time and has a row in a CryptoProfile. @ingroup iot-ledger
enum class CryptoOperation
{
    RSA_KEYGEN,          //!< by key size [bit]
    RSA_OAEP_ENCRYPT,    //!< by key size [bit]
    RSA_OAEP_DECRYPT,    //!< by key size [bit]
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
    ECDH_P256_DERIVE,
    SOCKET_WRITE, //!< by bytes: handing a message to the operating system's TCP
    SOCKET_READ,  //!< by bytes: taking a message from the operating system's TCP
};

/// @return the name of @p operation in profile files, such as rsa-keygen. @ingroup iot-ledger
std::string_view GetCryptoOperationName(CryptoOperation operation);

/**
 * @ingroup iot-ledger
 * @brief What each operation costs on one kind of machine, as a distribution.
 *
 * Read from a YAML file that names the machine, the library and version, the date and, for every
 * figure not measured there, its public source. Costs of one operation are kept as quantiles of a
 * fixed cost, by key size, or as an intercept and a slope per byte with quantiles of the factor
 * around that line. doc/iot-ledger.rst and the shipped files show the format.
 */
class CryptoProfile
{
  public:
    /**
     * Reads a profile.
     * @param nameOrPath a shipped profile's name (x86-server, raspberry-pi-4, esp32) or a file.
     *
     * A name is anything without a slash that does not end in .yaml; it is looked for in the folder
     * of shipped profiles, or in that named by the environment variable IOT_LEDGER_PROFILES.
     * @throws std::invalid_argument with one line: file, line, key, what was expected.
     */
    static CryptoProfile Load(const std::string& nameOrPath);

    const std::string& GetName() const;
    const std::string& GetDescription() const; //!< the machine
    const std::string& GetLibrary() const;     //!< library and version that was measured
    const std::string& GetDate() const;        //!< of the measurement or compilation, ISO 8601

    /**
     * @param operation what is done
     * @param size key size [bit] for RSA operations, data size [B] for those by bytes, else 0
     * @param quantile where in the distribution, in [0, 1): 0.5 is the median
     * @return the time on one core of this machine
     *
     * Between the quantiles of the file the cost is linear, beyond them constant. Between the key
     * sizes of the file its logarithm is linear in the logarithm of the size; sizes for which
     * HasRsa is false abort.
     */
    Time GetCost(CryptoOperation operation, uint64_t size, double quantile) const;

    /// @return whether RSA costs are known for @p bits.
    bool HasRsa(uint32_t bits) const;

    /// @return hexadecimal SHA-256 of the file, for the manifest.
    const std::string& GetDigest() const;

  private:
    friend class CryptoProfileLoader;

    /// The cost of an operation, for RSA at one key size.
    struct Row
    {
        uint32_t bits;               //!< key size [bit], else 0
        double fixed;                //!< [ns] at factor 1
        double perByte;              //!< [ns/B] at factor 1
        std::vector<double> factors; //!< at m_levels, around fixed + perByte * bytes
    };

    CryptoProfile() = default;

    /// @return the factor of @p row at @p quantile.
    double GetFactor(const Row& row, double quantile) const;

    /// @return the cost [ns] of an RSA operation.
    double GetRsaCost(const std::vector<Row>& rows, uint32_t bits, double quantile) const;

    std::string m_name;
    std::string m_description;
    std::string m_library;
    std::string m_date;
    std::string m_digest;
    std::vector<double> m_levels;         //!< quantiles the factors are given at, ascending
    std::vector<std::vector<Row>> m_rows; //!< by CryptoOperation, then by key size
    uint32_t m_minRsaBits{0};             //!< all RSA operations have rows from here
    uint32_t m_maxRsaBits{0};             //!< to here
};

} // namespace iotledger
} // namespace ns3

#endif /* CRYPTO_PROFILE_H */
