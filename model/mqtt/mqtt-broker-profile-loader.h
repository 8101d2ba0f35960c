/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_BROKER_PROFILE_LOADER_H
#define MQTT_BROKER_PROFILE_LOADER_H

#include "ns3/checked-yaml.h"
#include "ns3/mqtt-broker-profile.h"
#include "ns3/profile-file.h"

#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * @brief Reads an MqttBrokerProfile from its file and refuses what it does not understand.
 * Internal.
 *
 *     name: NAME                       what scenarios call it
 *     machine: TEXT
 *     kernel: TEXT
 *     broker: TEXT                     broker and version
 *     date: YYYY-MM-DD
 *     cpu:
 *       busy:                          likewise isolated
 *         publish: [TIME, TIME, TIME]  at QoS 0, 1 and 2
 *         delivery: [TIME, TIME, TIME]
 *         readByte: TIME               each byte of a PUBLISH
 *         writeByte: TIME              each byte of a delivery
 *         residual: { mean: NUMBER, largest: NUMBER }  relative, of the fit to the measured points
 *       connect: TIME                  TCP connection, CONNECT, DISCONNECT and the end
 *       subscribe: TIME                one filter more
 *       ping: TIME                     PINGREQ and PINGRESP
 *     memory:                          resident [B]
 *       connection: NUMBER
 *       retained: { message: NUMBER, byte: NUMBER }
 *       queued: { message: NUMBER, byte: NUMBER }
 *
 * A TIME has a unit (ns, us, ms, s).
 */
class MqttBrokerProfileLoader
{
  public:
    /// @throws std::invalid_argument for an unknown name, listing the known ones
    explicit MqttBrokerProfileLoader(const std::string& nameOrPath);

    /// @throws std::invalid_argument "FILE:LINE: KEY: expected ..., got ..."
    MqttBrokerProfile Load();

  private:
    void ReadCpu(const YAML::Node& root);
    void ReadMemory(const YAML::Node& root);
    MqttBrokerProfile::MessageCosts ReadMessageCosts(const YAML::Node& cpu,
                                                     const std::string& load) const;
    MqttBrokerProfile::MessageMemory ReadMessageMemory(const YAML::Node& memory,
                                                       const std::string& kind) const;
    double ReadAmount(const YAML::Node& map, const std::string& path, const std::string& key) const;

    ProfileFile m_file;
    CheckedYaml m_yaml;
    MqttBrokerProfile m_profile;
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_BROKER_PROFILE_LOADER_H */
