/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "topic-directory.h"

#include "ns3/boolean.h"
#include "ns3/mtp-topic.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(TopicDirectory);

namespace
{

constexpr uint8_t QOS = 0; //!< at most once; the connection's TCP loses nothing

} // namespace

TypeId
TopicDirectory::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::TopicDirectory")
            .SetParent<Object>()
            .SetGroupName("IotLedger")
            .AddConstructor<TopicDirectory>()
            .AddAttribute("RsaBits",
                          "Size of the topics' RSA keys [bit] (the paper's figure 8 shows 512)",
                          UintegerValue(2048),
                          MakeUintegerAccessor(&TopicDirectory::m_rsaBits),
                          MakeUintegerChecker<uint32_t>(512, 4096))
            .AddAttribute("ProtectTopicKey",
                          "Whether a topic's private key is sent to a subscriber encrypted with "
                          "its public key, or as it is (false), which is the paper's way",
                          BooleanValue(false),
                          MakeBooleanAccessor(&TopicDirectory::m_protect),
                          MakeBooleanChecker())
            .AddTraceSource("RegistrationTaken",
                            "A topic is registered, the generation of its keys has begun",
                            MakeTraceSourceAccessor(&TopicDirectory::m_registrationTaken),
                            "ns3::iotledger::TopicDirectory::RegistrationCallback")
            .AddTraceSource("KeyGenerated",
                            "A topic's key pair is made",
                            MakeTraceSourceAccessor(&TopicDirectory::m_keyGenerated),
                            "ns3::iotledger::TopicDirectory::RegistrationCallback")
            .AddTraceSource("Registered",
                            "A topic's public key is being sent to all devices",
                            MakeTraceSourceAccessor(&TopicDirectory::m_announced),
                            "ns3::iotledger::TopicDirectory::RegisteredCallback")
            .AddTraceSource("Subscribed",
                            "A subscriber is recorded, its key is made ready",
                            MakeTraceSourceAccessor(&TopicDirectory::m_subscribed),
                            "ns3::iotledger::TopicDirectory::SubscriberCallback")
            .AddTraceSource("KeySent",
                            "A topic's private key is being sent to a subscriber",
                            MakeTraceSourceAccessor(&TopicDirectory::m_keySent),
                            "ns3::iotledger::TopicDirectory::SubscriberCallback")
            .AddTraceSource("Refused",
                            "A request was not granted",
                            MakeTraceSourceAccessor(&TopicDirectory::m_refused),
                            "ns3::iotledger::TopicDirectory::RefusedCallback");
    return tid;
}

void
TopicDirectory::Install(Ptr<MqttBroker> broker,
                        Ptr<KeyDirectory> keys,
                        Ptr<Crypto> crypto,
                        Ptr<Host> host,
                        AesMode aes)
{
    m_broker = broker;
    m_keys = keys;
    m_crypto = crypto;
    m_host = host;
    m_aes = aes;
    for (const auto& topic : {sscptopic::REGISTER, sscptopic::LIST, sscptopic::SUBSCRIBE})
    {
        Listen(topic);
    }
}

const TopicNames&
TopicDirectory::GetTopics() const
{
    return m_topics;
}

const PrivateKeys&
TopicDirectory::GetPrivateKeys() const
{
    return m_privateKeys;
}

const std::set<uint32_t>&
TopicDirectory::GetSubscribers(uint32_t topic) const
{
    static const std::set<uint32_t> none;
    const auto found = m_subscribers.find(topic);
    return found == m_subscribers.end() ? none : found->second;
}

void
TopicDirectory::DoDispose()
{
    m_broker = nullptr;
    m_keys = nullptr;
    m_crypto = nullptr;
    m_host = nullptr;
    Object::DoDispose();
}

