/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-key-tables.h"

namespace ns3
{
namespace iotledger
{

ScenarioKeyTables::Keys
ScenarioKeyTables::GetMqttKeys()
{
    return {
        Own("mqtt.profile",
            Form::TEXT,
            "none",
            "What its work costs a broker: a measured profile's name (mosquitto) or a file; none: "
            "mqtt.packetCost and the other costs."),
        Attribute("mqtt.packetCost", "MqttBroker", "PacketCost"),
        Attribute("mqtt.deliveryCost", "MqttBroker", "DeliveryCost"),
        Attribute("mqtt.connectCost", "MqttBroker", "ConnectCost"),
        Attribute("mqtt.subscribeCost", "MqttBroker", "SubscribeCost"),
        Attribute("mqtt.threads", "MqttBroker", "Threads"),
        Attribute("mqtt.maxConnections", "MqttBroker", "MaxConnections"),
        Attribute("mqtt.maxInflightMessages", "MqttBroker", "MaxInflightMessages"),
        Attribute("mqtt.maxQueuedMessages", "MqttBroker", "MaxQueuedMessages"),
        Attribute("mqtt.maxQueuedBytes", "MqttBroker", "MaxQueuedBytes").InBytes(),
        Attribute("mqtt.maxPacketSize", "MqttBroker", "MaxPacketSize").InBytes(),
        Attribute("mqtt.protocolVersion", "MqttClient", "ProtocolVersion"),
        Attribute("mqtt.keepAlive", "MqttClient", "KeepAlive"),
        Attribute("mqtt.reconnectDelay", "MqttClient", "ReconnectDelay"),
        Attribute("mqtt.qos", "MtpExperiment", "Qos"),
    };
}

ScenarioKeyTables::Keys
ScenarioKeyTables::GetExperimentKeys()
{
    return {
        Own("keyVerification.protocol", Form::CHOICE, "mtp", "Key verification protocol.")
            .WithChoices({"mtp", "sscp"}),
        Attribute("keyVerification.devices", "MtpExperiment", "Devices"),
        Attribute("keyVerification.payload", "MtpExperiment", "Payload").InBytes(),
        Attribute("keyVerification.rounds", "MtpExperiment", "Rounds"),
        Attribute("keyVerification.verificationTimeout", "MtpExperiment", "VerificationTimeout"),
        Attribute("keyVerification.operationTimeout", "MtpExperiment", "OperationTimeout"),
        Attribute("keyVerification.announceInterval", "KeyDirectory", "AnnounceInterval"),
        Attribute("keyVerification.startSpread", "MtpExperiment", "StartSpread"),
        Attribute("keyVerification.registration", "MtpExperiment", "Registration")
            .WithChoices({"together", "sequential", "provisioned"}),
        Attribute("keyVerification.dataSendEnds", "MtpExperiment", "DataSendEnds")
            .WithChoices({"recipient", "everyone"}),
        Attribute("keyVerification.scheduling.delayProbability",
                  "DeviceScheduling",
                  "DelayProbability"),
        Attribute("keyVerification.scheduling.handlingDelay", "DeviceScheduling", "HandlingDelay"),
        Attribute("keyVerification.scheduling.answerDelay", "DeviceScheduling", "AnswerDelay"),
        Attribute("keyVerification.protectTopicKey", "TopicDirectory", "ProtectTopicKey"),
        Own("keyVerification.verification.type",
            Form::CHOICE,
            "broadcast",
            "How a sender verifies a key; `verification: quorum` for short.")
            .WithChoices({"broadcast", "quorum", "cached", "digest", "none"}),
        Attribute("keyVerification.verification.witnesses", "QuorumVerification", "Witnesses"),
        Attribute("keyVerification.verification.timeToLive", "CachedVerification", "TimeToLive"),
        Own("keyVerification.verification.underlying",
            Form::CHOICE,
            "broadcast",
            "How a key is verified that is not known to be (cached).")
            .WithChoices({"broadcast", "quorum", "digest"}),
        Own("keyVerification.pairs",
            Form::STRUCTURE,
            "",
            "Sender and recipient (sscp: topic) of the rounds, in turn; without: drawn from the "
            "seed."),
        Own("keyVerification.topics",
            Form::STRUCTURE,
            "",
            "Topics (sscp): a list, or count and subscribersPerTopic."),
        Own("keyVerification.topics[].name", Form::TEXT, "", "Name of the topic."),
        Own("keyVerification.topics[].subscribers",
            Form::STRUCTURE,
            "",
            "Numbers of the devices that subscribe to it."),
        Own("keyVerification.topics.count",
            Form::COUNT,
            "",
            "How many topics there are, called T1, T2 …"),
        Own("keyVerification.topics.subscribersPerTopic",
            Form::TEXT,
            "",
            "How many devices subscribe to each, drawn from the seed; or all."),
    };
}

} // namespace iotledger
} // namespace ns3
