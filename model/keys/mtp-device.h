/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MTP_DEVICE_H
#define MTP_DEVICE_H

#include "ns3/crypto.h"
#include "ns3/device-scheduling.h"
#include "ns3/key-ring.h"
#include "ns3/mqtt-client.h"
#include "ns3/mtp-message.h"
#include "ns3/mtp-sender.h"
#include "ns3/object.h"
#include "ns3/private-keys.h"
#include "ns3/strand.h"
#include "ns3/traced-callback.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief A device's part in MTP: it registers, compares keys for others, decrypts what it can.
 *
 * Joining is connecting and subscribing. Registering is generating an RSA key pair, keeping the
 * private key and giving the public one to the broker (equation 1 of the paper, see mtp-message.h).
 * Sending is MtpSender's. Comparing two keys costs nothing beside reading and writing the messages.
 */
class MtpDevice : public Object
{
  public:
    using JoinedCallback = std::function<void()>;

    /// A protocol that is built on this one and shares the device's connection.
    struct Extension
    {
        std::vector<std::string> filters;                         //!< subscribed to at joining, too
        std::function<void()> joined;                             //!< before JoinedCallback
        std::function<void(const MqttPublish& publish)> received; //!< all that is no MTP message
    };

    static TypeId GetTypeId();

    /**
     * Gives the device its parts.
     * @param settings also the sender's
     * @param rsaBits size of the key pair [bit]
     * @param pool where keys are kept
     * @param verification how its sender makes sure of a key
     */
    void Install(const MtpSender::Settings& settings,
                 uint32_t rsaBits,
                 Ptr<MqttClient> client,
                 Ptr<Crypto> crypto,
                 Ptr<Strand> strand,
                 std::shared_ptr<KeyPool> pool,
                 Ptr<VerificationStrategy> verification);

    /// Adds @p extension, one at most, before the device joins.
    void Extend(Extension extension);

    /// Called when the device has connected and subscribed.
    void SetJoinedCallback(JoinedCallback callback);

    /// Makes the key pair before the simulation starts, at no cost. @return the public key.
    SubjectKey ProvisionOwnKey();

    /// Keeps a copy of a public key. @return false if there can be no such subject.
    bool Store(const SubjectKey& key);

    /// Keeps the private key of a topic, to decrypt what is sent to it.
    void StorePrivate(const KeySubject& topic, const SharedBytes& key);

    void Register();

    /// Replaces the copy of a key (figure 15 of the paper).
    void TamperKey(const SubjectKey& replacement);

    /// When the device's program runs; without, at once whenever a message comes.
    void SetScheduling(Ptr<DeviceScheduling> scheduling);

    /// From now on the device answers Check whatever it holds: it helps the attacker.
    void Compromise();

    Ptr<MtpSender> GetSender() const;
    Ptr<MqttClient> GetClient() const;
    const KeyRing& GetKeys() const;
    const PrivateKeys& GetPrivateKeys() const; //!< @return its own once it is made, and topics'
    uint32_t GetNumber() const;

    typedef void (*DeviceCallback)(uint32_t device);
    typedef void (*StoredCallback)(uint32_t holder, const KeySubject& owner);
    /// Data has been tried. @p decrypted: with success. @p payload: what came out
    typedef void (*TriedCallback)(uint32_t device,
                                  uint32_t sender,
                                  uint32_t operation,
                                  bool decrypted,
                                  const SharedBytes& payload);

  protected:
    void DoDispose() override;

  private:
    void Subscribe();
    /// @return its answer to who asks whether @p key is what this device holds.
    bool Answer(const SubjectKey& key) const;
    void Publish(const std::string& topic, const MtpMessage& message);
    void TakePublish(const MqttPublish& publish);
    bool CanWait(const SharedBytes& payload) const; //!< a message, for the program to be let
    void HandlePublish(const MqttPublish& publish);
    void Handle(const MtpKeys& message);
    void Handle(const MtpVerify& message);
    void Handle(const MtpAnswer& message);
    void Handle(const MtpData& message);
    void Handle(const MtpProof& message);

    template <typename M>
    void Handle(const M& /* message */)
    {
        // Registrations and requests for proof are the broker's business.
    }

    MtpSender::Settings m_settings;
    uint32_t m_rsaBits{0};
    Ptr<MqttClient> m_client;
    Ptr<Crypto> m_crypto;
    Ptr<Strand> m_strand;
    Ptr<MtpSender> m_sender;
    std::unique_ptr<KeyRing> m_keys;
    Ptr<DeviceScheduling> m_scheduling; //!< null: none
    bool m_compromised{false};
    PrivateKeys m_privateKeys;
    Extension m_extension;
    JoinedCallback m_joined;
    TracedCallback<uint32_t> m_registrationStarted;
    TracedCallback<uint32_t> m_keyGenerated;
    TracedCallback<uint32_t> m_sent;
    TracedCallback<uint32_t, const KeySubject&> m_keyStored;
    TracedCallback<uint32_t, uint32_t, uint32_t, bool, const SharedBytes&> m_dataTried;
};

} // namespace iotledger
} // namespace ns3

#endif /* MTP_DEVICE_H */
