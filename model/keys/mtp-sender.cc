/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mtp-sender.h"

#include "ns3/simulator.h"

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
                   const KeyStore* keys)
{
    m_settings = settings;
    m_client = client;
    m_crypto = crypto;
    m_strand = strand;
    m_keys = keys;
}

void
MtpSender::Send(uint32_t recipient, const SharedBytes& payload)
{
    m_timeout.Cancel();
    ++m_number;
    // Who is to answer is what the sender knows: all devices it holds a key of, itself included.
    m_operation = Operation{recipient, payload, AnswerTally(m_keys->GetCount())};
    m_started(m_settings.number, m_number, recipient);
    const auto& key = m_keys->Get(recipient);
    if (key.IsEmpty())
    {
        EndVerification(VerificationOutcome::UNDELIVERABLE);
        return;
    }
    m_timeout = Simulator::Schedule(m_settings.verificationTimeout,
                                    &MtpSender::EndVerification,
                                    this,
                                    VerificationOutcome::TIMEOUT);
    Publish(mtptopic::VERIFY, MtpVerify{m_settings.number, m_number, {recipient, key}});
}

void
MtpSender::HandleAnswer(const MtpAnswer& answer)
{
    if (!m_operation || !m_timeout.IsRunning() || answer.operation != m_number ||
        !m_operation->tally.Add(answer.responder, answer.check))
    {
        return; // late, or twice
    }
    m_compiled(m_settings.number, m_number, answer.responder);
    if (m_operation->tally.IsComplete())
    {
        EndVerification(m_operation->tally.IsVerified() ? VerificationOutcome::VERIFIED
                                                        : VerificationOutcome::MISMATCH);
    }
}

void
MtpSender::DoDispose()
{
    m_timeout.Cancel();
    m_client = nullptr;
    m_crypto = nullptr;
    m_strand = nullptr;
    Object::DoDispose();
}

void
MtpSender::EndVerification(VerificationOutcome outcome)
{
    m_timeout.Cancel();
    // The tally goes out by reference: who listens may start the next operation.
    const auto tally = m_operation->tally;
    if (outcome != VerificationOutcome::VERIFIED)
    {
        m_operation.reset();
    }
    m_verified(m_settings.number, m_number, outcome, tally);
    if (outcome == VerificationOutcome::VERIFIED)
    {
        Encrypt();
    }
}

void
MtpSender::Encrypt()
{
    const auto key = m_crypto->GenerateAesKey(m_settings.aes);
    const auto sealed = m_crypto->AesEncrypt(m_settings.aes, key, m_operation->payload);
    const auto wrapped = m_crypto->RsaEncrypt(m_keys->Get(m_operation->recipient), key);
    const uint32_t recipient = m_operation->recipient;
    m_operation.reset();
    std::optional<MtpData> data;
    if (wrapped.value)
    {
        data = MtpData{m_settings.number, m_number, recipient, *wrapped.value, sealed.value};
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
