/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-identity.h"

#include "fabric-msp.pb.h"
#include "identity-message.h"

#include "ns3/certificate-fields.h"
#include "ns3/key-placeholder.h"
#include "ns3/pem-encoding.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

namespace
{

/// @return the one role among @p units; empty if there is none or several.
std::optional<FabricRole>
FindOneRole(const std::vector<std::string>& units)
{
    std::optional<FabricRole> found;
    for (const auto& unit : units)
    {
        const auto role = FindFabricRole(unit);
        if (role && found)
        {
            return std::nullopt;
        }
        found = role ? role : found;
    }
    return found;
}

} // namespace

std::optional<FabricIdentity>
FabricIdentity::FromCertificate(const std::string& mspId, const SharedBytes& certificate)
{
    auto fields = ReadCertificate(certificate);
    if (!fields || !ReadEcdsaPublicKey(fields->publicKey))
    {
        return std::nullopt;
    }
    const auto role = FindOneRole(fields->units);
    if (!role)
    {
        return std::nullopt;
    }
    FabricIdentity identity;
    identity.m_mspId = mspId;
    identity.m_role = *role;
    identity.m_commonName = std::move(fields->commonName);
    identity.m_units = std::move(fields->units);
    identity.m_certificate = certificate;
    identity.m_publicKey = fields->publicKey;
    identity.m_notAfter = fields->notAfter;
    fabric::SerializedIdentity message;
    message.set_mspid(mspId);
    message.set_id_bytes(EncodePem(PEM_CERTIFICATE, certificate));
    identity.m_serialized = EncodeMessage(message);
    return identity;
}

std::optional<FabricIdentity>
FabricIdentity::Parse(const SharedBytes& serialized)
{
    fabric::SerializedIdentity message;
    if (!DecodeMessage(message, serialized))
    {
        return std::nullopt;
    }
    const auto certificate = DecodePem(PEM_CERTIFICATE, message.id_bytes());
    auto identity = certificate ? FromCertificate(message.mspid(), *certificate) : std::nullopt;
    if (identity)
    {
        identity->m_serialized = serialized;
    }
    return identity;
}

const std::string&
FabricIdentity::GetMspId() const
{
    return m_mspId;
}

FabricRole
FabricIdentity::GetRole() const
{
    return m_role;
}

const std::string&
FabricIdentity::GetCommonName() const
{
    return m_commonName;
}

const std::vector<std::string>&
FabricIdentity::GetUnits() const
{
    return m_units;
}

const SharedBytes&
FabricIdentity::GetCertificate() const
{
    return m_certificate;
}

const SharedBytes&
FabricIdentity::GetPublicKey() const
{
    return m_publicKey;
}

int64_t
FabricIdentity::GetNotAfter() const
{
    return m_notAfter;
}

const SharedBytes&
FabricIdentity::Serialize() const
{
    return m_serialized;
}

bool
operator==(const FabricIdentity& a, const FabricIdentity& b)
{
    return a.m_mspId == b.m_mspId && a.m_certificate == b.m_certificate;
}

bool
operator!=(const FabricIdentity& a, const FabricIdentity& b)
{
    return !(a == b);
}

} // namespace iotledger
} // namespace ns3
