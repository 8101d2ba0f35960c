/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "sscp-device.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(SscpDevice);

TypeId
SscpDevice::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::SscpDevice")
            .SetParent<Object>()
            .SetGroupName("IotLedger")
            .AddConstructor<SscpDevice>()
            .AddTraceSource("RegistrationStarted",
                            "A topic is about to be registered",
                            MakeTraceSourceAccessor(&SscpDevice::m_registrationStarted),
                            "ns3::iotledger::SscpDevice::RegistrationCallback")
            .AddTraceSource("SubscriptionStarted",
                            "A topic is about to be subscribed to",
                            MakeTraceSourceAccessor(&SscpDevice::m_subscriptionStarted),
                            "ns3::iotledger::SscpDevice::SubscriptionCallback")
            .AddTraceSource("Sent",
                            "An SSCP message has been handed to the connection",
                            MakeTraceSourceAccessor(&SscpDevice::m_sent),
                            "ns3::iotledger::SscpDevice::DeviceCallback")
            .AddTraceSource("KeyStored",
                            "A topic's public key has been stored",
                            MakeTraceSourceAccessor(&SscpDevice::m_keyStored),
                            "ns3::iotledger::SscpDevice::StoredCallback")
            .AddTraceSource("PrivateKeyCame",
                            "A topic's private key has come, and is stored if it can be used",
                            MakeTraceSourceAccessor(&SscpDevice::m_privateKeyCame),
                            "ns3::iotledger::SscpDevice::PrivateKeyCallback");
    return tid;
}

void
SscpDevice::Install(const Settings& settings,
                    Ptr<MtpDevice> device,
                    Ptr<Crypto> crypto,
                    Ptr<Strand> strand)
{
    m_settings = settings;
    m_device = device;
    m_crypto = crypto;
    m_strand = strand;
    const uint32_t number = settings.number;
    m_device->Extend({{sscptopic::KEYS, sscptopic::Keys(number), sscptopic::Private(number)},
                      [this, number] { Publish(sscptopic::LIST, SscpList{number}); },
                      [this](const MqttPublish& publish) { HandlePublish(publish); }});
}

void
SscpDevice::Register(const std::string& name)
{
    m_registrationStarted(m_settings.number, name);
    Publish(sscptopic::REGISTER, SscpRegister{m_settings.number, name});
}

bool
SscpDevice::Subscribe(const std::string& name)
{
    const uint32_t topic = m_topics.Find(name);
    if (topic == 0)
    {
        return false;
    }
    m_subscriptionStarted(m_settings.number, topic);
    m_device->GetClient()->Subscribe({{sscptopic::Data(name), m_settings.qos}}, nullptr);
    Publish(sscptopic::SUBSCRIBE, SscpSubscribe{m_settings.number, topic});
    return true;
}

void
SscpDevice::Send(const std::string& name, const SharedBytes& payload)
{
    const auto topic = KeySubject::Topic(m_topics.Find(name));
    m_device->GetSender()->Send(topic, payload, sscptopic::Data(name));
}

void
SscpDevice::TamperKey(const std::string& name)
{
    m_tampered.insert(name);
    if (const uint32_t topic = m_topics.Find(name))
    {
        m_device->TamperKey({KeySubject::Topic(topic), KeyStore::GetNoKey()});
    }
}

const TopicNames&
SscpDevice::GetTopics() const
{
    return m_topics;
}

Ptr<MtpDevice>
SscpDevice::GetMtp() const
{
    return m_device;
}

uint32_t
SscpDevice::GetNumber() const
{
    return m_settings.number;
}

void
SscpDevice::DoDispose()
{
    m_device = nullptr;
    m_crypto = nullptr;
    m_strand = nullptr;
    Object::DoDispose();
}

void
SscpDevice::Publish(const std::string& topic, const SscpMessage& message)
{
    m_device->GetClient()->Publish(topic, EncodeSscp(message), m_settings.qos, [this] {
        m_sent(m_settings.number);
    });
}

void
SscpDevice::HandlePublish(const MqttPublish& publish)
{
    const auto message = DecodeSscp(publish.payload);
    if (!message)
    {
        return;
    }
    if (const auto* keys = std::get_if<SscpKeys>(&*message))
    {
        Handle(*keys);
    }
    else if (const auto* key = std::get_if<SscpPrivateKey>(&*message))
    {
        Handle(*key);
    }
}

void
SscpDevice::Handle(const SscpKeys& message)
{
    for (const auto& [topic, name, key] : message.keys)
    {
        const auto subject = KeySubject::Topic(topic);
        if (!m_topics.Add(topic, name) || !m_device->Store({subject, key}))
        {
            continue;
        }
        if (m_tampered.count(name))
        {
            m_device->TamperKey({subject, KeyStore::GetNoKey()});
        }
        m_keyStored(m_settings.number, topic, name);
    }
}

void
SscpDevice::Handle(const SscpPrivateKey& message)
{
    if (message.device != m_settings.number)
    {
        return; // another's
    }
    if (const auto* clear = std::get_if<SharedBytes>(&message.key))
    {
        StorePrivate(message.topic, *clear);
        return;
    }
    const auto opened =
        HybridOpen(*m_crypto,
                   m_settings.aes,
                   m_device->GetPrivateKeys().Get(KeySubject::Device(m_settings.number)),
                   std::get<HybridSealed>(message.key));
    m_strand->Submit(opened.cost, [this, topic = message.topic, key = opened.value] {
        StorePrivate(topic, key);
    });
}

void
SscpDevice::StorePrivate(uint32_t topic, const std::optional<SharedBytes>& key)
{
    const bool usable = key && !m_topics.GetName(topic).empty();
    if (usable)
    {
        m_device->StorePrivate(KeySubject::Topic(topic), *key);
    }
    m_privateKeyCame(m_settings.number, topic, usable);
}

} // namespace iotledger
} // namespace ns3
