/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What the owner of an MqttClient calls.

#include "mqtt-client.h"

#include "ns3/abort.h"
#include "ns3/mqtt-string.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace iotledger
{

void
MqttClient::SetTransport(Ptr<Transport> transport)
{
    m_transport = std::move(transport);
}

void
MqttClient::SetStrand(Ptr<Strand> strand)
{
    m_link.SetStrand(std::move(strand));
}

void
MqttClient::SetCosts(CostFunction read, CostFunction write)
{
    m_link.SetCosts(std::move(read), std::move(write));
}

void
MqttClient::SetWill(MqttWill will)
{
    NS_ABORT_MSG_IF(!IsMqttTopicName(will.topic) || will.qos > 2,
                    "MqttClient " << m_clientId << ": a will of topic '" << will.topic
                                  << "' and QoS " << +will.qos);
    m_extras = m_extras ? std::move(m_extras) : std::make_unique<Extras>();
    m_extras->will = std::move(will);
}

void
MqttClient::SetConnectProperties(MqttProperties properties)
{
    m_extras = m_extras ? std::move(m_extras) : std::make_unique<Extras>();
    m_extras->properties = std::move(properties);
}

void
MqttClient::SetCallbacks(ConnectedCallback connected,
                         PublishCallback published,
                         ClosedCallback closed)
{
    m_connectedCallback = std::move(connected);
    m_publishCallback = std::move(published);
    m_closedCallback = std::move(closed);
}

bool
MqttClient::IsConnected() const
{
    return m_state == State::CONNECTED;
}

const MqttConnack&
MqttClient::GetConnack() const
{
    return m_connack;
}

std::size_t
MqttClient::GetWaiting() const
{
    return m_session.GetWaiting();
}

void
MqttClient::Subscribe(const std::vector<MqttSubscription>& filters, SubscribedCallback done)
{
    Subscribe(MqttSubscribe{0, filters}, [done = std::move(done)](const MqttSuback& suback) {
        const auto& codes = suback.reasonCodes;
        if (done && std::none_of(codes.begin(), codes.end(), IsFailure))
        {
            done();
        }
    });
}

void
MqttClient::Subscribe(MqttSubscribe subscribe, SubackCallback answered)
{
    if (m_state < State::LEAVING)
    {
        m_session.Subscribe(std::move(subscribe),
                            [answered = std::move(answered)](const MqttPacket& answer) {
                                const auto* suback = std::get_if<MqttSuback>(&answer);
                                if (suback && answered)
                                {
                                    answered(*suback);
                                }
                            });
        SendWaiting();
    }
}

void
MqttClient::Unsubscribe(MqttUnsubscribe unsubscribe, UnsubackCallback answered)
{
    if (m_state < State::LEAVING)
    {
        m_session.Unsubscribe(std::move(unsubscribe),
                              [answered = std::move(answered)](const MqttPacket& answer) {
                                  const auto* unsuback = std::get_if<MqttUnsuback>(&answer);
                                  if (unsuback && answered)
                                  {
                                      answered(*unsuback);
                                  }
                              });
        SendWaiting();
    }
}

void
MqttClient::Publish(const std::string& topic,
                    const SharedBytes& payload,
                    uint8_t qos,
                    std::function<void()> sent)
{
    Publish(MqttPublish{topic, payload, qos}, std::move(sent));
}

void
MqttClient::Publish(MqttPublish publish,
                    std::function<void()> sent,
                    AcknowledgedCallback acknowledged)
{
    if (m_state >= State::LEAVING)
    {
        return;
    }
    MqttClientSession::Answered answered;
    if (acknowledged)
    {
        answered = [acknowledged = std::move(acknowledged)](const MqttPacket& answer) {
            if (const auto* pubrec = std::get_if<MqttPubrec>(&answer))
            {
                acknowledged(pubrec->reasonCode, pubrec->properties);
            }
            else if (const auto* pubcomp = std::get_if<MqttPubcomp>(&answer))
            {
                acknowledged(pubcomp->reasonCode, pubcomp->properties);
            }
            else if (const auto* puback = std::get_if<MqttPuback>(&answer))
            {
                acknowledged(puback->reasonCode, puback->properties);
            }
        };
    }
    m_session.Publish(std::move(publish), std::move(sent), std::move(answered));
    SendWaiting();
}

} // namespace iotledger
} // namespace ns3
