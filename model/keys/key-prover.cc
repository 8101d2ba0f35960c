/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "key-prover.h"

#include "ns3/mtp-topic.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(KeyProver);

namespace
{

constexpr uint8_t QOS = 0; //!< at most once; the connection's TCP loses nothing

} // namespace

TypeId
KeyProver::GetTypeId()
{
    static TypeId tid = TypeId("ns3::iotledger::KeyProver")
                            .SetParent<Object>()
                            .SetGroupName("IotLedger")
                            .AddConstructor<KeyProver>();
    return tid;
}

void
KeyProver::Install(Ptr<MqttBroker> broker,
                   Ptr<KeyDirectory> directory,
                   Ptr<Crypto> crypto,
                   Ptr<Strand> strand)
{
    m_broker = broker;
    m_directory = directory;
    m_crypto = crypto;
    m_strand = strand;
    m_broker->SubscribeLocally(mtptopic::PROVE,
                               [this](const std::string& clientId, const MqttPublish& publish) {
                                   HandleProve(clientId, publish);
                               });
    m_directory->TraceConnectWithoutContext("Stored", MakeCallback(&KeyProver::HandleStored, this));
}

SharedBytes
KeyProver::ProvisionKey()
{
    const auto pair = m_crypto->GenerateEcdsaKey().value;
    m_privateKey = pair.privateKey;
    return pair.publicKey;
}

void
KeyProver::DoDispose()
{
    m_broker = nullptr;
    m_directory = nullptr;
    m_crypto = nullptr;
    m_strand = nullptr;
    Object::DoDispose();
}

void
KeyProver::HandleProve(const std::string& clientId, const MqttPublish& publish)
{
    const auto message = DecodeMtp(publish.payload);
    const auto* question = message ? std::get_if<MtpProve>(&*message) : nullptr;
    if (!question || m_privateKey.IsEmpty() || clientId != mtptopic::ClientId(question->sender))
    {
        return; // a device asks for itself only
    }
    m_directory->Announce();
    const auto proof = Prove(*question);
    m_strand->Submit(proof.cost, [this, proof = proof.value] {
        m_broker->PublishLocally(mtptopic::Device(proof.sender), EncodeMtp(proof), QOS);
    });
}

void
KeyProver::HandleStored(const KeySubject& subject)
{
    auto& honest = m_honest[static_cast<std::size_t>(subject.kind)].tree;
    if (honest)
    {
        honest->Set(subject.number, m_directory->GetKeys().Get(subject));
    }
    if (m_deceived.tree && subject.IsDevice())
    {
        m_deceived.tree->Set(subject.number, m_directory->Tell(m_deceivedDevice, subject));
    }
}

Costed<MtpProof>
KeyProver::Prove(const MtpProve& question)
{
    const auto& deception = m_directory->GetDeception();
    const bool lies =
        deception && question.subject.IsDevice() && deception->IsVictim(question.sender);
    auto& view = lies ? GetDeceivedView(question.sender) : GetHonestView(question.subject.kind);
    const auto head = Sign(view);
    return {{question.sender,
             question.operation,
             question.subject,
             head.value.size,
             head.value.root,
             view.signature,
             view.tree->GetPath(question.subject.number)},
            head.cost};
}

KeyProver::View&
KeyProver::GetHonestView(KeySubject::Kind kind)
{
    auto& view = m_honest[static_cast<std::size_t>(kind)];
    if (!view.tree)
    {
        view.tree = std::make_unique<KeyTree>(kind, m_crypto);
        view.tree->Fill(m_directory->GetKeys().GetStore(kind));
    }
    return view;
}

KeyProver::View&
KeyProver::GetDeceivedView(uint32_t device)
{
    // What two devices are told differs in their own keys only.
    std::vector<uint32_t> changed{m_deceivedDevice, device};
    if (!m_deceived.tree)
    {
        m_deceived.tree = std::make_unique<KeyTree>(KeySubject::Kind::DEVICE, m_crypto);
        changed = m_directory->GetKeys().GetStore(KeySubject::Kind::DEVICE).GetOwners();
    }
    else if (m_deceivedDevice == device)
    {
        return m_deceived;
    }
    for (const uint32_t number : changed)
    {
        m_deceived.tree->Set(number, m_directory->Tell(device, KeySubject::Device(number)));
    }
    m_deceivedDevice = device;
    return m_deceived;
}

Costed<TreeHead>
KeyProver::Sign(View& view)
{
    auto head = view.tree->GetHead();
    const auto bytes = EncodeTreeHead(head.value);
    if (bytes != view.head)
    {
        const auto signature = m_crypto->EcdsaSign(m_privateKey, bytes);
        view.head = bytes;
        view.signature = signature.value;
        head.cost += signature.cost;
    }
    return head;
}

} // namespace iotledger
} // namespace ns3
