/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "eavesdropper.h"

#include "ns3/mtp-message.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(Eavesdropper);

TypeId
Eavesdropper::GetTypeId()
{
    static TypeId tid = TypeId("ns3::iotledger::Eavesdropper")
                            .SetParent<Object>()
                            .SetGroupName("IotLedger")
                            .AddConstructor<Eavesdropper>();
    return tid;
}

void
Eavesdropper::Install(Ptr<MqttBroker> broker,
                      Ptr<Crypto> crypto,
                      uint32_t rsaBits,
                      EventLog& events)
{
    m_crypto = crypto;
    m_keys = crypto->GenerateRsaKey(rsaBits).value;
    m_events = &events;
    broker->TraceConnectWithoutContext("Received",
                                       MakeCallback(&Eavesdropper::HandleReceived, this));
}

const SharedBytes&
Eavesdropper::GetPublicKey() const
{
    return m_keys.publicKey;
}

void
Eavesdropper::DoDispose()
{
    m_crypto = nullptr;
    Object::DoDispose();
}

void
Eavesdropper::HandleReceived(const std::string& clientId,
                             const MqttPublish& publish,
                             uint32_t /* packetBytes */,
                             Time /* arrived */)
{
    const auto message = DecodeMtp(publish.payload);
    const auto* data = message ? std::get_if<MtpData>(&*message) : nullptr;
    if (data && m_crypto && m_crypto->RsaDecrypt(m_keys.privateKey, data->wrappedKey).value)
    {
        m_events->Add("attacker",
                      "eavesdropped",
                      "data of " + clientId + " for " + data->recipient.GetName());
    }
}

} // namespace iotledger
} // namespace ns3
