/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto.h"

#include "modelled-crypto.h"
#include "openssl-crypto.h"
#include "openssl-operations.h"

#include "ns3/abort.h"
#include "ns3/string.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(Crypto);

namespace
{

/// The profile's row of each AES mode.
struct AesOperations
{
    CryptoOperation encrypt;
    CryptoOperation decrypt;
};

AesOperations
GetAesOperations(AesMode mode)
{
    using Operation = CryptoOperation;
    static constexpr AesOperations OPERATIONS[] = {
        {Operation::AES_128_GCM_ENCRYPT, Operation::AES_128_GCM_DECRYPT},
        {Operation::AES_256_GCM_ENCRYPT, Operation::AES_256_GCM_DECRYPT},
        {Operation::AES_128_CBC_ENCRYPT, Operation::AES_128_CBC_DECRYPT},
        {Operation::AES_256_CBC_ENCRYPT, Operation::AES_256_CBC_DECRYPT}};
    return OPERATIONS[static_cast<std::size_t>(mode)];
}

} // namespace

TypeId
Crypto::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::Crypto")
            .SetParent<Object>()
            .SetGroupName("IotLedger")
            .AddConstructor<Crypto>()
            .AddAttribute("Execution",
                          "Whether OpenSSL performs the operations (real) or placeholders of the "
                          "same sizes stand for their results (modelled)",
                          StringValue("modelled"),
                          MakeStringAccessor(&Crypto::SetExecution, &Crypto::GetExecution),
                          MakeStringChecker());
    return tid;
}

Crypto::Crypto()
    : m_costs(CreateObject<UniformRandomVariable>()),
      m_bytes(CreateObject<UniformRandomVariable>())
{
}

Crypto::~Crypto() = default;

bool
Crypto::SetExecution(std::string execution)
{
    if (execution != "real" && execution != "modelled")
    {
        return false;
    }
    m_modelled = execution == "modelled";
    if (m_modelled)
    {
        m_execution = std::make_unique<ModelledCrypto>(RandomBytes(m_bytes));
    }
    else
    {
        m_execution = std::make_unique<OpensslCrypto>(RandomBytes(m_bytes));
    }
    return true;
}

std::string
Crypto::GetExecution() const
{
    return m_modelled ? "modelled" : "real";
}

void
Crypto::SetProfile(std::shared_ptr<const CryptoProfile> profile)
{
    m_profile = std::move(profile);
}

const CryptoProfile&
Crypto::GetProfile() const
{
    NS_ABORT_MSG_IF(!m_profile,
                    "Crypto has no profile: call SetProfile before the first operation");
    return *m_profile;
}

int64_t
Crypto::AssignStreams(int64_t stream)
{
    m_costs->SetStream(stream);
    m_bytes->SetStream(stream + 1);
    return 2;
}

bool
Crypto::IsModelled() const
{
    return m_modelled;
}

RandomBytes
Crypto::GetRandomBytes() const
{
    return RandomBytes(m_bytes);
}

double
Crypto::DrawQuantile()
{
    return m_costs->GetValue();
}

Time
Crypto::DrawCost(CryptoOperation operation, uint64_t size)
{
    return GetProfile().GetCost(operation, size, m_costs->GetValue());
}

Costed<std::optional<SharedBytes>>
Crypto::WithRsaCost(CryptoOperation operation, uint32_t bits, std::optional<SharedBytes> value)
{
    if (!GetProfile().HasRsa(bits))
    {
        m_costs->GetValue(); // what follows must not depend on what kind of bytes came in
        return {std::nullopt, Time(0)};
    }
    return {std::move(value), DrawCost(operation, bits)};
}

Costed<KeyPair>
Crypto::GenerateRsaKey(uint32_t bits)
{
    NS_ABORT_MSG_IF(bits < 512 || bits > 4096, "RSA keys have 512 to 4096 bit, not " << bits);
    return {m_execution->GenerateRsaKey(bits), DrawCost(CryptoOperation::RSA_KEYGEN, bits)};
}

Costed<std::optional<SharedBytes>>
Crypto::RsaEncrypt(const SharedBytes& publicKey, const SharedBytes& plaintext)
{
    auto result = m_execution->RsaEncrypt(publicKey, plaintext);
    return WithRsaCost(CryptoOperation::RSA_OAEP_ENCRYPT, result.bits, std::move(result.value));
}

