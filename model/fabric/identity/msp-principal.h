/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MSP_PRINCIPAL_H
#define MSP_PRINCIPAL_H

#include "ns3/fabric-identity.h"

#include <optional>
#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Whose signature a policy asks for.
 *
 * Source: hyperledger/fabric-protos v2.4, msp/msp_principal.proto; Hyperledger Fabric v2.4.3,
 * msp/mspimpl.go (satisfiesPrincipalInternalPreV13, hasOURole).
 * Left out: ANONYMITY and COMBINED; the certifiers of an organisational unit are not compared.
 */
struct MspPrincipal
{
    enum class Kind
    {
        MEMBER, //!< anyone of the MSP
        ROLE,
        UNIT,     //!< who has an organisational unit
        IDENTITY, //!< one certificate
    };

    Kind kind{Kind::MEMBER};
    std::string mspId;                   //!< of MEMBER, ROLE and UNIT
    FabricRole role{FabricRole::CLIENT}; //!< of ROLE
    std::string unit;                    //!< of UNIT
    SharedBytes identity;                //!< of IDENTITY: a SerializedIdentity

    static MspPrincipal Member(const std::string& mspId);
    static MspPrincipal Role(const std::string& mspId, FabricRole role);

    /// Whether a valid @p identity is one that is asked for.
    bool Matches(const FabricIdentity& identity) const;

    /// @return the MSP that can satisfy this.
    std::string GetMspId() const;

    /// @return "Org1MSP.peer"; for UNIT and IDENTITY, which policies in text cannot name, what
    /// comes near it.
    std::string ToString() const;

    /// @return an MSPPrincipal.
    SharedBytes Encode() const;
    static std::optional<MspPrincipal> Decode(const SharedBytes& principal);
};

} // namespace iotledger
} // namespace ns3

#endif /* MSP_PRINCIPAL_H */
