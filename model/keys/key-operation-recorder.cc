/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "key-operation-recorder.h"

#include "ns3/simulator.h"

#include <charconv>

namespace ns3
{
namespace iotledger
{

namespace
{

/// @return the number of device @p clientId ("device17": 17), or 0 if it is none.
uint32_t
GetDeviceNumber(const std::string& clientId)
{
    constexpr std::size_t PREFIX = 6; // "device"
    uint32_t number = 0;
    if (clientId.size() > PREFIX)
    {
        std::from_chars(clientId.data() + PREFIX, clientId.data() + clientId.size(), number);
    }
    return number;
}

} // namespace

KeyOperationRecorder::KeyOperationRecorder(uint64_t run, uint32_t devices, EventLog& events)
    : m_devices(devices),
      m_events(events),
      m_table(run),
      m_clock(devices),
      m_handled(devices),
      m_registrations(devices)
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
}

void
KeyOperationRecorder::Watch(Ptr<KeyDirectory> directory)
{
    directory->TraceConnectWithoutContext(
        "Registered",
        MakeCallback(&KeyOperationRecorder::HandleRegistered, this));
}

void
KeyOperationRecorder::Watch(Ptr<MtpDevice> device)
{
    using Self = KeyOperationRecorder;
    const auto connect = [this](Ptr<Object> object, const char* trace, auto handler) {
        object->TraceConnectWithoutContext(trace, MakeCallback(handler, this));
    };
    connect(device, "RegistrationStarted", &Self::HandleRegistrationStarted);
    connect(device, "KeyGenerated", &Self::HandleKeyGenerated);
    connect(device, "KeyStored", &Self::HandleKeyStored);
    connect(device, "DataTried", &Self::HandleTried);
    connect(device, "Sent", &Self::HandleSent);
    connect(device->GetSender(), "Sent", &Self::HandleSent);
    connect(device->GetSender(), "Started", &Self::HandleStarted);
    connect(device->GetSender(), "Compiled", &Self::HandleCompiled);
    connect(device->GetSender(), "Verified", &Self::HandleVerified);
    connect(device->GetSender(), "Encrypted", &Self::HandleEncrypted);
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
    m_wireSize = std::move(size);
}

void
KeyOperationRecorder::SetEndedCallback(EndedCallback callback)
{
    m_table.SetEndedCallback(std::move(callback));
}

void
KeyOperationRecorder::EndUnfinished()
{
    // Who is told of an end may start the next operation, so what is to end is settled first.
    std::vector<Registration*> registrations;
    for (auto& registration : m_registrations)
    {
        if (registration.row.id != 0 && !registration.ended)
        {
            registrations.push_back(&registration);
        }
    }
    const auto verifications = std::exchange(m_verifications, {});
    const auto sendings = std::exchange(m_sendings, {});
    for (auto* registration : registrations)
    {
        registration->ended = true;
        m_table.CutShort(registration->row, "timeout");
    }
    for (const auto& [key, verification] : verifications)
    {
        m_table.CutShort(verification.row, "timeout");
    }
    for (const auto& [key, sending] : sendings)
    {
        m_events.Add(mtptopic::ClientId(sending.row.source),
                     "undeliverable",
                     "data to " + mtptopic::ClientId(sending.row.target) + " did not arrive");
        m_table.CutShort(sending.row, "undeliverable");
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
    const uint32_t device = GetDeviceNumber(clientId);
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
    const SendKey key(heading->first, heading->second);
    if (heading->kind == MtpHeading::Kind::REGISTER)
    {
        m_registrations[device - 1].row.hops = {hop};
    }
    else if (heading->kind == MtpHeading::Kind::DATA && m_sendings.count(key))
    {
        m_sendings.at(key).row.hops = {hop};
    }
    else if (const auto found = m_verifications.find(key); found != m_verifications.end())
    {
        (heading->kind == MtpHeading::Kind::VERIFY ? found->second.request
                                                   : found->second.answers[device - 1]) = hop;
    }
}

void
KeyOperationRecorder::HandleBrokerDelivered(const std::string& clientId,
                                            const MqttPublish& publish,
                                            uint32_t packetBytes)
{
    const uint32_t device = GetDeviceNumber(clientId);
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
    const SendKey key(heading->first, heading->second);
    if (heading->kind == MtpHeading::Kind::VERIFY && m_verifications.count(key))
    {
        m_verifications.at(key).requests[device - 1] = handled.hop;
    }
    else if (heading->kind == MtpHeading::Kind::DATA && m_sendings.count(key) &&
             m_sendings.at(key).row.target == device)
    {
        m_sendings.at(key).down = handled.hop;
        m_sendings.at(key).handled = Simulator::Now();
    }
}

// register

void
KeyOperationRecorder::HandleRegistrationStarted(uint32_t device)
{
    m_registrations[device - 1] = {};
    m_registrations[device - 1].row = m_table.Start("register", device, 0, m_devices);
}

void
KeyOperationRecorder::HandleKeyGenerated(uint32_t device)
{
    auto& row = m_registrations[device - 1].row;
    row.keygen = Simulator::Now() - row.start;
}

void
KeyOperationRecorder::HandleRegistered(uint32_t device, uint32_t receivers)
{
    auto& registration = m_registrations[device - 1];
    registration.receivers = receivers;
    registration.known = true;
    registration.row.devices = receivers + 1;
    if (receivers == 0)
    {
        registration.ended = true;
        m_table.End(registration.row, "ok");
    }
}

void
KeyOperationRecorder::HandleKeyStored(uint32_t holder, uint32_t owner)
{
    const auto& handled = m_handled[holder - 1];
    auto& registration = m_registrations[owner - 1];
    if (!handled.announces || !registration.known || registration.ended)
    {
        return; // not from the broadcast of a registration under way
    }
    if (++registration.stored == registration.receivers)
    {
        registration.ended = true;
        registration.row.hops.push_back(handled.hop);
        m_table.End(registration.row, "ok");
    }
}

// pubcheck

void
KeyOperationRecorder::HandleStarted(uint32_t sender, uint32_t operation, uint32_t recipient)
{
    auto& verification = m_verifications[{sender, operation}];
    verification.row = m_table.Start("pubcheck", sender, recipient, m_devices);
    verification.requests.resize(m_devices);
    verification.answers.resize(m_devices);
}

void
KeyOperationRecorder::HandleCompiled(uint32_t sender, uint32_t operation, uint32_t responder)
{
    auto& verification = m_verifications.at({sender, operation});
    verification.last = m_handled[sender - 1].hop;
    verification.lastResponder = responder;
}

void
KeyOperationRecorder::HandleVerified(uint32_t sender,
                                     uint32_t operation,
                                     VerificationOutcome outcome,
                                     const AnswerTally& tally)
{
    const auto found = m_verifications.find({sender, operation});
    if (found == m_verifications.end())
    {
        return; // ended by EndUnfinished
    }
    auto verification = std::move(found->second);
    m_verifications.erase(found);
    auto& row = verification.row;
    row.replies = tally.GetReplies();
    row.mismatches = static_cast<uint32_t>(tally.GetErrors().size());
    row.cutShort = outcome == VerificationOutcome::TIMEOUT;
    if (const uint32_t responder = verification.lastResponder)
    {
        row.hops = {verification.request,
                    verification.requests[responder - 1],
                    verification.answers[responder - 1],
                    verification.last};
    }
    LogVerification(row, outcome, tally);
    const uint32_t recipient = row.target;
    static const char* const names[] = {"ok", "mismatch", "timeout", "undeliverable"};
    m_table.End(row, names[static_cast<int>(outcome)]);
    if (outcome == VerificationOutcome::VERIFIED)
    {
        m_sendings[{sender, operation}].row =
            m_table.Start("datasend", sender, recipient, m_devices);
    }
}

void
KeyOperationRecorder::LogVerification(const KeyOperation& row,
                                      VerificationOutcome outcome,
                                      const AnswerTally& tally)
{
    const auto sender = mtptopic::ClientId(row.source);
    const auto target = mtptopic::ClientId(row.target);
    for (const uint32_t device : tally.GetErrors())
    {
        m_events.Add(sender,
                     "key-mismatch",
                     mtptopic::ClientId(device) + " answered Error on the key of " + target);
    }
    if (outcome == VerificationOutcome::TIMEOUT)
    {
        for (const uint32_t device : tally.GetMissing())
        {
            m_events.Add(sender,
                         "answer-missing",
                         mtptopic::ClientId(device) + " did not answer on the key of " + target);
        }
    }
    else if (outcome == VerificationOutcome::UNDELIVERABLE)
    {
        m_events.Add(sender, "undeliverable", "no key of " + target + " is held");
    }
}

// datasend

void
KeyOperationRecorder::HandleEncrypted(uint32_t sender, uint32_t operation, bool ok)
{
    const auto found = m_sendings.find({sender, operation});
    if (found == m_sendings.end())
    {
        return;
    }
    auto& row = found->second.row;
    row.crypto = Simulator::Now() - row.start;
    if (!ok)
    {
        m_events.Add(mtptopic::ClientId(sender),
                     "undeliverable",
                     "the key of " + mtptopic::ClientId(row.target) + " cannot encrypt");
        auto ended = std::move(row);
        m_sendings.erase(found);
        m_table.End(ended, "undeliverable");
    }
}

void
KeyOperationRecorder::HandleTried(uint32_t device,
                                  uint32_t sender,
                                  uint32_t operation,
                                  bool decrypted,
                                  const SharedBytes& /* payload */)
{
    const auto found = m_sendings.find({sender, operation});
    if (found == m_sendings.end() || found->second.row.target != device)
    {
        return;
    }
    auto sending = std::move(found->second);
    m_sendings.erase(found);
    sending.row.crypto += Simulator::Now() - sending.handled;
    sending.row.hops.push_back(sending.down);
    m_table.End(sending.row, decrypted ? "ok" : "undeliverable");
}

uint64_t*
KeyOperationRecorder::FindBytes(const MqttPublish& publish, const MtpHeading& heading)
{
    using Kind = MtpHeading::Kind;
    const SendKey key(heading.first, heading.second);
    switch (heading.kind)
    {
    case Kind::REGISTER:
    case Kind::KEYS: {
        // A newcomer's first load of keys belongs to no registration.
        const uint32_t owner = heading.kind == Kind::REGISTER    ? heading.first
                               : publish.topic == mtptopic::KEYS ? heading.second
                                                                 : 0;
        return owner == 0 || owner > m_devices ? nullptr : &m_registrations[owner - 1].row.bytes;
    }
    case Kind::DATA: {
        const auto found = m_sendings.find(key);
        return found == m_sendings.end() ? nullptr : &found->second.row.bytes;
    }
    default: {
        const auto found = m_verifications.find(key);
        return found == m_verifications.end() ? nullptr : &found->second.row.bytes;
    }
    }
}

} // namespace iotledger
} // namespace ns3
