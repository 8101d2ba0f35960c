/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MSP_MANAGER_H
#define MSP_MANAGER_H

#include "ns3/crypto.h"
#include "ns3/fabric-identity.h"
#include "ns3/msp-definition.h"
#include "ns3/second-chance-cache.h"

#include <limits>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>

namespace ns3
{
namespace iotledger
{

/// The outcome of judging a serialized identity. @ingroup iot-ledger
enum class MspVerdict
{
    VALID,
    MALFORMED,         //!< no SerializedIdentity with a PEM certificate of a P-256 key
    UNKNOWN_MSP,       //!< no organisation of the channel
    UNKNOWN_AUTHORITY, //!< not issued by the organisation
    NO_ROLE,           //!< not exactly one role in its organisational units
    REVOKED,
    EXPIRED, //!< at the given time
};

/// What judging an identity came to. @ingroup iot-ledger
struct MspJudgement
{
    MspVerdict verdict{MspVerdict::MALFORMED};
    bool isCached{false}; //!< the certificate was in the cache: nothing to charge
};

/**
 * @ingroup iot-ledger
 * @brief The organisations of a channel as one node sees them: judges identities and signatures.
 *
 * Validity does not depend on time: a block must be judged alike by all peers at any time. Expiry
 * is a second question that only those ask who admit clients (endorser, orderer), and who then pass
 * a time.
 *
 * A node remembers the last identities it judged, 100 of them (msp/cache): one that is among them
 * costs nothing. Any other costs parsing and one verification of a certificate chain.
 *
 * Source: Hyperledger Fabric v2.4.3, msp/mspmgrimpl.go, msp/mspimplvalidate.go, msp/cache/cache.go,
 * core/handlers/auth/filter/expiration.go and orderer/common/msgprocessor/expiration.go.
 */
class MspManager
{
  public:
    using Identity = std::shared_ptr<const FabricIdentity>;

    /// Stands for a time when expiry does not matter.
    static constexpr int64_t NO_TIME = std::numeric_limits<int64_t>::min();

    static constexpr std::size_t CACHE_SIZE = 100; //!< identities: msp/cache/cache.go, line 19

    explicit MspManager(std::vector<MspDefinition> definitions);

    /// Replaces the organisations, as a configuration block may; forgets all judgements.
    void SetDefinitions(std::vector<MspDefinition> definitions);

    /**
     * @param serialized SerializedIdentity
     * @param epoch [s] since 1970-01-01 UTC, or NO_TIME
     * @param judgement is told why, if given
     * @return the identity; null unless it is valid, and not expired at @p epoch
     */
    Identity Deserialize(const SharedBytes& serialized,
                         int64_t epoch,
                         MspJudgement* judgement = nullptr);

    /// @return what it took to come to @p judgement: one draw of CryptoOperation::X509_VERIFY, or
    /// nothing if it was cached or no certificate was verified.
    static Time DrawCost(const MspJudgement& judgement, Crypto& crypto);

    /// Whether @p signature is @p identity's on @p data; one with high S never is
    /// (bccsp/sw/ecdsa.go, verifyECDSA).
    static Costed<bool> Verify(const FabricIdentity& identity,
                               const SharedBytes& data,
                               const SharedBytes& signature,
                               Crypto& crypto);

    /// @return whether the channel has an organisation with this MSP.
    bool HasMsp(const std::string& mspId) const;

  private:
    struct Judged
    {
        Identity identity; //!< null unless valid
        MspVerdict verdict;
    };

    Judged Judge(const SharedBytes& serialized) const;

    std::map<std::string, MspDefinition> m_definitions;
    std::unordered_map<std::string, Judged> m_judged; //!< by SerializedIdentity; saves wall clock
    SecondChanceCache m_cache{CACHE_SIZE};            //!< decides what is charged
};

} // namespace iotledger
} // namespace ns3

#endif /* MSP_MANAGER_H */
