/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "key-message-recorder.h"

#include "ns3/mtp-topic.h"

namespace ns3
{
namespace iotledger
{

namespace
{

const std::string BROKER = "broker"; //!< its node's name

} // namespace

KeyMessageRecorder::KeyMessageRecorder(uint64_t run, uint32_t devices)
    : m_run(run),
      m_devices(devices),
      m_clock(devices),
      m_table({"run",
               "sent_s",
               "received_s",
               "from",
               "to",
               "topic",
               "message",
               "exchange",
               "detail",
               "bytes"})
{
}

void
KeyMessageRecorder::Watch(Ptr<MqttBroker> broker)
{
    using Self = KeyMessageRecorder;
    broker->TraceConnectWithoutContext("Received", MakeCallback(&Self::HandleBrokerReceived, this));
    broker->TraceConnectWithoutContext("Delivered",
                                       MakeCallback(&Self::HandleBrokerDelivered, this));
}

void
KeyMessageRecorder::Watch(Ptr<MtpDevice> device)
{
    using Self = KeyMessageRecorder;
    device->TraceConnectWithoutContext("Sent", MakeCallback(&Self::HandleSent, this));
    device->GetSender()->TraceConnectWithoutContext("Sent", MakeCallback(&Self::HandleSent, this));
    device->GetClient()->TraceConnectWithoutContext(
        "Received",
        Callback<void, const MqttPublish&, uint32_t, Time>(
            [this, number = device->GetNumber()](const MqttPublish& publish,
                                                 uint32_t packetBytes,
                                                 Time arrived) {
                HandleDeviceReceived(number, publish, packetBytes, arrived);
            }));
}

void
KeyMessageRecorder::Watch(Ptr<SscpDevice> device)
{
    device->TraceConnectWithoutContext("Sent", MakeCallback(&KeyMessageRecorder::HandleSent, this));
}

const CsvTable&
KeyMessageRecorder::GetTable() const
{
    return m_table;
}

void
KeyMessageRecorder::HandleSent(uint32_t device)
{
    m_clock.LeaveDevice(device);
}

void
KeyMessageRecorder::HandleBrokerReceived(const std::string& clientId,
                                         const MqttPublish& publish,
                                         uint32_t packetBytes,
                                         Time arrived)
{
    const uint32_t device = mtptopic::GetClient(clientId);
    const auto text = m_reader.Read(publish.payload);
    if (IsDevice(device) && text)
    {
        const auto hop = m_clock.ComeToBroker(device, arrived);
        Add(hop, clientId, BROKER, publish.topic, *text, packetBytes);
    }
}

void
KeyMessageRecorder::HandleBrokerDelivered(const std::string& clientId,
                                          const MqttPublish& publish,
                                          uint32_t /* packetBytes */)
{
    const uint32_t device = mtptopic::GetClient(clientId);
    if (IsDevice(device) && m_reader.Read(publish.payload))
    {
        m_clock.LeaveBroker(device);
    }
}

void
KeyMessageRecorder::HandleDeviceReceived(uint32_t device,
                                         const MqttPublish& publish,
                                         uint32_t packetBytes,
                                         Time arrived)
{
    if (const auto text = m_reader.Read(publish.payload))
    {
        const auto hop = m_clock.ComeToDevice(device, arrived);
        Add(hop, BROKER, mtptopic::ClientId(device), publish.topic, *text, packetBytes);
    }
}

bool
KeyMessageRecorder::IsDevice(uint32_t number) const
{
    return number > 0 && number <= m_devices;
}

void
KeyMessageRecorder::Add(const MessageHop& hop,
                        const std::string& from,
                        const std::string& to,
                        const std::string& topic,
                        const KeyMessageText& text,
                        uint32_t packetBytes)
{
    m_table.Cell(m_run).Cell(hop.left).Cell(hop.came).Cell(from).Cell(to).Cell(topic);
    m_table.Cell(text.message).Cell(text.exchange).Cell(text.detail).Cell(packetBytes);
    m_table.EndRow();
}

} // namespace iotledger
} // namespace ns3
