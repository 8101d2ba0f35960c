/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TOPIC_DIRECTORY_H
#define TOPIC_DIRECTORY_H

#include "ns3/crypto.h"
#include "ns3/host.h"
#include "ns3/key-directory.h"
#include "ns3/mqtt-broker.h"
#include "ns3/object.h"
#include "ns3/private-keys.h"
#include "ns3/sscp-message.h"
#include "ns3/topic-names.h"
#include "ns3/traced-callback.h"

#include <map>
#include <set>
#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The broker's part in SSCP: it makes topics' key pairs and hands the keys out.
 *
 * A topic that is registered gets an RSA key pair; its public key is broadcast to all devices
 * (equation 4 of the paper, see sscp-message.h). A subscriber is recorded and sent the private key
 * (equation 5), with ProtectTopicKey encrypted for it. The broker keeps both keys (table 2), the
 * public one with those of the devices. What takes the CPU long runs in a thread of its own on the
 * broker's machine, beside the event loop: a plug-in must not hold up other clients. Delivering
 * data by topic the broker does anyhow. Left out, as in the paper: who may subscribe.
 */
class TopicDirectory : public Object
{
  public:
    static TypeId GetTypeId();

    /**
     * Attaches to a broker, as a plug-in of its program.
     * @param keys the broker's public keys: it has the devices', and is given the topics'
     * @param host the broker's machine
     * @param aes how private keys are encrypted
     */
    void Install(Ptr<MqttBroker> broker,
                 Ptr<KeyDirectory> keys,
                 Ptr<Crypto> crypto,
                 Ptr<Host> host,
                 AesMode aes);

    const TopicNames& GetTopics() const;
    const PrivateKeys& GetPrivateKeys() const;
    const std::set<uint32_t>& GetSubscribers(uint32_t topic) const; //!< @return device numbers

    /// @p device has registered topic @p name, whose key pair is being made; or is made now.
    typedef void (*RegistrationCallback)(uint32_t device, const std::string& name);
    /// The topic has its number and keys, and the broker now sends the public one to @p receivers.
    typedef void (*RegisteredCallback)(uint32_t topic, const std::string& name, uint32_t receivers);
    /// @p device is recorded as a subscriber; or the private key is being sent to it.
    typedef void (*SubscriberCallback)(uint32_t device, uint32_t topic);
    /// A request was not granted.
    typedef void (*RefusedCallback)(const std::string& clientId, const std::string& reason);

  protected:
    void DoDispose() override;

  private:
    void Listen(const std::string& topic);
    void Handle(const std::string& clientId, const SscpRegister& message);
    void Handle(const std::string& clientId, const SscpList& message);
    void Handle(const std::string& clientId, const SscpSubscribe& message);
    void Add(uint32_t device, const std::string& name, const KeyPair& keys);
    void SendProtected(const SscpSubscribe& message, const SharedBytes& publicKey);
    void SendKey(const SscpPrivateKey& key);

    uint32_t m_rsaBits;
    bool m_protect;
    AesMode m_aes{};
    Ptr<MqttBroker> m_broker;
    Ptr<KeyDirectory> m_keys;
    Ptr<Crypto> m_crypto;
    Ptr<Host> m_host;
    std::set<std::string> m_registered; //!< names, their keys made or not
    TopicNames m_topics;                //!< those whose keys are made
    PrivateKeys m_privateKeys;
    std::map<uint32_t, std::set<uint32_t>> m_subscribers; //!< devices by topic
    TracedCallback<uint32_t, const std::string&> m_registrationTaken;
    TracedCallback<uint32_t, const std::string&> m_keyGenerated;
    TracedCallback<uint32_t, const std::string&, uint32_t> m_announced;
    TracedCallback<uint32_t, uint32_t> m_subscribed;
    TracedCallback<uint32_t, uint32_t> m_keySent;
    TracedCallback<const std::string&, const std::string&> m_refused;
};

} // namespace iotledger
} // namespace ns3

#endif /* TOPIC_DIRECTORY_H */
