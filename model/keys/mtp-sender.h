/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MTP_SENDER_H
#define MTP_SENDER_H

#include "ns3/crypto.h"
#include "ns3/key-ring.h"
#include "ns3/mqtt-client.h"
#include "ns3/mtp-message.h"
#include "ns3/mtp-topic.h"
#include "ns3/object.h"
#include "ns3/strand.h"
#include "ns3/traced-callback.h"
#include "ns3/verification-strategy.h"

#include <optional>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The sending part of a device: verify the recipient's key, then encrypt and send.
 *
 * One operation at a time: starting one gives up what is under way. How a key is verified is its
 * VerificationStrategy's business. Once it is, the payload is encrypted with a new AES key, that
 * key with the recipient's public key, and both published (equation 3 of the paper). For the paper
 * see mtp-message.h.
 */
class MtpSender : public Object
{
  public:
    struct Settings
    {
        uint32_t number;          //!< of this device, from 1
        AesMode aes;              //!< how payloads are encrypted
        uint8_t qos;              //!< MQTT quality of service, 0 to 2
        Time verificationTimeout; //!< how long answers are waited for
    };

    static TypeId GetTypeId();

    void Install(const Settings& settings,
                 Ptr<MqttClient> client,
                 Ptr<Crypto> crypto,
                 Ptr<Strand> strand,
                 const KeyRing* keys,
                 Ptr<VerificationStrategy> verification);

    /// Verifies @p recipient's key and, if that succeeds, encrypts @p payload with it and publishes
    /// it on the MQTT topic @p topic.
    void Send(const KeySubject& recipient,
              const SharedBytes& payload,
              const std::string& topic = mtptopic::DATA);

    Ptr<VerificationStrategy> GetVerification() const;

    typedef void (*StartedCallback)(uint32_t sender,
                                    uint32_t operation,
                                    const KeySubject& recipient);
    typedef void (*CompiledCallback)(uint32_t sender, uint32_t operation, uint32_t responder);
    typedef void (*VerifiedCallback)(uint32_t sender,
                                     uint32_t operation,
                                     const VerificationResult& result);
    typedef void (*EncryptedCallback)(uint32_t sender, uint32_t operation, bool ok);
    typedef void (*SentCallback)(uint32_t device);

  protected:
    void DoDispose() override;

  private:
    /// What is to be sent once the key is verified.
    struct Outgoing
    {
        SubjectKey recipient; //!< its key as it was verified, whatever the copy becomes meanwhile
        SharedBytes payload;
        std::string topic; //!< of MQTT
    };

    void EndVerification(const Outgoing& outgoing, const VerificationResult& result);
    void Encrypt(const Outgoing& outgoing);
    void Publish(const std::string& topic, const MtpMessage& message);

    Settings m_settings;
    Ptr<MqttClient> m_client;
    Ptr<Crypto> m_crypto;
    Ptr<Strand> m_strand;
    const KeyRing* m_keys{nullptr}; //!< the device's, which outlives its sender
    Ptr<VerificationStrategy> m_verification;
    uint32_t m_number{0}; //!< of the latest operation
    TracedCallback<uint32_t, uint32_t, const KeySubject&> m_started;
    TracedCallback<uint32_t, uint32_t, uint32_t> m_compiled;
    TracedCallback<uint32_t, uint32_t, const VerificationResult&> m_verified;
    TracedCallback<uint32_t, uint32_t, bool> m_encrypted;
    TracedCallback<uint32_t> m_sent;
};

} // namespace iotledger
} // namespace ns3

#endif /* MTP_SENDER_H */
