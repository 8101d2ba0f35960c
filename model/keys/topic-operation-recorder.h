/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TOPIC_OPERATION_RECORDER_H
#define TOPIC_OPERATION_RECORDER_H

#include "ns3/event-log.h"
#include "ns3/message-clock.h"
#include "ns3/mqtt-broker.h"
#include "ns3/sscp-device.h"
#include "ns3/topic-directory.h"
#include "ns3/topic-registration-records.h"
#include "ns3/topic-subscription-records.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Watches what SSCP adds to a broker and its devices, and writes its rows of operations.csv.
 *
 * An observer of SSCP's own messages, as KeyOperationRecorder is of MTP's, which verifications and
 * data of both protocols are. Part of that one.
 */
class TopicOperationRecorder
{
  public:
    /// @param devices how many there are @param table gets the rows @param events gets refusals
    TopicOperationRecorder(uint32_t devices, KeyOperationTable& table, EventLog& events);

    /// What a message of so many bytes takes on the wire; without, just these.
    using WireSize = std::function<uint64_t(uint64_t bytes)>;
    void SetWireSize(WireSize size);

    void Watch(Ptr<MqttBroker> broker);
    void Watch(Ptr<TopicDirectory> directory);
    void Watch(Ptr<SscpDevice> device);

    /// @return the devices that the broker knows as subscribers of @p topic, by number.
    const std::set<uint32_t>& GetSubscribers(uint32_t topic) const;

    /// Forgets what has not ended. @return its rows, which are not written yet.
    std::vector<KeyOperation> TakeUnfinished();

  private:
    /// The message that a device handles at the moment.
    struct Handled
    {
        MessageHop hop;
        bool announces{false}; //!< it broadcasts keys
    };

    void HandleBrokerReceived(const std::string& clientId,
                              const MqttPublish& publish,
                              uint32_t packetBytes,
                              Time arrived);
    void HandleBrokerDelivered(const std::string& clientId,
                               const MqttPublish& publish,
                               uint32_t packetBytes);
    void HandleDeviceReceived(uint32_t device, const MqttPublish& publish, Time arrived);
    void HandleSent(uint32_t device);
    void HandleRegistrationStarted(uint32_t device, const std::string& name);
    void HandleRegistrationTaken(uint32_t device, const std::string& name);
    void HandleKeyGenerated(uint32_t device, const std::string& name);
    void HandleRegistered(uint32_t topic, const std::string& name, uint32_t receivers);
    void HandleKeyStored(uint32_t device, uint32_t topic, const std::string& name);
    void HandleSubscriptionStarted(uint32_t device, uint32_t topic);
    void HandleSubscribed(uint32_t device, uint32_t topic);
    void HandleKeySent(uint32_t device, uint32_t topic);
    void HandlePrivateKeyCame(uint32_t device, uint32_t topic, bool usable);
    void HandleRefused(const std::string& clientId, const std::string& reason);

    uint64_t* FindBytes(const MqttPublish& publish, const SscpMessage& message);

    uint32_t m_devices;
    KeyOperationTable& m_table;
    EventLog& m_events;
    WireSize m_wireSize{[](uint64_t bytes) { return bytes; }}; //!< of an MQTT packet
    MessageClock m_clock;                                      //!< of SSCP messages
    std::vector<Handled> m_handled;                            //!< by device - 1
    TopicRegistrationRecords m_registrations;
    TopicSubscriptionRecords m_subscriptions;
    std::map<uint32_t, std::set<uint32_t>> m_subscribers; //!< devices by topic
};

} // namespace iotledger
} // namespace ns3

#endif /* TOPIC_OPERATION_RECORDER_H */
