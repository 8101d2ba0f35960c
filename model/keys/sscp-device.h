/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SSCP_DEVICE_H
#define SSCP_DEVICE_H

#include "ns3/mtp-device.h"
#include "ns3/sscp-message.h"
#include "ns3/topic-names.h"

#include <set>
#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief A device's part in SSCP: it registers topics, subscribes to them and sends to them.
 *
 * Built on the device's part in MTP, which keeps the keys, verifies, answers, encrypts and decrypts
 * for topics as for devices. The broker makes a topic's keys (TopicDirectory); the device is sent
 * the public key of every topic, asking at joining for those it missed, and the private key of the
 * topics it subscribes to. Equations (4) to (6) of the paper, see sscp-message.h.
 */
class SscpDevice : public Object
{
  public:
    struct Settings
    {
        uint32_t number; //!< of this device, from 1
        AesMode aes;     //!< how data is encrypted
        uint8_t qos;     //!< MQTT quality of service, 0 or 1
    };

    static TypeId GetTypeId();

    /// Gives the device its parts. @param device of the same node
    void Install(const Settings& settings,
                 Ptr<MtpDevice> device,
                 Ptr<Crypto> crypto,
                 Ptr<Strand> strand);

    /// Has the broker make a key pair for topic @p name.
    void Register(const std::string& name);

    /// Subscribes to topic @p name and asks for its private key. @return false if no such topic is
    /// known here
    bool Subscribe(const std::string& name);

    /// Verifies topic @p name's key and, if that succeeds, sends @p payload to its subscribers.
    void Send(const std::string& name, const SharedBytes& payload);

    /// Replaces the copy of topic @p name's public key for good; if there is none yet, as soon as
    /// there is (figure 21 of the paper).
    void TamperKey(const std::string& name);

    const TopicNames& GetTopics() const;
    Ptr<MtpDevice> GetMtp() const;
    uint32_t GetNumber() const;

    typedef void (*RegistrationCallback)(uint32_t device, const std::string& name);
    typedef void (*SubscriptionCallback)(uint32_t device, uint32_t topic);
    typedef void (*DeviceCallback)(uint32_t device);
    typedef void (*StoredCallback)(uint32_t device, uint32_t topic, const std::string& name);
    /// A private key has come. @p usable: it could be stored
    typedef void (*PrivateKeyCallback)(uint32_t device, uint32_t topic, bool usable);

  protected:
    void DoDispose() override;

  private:
    void Publish(const std::string& topic, const SscpMessage& message);
    void HandlePublish(const MqttPublish& publish);
    void Handle(const SscpKeys& message);
    void Handle(const SscpPrivateKey& message);
    void StorePrivate(uint32_t topic, const std::optional<SharedBytes>& key);

    Settings m_settings{};
    Ptr<MtpDevice> m_device;
    Ptr<Crypto> m_crypto;
    Ptr<Strand> m_strand;
    TopicNames m_topics;
    std::set<std::string> m_tampered; //!< names of topics whose key is to be replaced
    TracedCallback<uint32_t, const std::string&> m_registrationStarted;
    TracedCallback<uint32_t, uint32_t> m_subscriptionStarted;
    TracedCallback<uint32_t> m_sent;
    TracedCallback<uint32_t, uint32_t, const std::string&> m_keyStored;
    TracedCallback<uint32_t, uint32_t, bool> m_privateKeyCame;
};

} // namespace iotledger
} // namespace ns3

#endif /* SSCP_DEVICE_H */