void
TopicDirectory::Listen(const std::string& topic)
{
    const auto take = [this](const std::string& clientId, const MqttPublish& publish) {
        const auto message = DecodeSscp(publish.payload);
        if (!message)
        {
            m_refused(clientId, "no SSCP message on " + publish.topic);
            return;
        }
        std::visit(
            [&](const auto& request) {
                using Request = std::decay_t<decltype(request)>;
                if constexpr (std::is_same_v<Request, SscpRegister> ||
                              std::is_same_v<Request, SscpList> ||
                              std::is_same_v<Request, SscpSubscribe>)
                {
                    if (clientId == mtptopic::ClientId(request.device))
                    {
                        Handle(clientId, request);
                        return;
                    }
                }
                m_refused(clientId, "a device may ask for itself only, on " + publish.topic);
            },
            *message);
    };
    m_broker->SubscribeLocally(topic, take);
}

void
TopicDirectory::Handle(const std::string& clientId, const SscpRegister& message)
{
    if (!m_registered.insert(message.name).second)
    {
        // All devices are sent its key, so there is nothing to say to the one that asked again.
        m_refused(clientId, "topic " + message.name + " is registered already");
        return;
    }
    m_registrationTaken(message.device, message.name);
    const auto pair = m_crypto->GenerateRsaKey(m_rsaBits);
    m_host->Submit(pair.cost,
                   [this, device = message.device, name = message.name, keys = pair.value] {
                       Add(device, name, keys);
                   });
}

void
TopicDirectory::Handle(const std::string& /* clientId */, const SscpList& message)
{
    SscpKeys keys;
    for (const auto& [topic, name] : m_topics.GetAll())
    {
        keys.keys.push_back({topic, name, m_keys->GetKeys().Get(KeySubject::Topic(topic))});
    }
    if (!keys.keys.empty())
    {
        m_broker->PublishLocally(sscptopic::Keys(message.device), EncodeSscp(keys), QOS);
    }
}

void
TopicDirectory::Handle(const std::string& clientId, const SscpSubscribe& message)
{
    const auto& key = m_privateKeys.Get(KeySubject::Topic(message.topic));
    const auto& publicKey = m_keys->GetKeys().Get(KeySubject::Device(message.device));
    if (key.IsEmpty())
    {
        m_refused(clientId, "there is no topic " + std::to_string(message.topic));
        return;
    }
    if (m_protect && publicKey.IsEmpty())
    {
        m_refused(clientId, "without its public key no private key can be sent to it");
        return;
    }
    m_subscribers[message.topic].insert(message.device);
    m_subscribed(message.device, message.topic);
    if (m_protect)
    {
        SendProtected(message, publicKey);
    }
    else
    {
        SendKey({message.device, message.topic, key});
    }
}

void
TopicDirectory::Add(uint32_t device, const std::string& name, const KeyPair& keys)
{
    if (!m_broker)
    {
        return; // stopped meanwhile
    }
    const auto topic = static_cast<uint32_t>(m_topics.GetAll().size()) + 1;
    m_topics.Add(topic, name);
    m_keys->Provision({KeySubject::Topic(topic), keys.publicKey});
    m_privateKeys.Store(KeySubject::Topic(topic), keys.privateKey);
    m_keyGenerated(device, name);
    const SscpKeys announcement{{{topic, name, keys.publicKey}}};
    const uint32_t receivers =
        m_broker->PublishLocally(sscptopic::KEYS, EncodeSscp(announcement), QOS);
    m_announced(topic, name, receivers);
}

void
TopicDirectory::SendProtected(const SscpSubscribe& message, const SharedBytes& publicKey)
{
    const auto& privateKey = m_privateKeys.Get(KeySubject::Topic(message.topic));
    const auto sealed = HybridSeal(*m_crypto, m_aes, publicKey, privateKey);
    m_host->Submit(sealed.cost, [this, message, key = sealed.value] {
        if (!m_broker)
        {
            return; // stopped meanwhile
        }
        if (key)
        {
            SendKey({message.device, message.topic, *key});
        }
        else
        {
            m_refused(mtptopic::ClientId(message.device), "its public key cannot encrypt");
        }
    });
}

void
TopicDirectory::SendKey(const SscpPrivateKey& key)
{
    m_keySent(key.device, key.topic);
    m_broker->PublishLocally(sscptopic::Private(key.device), EncodeSscp(key), QOS);
}

} // namespace iotledger
} // namespace ns3
