/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-packet-ids.h"

namespace ns3
{
namespace iotledger
{

uint16_t
MqttPacketIds::Allocate()
{
    if (m_inUse.size() == UINT16_MAX)
    {
        return 0;
    }
    do
    {
        m_last = m_last == UINT16_MAX ? 1 : m_last + 1;
    } while (!m_inUse.insert(m_last).second);
    return m_last;
}

bool
MqttPacketIds::Release(uint16_t id)
{
    return m_inUse.erase(id) > 0;
}

std::size_t
MqttPacketIds::GetInUse() const
{
    return m_inUse.size();
}

} // namespace iotledger
} // namespace ns3
