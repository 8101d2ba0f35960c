/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_BROKER_PROFILE_H
#define MQTT_BROKER_PROFILE_H

#include "ns3/nstime.h"

#include <array>
#include <cstdint>
#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief What its work costs a broker on one kind of machine.
 *
 * Measured by `./iot-ledger calibrate --broker` on a real broker over loopback: CPU time of its
 * process, in which the operating system's part (system calls, TCP) is contained. A model that
 * takes these costs must not add those of a socket.
 *
 * Costs are those of a busy broker, which packets of many clients wait for, or of an isolated
 * packet, which wakes it up. Left out: loads between the two.
 */
class MqttBrokerProfile
{
  public:
    enum class Load
    {
        BUSY,     //!< packets of other clients wait
        ISOLATED, //!< the broker sleeps before each packet
    };

    /**
     * Reads a profile.
     * @param nameOrPath a shipped profile's name (mosquitto) or a file; see ProfileFile.
     * @throws std::invalid_argument with one line: file, line, key, what was expected.
     */
    static MqttBrokerProfile Read(const std::string& nameOrPath);

    const std::string& GetName() const;
    const std::string& GetMachine() const;
    const std::string& GetBroker() const; //!< broker and version that was measured
    const std::string& GetDate() const;   //!< of the measurement, ISO 8601
    const std::string& GetDigest() const; //!< hexadecimal SHA-256 of the file, for the manifest

    /// @return to take a PUBLISH at @p qos and acknowledge it, without the cost of its bytes.
    Time GetPublishCost(Load load, uint8_t qos) const;

    /// @return to send a PUBLISH at @p qos to one subscriber and take what acknowledges it,
    /// without the cost of its bytes.
    Time GetDeliveryCost(Load load, uint8_t qos) const;

    Time GetReadCost(Load load, uint64_t bytes) const;  //!< of a PUBLISH of so many bytes
    Time GetWriteCost(Load load, uint64_t bytes) const; //!< of a delivery of so many bytes

    Time GetConnectCost() const;   //!< TCP connection, CONNECT, DISCONNECT and the end
    Time GetSubscribeCost() const; //!< one filter more in SUBSCRIBE
    Time GetPingCost() const;      //!< PINGREQ and PINGRESP

    uint64_t GetConnectionMemory() const; //!< [B] of an idle connection

    /// @return [B] of retained messages with so many bytes of payload in all.
    uint64_t GetRetainedMemory(uint64_t messages, uint64_t payloadBytes) const;

    /// @return [B] of messages that wait, with so many bytes of payload in all.
    uint64_t GetQueuedMemory(uint64_t messages, uint64_t payloadBytes) const;

  private:
    friend class MqttBrokerProfileLoader;

    static constexpr std::size_t QUALITIES = 3; //!< QoS 0, 1 and 2

    struct MessageCosts
    {
        std::array<double, QUALITIES> publish;  //!< [ns] by QoS
        std::array<double, QUALITIES> delivery; //!< [ns] by QoS
        double readByte;                        //!< [ns/B]
        double writeByte;                       //!< [ns/B]
    };

    struct MessageMemory
    {
        double message; //!< [B]
        double byte;    //!< [B] for each byte of payload
    };

    MqttBrokerProfile() = default;
    const MessageCosts& Get(Load load) const;

    std::string m_name;
    std::string m_machine;
    std::string m_broker;
    std::string m_date;
    std::string m_digest;
    MessageCosts m_busy;
    MessageCosts m_isolated;
    double m_connect;   //!< [ns]
    double m_subscribe; //!< [ns]
    double m_ping;      //!< [ns]
    double m_connectionMemory;
    MessageMemory m_retained;
    MessageMemory m_queued;
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_BROKER_PROFILE_H */
