/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "topic-operation-recorder.h"

#include "ns3/mtp-topic.h"

namespace ns3
{
namespace iotledger
{

TopicOperationRecorder::TopicOperationRecorder(uint32_t devices,
                                               KeyOperationTable& table,
                                               EventLog& events)
    : m_devices(devices),
      m_table(table),
      m_events(events),
      m_clock(devices),
      m_handled(devices),
      m_registrations(table),
      m_subscriptions(table)
{
}

void
TopicOperationRecorder::SetWireSize(WireSize size)
{
    m_wireSize = std::move(size);
}

void
TopicOperationRecorder::Watch(Ptr<MqttBroker> broker)
{
    using Self = TopicOperationRecorder;
    broker->TraceConnectWithoutContext("Received", MakeCallback(&Self::HandleBrokerReceived, this));
    broker->TraceConnectWithoutContext("Delivered",
                                       MakeCallback(&Self::HandleBrokerDelivered, this));
}

void
TopicOperationRecorder::Watch(Ptr<TopicDirectory> directory)
{
    using Self = TopicOperationRecorder;
    const auto connect = [&](const char* trace, auto handler) {
        directory->TraceConnectWithoutContext(trace, MakeCallback(handler, this));
    };
    connect("RegistrationTaken", &Self::HandleRegistrationTaken);
    connect("KeyGenerated", &Self::HandleKeyGenerated);
    connect("Registered", &Self::HandleRegistered);
    connect("Subscribed", &Self::HandleSubscribed);
    connect("KeySent", &Self::HandleKeySent);
    connect("Refused", &Self::HandleRefused);
}

void
TopicOperationRecorder::Watch(Ptr<SscpDevice> device)
{
    using Self = TopicOperationRecorder;
    const auto connect = [&](const char* trace, auto handler) {
        device->TraceConnectWithoutContext(trace, MakeCallback(handler, this));
    };
    connect("RegistrationStarted", &Self::HandleRegistrationStarted);
    connect("SubscriptionStarted", &Self::HandleSubscriptionStarted);
    connect("Sent", &Self::HandleSent);
    connect("KeyStored", &Self::HandleKeyStored);
    connect("PrivateKeyCame", &Self::HandlePrivateKeyCame);
    device->GetMtp()->GetClient()->TraceConnectWithoutContext(
        "Received",
        Callback<void, const MqttPublish&, uint32_t, Time>(
            [this, number = device->GetNumber()](const MqttPublish& publish,
                                                 uint32_t /* packetBytes */,
                                                 Time arrived) {
                HandleDeviceReceived(number, publish, arrived);
            }));
}

const std::set<uint32_t>&
TopicOperationRecorder::GetSubscribers(uint32_t topic) const
{
    static const std::set<uint32_t> none;
    const auto found = m_subscribers.find(topic);
    return found == m_subscribers.end() ? none : found->second;
}

std::vector<KeyOperation>
TopicOperationRecorder::TakeUnfinished()
{
    auto rows = m_registrations.TakeUnfinished();
    const auto subscriptions = m_subscriptions.TakeUnfinished();
    rows.insert(rows.end(), subscriptions.begin(), subscriptions.end());
    return rows;
}

// Messages under way

void
TopicOperationRecorder::HandleBrokerReceived(const std::string& clientId,
                                             const MqttPublish& publish,
                                             uint32_t packetBytes,
                                             Time arrived)
{
    const uint32_t device = mtptopic::GetClient(clientId);
    const auto message = DecodeSscp(publish.payload);
    if (device == 0 || device > m_devices || !message)
    {
        return;
    }
    const auto hop = m_clock.ComeToBroker(device, arrived);
    if (auto* bytes = FindBytes(publish, *message))
    {
        *bytes += m_wireSize(packetBytes);
    }
    if (const auto* registration = std::get_if<SscpRegister>(&*message))
    {
        m_registrations.Reach(registration->name, hop);
    }
    else if (const auto* subscription = std::get_if<SscpSubscribe>(&*message))
    {
        m_subscriptions.ReachBroker({device, subscription->topic}, hop);
    }
}

void
TopicOperationRecorder::HandleBrokerDelivered(const std::string& clientId,
                                              const MqttPublish& publish,
                                              uint32_t packetBytes)
{
    const uint32_t device = mtptopic::GetClient(clientId);
    const auto message = DecodeSscp(publish.payload);
    if (device == 0 || device > m_devices || !message)
    {
        return;
    }
    m_clock.LeaveBroker(device);
    if (auto* bytes = FindBytes(publish, *message))
    {
        *bytes += m_wireSize(packetBytes);
    }
}

void
TopicOperationRecorder::HandleDeviceReceived(uint32_t device,
                                             const MqttPublish& publish,
                                             Time arrived)
{
    const auto message = DecodeSscp(publish.payload);
    if (!message)
    {
        return;
    }
    auto& handled = m_handled[device - 1];
    handled.hop = m_clock.ComeToDevice(device, arrived);
    handled.announces = publish.topic == sscptopic::KEYS;
    if (const auto* key = std::get_if<SscpPrivateKey>(&*message))
    {
        m_subscriptions.ReachDevice({device, key->topic}, handled.hop);
    }
}

void
TopicOperationRecorder::HandleSent(uint32_t device)
{
    m_clock.LeaveDevice(device);
}

// What becomes of them

void
TopicOperationRecorder::HandleRegistrationStarted(uint32_t device, const std::string& name)
{
    m_registrations.Start(name, device, m_devices);
}

void
TopicOperationRecorder::HandleRegistrationTaken(uint32_t /* device */, const std::string& name)
{
    m_registrations.Take(name);
}

void
TopicOperationRecorder::HandleKeyGenerated(uint32_t /* device */, const std::string& name)
{
    m_registrations.Generate(name);
}

void
TopicOperationRecorder::HandleRegistered(uint32_t topic,
                                         const std::string& name,
                                         uint32_t receivers)
{
    m_table.NameTopic(topic, name);
    m_registrations.Announce(name, receivers);
}

void
TopicOperationRecorder::HandleKeyStored(uint32_t device,
                                        uint32_t /* topic */,
                                        const std::string& name)
{
    const auto& handled = m_handled[device - 1];
    if (handled.announces)
    {
        m_registrations.Store(name, handled.hop);
    }
}

void
TopicOperationRecorder::HandleSubscriptionStarted(uint32_t device, uint32_t topic)
{
    m_subscriptions.Start({device, topic});
}

void
TopicOperationRecorder::HandleSubscribed(uint32_t device, uint32_t topic)
{
    m_subscribers[topic].insert(device);
    m_subscriptions.Take({device, topic});
}

void
TopicOperationRecorder::HandleKeySent(uint32_t device, uint32_t topic)
{
    m_subscriptions.Send({device, topic});
}

void
TopicOperationRecorder::HandlePrivateKeyCame(uint32_t device, uint32_t topic, bool usable)
{
    m_subscriptions.End({device, topic}, usable);
}

void
TopicOperationRecorder::HandleRefused(const std::string& clientId, const std::string& reason)
{
    m_events.Add(clientId, "request-refused", reason);
}

uint64_t*
TopicOperationRecorder::FindBytes(const MqttPublish& publish, const SscpMessage& message)
{
    if (const auto* registration = std::get_if<SscpRegister>(&message))
    {
        return m_registrations.FindBytes(registration->name);
    }
    if (const auto* keys = std::get_if<SscpKeys>(&message))
    {
        // What a newcomer asks for belongs to no registration.
        return publish.topic == sscptopic::KEYS && !keys->keys.empty()
                   ? m_registrations.FindBytes(keys->keys.front().name)
                   : nullptr;
    }
    if (const auto* subscription = std::get_if<SscpSubscribe>(&message))
    {
        return m_subscriptions.FindBytes({subscription->device, subscription->topic});
    }
    if (const auto* key = std::get_if<SscpPrivateKey>(&message))
    {
        return m_subscriptions.FindBytes({key->device, key->topic});
    }
    return nullptr;
}

} // namespace iotledger
} // namespace ns3
