/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "msp-definition.h"

#include "fabric-msp.pb.h"
#include "fabric-role.h"
#include "identity-message.h"

#include "ns3/certificate-fields.h"
#include "ns3/pem-encoding.h"

#include <tuple>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr int32_t FABRIC_MSP = 0; //!< msp/msp.go, ProviderType

using Texts = google::protobuf::RepeatedPtrField<std::string>;

/// Appends what the PEM blocks @p texts hold. @return whether each holds what @p isWanted wants.
template <typename Predicate>
bool
ReadBlocks(const Texts& texts,
           std::string_view label,
           Predicate isWanted,
           std::vector<SharedBytes>& blocks)
{
    for (const auto& text : texts)
    {
        const auto der = DecodePem(label, text);
        if (!der || !isWanted(*der))
        {
            return false;
        }
        blocks.push_back(*der);
    }
    return true;
}

} // namespace

SharedBytes
MspDefinition::Encode() const
{
    fabric::FabricMSPConfig config;
    config.set_name(id);
    for (const auto& root : roots)
    {
        config.add_root_certs(EncodePem(PEM_CERTIFICATE, root));
    }
    for (const auto& list : revocationLists)
    {
        config.add_revocation_list(EncodePem(PEM_REVOCATION_LIST, list));
    }
    config.mutable_crypto_config()->set_signature_hash_family("SHA2");
    config.mutable_crypto_config()->set_identity_identifier_hash_function("SHA256");
    for (const auto& root : tlsRoots)
    {
        config.add_tls_root_certs(EncodePem(PEM_CERTIFICATE, root));
    }
    auto* units = config.mutable_fabric_node_ous();
    units->set_enable(true);
    const std::pair<fabric::FabricOUIdentifier*, FabricRole> identifiers[] = {
        {units->mutable_client_ou_identifier(), FabricRole::CLIENT},
        {units->mutable_peer_ou_identifier(), FabricRole::PEER},
        {units->mutable_admin_ou_identifier(), FabricRole::ADMIN},
        {units->mutable_orderer_ou_identifier(), FabricRole::ORDERER}};
    for (const auto& [identifier, role] : identifiers)
    {
        identifier->set_organizational_unit_identifier(iotledger::ToString(role));
        if (!roots.empty())
        {
            identifier->set_certificate(EncodePem(PEM_CERTIFICATE, roots.front()));
        }
    }
    fabric::MSPConfig outer;
    outer.set_type(FABRIC_MSP);
    outer.set_config(EncodeMessage(config).ToString());
    return EncodeMessage(outer);
}

std::optional<MspDefinition>
MspDefinition::Decode(const SharedBytes& mspConfig)
{
    fabric::MSPConfig outer;
    fabric::FabricMSPConfig config;
    if (!DecodeMessage(outer, mspConfig) || outer.type() != FABRIC_MSP ||
        !config.ParseFromString(outer.config()))
    {
        return std::nullopt;
    }
    MspDefinition definition;
    definition.id = config.name();
    if (definition.id.empty() || config.root_certs().empty() ||
        !ReadBlocks(config.root_certs(), PEM_CERTIFICATE, IsCertificate, definition.roots) ||
        !ReadBlocks(config.tls_root_certs(), PEM_CERTIFICATE, IsCertificate, definition.tlsRoots) ||
        !ReadBlocks(config.revocation_list(),
                    PEM_REVOCATION_LIST,
                    IsRevocationList,
                    definition.revocationLists))
    {
        return std::nullopt;
    }
    return definition;
}

bool
operator==(const MspDefinition& a, const MspDefinition& b)
{
    return std::tie(a.id, a.roots, a.tlsRoots, a.revocationLists) ==
           std::tie(b.id, b.roots, b.tlsRoots, b.revocationLists);
}

bool
operator!=(const MspDefinition& a, const MspDefinition& b)
{
    return !(a == b);
}

} // namespace iotledger
} // namespace ns3
