/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "topic-registration-records.h"

#include "ns3/simulator.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

TopicRegistrationRecords::TopicRegistrationRecords(KeyOperationTable& table)
    : m_table(table)
{
}

void
TopicRegistrationRecords::Start(const std::string& name, uint32_t device, uint32_t devices)
{
    auto& row = m_registrations[name].row;
    row = m_table.Start("topic-register", device, KeySubject::Topic(0), devices);
    row.targetName = name;
}

void
TopicRegistrationRecords::Reach(const std::string& name, MessageHop hop)
{
    if (auto* registration = Find(name))
    {
        registration->row.hops = {hop};
    }
}

void
TopicRegistrationRecords::Take(const std::string& name)
{
    if (auto* registration = Find(name))
    {
        registration->taken = Simulator::Now();
    }
}

void
TopicRegistrationRecords::Generate(const std::string& name)
{
    if (auto* registration = Find(name))
    {
        registration->row.keygen = Simulator::Now() - registration->taken;
        registration->row.brokerWork = registration->row.keygen;
    }
}

void
TopicRegistrationRecords::Announce(const std::string& name, uint32_t receivers)
{
    auto* registration = Find(name);
    if (!registration)
    {
        return;
    }
    registration->receivers = receivers;
    registration->row.devices = receivers;
    if (receivers == 0)
    {
        m_table.End(m_registrations.extract(name).mapped().row, "ok");
    }
}

void
TopicRegistrationRecords::Store(const std::string& name, MessageHop hop)
{
    auto* registration = Find(name);
    if (registration && ++registration->stored == registration->receivers)
    {
        auto row = m_registrations.extract(name).mapped().row;
        row.hops.push_back(hop);
        m_table.End(std::move(row), "ok");
    }
}

uint64_t*
TopicRegistrationRecords::FindBytes(const std::string& name)
{
    auto* registration = Find(name);
    return registration ? &registration->row.bytes : nullptr;
}

std::vector<KeyOperation>
TopicRegistrationRecords::TakeUnfinished()
{
    std::vector<KeyOperation> rows;
    for (auto& [name, registration] : std::exchange(m_registrations, {}))
    {
        rows.push_back(registration.row);
    }
    return rows;
}

TopicRegistrationRecords::Registration*
TopicRegistrationRecords::Find(const std::string& name)
{
    const auto found = m_registrations.find(name);
    return found == m_registrations.end() ? nullptr : &found->second;
}

} // namespace iotledger
} // namespace ns3
