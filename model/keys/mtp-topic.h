/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MTP_TOPIC_H
#define MTP_TOPIC_H

#include <cstdint>
#include <string>

namespace ns3
{
namespace iotledger
{

/// The MQTT topics and client ids that MTP uses (see mtp-message.h). @ingroup iot-ledger
namespace mtptopic
{
extern const std::string REGISTER; //!< devices to broker
extern const std::string KEYS;     //!< broker to all devices
extern const std::string VERIFY;   //!< a sender to all devices
extern const std::string DATA;     //!< a sender to all devices
extern const std::string PROVE;    //!< a sender to the broker

extern const std::string ANY_DEVICE; //!< filter of all Device topics

std::string ClientId(uint32_t device); //!< MQTT client id, and node name: device1 …
std::string Keys(uint32_t device);     //!< broker to one device, as it joins
std::string Device(uint32_t device);   //!< anyone to one device: questions and answers

/// @return the number of the device whose ClientId is @p clientId, 0 if it is none's.
uint32_t GetClient(const std::string& clientId);

/// @return the number of the device whose Device topic is @p topic, 0 if it is none's.
uint32_t GetDevice(const std::string& topic);
} // namespace mtptopic

} // namespace iotledger
} // namespace ns3

#endif /* MTP_TOPIC_H */
