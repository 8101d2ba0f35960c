/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "answer-forger.h"

#include "ns3/mtp-topic.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(AnswerForger);

TypeId
AnswerForger::GetTypeId()
{
    static TypeId tid = TypeId("ns3::iotledger::AnswerForger")
                            .SetParent<Object>()
                            .SetGroupName("IotLedger")
                            .AddConstructor<AnswerForger>();
    return tid;
}

void
AnswerForger::Install(Ptr<MqttBroker> broker, Ptr<KeyDirectory> directory)
{
    m_broker = broker;
    m_directory = directory;
    const auto handle = [this](const std::string& /* clientId */, const MqttPublish& publish) {
        HandleQuestion(publish);
    };
    m_broker->SubscribeLocally(mtptopic::VERIFY, handle);
    m_broker->SubscribeLocally(mtptopic::ANY_DEVICE, handle);
}

void
AnswerForger::DoDispose()
{
    m_broker = nullptr;
    m_directory = nullptr;
    Object::DoDispose();
}

void
AnswerForger::HandleQuestion(const MqttPublish& publish)
{
    const auto& deception = m_directory ? m_directory->GetDeception() : std::nullopt;
    const auto message = DecodeMtp(publish.payload);
    const auto* question = message ? std::get_if<MtpVerify>(&*message) : nullptr;
    if (!question || !deception || question->target.key != deception->key)
    {
        return;
    }
    if (const uint32_t witness = mtptopic::GetDevice(publish.topic))
    {
        Answer(*question, witness);
        return;
    }
    for (const uint32_t device :
         m_directory->GetKeys().GetStore(KeySubject::Kind::DEVICE).GetOwners())
    {
        Answer(*question, device);
    }
}

void
AnswerForger::Answer(const MtpVerify& question, uint32_t responder)
{
    m_broker->PublishLocally(
        mtptopic::Device(question.sender),
        EncodeMtp(MtpAnswer{question.sender, question.operation, responder, true}),
        0);
}

} // namespace iotledger
} // namespace ns3
