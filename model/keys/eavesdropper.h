/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef EAVESDROPPER_H
#define EAVESDROPPER_H

#include "ns3/crypto.h"
#include "ns3/event-log.h"
#include "ns3/mqtt-broker.h"
#include "ns3/object.h"

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief An attacker with a key pair of its own, who reads all that comes to the broker.
 *
 * Its public key is what tampered copies are replaced with and what a compromised broker tells.
 * What it can decrypt goes to the event log as "eavesdropped". It takes no simulated time: it does
 * so on a machine of its own.
 */
class Eavesdropper : public Object
{
  public:
    static TypeId GetTypeId();

    /// Makes the key pair, of @p rsaBits [bit], and listens. @param crypto nobody else's
    void Install(Ptr<MqttBroker> broker, Ptr<Crypto> crypto, uint32_t rsaBits, EventLog& events);

    const SharedBytes& GetPublicKey() const;

  protected:
    void DoDispose() override;

  private:
    void HandleReceived(const std::string& clientId,
                        const MqttPublish& publish,
                        uint32_t packetBytes,
                        Time arrived);

    Ptr<Crypto> m_crypto;
    KeyPair m_keys;
    EventLog* m_events{nullptr};
};

} // namespace iotledger
} // namespace ns3

#endif /* EAVESDROPPER_H */
