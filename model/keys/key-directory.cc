/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "key-directory.h"

#include "ns3/mtp-topic.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(KeyDirectory);

namespace
{

constexpr uint8_t QOS = 0; //!< at most once; the connection's TCP loses nothing

} // namespace

TypeId
KeyDirectory::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::KeyDirectory")
            .SetParent<Object>()
            .SetGroupName("IotLedger")
            .AddConstructor<KeyDirectory>()
            .AddAttribute("AnnounceInterval",
                          "Keys registered within this time of the first are announced "
                          "together; zero: each at once, as in the paper",
                          TimeValue(Time()),
                          MakeTimeAccessor(&KeyDirectory::m_announceInterval),
                          MakeTimeChecker(Time()))
            .AddTraceSource("Registered",
                            "A device's key has been stored and is being sent on",
                            MakeTraceSourceAccessor(&KeyDirectory::m_registered),
                            "ns3::iotledger::KeyDirectory::RegisteredCallback");
    return tid;
}

void
KeyDirectory::Install(Ptr<MqttBroker> broker, std::shared_ptr<KeyPool> pool)
{
    m_broker = broker;
    m_keys = std::make_unique<KeyRing>(std::move(pool));
    m_broker->SubscribeLocally(mtptopic::REGISTER,
                               [this](const std::string& clientId, const MqttPublish& publish) {
                                   HandleRegister(clientId, publish);
                               });
    m_broker->SetSubscribedCallback([this](const std::string& clientId, const std::string& filter) {
        HandleSubscribed(clientId, filter);
    });
}

void
KeyDirectory::Provision(const SubjectKey& key)
{
    m_keys->Store(key);
}

const SharedBytes&
KeyDirectory::GetKey(const KeySubject& owner) const
{
    return m_keys->Get(owner);
}

uint64_t
KeyDirectory::GetBytes() const
{
    return m_keys->GetBytes();
}

void
KeyDirectory::DoDispose()
{
    m_announcement.Cancel();
    m_broker = nullptr;
    Object::DoDispose();
}

void
KeyDirectory::HandleRegister(const std::string& clientId, const MqttPublish& publish)
{
    const auto message = DecodeMtp(publish.payload);
    if (!message || !std::holds_alternative<MtpRegister>(*message))
    {
        return; // not for us: the broker relays it to whoever subscribed
    }
    const auto& key = std::get<MtpRegister>(*message).key;
    if (!key.subject.IsDevice() || clientId != mtptopic::ClientId(key.subject.number) ||
        !m_keys->Store(key))
    {
        return; // a device speaks for itself only
    }
    m_unannounced.push_back(key);
    if (m_announceInterval.IsZero())
    {
        Announce();
    }
    else if (!m_announcement.IsRunning())
    {
        m_announcement = Simulator::Schedule(m_announceInterval, &KeyDirectory::Announce, this);
    }
}

void
KeyDirectory::Announce()
{
    const MtpKeys keys{std::exchange(m_unannounced, {})};
    // A single key need not go back to its owner; of several, each device takes what is new to it.
    const auto owner = mtptopic::ClientId(keys.keys.front().subject.number);
    const bool single = keys.keys.size() == 1;
    const uint32_t receivers =
        m_broker->PublishLocally(mtptopic::KEYS, EncodeMtp(keys), QOS, single ? owner : "");
    for (const auto& key : keys.keys)
    {
        m_registered(key.subject.number, single ? receivers : receivers - 1);
    }
}

void
KeyDirectory::HandleSubscribed(const std::string& /* clientId */, const std::string& filter)
{
    // Only a device subscribes to its own keys topic: whoever just did is the newcomer.
    const auto& devices = m_keys->GetStore(KeySubject::Kind::DEVICE);
    if (devices.GetCount() == 0 || filter.rfind(mtptopic::KEYS + "/", 0) != 0)
    {
        return;
    }
    MtpKeys known;
    known.keys.reserve(devices.GetCount());
    for (const uint32_t device : devices.GetOwners())
    {
        known.keys.push_back({KeySubject::Device(device), devices.Get(device)});
    }
    m_broker->PublishLocally(filter, EncodeMtp(known), QOS);
}

} // namespace iotledger
} // namespace ns3
