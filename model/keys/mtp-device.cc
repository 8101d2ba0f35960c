/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mtp-device.h"

#include "ns3/mtp-topic.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(MtpDevice);

TypeId
MtpDevice::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::MtpDevice")
            .SetParent<Object>()
            .SetGroupName("IotLedger")
            .AddConstructor<MtpDevice>()
            .AddTraceSource("RegistrationStarted",
                            "Key generation has begun",
                            MakeTraceSourceAccessor(&MtpDevice::m_registrationStarted),
                            "ns3::iotledger::MtpDevice::DeviceCallback")
            .AddTraceSource("KeyGenerated",
                            "The key pair is made",
                            MakeTraceSourceAccessor(&MtpDevice::m_keyGenerated),
                            "ns3::iotledger::MtpDevice::DeviceCallback")
            .AddTraceSource("Sent",
                            "A message has been handed to the connection, by other than the sender",
                            MakeTraceSourceAccessor(&MtpDevice::m_sent),
                            "ns3::iotledger::MtpDevice::DeviceCallback")
            .AddTraceSource("KeyStored",
                            "A public key that was announced has been stored",
                            MakeTraceSourceAccessor(&MtpDevice::m_keyStored),
                            "ns3::iotledger::MtpDevice::StoredCallback")
            .AddTraceSource("DataTried",
                            "Decryption of data has been tried",
                            MakeTraceSourceAccessor(&MtpDevice::m_dataTried),
                            "ns3::iotledger::MtpDevice::TriedCallback");
    return tid;
}

void
MtpDevice::Install(const MtpSender::Settings& settings,
                   uint32_t rsaBits,
                   Ptr<MqttClient> client,
                   Ptr<Crypto> crypto,
                   Ptr<Strand> strand,
                   std::shared_ptr<KeyPool> pool,
                   Ptr<VerificationStrategy> verification)
{
    m_settings = settings;
    m_rsaBits = rsaBits;
    m_client = client;
    m_crypto = crypto;
    m_strand = strand;
    m_keys = std::make_unique<KeyRing>(std::move(pool));
    m_sender = CreateObject<MtpSender>();
    m_sender->Install(settings, client, crypto, strand, m_keys.get(), verification);
    m_client->SetCallbacks(
        [this] { Subscribe(); },
        [this](const MqttPublish& publish, Time /* arrived */) { TakePublish(publish); },
        nullptr);
}

void
MtpDevice::Extend(Extension extension)
{
    m_extension = std::move(extension);
}

void
MtpDevice::SetJoinedCallback(JoinedCallback callback)
{
    m_joined = std::move(callback);
}

SubjectKey
MtpDevice::ProvisionOwnKey()
{
    const auto pair = m_crypto->GenerateRsaKey(m_rsaBits).value;
    const auto own = KeySubject::Device(m_settings.number);
    m_privateKeys.Store(own, pair.privateKey);
    return {own, pair.publicKey};
}

bool
MtpDevice::Store(const SubjectKey& key)
{
    const bool stored = m_keys->Store(key);
    if (stored)
    {
        m_sender->GetVerification()->HandleKeyStored(key.subject);
    }
    return stored;
}

void
MtpDevice::StorePrivate(const KeySubject& topic, const SharedBytes& key)
{
    m_privateKeys.Store(topic, key);
}

void
MtpDevice::Register()
{
    m_registrationStarted(m_settings.number);
    const auto pair = m_crypto->GenerateRsaKey(m_rsaBits);
    // In a thread of its own: a key pair takes long, and messages are handled meanwhile.
    m_strand->GetExecutor()->Submit(pair.cost, [this, keys = pair.value] {
        const SubjectKey own{KeySubject::Device(m_settings.number), keys.publicKey};
        m_privateKeys.Store(own.subject, keys.privateKey);
        Store(own);
        m_keyGenerated(m_settings.number);
        Publish(mtptopic::REGISTER, MtpRegister{own});
    });
}

void
MtpDevice::TamperKey(const SubjectKey& replacement)
{
    m_keys->Tamper(replacement);
}

void
MtpDevice::SetScheduling(Ptr<DeviceScheduling> scheduling)
{
    m_scheduling = scheduling;
}

void
MtpDevice::Compromise()
{
    m_compromised = true;
}

Ptr<MtpSender>
MtpDevice::GetSender() const
{
    return m_sender;
}

Ptr<MqttClient>
MtpDevice::GetClient() const
{
    return m_client;
}

const KeyRing&
MtpDevice::GetKeys() const
{
    return *m_keys;
}

const PrivateKeys&
MtpDevice::GetPrivateKeys() const
{
    return m_privateKeys;
}

uint32_t
MtpDevice::GetNumber() const
{
    return m_settings.number;
}

