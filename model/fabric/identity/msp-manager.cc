/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "msp-manager.h"

#include "fabric-msp.pb.h"
#include "identity-message.h"

#include "ns3/certificate-chain.h"
#include "ns3/certificate-fields.h"
#include "ns3/ecdsa-signature.h"
#include "ns3/pem-encoding.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

MspManager::MspManager(std::vector<MspDefinition> definitions)
{
    SetDefinitions(std::move(definitions));
}

void
MspManager::SetDefinitions(std::vector<MspDefinition> definitions)
{
    m_definitions.clear();
    m_judged.clear();
    m_cache.Clear();
    for (auto& definition : definitions)
    {
        auto id = definition.id;
        m_definitions.emplace(std::move(id), std::move(definition));
    }
}

bool
MspManager::HasMsp(const std::string& mspId) const
{
    return m_definitions.count(mspId) > 0;
}

MspManager::Judged
MspManager::Judge(const SharedBytes& serialized) const
{
    fabric::SerializedIdentity message;
    if (!DecodeMessage(message, serialized))
    {
        return {nullptr, MspVerdict::MALFORMED};
    }
    const auto msp = m_definitions.find(message.mspid());
    if (msp == m_definitions.end())
    {
        return {nullptr, MspVerdict::UNKNOWN_MSP};
    }
    const auto certificate = DecodePem(PEM_CERTIFICATE, message.id_bytes());
    const auto fields = certificate ? ReadCertificate(*certificate) : std::nullopt;
    if (!fields)
    {
        return {nullptr, MspVerdict::MALFORMED};
    }
    // At any other time than that of its making, the certificate may have expired:
    // msp/mspimpl.go, getValidityOptsForCert.
    const auto& definition = msp->second;
    const auto verdict = JudgeCertificates({*certificate},
                                           {definition.roots, {}},
                                           CertificatePurpose::CLIENT_AUTHENTICATION,
                                           "",
                                           fields->notBefore + 1);
    if (verdict != CertificateVerdict::VALID)
    {
        return {nullptr, MspVerdict::UNKNOWN_AUTHORITY};
    }
    if (IsRevoked(*certificate, definition.roots, definition.revocationLists))
    {
        return {nullptr, MspVerdict::REVOKED};
    }
    auto identity = FabricIdentity::Parse(serialized);
    if (!identity)
    {
        return {nullptr, MspVerdict::NO_ROLE};
    }
    return {std::make_shared<const FabricIdentity>(std::move(*identity)), MspVerdict::VALID};
}

MspManager::Identity
MspManager::Deserialize(const SharedBytes& serialized, int64_t epoch, MspJudgement* judgement)
{
    const auto key = serialized.ToString();
    auto judged = m_judged.find(key);
    if (judged == m_judged.end())
    {
        auto found = Judge(serialized);
        if (!found.identity)
        {
            // What is invalid is not remembered, as anyone could fill the memory with it.
            if (judgement != nullptr)
            {
                *judgement = {found.verdict, false};
            }
            return nullptr;
        }
        judged = m_judged.emplace(key, std::move(found)).first;
    }
    const auto isCached = m_cache.Touch(key);
    const auto& identity = judged->second.identity;
    const auto isExpired = epoch != NO_TIME && epoch > identity->GetNotAfter();
    if (judgement != nullptr)
    {
        *judgement = {isExpired ? MspVerdict::EXPIRED : MspVerdict::VALID, isCached};
    }
    return isExpired ? nullptr : identity;
}

Time
MspManager::DrawCost(const MspJudgement& judgement, Crypto& crypto)
{
    const auto verdict = judgement.verdict;
    if (judgement.isCached || verdict == MspVerdict::MALFORMED ||
        verdict == MspVerdict::UNKNOWN_MSP)
    {
        return Time(0); // no chain was looked at
    }
    return crypto.GetProfile().GetCost(CryptoOperation::X509_VERIFY, 0, crypto.DrawQuantile());
}

Costed<bool>
MspManager::Verify(const FabricIdentity& identity,
                   const SharedBytes& data,
                   const SharedBytes& signature,
                   Crypto& crypto)
{
    auto verified = crypto.EcdsaVerify(identity.GetPublicKey(), data, signature);
    const auto numbers = EcdsaSignature::Decode(signature);
    return {verified.value && numbers && numbers->HasLowS(), verified.cost};
}

} // namespace iotledger
} // namespace ns3
