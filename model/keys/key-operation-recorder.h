/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_OPERATION_RECORDER_H
#define KEY_OPERATION_RECORDER_H

#include "ns3/event-log.h"
#include "ns3/key-directory.h"
#include "ns3/key-operation-table.h"
#include "ns3/message-clock.h"
#include "ns3/mqtt-broker.h"
#include "ns3/mtp-device.h"
#include "ns3/registration-records.h"
#include "ns3/send-records.h"
#include "ns3/topic-operation-recorder.h"
#include "ns3/verification-records.h"

#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Watches a broker and its devices, and writes the rows of operations.csv.
 *
 * An observer: it sees every node's trace sources, no node sees it. It tells messages apart and
 * times them; what becomes of each kind of operation is for RegistrationRecords,
 * VerificationRecords and SendRecords.
 */
class KeyOperationRecorder
{
  public:
    using EndedCallback = KeyOperationTable::EndedCallback;

    /**
     * @param run number of the run
     * @param devices how many there are, numbered from 1
     * @param events gets detected mismatches, missing answers and failures to deliver
     */
    KeyOperationRecorder(uint64_t run, uint32_t devices, EventLog& events);

    void Watch(Ptr<MqttBroker> broker);
    void Watch(Ptr<KeyDirectory> directory);
    void Watch(Ptr<MtpDevice> device);

    void Watch(Ptr<TopicDirectory> directory)
    {
        m_topics.Watch(directory);
    }

    /// @param device beside its part in MTP
    void Watch(Ptr<SscpDevice> device)
    {
        m_topics.Watch(device);
    }

    using WireSize = TopicOperationRecorder::WireSize;
    void SetWireSize(WireSize size); //!< what a message takes on the wire; without, its own size

    /// Whether a datasend ends when every device has tried to decrypt, not the recipient alone.
    void SetSendsEndWithAll(bool all);

    /// @p callback is told of every operation that has ended, once its row is written.
    void SetEndedCallback(EndedCallback callback);

    /// Ends what has not ended: sends as undeliverable, all else as timeout.
    void EndUnfinished();

    const CsvTable& GetTable() const;

  private:
    /// The message that a device handles at the moment.
    struct Handled
    {
        MessageHop hop;
        bool announces{false}; //!< it broadcasts keys
    };

    // What nodes tell.
    void HandleSent(uint32_t device);
    void HandleBrokerReceived(const std::string& clientId,
                              const MqttPublish& publish,
                              uint32_t packetBytes,
                              Time arrived);
    void HandleBrokerDelivered(const std::string& clientId,
                               const MqttPublish& publish,
                               uint32_t packetBytes);
    void HandleDeviceReceived(uint32_t device, const MqttPublish& publish, Time arrived);
    void HandleKeyStored(uint32_t holder, const KeySubject& owner);
    void HandleStarted(uint32_t sender, uint32_t operation, const KeySubject& recipient);
    void HandleCompiled(uint32_t sender, uint32_t operation, uint32_t responder);
    void HandleVerified(uint32_t sender, uint32_t operation, const VerificationResult& result);
    void HandleEncrypted(uint32_t sender, uint32_t operation, bool ok);
    void HandleTried(uint32_t device,
                     uint32_t sender,
                     uint32_t operation,
                     bool decrypted,
                     const SharedBytes& payload);

    void StartSending(uint32_t sender, uint32_t operation, const KeySubject& recipient);
    uint64_t* FindBytes(const MqttPublish& publish, const MtpHeading& heading);

    uint32_t m_devices;
    EventLog& m_events;
    KeyOperationTable m_table;
    WireSize m_wireSize{[](uint64_t bytes) { return bytes; }}; //!< of an MQTT packet
    bool m_sendsEndWithAll{false};
    MessageClock m_clock;
    std::vector<Handled> m_handled; //!< by device - 1
    RegistrationRecords m_registrations;
    VerificationRecords m_verifications;
    SendRecords m_sendings;
    TopicOperationRecorder m_topics;
};

} // namespace iotledger
} // namespace ns3

#endif /* KEY_OPERATION_RECORDER_H */
