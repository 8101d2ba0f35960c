/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mtp-sender.h"

#include "ns3/mtp-topic.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(MtpSender);

TypeId
MtpSender::GetTypeId()
{
    static TypeId tid = TypeId("ns3::iotledger::MtpSender")
                            .SetParent<Object>()
                            .SetGroupName("IotLedger")
                            .AddConstructor<MtpSender>()
                            .AddTraceSource("Started",
                                            "A verification has started",
                                            MakeTraceSourceAccessor(&MtpSender::m_started),
                                            "ns3::iotledger::MtpSender::StartedCallback")
                            .AddTraceSource("Compiled",
                                            "An answer has been counted",
                                            MakeTraceSourceAccessor(&MtpSender::m_compiled),
                                            "ns3::iotledger::MtpSender::CompiledCallback")
                            .AddTraceSource("Verified",
                                            "A verification has ended, one way or another",
                                            MakeTraceSourceAccessor(&MtpSender::m_verified),
                                            "ns3::iotledger::MtpSender::VerifiedCallback")
                            .AddTraceSource("Encrypted",
                                            "The payload has been encrypted, or could not be",
                                            MakeTraceSourceAccessor(&MtpSender::m_encrypted),
                                            "ns3::iotledger::MtpSender::EncryptedCallback")
                            .AddTraceSource("Sent",
                                            "A message has been handed to the connection",
                                            MakeTraceSourceAccessor(&MtpSender::m_sent),
                                            "ns3::iotledger::MtpSender::SentCallback");
    return tid;
}

void
MtpSender::Install(const Settings& settings,
                   Ptr<MqttClient> client,
                   Ptr<Crypto> crypto,
                   Ptr<Strand> strand,
                   const KeyRing* keys,
                   Ptr<VerificationStrategy> verification)
{
    m_settings = settings;
    m_client = client;
    m_crypto = crypto;
    m_strand = strand;
    m_keys = keys;
    m_verification = verification;
    VerificationParts parts;
    parts.number = settings.number;
    parts.timeout = settings.verificationTimeout;
    parts.keys = keys;
    parts.crypto = crypto;
    parts.strand = strand;
    parts.publish = [this](const std::string& topic, const MtpMessage& message) {
        Publish(topic, message);
    };
    parts.compiled = [this](uint32_t operation, uint32_t responder) {
        m_compiled(m_settings.number, operation, responder);
    };
    m_verification->Install(parts);
}

void
MtpSender::Send(const KeySubject& recipient, const SharedBytes& payload)
{
    m_verification->Cancel();
    ++m_number;
    m_started(m_settings.number, m_number, recipient);
    const SubjectKey target{recipient, m_keys->Get(recipient)};
    if (target.key.IsEmpty())
    {
        VerificationResult result;
        result.outcome = VerificationOutcome::UNDELIVERABLE;
        EndVerification(target, payload, result);
        return;
    }
    m_verification->Verify(m_number,
                           target,
                           [this, target, payload](const VerificationResult& result) {
                               EndVerification(target, payload, result);
                           });
}

Ptr<VerificationStrategy>
MtpSender::GetVerification() const
{
    return m_verification;
}

void
MtpSender::DoDispose()
{
    if (m_verification)
    {
        m_verification->Dispose();
    }
    m_verification = nullptr;
    m_client = nullptr;
    m_crypto = nullptr;
    m_strand = nullptr;
    Object::DoDispose();
}

void
MtpSender::EndVerification(const SubjectKey& recipient,
                           const SharedBytes& payload,
                           const VerificationResult& result)
{
    m_verified(m_settings.number, m_number, result);
    if (result.outcome == VerificationOutcome::VERIFIED)
    {
        Encrypt(recipient, payload);
    }
}

void
MtpSender::Encrypt(const SubjectKey& recipient, const SharedBytes& payload)
{
    const auto key = m_crypto->GenerateAesKey(m_settings.aes);
    const auto sealed = m_crypto->AesEncrypt(m_settings.aes, key, payload);
    // With the bytes that were verified, not with what the copy may have become meanwhile.
    const auto wrapped = m_crypto->RsaEncrypt(recipient.key, key);
    std::optional<MtpData> data;
    if (wrapped.value)
    {
        data =
            MtpData{m_settings.number, m_number, recipient.subject, *wrapped.value, sealed.value};
    }
    m_strand->Submit(sealed.cost + wrapped.cost, [this, data, number = m_number] {
        m_encrypted(m_settings.number, number, data.has_value());
        if (data)
        {
            Publish(mtptopic::DATA, *data);
        }
    });
}

void
MtpSender::Publish(const std::string& topic, const MtpMessage& message)
{
    m_client->Publish(topic, EncodeMtp(message), m_settings.qos, [this] {
        m_sent(m_settings.number);
    });
}

} // namespace iotledger
} // namespace ns3
