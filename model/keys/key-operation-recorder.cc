/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "key-operation-recorder.h"

#include "ns3/mtp-topic.h"

namespace ns3
{
namespace iotledger
{

KeyOperationRecorder::KeyOperationRecorder(uint64_t run, uint32_t devices, EventLog& events)
    : m_devices(devices),
      m_events(events),
      m_table(run),
      m_clock(devices),
      m_handled(devices),
      m_registrations(devices, m_table),
      m_verifications(m_table, events),
      m_sendings(m_table, events),
      m_topics(devices, m_table, events)
{
}

void
KeyOperationRecorder::Watch(Ptr<MqttBroker> broker)
{
    broker->TraceConnectWithoutContext(
        "Received",
        MakeCallback(&KeyOperationRecorder::HandleBrokerReceived, this));
    broker->TraceConnectWithoutContext(
        "Delivered",
        MakeCallback(&KeyOperationRecorder::HandleBrokerDelivered, this));
    m_topics.Watch(broker);
}

void
KeyOperationRecorder::Watch(Ptr<KeyDirectory> directory)
{
    directory->TraceConnectWithoutContext(
        "Registered",
        MakeCallback(&RegistrationRecords::Announce, &m_registrations));
}

void
KeyOperationRecorder::Watch(Ptr<MtpDevice> device)
{
    using Self = KeyOperationRecorder;
    const auto connect = [this](Ptr<Object> object, const char* trace, auto handler) {
        object->TraceConnectWithoutContext(trace, MakeCallback(handler, this));
    };
    connect(device, "KeyStored", &Self::HandleKeyStored);
    connect(device, "DataTried", &Self::HandleTried);
    connect(device, "Sent", &Self::HandleSent);
    connect(device->GetSender(), "Sent", &Self::HandleSent);
    connect(device->GetSender(), "Started", &Self::HandleStarted);
    connect(device->GetSender(), "Compiled", &Self::HandleCompiled);
    connect(device->GetSender(), "Verified", &Self::HandleVerified);
    connect(device->GetSender(), "Encrypted", &Self::HandleEncrypted);
    device->TraceConnectWithoutContext("RegistrationStarted",
                                       MakeCallback(&RegistrationRecords::Start, &m_registrations));
    device->TraceConnectWithoutContext(
        "KeyGenerated",
        MakeCallback(&RegistrationRecords::Generate, &m_registrations));
    device->GetClient()->TraceConnectWithoutContext(
        "Received",
        Callback<void, const MqttPublish&, uint32_t, Time>(
            [this, number = device->GetNumber()](const MqttPublish& publish,
                                                 uint32_t /* packetBytes */,
                                                 Time arrived) {
                HandleDeviceReceived(number, publish, arrived);
            }));
}

void
KeyOperationRecorder::SetWireSize(WireSize size)
{
    m_topics.SetWireSize(size);
    m_wireSize = std::move(size);
}

void
KeyOperationRecorder::SetEndedCallback(EndedCallback callback)
{
    m_table.SetEndedCallback(std::move(callback));
}

void
KeyOperationRecorder::SetSendsEndWithAll(bool all)
{
    m_sendsEndWithAll = all;
}

void
KeyOperationRecorder::EndUnfinished()
{
    // Who is told of an end may start the next operation, so what is to end is settled first.
    const auto sendings = m_sendings.TakeUnfinished();
    for (const auto& rows : {m_registrations.TakeUnfinished(),
                             m_topics.TakeUnfinished(),
                             m_verifications.TakeUnfinished()})
    {
        for (const auto& row : rows)
        {
            m_table.CutShort(row, "timeout");
        }
    }
    for (const auto& row : sendings)
    {
        m_events.Add(mtptopic::ClientId(row.source),
                     "undeliverable",
                     "data to " + m_table.Describe(row.target) + " did not arrive");
        m_table.CutShort(row, "undeliverable");
    }
}

const CsvTable&
KeyOperationRecorder::GetTable() const
{
    return m_table.GetTable();
}

// Messages under way

void
KeyOperationRecorder::HandleSent(uint32_t device)
{
    m_clock.LeaveDevice(device);
}

void
KeyOperationRecorder::HandleBrokerReceived(const std::string& clientId,
                                           const MqttPublish& publish,
                                           uint32_t packetBytes,
                                           Time arrived)
{
    const uint32_t device = mtptopic::GetClient(clientId);
    const auto heading = PeekMtp(publish.payload);
    if (device == 0 || device > m_devices || !heading)
    {
        return;
    }
    const auto hop = m_clock.ComeToBroker(device, arrived);
    if (auto* bytes = FindBytes(publish, *heading))
    {
        *bytes += m_wireSize(packetBytes);
    }
    const VerificationRecords::Key key(heading->first, heading->second);
    switch (heading->kind)
    {
    case MtpHeading::Kind::REGISTER:
        m_registrations.Reach(device, hop);
        break;
    case MtpHeading::Kind::DATA:
        m_sendings.ReachBroker(key, hop);
        break;
    case MtpHeading::Kind::VERIFY:
    case MtpHeading::Kind::PROVE:
        m_verifications.ReachBroker(key, mtptopic::GetDevice(publish.topic), hop);
        break;
    case MtpHeading::Kind::ANSWER:
        m_verifications.AnswerBroker(key, device, hop);
        break;
    default:
        break;
    }
}

void
KeyOperationRecorder::HandleBrokerDelivered(const std::string& clientId,
                                            const MqttPublish& publish,
                                            uint32_t packetBytes)
{
    const uint32_t device = mtptopic::GetClient(clientId);
    const auto heading = PeekMtp(publish.payload);
    if (device == 0 || device > m_devices || !heading)
    {
        return;
    }
    m_clock.LeaveBroker(device);
    if (auto* bytes = FindBytes(publish, *heading))
    {
        *bytes += m_wireSize(packetBytes);
    }
}

void
KeyOperationRecorder::HandleDeviceReceived(uint32_t device,
                                           const MqttPublish& publish,
                                           Time arrived)
{
    const auto heading = PeekMtp(publish.payload);
    if (!heading)
    {
        return;
    }
    auto& handled = m_handled[device - 1];
    handled.hop = m_clock.ComeToDevice(device, arrived);
    handled.announces = heading->kind == MtpHeading::Kind::KEYS && publish.topic == mtptopic::KEYS;
    const VerificationRecords::Key key(heading->first, heading->second);
    if (heading->kind == MtpHeading::Kind::VERIFY)
    {
        m_verifications.ReachWitness(key, device, handled.hop);
    }
    else if (heading->kind == MtpHeading::Kind::DATA)
    {
        m_sendings.ReachDevice(key, device, handled.hop);
    }
}

// What becomes of them

void
KeyOperationRecorder::HandleKeyStored(uint32_t holder, const KeySubject& owner)
{
    const auto& handled = m_handled[holder - 1];
    if (handled.announces && owner.IsDevice())
    {
        m_registrations.Store(owner.number, handled.hop);
    }
}

void
KeyOperationRecorder::HandleStarted(uint32_t sender,
                                    uint32_t operation,
                                    const KeySubject& recipient)
{
    m_verifications.Start({sender, operation}, recipient, m_devices);
}

void
KeyOperationRecorder::HandleCompiled(uint32_t sender, uint32_t operation, uint32_t responder)
{
    m_verifications.Compile({sender, operation}, responder, m_handled[sender - 1].hop);
}

void
KeyOperationRecorder::HandleVerified(uint32_t sender,
                                     uint32_t operation,
                                     const VerificationResult& result)
{
    const auto recipient = m_verifications.End({sender, operation}, result);
    if (recipient && result.outcome == VerificationOutcome::VERIFIED)
    {
        StartSending(sender, operation, *recipient);
    }
}

void
KeyOperationRecorder::StartSending(uint32_t sender, uint32_t operation, const KeySubject& recipient)
{
    if (recipient.IsDevice())
    {
        std::set<uint32_t> others;
        for (uint32_t device = 1; m_sendsEndWithAll && device <= m_devices; ++device)
        {
            if (device != sender && device != recipient.number)
            {
                others.insert(device);
            }
        }
        m_sendings.Start({sender, operation}, recipient, {recipient.number}, others, m_devices);
        return;
    }
    auto recipients = m_topics.GetSubscribers(recipient.number);
    recipients.erase(sender); // its own words
    const auto devices = static_cast<uint32_t>(recipients.size()) + 1;
    m_sendings.Start({sender, operation}, recipient, recipients, {}, devices);
}

void
KeyOperationRecorder::HandleEncrypted(uint32_t sender, uint32_t operation, bool ok)
{
    m_sendings.Encrypt({sender, operation}, ok);
}

void
KeyOperationRecorder::HandleTried(uint32_t device,
                                  uint32_t sender,
                                  uint32_t operation,
                                  bool decrypted,
                                  const SharedBytes& /* payload */)
{
    m_sendings.Try({sender, operation}, device, decrypted);
}

uint64_t*
KeyOperationRecorder::FindBytes(const MqttPublish& publish, const MtpHeading& heading)
{
    using Kind = MtpHeading::Kind;
    const VerificationRecords::Key key(heading.first, heading.second);
    switch (heading.kind)
    {
    case Kind::REGISTER:
        return m_registrations.FindBytes(heading.first);
    case Kind::KEYS: // a newcomer's first load of keys belongs to no registration
        return publish.topic == mtptopic::KEYS ? m_registrations.FindBytes(heading.second)
                                               : nullptr;
    case Kind::DATA:
        return m_sendings.FindBytes(key);
    default:
        return m_verifications.FindBytes(key);
    }
}

} // namespace iotledger
} // namespace ns3
