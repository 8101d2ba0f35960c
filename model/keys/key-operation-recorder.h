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

#include <functional>
#include <map>
#include <utility>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Watches a broker and its devices, and writes the rows of operations.csv.
 *
 * An observer: it sees every node's trace sources, no node sees it.
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

    /// What a message of so many bytes takes on the wire; without, just these.
    using WireSize = std::function<uint64_t(uint64_t bytes)>;
    void SetWireSize(WireSize size);

    /// @p callback is told of every operation that has ended, once its row is written.
    void SetEndedCallback(EndedCallback callback);

    /// Ends what has not ended: registrations as timeout, sends as undeliverable.
    void EndUnfinished();

    const CsvTable& GetTable() const;

  private:
    using SendKey = std::pair<uint32_t, uint32_t>; //!< sender, its operation number

    struct Registration
    {
        KeyOperation row;
        Time generated;        //!< when the key pair was made
        uint32_t receivers{0}; //!< others that are sent the key
        uint32_t stored{0};    //!< of them, how many hold it
        bool known{false};     //!< receivers is known
        bool ended{false};
    };

    struct Verification
    {
        KeyOperation row;
        MessageHop request;               //!< sender to broker
        std::vector<MessageHop> requests; //!< broker to each device, by number - 1
        std::vector<MessageHop> answers;  //!< each device to broker, by number - 1
        MessageHop last;                  //!< broker to sender: the answer compiled last
        uint32_t lastResponder{0};
    };

    struct Sending
    {
        KeyOperation row;
        MessageHop down; //!< broker to recipient
        Time handled;    //!< the recipient has read the message
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
    void HandleRegistrationStarted(uint32_t device);
    void HandleKeyGenerated(uint32_t device);
    void HandleRegistered(uint32_t device, uint32_t receivers);
    void HandleKeyStored(uint32_t holder, uint32_t owner);
    void HandleStarted(uint32_t sender, uint32_t operation, uint32_t recipient);
    void HandleCompiled(uint32_t sender, uint32_t operation, uint32_t responder);
    void HandleVerified(uint32_t sender,
                        uint32_t operation,
                        VerificationOutcome outcome,
                        const AnswerTally& tally);
    void HandleEncrypted(uint32_t sender, uint32_t operation, bool ok);
    void HandleTried(uint32_t device,
                     uint32_t sender,
                     uint32_t operation,
                     bool decrypted,
                     const SharedBytes& payload);

    /// The message that a device handles at the moment.
    struct Handled
    {
        MessageHop hop;
        bool announces{false}; //!< it broadcasts keys
    };

    void LogVerification(const KeyOperation& row,
                         VerificationOutcome outcome,
                         const AnswerTally& tally);
    uint64_t* FindBytes(const MqttPublish& publish, const MtpHeading& heading);

    uint32_t m_devices;
    EventLog& m_events;
    KeyOperationTable m_table;
    WireSize m_wireSize{[](uint64_t bytes) { return bytes; }}; //!< of an MQTT packet
    MessageClock m_clock;
    std::vector<Handled> m_handled;            //!< by device - 1
    std::vector<Registration> m_registrations; //!< by device - 1
    std::map<SendKey, Verification> m_verifications;
    std::map<SendKey, Sending> m_sendings;
};

} // namespace iotledger
} // namespace ns3

#endif /* KEY_OPERATION_RECORDER_H */