Costed<std::optional<SharedBytes>>
Crypto::RsaDecrypt(const SharedBytes& privateKey, const SharedBytes& ciphertext)
{
    auto result = m_execution->RsaDecrypt(privateKey, ciphertext);
    return WithRsaCost(CryptoOperation::RSA_OAEP_DECRYPT, result.bits, std::move(result.value));
}

SharedBytes
Crypto::GenerateAesKey(AesMode mode)
{
    return SharedBytes(RandomBytes(m_bytes).Take(GetAesSizes(mode).key));
}

Costed<AesSealed>
Crypto::AesEncrypt(AesMode mode, const SharedBytes& key, const SharedBytes& plaintext)
{
    auto sealed = m_execution->AesEncrypt(mode, key, plaintext);
    NS_ABORT_MSG_IF(!sealed,
                    GetAesSizes(mode).name << " takes a key of " << GetAesSizes(mode).key
                                           << " bytes, not " << key.GetSize());
    return {std::move(*sealed), DrawCost(GetAesOperations(mode).encrypt, plaintext.GetSize())};
}

Costed<std::optional<SharedBytes>>
Crypto::AesDecrypt(AesMode mode, const SharedBytes& key, const AesSealed& sealed)
{
    return {m_execution->AesDecrypt(mode, key, sealed),
            DrawCost(GetAesOperations(mode).decrypt, sealed.ciphertext.GetSize())};
}

Costed<SharedBytes>
Crypto::Sha256(const SharedBytes& data)
{
    return {m_execution->Sha256(data), DrawCost(CryptoOperation::SHA_256, data.GetSize())};
}

Costed<KeyPair>
Crypto::GenerateEcdsaKey()
{
    return {m_execution->GenerateEcdsaKey(), DrawCost(CryptoOperation::ECDSA_P256_KEYGEN)};
}

Time
Crypto::DrawSignatureCost(CryptoOperation operation, uint64_t size)
{
    const auto quantile = m_costs->GetValue();
    return GetProfile().GetCost(operation, 0, quantile) +
           GetProfile().GetCost(CryptoOperation::SHA_256, size, quantile);
}

Costed<SharedBytes>
Crypto::EcdsaSign(const SharedBytes& privateKey, const SharedBytes& data)
{
    auto signature = m_execution->EcdsaSign(privateKey, data);
    NS_ABORT_MSG_IF(!signature, "EcdsaSign takes a P-256 private key");
    return {std::move(*signature),
            DrawSignatureCost(CryptoOperation::ECDSA_P256_SIGN, data.GetSize())};
}

Costed<bool>
Crypto::EcdsaVerify(const SharedBytes& publicKey,
                    const SharedBytes& data,
                    const SharedBytes& signature)
{
    return {m_execution->EcdsaVerify(publicKey, data, signature),
            DrawSignatureCost(CryptoOperation::ECDSA_P256_VERIFY, data.GetSize())};
}

Costed<bool>
Crypto::X509Verify(const SharedBytes& certificate, const SharedBytes& issuer, int64_t epoch)
{
    const ErrorScope errors;
    return {VerifyCertificate(certificate, issuer, epoch), DrawCost(CryptoOperation::X509_VERIFY)};
}

Costed<KeyPair>
Crypto::GenerateX25519Key()
{
    return {m_execution->GenerateX25519Key(), DrawCost(CryptoOperation::X25519_KEYGEN)};
}

Costed<std::optional<SharedBytes>>
Crypto::X25519Derive(const SharedBytes& privateKey, const SharedBytes& peerPublicKey)
{
    return {m_execution->X25519Derive(privateKey, peerPublicKey),
            DrawCost(CryptoOperation::X25519_DERIVE)};
}

Time
Crypto::SocketWrite(uint64_t bytes)
{
    return DrawCost(CryptoOperation::SOCKET_WRITE, bytes);
}

Time
Crypto::SocketRead(uint64_t bytes)
{
    return DrawCost(CryptoOperation::SOCKET_READ, bytes);
}

} // namespace iotledger
} // namespace ns3
