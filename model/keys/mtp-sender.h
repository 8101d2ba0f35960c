/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MTP_SENDER_H
#define MTP_SENDER_H

#include "ns3/answer-tally.h"
#include "ns3/crypto.h"
#include "ns3/event-id.h"
#include "ns3/key-store.h"
#include "ns3/mqtt-client.h"
#include "ns3/mtp-message.h"
#include "ns3/object.h"
#include "ns3/strand.h"
#include "ns3/traced-callback.h"

#include <functional>
#include <optional>

namespace ns3
{
namespace iotledger
{

/// How a verification of a recipient's key has ended. @ingroup iot-ledger
enum class VerificationOutcome
{
    VERIFIED,      //!< all devices answered Check
    MISMATCH,      //!< at least one answered Error
    TIMEOUT,       //!< an answer was missing after the time allowed
    UNDELIVERABLE, //!< the sender holds no key of the recipient
};

/**
 * @ingroup iot-ledger
 * @brief The sending part of an MTP device: verify the recipient's key, then encrypt and send.
 *
 * One operation at a time: starting one gives up what is under way. The sender has all devices
 * compare their copy of the recipient's public key with its own (equation 2 of the paper); only
 * when every one of them answers Check is the payload encrypted with a new AES key, that key with
 * the recipient's public key, and both published (equation 3). For the paper see mtp-message.h.
 */
class MtpSender : public Object
{
  public:
    struct Settings
    {
        uint32_t number;          //!< of this device, from 1
        AesMode aes;              //!< how payloads are encrypted
        uint8_t qos;              //!< MQTT quality of service, 0 or 1
        Time verificationTimeout; //!< how long answers are waited for
    };

    static TypeId GetTypeId();

    void Install(const Settings& settings,
                 Ptr<MqttClient> client,
                 Ptr<Crypto> crypto,
                 Ptr<Strand> strand,
                 const KeyStore* keys);

    /// Verifies @p recipient's key and, if all devices agree on it, sends it @p payload.
    void Send(uint32_t recipient, const SharedBytes& payload);

    /// Takes an answer addressed to this sender.
    void HandleAnswer(const MtpAnswer& answer);

    typedef void (*StartedCallback)(uint32_t sender, uint32_t operation, uint32_t recipient);
    typedef void (*CompiledCallback)(uint32_t sender, uint32_t operation, uint32_t responder);
    typedef void (*VerifiedCallback)(uint32_t sender,
                                     uint32_t operation,
                                     VerificationOutcome outcome,
                                     const AnswerTally& tally);
    typedef void (*EncryptedCallback)(uint32_t sender, uint32_t operation, bool ok);
    typedef void (*SentCallback)(uint32_t device);

  protected:
    void DoDispose() override;

  private:
    struct Operation
    {
        uint32_t recipient;
        SharedBytes payload;
        AnswerTally tally;
    };

    void EndVerification(VerificationOutcome outcome);
    void Encrypt();
    void Publish(const std::string& topic, const MtpMessage& message);

    Settings m_settings;
    Ptr<MqttClient> m_client;
    Ptr<Crypto> m_crypto;
    Ptr<Strand> m_strand;
    const KeyStore* m_keys{nullptr}; //!< the device's, which outlives its sender
    uint32_t m_number{0};            //!< of the latest operation
    std::optional<Operation> m_operation;
    EventId m_timeout;
    TracedCallback<uint32_t, uint32_t, uint32_t> m_started;
    TracedCallback<uint32_t, uint32_t, uint32_t> m_compiled;
    TracedCallback<uint32_t, uint32_t, VerificationOutcome, const AnswerTally&> m_verified;
    TracedCallback<uint32_t, uint32_t, bool> m_encrypted;
    TracedCallback<uint32_t> m_sent;
};

} // namespace iotledger
} // namespace ns3

#endif /* MTP_SENDER_H */
