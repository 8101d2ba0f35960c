/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/key-operation.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

MessageHop
Hop(int64_t left, int64_t came)
{
    return {NanoSeconds(left), NanoSeconds(came)};
}

KeyOperation
MakeOperation(std::vector<MessageHop> hops, int64_t end)
{
    KeyOperation operation;
    operation.start = NanoSeconds(100);
    operation.end = NanoSeconds(end);
    operation.hops = std::move(hops);
    return operation;
}

} // namespace

// Equation (2) of the paper: NodePubSend + Broker + compare + Broker + CheckCompare, with the
// network between them told apart.
TEST(KeyOperation, PartsOfAVerificationAreReadOffItsHops)
{
    auto operation =
        MakeOperation({Hop(110, 210), Hop(240, 350), Hop(365, 480), Hop(530, 650)}, 700);

    const auto parts = operation.GetParts();

    EXPECT_EQ(parts.network, NanoSeconds(100 + 110 + 115 + 120));
    EXPECT_EQ(parts.broker, NanoSeconds(30 + 50));
    EXPECT_EQ(parts.device, NanoSeconds(10 + 15 + 50));
    EXPECT_EQ(parts.keygen, Time());
    EXPECT_EQ(parts.crypto, Time());
}

// Equation (1): KeyGen + Broker + Device.
TEST(KeyOperation, KeyGenerationIsTakenOffTheDevicesPart)
{
    auto operation = MakeOperation({Hop(1110, 1210), Hop(1240, 1350)}, 1400);
    operation.keygen = NanoSeconds(1000);

    const auto parts = operation.GetParts();

    EXPECT_EQ(parts.keygen, NanoSeconds(1000));
    EXPECT_EQ(parts.device, NanoSeconds(10 + 50));
    EXPECT_EQ(parts.broker, NanoSeconds(30));
    EXPECT_EQ(parts.network, NanoSeconds(100 + 110));
}

// Equation (4): Device + TopicKeyGer + Broadcast + Device, the key pair made by the broker.
TEST(KeyOperation, KeyGenerationInTheBrokerIsTakenOffTheBrokersPart)
{
    auto operation = MakeOperation({Hop(110, 210), Hop(1240, 1350)}, 1400);
    operation.keygen = NanoSeconds(1000);
    operation.brokerWork = NanoSeconds(1000);

    const auto parts = operation.GetParts();

    EXPECT_EQ(parts.keygen, NanoSeconds(1000));
    EXPECT_EQ(parts.broker, NanoSeconds(30));
    EXPECT_EQ(parts.device, NanoSeconds(10 + 50));
    EXPECT_EQ(parts.network, NanoSeconds(100 + 110));
}

// Equation (5) with the private key encrypted by the broker (200 ns) and decrypted by the device.
TEST(KeyOperation, CryptographyAtBothEndsIsTakenOffBothParts)
{
    auto operation = MakeOperation({Hop(110, 210), Hop(440, 550)}, 900);
    operation.crypto = NanoSeconds(200 + 300);
    operation.brokerWork = NanoSeconds(200);

    const auto parts = operation.GetParts();

    EXPECT_EQ(parts.crypto, NanoSeconds(500));
    EXPECT_EQ(parts.broker, NanoSeconds(30));
    EXPECT_EQ(parts.device, NanoSeconds(10 + 50));
}

// The request reached the broker, which made the key pair, but nobody was ever sent it.
TEST(KeyOperation, KeyGenerationBeforeATimeoutIsNotTheNetworks)
{
    auto operation = MakeOperation({Hop(110, 210)}, 2000);
    operation.keygen = NanoSeconds(1000);
    operation.brokerWork = NanoSeconds(1000);
    operation.cutShort = true;

    const auto parts = operation.GetParts();

    EXPECT_EQ(parts.keygen, NanoSeconds(1000));
    EXPECT_EQ(parts.network, NanoSeconds(900));
    EXPECT_EQ(parts.broker, Time());
}

TEST(KeyOperation, WhatEndsInTheBrokerWaitsThere)
{
    const auto parts = MakeOperation({Hop(100, 200)}, 260).GetParts();

    EXPECT_EQ(parts.broker, NanoSeconds(60));
    EXPECT_EQ(parts.network, NanoSeconds(100));
    EXPECT_EQ(parts.device, Time());
}

TEST(KeyOperation, WaitingForWhatNeverCameIsTheNetworks)
{
    auto operation = MakeOperation({}, 1000);
    operation.cutShort = true;

    EXPECT_EQ(operation.GetParts().network, NanoSeconds(900));
}
