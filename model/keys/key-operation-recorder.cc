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

/// Takes the oldest entry off @p times; now if there is none, which a broken connection may cause.
Time
TakeOldest(std::deque<Time>& times)
{
    if (times.empty())
    {
        return Simulator::Now();
    }
    const Time oldest = times.front();
    times.pop_front();
    return oldest;
}

} // namespace

KeyOperationRecorder::KeyOperationRecorder(uint64_t run, uint32_t devices, EventLog& events)
    : m_run(run),
      m_devices(devices),
      m_events(events),
      m_table({"run",
               "protocol",
               "operation",
               "id",
               "source",
               "target",
               "devices",
               "start_s",
               "end_s",
               "latency_s",
               "outcome",
               "keygen_s",
               "crypto_s",
               "network_s",
               "broker_s",
               "device_s",
               "replies",
               "mismatches",
               "bytes"}),
      m_up(devices),
      m_down(devices),
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
KeyOperationRecorder::SetEndedCallback(EndedCallback callback)
{
    m_ended = std::move(callback);
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
        registration->row.cutShort = true;
        EndRow(registration->row, "timeout");
    }
    for (const auto& [key, verification] : verifications)
    {
        auto row = verification.row;
        row.cutShort = true;
        EndRow(row, "timeout");
    }
    for (const auto& [key, sending] : sendings)
    {
        auto row = sending.row;
        row.cutShort = true;
        m_events.Add(mtptopic::ClientId(row.source),
                     "undeliverable",
                     "data to " + mtptopic::ClientId(row.target) + " did not arrive");
        EndRow(row, "undeliverable");
    }
}

const CsvTable&
KeyOperationRecorder::GetTable() const
{
    return m_table;
}

// Messages under way

void
KeyOperationRecorder::HandleSent(uint32_t device)
{
    m_up[device - 1].push_back(Simulator::Now());
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
    const MessageHop hop{TakeOldest(m_up[device - 1]), arrived};
    if (auto* bytes = FindBytes(publish, *heading))
    {
        *bytes += packetBytes;
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
    m_down[device - 1].push_back(Simulator::Now());
    if (auto* bytes = FindBytes(publish, *heading))
    {
        *bytes += packetBytes;
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
    handled.hop = {TakeOldest(m_down[device - 1]), arrived};
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
    m_registrations[device - 1].row = StartRow("register", device, 0);
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
        EndRow(registration.row, "ok");
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
        EndRow(registration.row, "ok");
    }
}

// pubcheck

void
KeyOperationRecorder::HandleStarted(uint32_t sender, uint32_t operation, uint32_t recipient)
{
    auto& verification = m_verifications[{sender, operation}];
    verification.row = StartRow("pubcheck", sender, recipient);
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
    EndRow(row, names[static_cast<int>(outcome)]);
    if (outcome == VerificationOutcome::VERIFIED)
    {
        m_sendings[{sender, operation}].row = StartRow("datasend", sender, recipient);
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
        EndRow(ended, "undeliverable");
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
    EndRow(sending.row, decrypted ? "ok" : "undeliverable");
}

// rows

KeyOperation
KeyOperationRecorder::StartRow(const char* operation, uint32_t source, uint32_t target)
{
    KeyOperation row;
    row.operation = operation;
    row.id = ++m_operations;
    row.source = source;
    row.target = target;
    row.devices = m_devices;
    row.start = Simulator::Now();
    return row;
}

void
KeyOperationRecorder::EndRow(KeyOperation& row, const std::string& outcome)
{
    row.end = Simulator::Now();
    row.outcome = outcome;
    const auto parts = row.GetParts();
    m_table.Cell(m_run).Cell("mtp").Cell(row.operation).Cell(row.id);
    m_table.Cell(mtptopic::ClientId(row.source));
    m_table.Cell(row.target == 0 ? "all" : mtptopic::ClientId(row.target)).Cell(row.devices);
    m_table.Cell(row.start).Cell(row.end).Cell(row.end - row.start).Cell(row.outcome);
    m_table.Cell(parts.keygen).Cell(parts.crypto).Cell(parts.network);
    m_table.Cell(parts.broker).Cell(parts.device);
    m_table.Cell(row.replies).Cell(row.mismatches).Cell(row.bytes).EndRow();
    if (m_ended)
    {
        m_ended(row);
    }
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
