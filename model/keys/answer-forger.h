/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ANSWER_FORGER_H
#define ANSWER_FORGER_H

#include "ns3/key-directory.h"

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief A compromised broker that answers Check in the devices' names.
 *
 * When a question about the key that its deception told comes by, it sends the asker a Check of
 * every device that was asked, before it relays the question: answers are not signed, so the first
 * one counts and the device's own comes too late. Questions about other keys it leaves alone.
 */
class AnswerForger : public Object
{
  public:
    static TypeId GetTypeId();

    /// Attaches to @p broker, as a plug-in of its program, from now on.
    void Install(Ptr<MqttBroker> broker, Ptr<KeyDirectory> directory);

  protected:
    void DoDispose() override;

  private:
    void HandleQuestion(const MqttPublish& publish);
    void Answer(const MtpVerify& question, uint32_t responder);

    Ptr<MqttBroker> m_broker;
    Ptr<KeyDirectory> m_directory;
};

} // namespace iotledger
} // namespace ns3

#endif /* ANSWER_FORGER_H */
