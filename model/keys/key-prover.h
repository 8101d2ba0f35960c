/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_PROVER_H
#define KEY_PROVER_H

#include "ns3/key-directory.h"
#include "ns3/key-tree.h"
#include "ns3/strand.h"

#include <memory>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The broker's part in DigestVerification: proves which key it announced of a subject.
 *
 * It keeps a KeyTree over the directory's keys and signs its head when that has changed. Whoever
 * asks is first told what still waits for its announcement, so that both sides know the same keys.
 * Hashing and signing run on the broker's strand.
 *
 * A broker that deceives (KeyDeception) proves its lies, with a tree for whoever asks in which that
 * device finds its own key right: nothing contradicts what it was told.
 */
class KeyProver : public Object
{
  public:
    static TypeId GetTypeId();

    /// Attaches to @p broker, as a plug-in of its program. @param crypto not the one that others
    /// draw costs from, so that they do not depend on whether proofs are asked for
    void Install(Ptr<MqttBroker> broker,
                 Ptr<KeyDirectory> directory,
                 Ptr<Crypto> crypto,
                 Ptr<Strand> strand);

    /// Makes the pair of keys that it signs with, before the simulation starts, at no cost.
    /// @return the public one
    SharedBytes ProvisionKey();

  protected:
    void DoDispose() override;

  private:
    /// A tree, once needed, and its signed head.
    struct View
    {
        std::unique_ptr<KeyTree> tree;
        SharedBytes head;
        SharedBytes signature;
    };

    void HandleProve(const std::string& clientId, const MqttPublish& publish);
    void HandleStored(const KeySubject& subject);
    Costed<MtpProof> Prove(const MtpProve& question);
    View& GetHonestView(KeySubject::Kind kind);
    View& GetDeceivedView(uint32_t device); //!< of devices' keys
    Costed<TreeHead> Sign(View& view);

    Ptr<MqttBroker> m_broker;
    Ptr<KeyDirectory> m_directory;
    Ptr<Crypto> m_crypto;
    Ptr<Strand> m_strand;
    SharedBytes m_privateKey;
    View m_honest[2]; //!< by kind
    View m_deceived;
    uint32_t m_deceivedDevice{0}; //!< whom m_deceived is for
};

} // namespace iotledger
} // namespace ns3

#endif /* KEY_PROVER_H */
