/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/mqtt-connection-table.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

void
Open(MqttConnectionTable& table, MqttConnection& connection, const std::string& clientId)
{
    connection.session.Open(MqttConnect{}, clientId);
    table.Register(connection);
}

} // namespace

TEST(MqttConnectionTable, TellsAConnectionFromTheFormerOneOfItsSlot)
{
    MqttConnectionTable table;
    const MqttConnectionId first = table.Add(nullptr).id;
    table.Remove(first);
    const MqttConnectionId second = table.Add(nullptr).id;

    EXPECT_EQ(first.slot, second.slot);
    EXPECT_EQ(table.Find(first), nullptr);
    ASSERT_NE(table.Find(second), nullptr);
    EXPECT_EQ(table.Find(second)->id.generation, second.generation);
    EXPECT_EQ(table.GetId(second.slot).generation, second.generation);
    table.Remove(first); // long gone: changes nothing
    EXPECT_NE(table.Find(second), nullptr);
}

TEST(MqttConnectionTable, FindsClientsByTheirIdWhileRegistered)
{
    MqttConnectionTable table;
    MqttConnection& a = table.Add(nullptr);
    MqttConnection& b = table.Add(nullptr);
    Open(table, a, "a");
    Open(table, b, "b");

    EXPECT_EQ(table.FindClient("a"), &a);
    EXPECT_EQ(table.FindClient("b"), &b);
    EXPECT_EQ(table.FindClient("c"), nullptr);
    EXPECT_EQ(table.GetClients(), 2u);
    table.Unregister(a);
    EXPECT_EQ(table.FindClient("a"), nullptr);
    EXPECT_EQ(table.GetClients(), 1u);
}

TEST(MqttConnectionTable, VisitsInOrderOfSlots)
{
    MqttConnectionTable table;
    for (int i = 0; i < 4; ++i)
    {
        table.Add(nullptr);
    }
    table.Remove(table.GetId(1));
    std::vector<uint32_t> slots;
    table.ForEach([&](const MqttConnection& connection) { slots.push_back(connection.id.slot); });

    EXPECT_EQ(slots, (std::vector<uint32_t>{0, 2, 3}));
}
