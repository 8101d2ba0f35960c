/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_COST_MODEL_H
#define MQTT_COST_MODEL_H

#include "ns3/mqtt-broker-profile.h"
#include "ns3/mqtt-packet.h"
#include "ns3/nstime.h"
#include "ns3/shared-bytes.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The CPU time that its work takes a broker: from attributes, or as a real one was measured.
 *
 * A packet read pays for its answer. A delivery pays for the PUBACK or PUBCOMP that ends it.
 */
struct MqttCostModel
{
    using OfBytes = std::function<Time(uint64_t bytes)>;

    Time packet;        //!< of each packet read but PUBACK and PUBCOMP
    Time delivery;      //!< of each PUBLISH sent
    Time connect;       //!< of CONNECT beside that
    Time subscribe;     //!< of SUBSCRIBE and UNSUBSCRIBE beside that
    OfBytes readBytes;  //!< null: nothing
    OfBytes writeBytes; //!< null: nothing
    std::shared_ptr<const MqttBrokerProfile> profile; //!< instead of all these, if not null

    Time OfPacket(const SharedBytes& bytes) const; //!< that came in
    Time OfDelivery(const MqttPublish& publish, uint64_t bytes) const;

  private:
    Time OfProfiledPacket(const SharedBytes& bytes) const;
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_COST_MODEL_H */
