/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "message-channel.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(MessageChannel);
NS_OBJECT_ENSURE_REGISTERED(Transport);

TypeId
MessageChannel::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::MessageChannel").SetParent<Object>().SetGroupName("IotLedger");
    return tid;
}

void
MessageChannel::SetConnectedCallback(ConnectedCallback callback)
{
    m_connected = std::move(callback);
}

void
MessageChannel::SetReceivedCallback(ReceivedCallback callback)
{
    m_received = std::move(callback);
}

void
MessageChannel::SetClosedCallback(ClosedCallback callback)
{
    m_closed = std::move(callback);
}

void
MessageChannel::SetDrainedCallback(DrainedCallback callback)
{
    m_drained = std::move(callback);
}

void
MessageChannel::DoDispose()
{
    m_connected = nullptr;
    m_received = nullptr;
    m_closed = nullptr;
    m_drained = nullptr;
    Object::DoDispose();
}

TypeId
Transport::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::Transport").SetParent<Object>().SetGroupName("IotLedger");
    return tid;
}

} // namespace iotledger
} // namespace ns3
