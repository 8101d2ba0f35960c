/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "registration-records.h"

#include "ns3/simulator.h"

namespace ns3
{
namespace iotledger
{

RegistrationRecords::RegistrationRecords(uint32_t devices, KeyOperationTable& table)
    : m_table(table),
      m_registrations(devices)
{
}

void
RegistrationRecords::Start(uint32_t device)
{
    m_registrations[device - 1] = {};
    m_registrations[device - 1].row =
        m_table.Start("register", device, {}, static_cast<uint32_t>(m_registrations.size()));
}

void
RegistrationRecords::Generate(uint32_t device)
{
    auto& row = m_registrations[device - 1].row;
    row.keygen = Simulator::Now() - row.start;
}

void
RegistrationRecords::Reach(uint32_t device, MessageHop hop)
{
    m_registrations[device - 1].row.hops = {hop};
}

void
RegistrationRecords::Announce(uint32_t device, uint32_t receivers)
{
    auto& registration = m_registrations[device - 1];
    registration.receivers = receivers;
    registration.known = true;
    registration.row.devices = receivers + 1;
    if (receivers == 0)
    {
        registration.ended = true;
        m_table.End(registration.row, "ok");
    }
}

void
RegistrationRecords::Store(uint32_t device, MessageHop hop)
{
    auto& registration = m_registrations[device - 1];
    if (!registration.known || registration.ended)
    {
        return; // not from the broadcast of a registration under way
    }
    if (++registration.stored == registration.receivers)
    {
        registration.ended = true;
        registration.row.hops.push_back(hop);
        m_table.End(registration.row, "ok");
    }
}

uint64_t*
RegistrationRecords::FindBytes(uint32_t device)
{
    return device == 0 || device > m_registrations.size() ? nullptr
                                                          : &m_registrations[device - 1].row.bytes;
}

std::vector<KeyOperation>
RegistrationRecords::TakeUnfinished()
{
    std::vector<KeyOperation> rows;
    for (auto& registration : m_registrations)
    {
        if (registration.row.id != 0 && !registration.ended)
        {
            registration.ended = true;
            rows.push_back(registration.row);
        }
    }
    return rows;
}

} // namespace iotledger
} // namespace ns3
