/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "msp-principal.h"

#include "fabric-msp.pb.h"
#include "identity-message.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

namespace
{

using Classification = fabric::MSPPrincipal;

fabric::MSPRole::MSPRoleType
ToRoleType(FabricRole role)
{
    switch (role)
    {
    case FabricRole::CLIENT:
        return fabric::MSPRole::CLIENT;
    case FabricRole::PEER:
        return fabric::MSPRole::PEER;
    case FabricRole::ORDERER:
        return fabric::MSPRole::ORDERER;
    case FabricRole::ADMIN:
        break;
    }
    return fabric::MSPRole::ADMIN;
}

std::optional<MspPrincipal>
FromRole(const fabric::MSPRole& role)
{
    switch (role.role())
    {
    case fabric::MSPRole::MEMBER:
        return MspPrincipal::Member(role.msp_identifier());
    case fabric::MSPRole::ADMIN:
        return MspPrincipal::Role(role.msp_identifier(), FabricRole::ADMIN);
    case fabric::MSPRole::CLIENT:
        return MspPrincipal::Role(role.msp_identifier(), FabricRole::CLIENT);
    case fabric::MSPRole::PEER:
        return MspPrincipal::Role(role.msp_identifier(), FabricRole::PEER);
    case fabric::MSPRole::ORDERER:
        return MspPrincipal::Role(role.msp_identifier(), FabricRole::ORDERER);
    default:
        return std::nullopt; // a number that has no name
    }
}

} // namespace

MspPrincipal
MspPrincipal::Member(const std::string& mspId)
{
    MspPrincipal principal;
    principal.mspId = mspId;
    return principal;
}

MspPrincipal
MspPrincipal::Role(const std::string& mspId, FabricRole role)
{
    auto principal = Member(mspId);
    principal.kind = Kind::ROLE;
    principal.role = role;
    return principal;
}

bool
MspPrincipal::Matches(const FabricIdentity& candidate) const
{
    if (kind == Kind::IDENTITY)
    {
        const auto wanted = FabricIdentity::Parse(identity);
        return wanted && *wanted == candidate;
    }
    if (candidate.GetMspId() != mspId)
    {
        return false;
    }
    if (kind == Kind::UNIT)
    {
        const auto& units = candidate.GetUnits();
        return std::find(units.begin(), units.end(), unit) != units.end();
    }
    return kind == Kind::MEMBER || candidate.GetRole() == role;
}

std::string
MspPrincipal::GetMspId() const
{
    fabric::SerializedIdentity message;
    if (kind == Kind::IDENTITY && DecodeMessage(message, identity))
    {
        return message.mspid();
    }
    return mspId;
}

std::string
MspPrincipal::ToString() const
{
    switch (kind)
    {
    case Kind::MEMBER:
        return mspId + ".member";
    case Kind::ROLE:
        return mspId + "." + iotledger::ToString(role);
    case Kind::UNIT:
        return mspId + ":" + unit;
    case Kind::IDENTITY:
        break;
    }
    const auto wanted = FabricIdentity::Parse(identity);
    return GetMspId() + ":" + (wanted ? wanted->GetCommonName() : "?");
}

SharedBytes
MspPrincipal::Encode() const
{
    fabric::MSPPrincipal message;
    if (kind == Kind::IDENTITY)
    {
        message.set_principal_classification(Classification::IDENTITY);
        message.set_principal(identity.ToString());
        return EncodeMessage(message);
    }
    if (kind == Kind::UNIT)
    {
        fabric::OrganizationUnit organizationUnit;
        organizationUnit.set_msp_identifier(mspId);
        organizationUnit.set_organizational_unit_identifier(unit);
        message.set_principal_classification(Classification::ORGANIZATION_UNIT);
        message.set_principal(EncodeMessage(organizationUnit).ToString());
        return EncodeMessage(message);
    }
    fabric::MSPRole mspRole;
    mspRole.set_msp_identifier(mspId);
    mspRole.set_role(kind == Kind::MEMBER ? fabric::MSPRole::MEMBER : ToRoleType(role));
    message.set_principal_classification(Classification::ROLE);
    message.set_principal(EncodeMessage(mspRole).ToString());
    return EncodeMessage(message);
}

std::optional<MspPrincipal>
MspPrincipal::Decode(const SharedBytes& encoded)
{
    fabric::MSPPrincipal message;
    if (!DecodeMessage(message, encoded))
    {
        return std::nullopt;
    }
    MspPrincipal principal;
    fabric::MSPRole mspRole;
    fabric::OrganizationUnit organizationUnit;
    switch (message.principal_classification())
    {
    case Classification::ROLE:
        return mspRole.ParseFromString(message.principal()) ? FromRole(mspRole) : std::nullopt;
    case Classification::ORGANIZATION_UNIT:
        if (!organizationUnit.ParseFromString(message.principal()))
        {
            return std::nullopt;
        }
        principal.kind = Kind::UNIT;
        principal.mspId = organizationUnit.msp_identifier();
        principal.unit = organizationUnit.organizational_unit_identifier();
        return principal;
    case Classification::IDENTITY:
        principal.kind = Kind::IDENTITY;
        principal.identity = SharedBytes(message.principal());
        return principal;
    default:
        return std::nullopt;
    }
}

} // namespace iotledger
} // namespace ns3
