/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_MESSAGE_RECORDER_H
#define KEY_MESSAGE_RECORDER_H

#include "ns3/csv-table.h"
#include "ns3/key-message-reader.h"
#include "ns3/message-clock.h"
#include "ns3/mqtt-broker.h"
#include "ns3/mtp-device.h"
#include "ns3/sscp-device.h"

#include <cstdint>
#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Watches a broker and its devices, and writes every message of MTP and SSCP between them
 * as a row of messages.csv.
 *
 * A row is one PUBLISH on one connection, from device to broker or from broker to device; rows come
 * in the order in which their receivers read them. sent_s is when it was handed to the connection,
 * received_s when it was whole at the other end, bytes [B] the MQTT packet. An observer, as
 * KeyOperationRecorder is.
 * Left out: what is not read by the end of the run, and all that is no message of MTP or SSCP.
 */
class KeyMessageRecorder
{
  public:
    /// @param run number of the run @param devices how many there are, numbered from 1
    KeyMessageRecorder(uint64_t run, uint32_t devices);

    void Watch(Ptr<MqttBroker> broker);
    void Watch(Ptr<MtpDevice> device);
    void Watch(Ptr<SscpDevice> device); //!< beside its part in MTP

    const CsvTable& GetTable() const;

  private:
    void HandleSent(uint32_t device);
    void HandleBrokerReceived(const std::string& clientId,
                              const MqttPublish& publish,
                              uint32_t packetBytes,
                              Time arrived);
    void HandleBrokerDelivered(const std::string& clientId,
                               const MqttPublish& publish,
                               uint32_t packetBytes);
    void HandleDeviceReceived(uint32_t device,
                              const MqttPublish& publish,
                              uint32_t packetBytes,
                              Time arrived);
    bool IsDevice(uint32_t number) const;
    void Add(const MessageHop& hop,
             const std::string& from,
             const std::string& to,
             const std::string& topic,
             const KeyMessageText& text,
             uint32_t packetBytes);

    uint64_t m_run;
    uint32_t m_devices;
    MessageClock m_clock;
    KeyMessageReader m_reader;
    CsvTable m_table;
};

} // namespace iotledger
} // namespace ns3

#endif /* KEY_MESSAGE_RECORDER_H */
