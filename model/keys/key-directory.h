/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_DIRECTORY_H
#define KEY_DIRECTORY_H

#include "ns3/event-id.h"
#include "ns3/key-deception.h"
#include "ns3/key-ring.h"
#include "ns3/mqtt-broker.h"
#include "ns3/mtp-message.h"
#include "ns3/object.h"
#include "ns3/traced-callback.h"

#include <memory>
#include <optional>
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

    /// Stores a key that the broker was given before the simulation starts.
    void Provision(const SubjectKey& key);

    /// Makes known what is stored and waits for its announcement.
    void Announce();

    /// From now on this is told. Victims that know better already are told at once.
    void Deceive(const KeyDeception& deception);

    const KeyRing& GetKeys() const;
    const std::optional<KeyDeception>& GetDeception() const;

    /// @return what @p device is told to be @p subject's key: the key held, or the lie.
    const SharedBytes& Tell(uint32_t device, const KeySubject& subject) const;

    /// A device's key is stored, and the broker now sends it to @p receivers others.
    typedef void (*RegisteredCallback)(uint32_t device, uint32_t receivers);
    typedef void (*StoredCallback)(const KeySubject& subject);

  protected:
    void DoDispose() override;

  private:
    void HandleRegister(const std::string& clientId, const MqttPublish& publish);
    void HandleSubscribed(const std::string& clientId, const std::string& filter);
    /// Tells everyone. @return how many that are.
    uint32_t Send(const std::vector<KeySubject>& subjects, const std::string& except);
    /// Tells chosen victims something else.
    void SendLies(const std::vector<KeySubject>& subjects);

    Ptr<MqttBroker> m_broker;
    std::unique_ptr<KeyRing> m_keys;
    Time m_announceInterval;
    std::vector<KeySubject> m_unannounced; //!< stored, not sent on yet
    std::optional<KeyDeception> m_deception;
    EventId m_announcement;
    TracedCallback<uint32_t, uint32_t> m_registered;
    TracedCallback<const KeySubject&> m_stored;
};

} // namespace iotledger
} // namespace ns3

#endif /* KEY_DIRECTORY_H */