void
MtpDevice::DoDispose()
{
    if (m_sender)
    {
        m_sender->Dispose();
    }
    if (m_scheduling)
    {
        m_scheduling->Dispose();
    }
    m_scheduling = nullptr;
    m_sender = nullptr;
    m_client = nullptr;
    m_crypto = nullptr;
    m_strand = nullptr;
    m_extension = {};
    m_joined = nullptr;
    Object::DoDispose();
}

void
MtpDevice::Subscribe()
{
    const uint32_t number = m_settings.number;
    const uint8_t qos = m_settings.qos;
    std::vector<MqttSubscription> filters{{mtptopic::KEYS, qos},
                                          {mtptopic::VERIFY, qos},
                                          {mtptopic::Device(number), qos},
                                          {mtptopic::DATA, qos}};
    if (m_keys->GetStore(KeySubject::Kind::DEVICE).GetCount() == 0)
    { // else it was provisioned and has nothing to catch up with
        filters.push_back({mtptopic::Keys(number), qos});
    }
    for (const auto& filter : m_extension.filters)
    {
        filters.push_back({filter, qos});
    }
    m_client->Subscribe(filters, [this] {
        if (m_extension.joined)
        {
            m_extension.joined();
        }
        if (m_joined)
        {
            m_joined();
        }
    });
}

void
MtpDevice::Publish(const std::string& topic, const MtpMessage& message)
{
    m_client->Publish(topic, EncodeMtp(message), m_settings.qos, [this] {
        m_sent(m_settings.number);
    });
}

void
MtpDevice::TakePublish(const MqttPublish& publish)
{
    if (m_scheduling && CanWait(publish.payload))
    {
        m_scheduling->Handle([this, publish] { HandlePublish(publish); });
    }
    else
    {
        HandlePublish(publish);
    }
}

bool
MtpDevice::CanWait(const SharedBytes& payload) const
{
    const auto heading = PeekMtp(payload);
    if (!heading)
    {
        return true;
    }
    switch (heading->kind)
    {
    case MtpHeading::Kind::VERIFY: // its answer may
    case MtpHeading::Kind::ANSWER: // the program waits for it
    case MtpHeading::Kind::PROOF:  // likewise
        return false;
    case MtpHeading::Kind::DATA: // its own words are nothing to wake up for
        return heading->first != m_settings.number;
    default:
        return true;
    }
}

void
MtpDevice::HandlePublish(const MqttPublish& publish)
{
    const auto message = DecodeMtp(publish.payload);
    if (message)
    {
        std::visit([this](const auto& alternative) { Handle(alternative); }, *message);
    }
    else if (m_extension.received)
    {
        m_extension.received(publish);
    }
}

void
MtpDevice::Handle(const MtpKeys& message)
{
    for (const auto& key : message.keys)
    {
        if (key.subject != KeySubject::Device(m_settings.number) && Store(key))
        {
            m_keyStored(m_settings.number, key.subject);
        }
    }
}

bool
MtpDevice::Answer(const SubjectKey& key) const
{
    return m_compromised || m_keys->Matches(key);
}

void
MtpDevice::Handle(const MtpVerify& message)
{
    if (!message.target.subject.IsDevice() && message.sender == m_settings.number)
    {
        return; // its own question on a topic's key: see VerificationStrategy::GetWitnesses
    }
    const MtpAnswer answer{message.sender,
                           message.operation,
                           m_settings.number,
                           Answer(message.target)};
    const auto publish = [this, answer] { Publish(mtptopic::Device(answer.sender), answer); };
    if (m_scheduling)
    {
        m_scheduling->Answer(publish);
    }
    else
    {
        publish();
    }
}

void
MtpDevice::Handle(const MtpAnswer& message)
{
    m_sender->GetVerification()->HandleMessage(message);
}

void
MtpDevice::Handle(const MtpProof& message)
{
    m_sender->GetVerification()->HandleMessage(message);
}

void
MtpDevice::Handle(const MtpData& message)
{
    if (message.sender == m_settings.number)
    {
        return; // its own words
    }
    // What is for another device it cannot open; in the paper each one tries (figures 12, 14).
    const auto& key = m_privateKeys.Get(
        message.recipient.IsDevice() ? KeySubject::Device(m_settings.number) : message.recipient);
    const auto opened = HybridOpen(*m_crypto, m_settings.aes, key, message.data);
    m_strand->Submit(
        opened.cost,
        [this, sender = message.sender, operation = message.operation, payload = opened.value] {
            m_dataTried(m_settings.number,
                        sender,
                        operation,
                        payload.has_value(),
                        payload.value_or(SharedBytes()));
        });
}

} // namespace iotledger
} // namespace ns3
