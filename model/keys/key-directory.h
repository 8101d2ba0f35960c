/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_DIRECTORY_H
#define KEY_DIRECTORY_H

#include "ns3/event-id.h"
#include "ns3/key-ring.h"
#include "ns3/mqtt-broker.h"
#include "ns3/mtp-message.h"
#include "ns3/object.h"
#include "ns3/traced-callback.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The broker's part in MTP: it stores every device's public key and makes it known.
 *
 * A key that is registered goes to all other devices: at once, or, with an AnnounceInterval, in one
 * message with those registered within that time. A device that subscribes to its own keys topic is
 * sent all keys known so far. Everything else in MTP is publish and subscribe, which the broker
 * does anyhow.
 */
class KeyDirectory : public Object
{
  public:
    static TypeId GetTypeId();

    /// Attaches to @p broker, as a plug-in of its program. @param pool where keys are kept
    void Install(Ptr<MqttBroker> broker, std::shared_ptr<KeyPool> pool);

    /// Stores a key that no device registers: one that the broker was given before the simulation
    /// starts, or a topic's.
    void Provision(const SubjectKey& key);

    const SharedBytes& GetKey(const KeySubject& owner) const; //!< @return empty if there is none
    uint64_t GetBytes() const;                                //!< [B] of keys held

    /// A device's key is stored, and the broker now sends it to @p receivers others.
    typedef void (*RegisteredCallback)(uint32_t device, uint32_t receivers);

  protected:
    void DoDispose() override;

  private:
    void HandleRegister(const std::string& clientId, const MqttPublish& publish);
    void Announce();
    void HandleSubscribed(const std::string& clientId, const std::string& filter);

    Ptr<MqttBroker> m_broker;
    std::unique_ptr<KeyRing> m_keys;
    Time m_announceInterval;
    std::vector<SubjectKey> m_unannounced; //!< stored, not sent on yet
    EventId m_announcement;
    TracedCallback<uint32_t, uint32_t> m_registered;
};

} // namespace iotledger
} // namespace ns3

#endif /* KEY_DIRECTORY_H */
