/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/chaincode-costs.h"
#include "ns3/fabric-cost-profile.h"
#include "ns3/fabric-orderer-costs.h"
#include "ns3/fabric-peer-costs.h"
#include "ns3/host.h"
#include "ns3/pointer.h"
#include "ns3/process.h"

#include <cstdio>
#include <fstream>
#include <gtest/gtest.h>
#include <stdexcept>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

const std::string HEAD = "name: n\ndescription: d\nlibrary: l\n";

/// A profile's file, for as long as this lives.
class CostFile
{
  public:
    explicit CostFile(const std::string& text)
        : m_path(testing::TempDir() + "costs-test.yaml")
    {
        std::ofstream(m_path) << text;
    }

    ~CostFile()
    {
        std::remove(m_path.c_str());
    }

    FabricCostProfile Load() const
    {
        return FabricCostProfile::Load(m_path);
    }

    /// @return why it is refused, without the file's name; empty: it is not.
    std::string GetRefusal() const
    {
        try
        {
            Load();
            return "";
        }
        catch (const std::invalid_argument& error)
        {
            return std::string(error.what()).substr(m_path.size());
        }
    }

  private:
    std::string m_path;
};

} // namespace

TEST(FabricCostProfile, SetsWhatItSaysAndLeavesTheRest)
{
    const CostFile file(HEAD + "peer: { Simulate: 7us, Background: 0.5 }\n"
                               "orderer: { OrderCost: 3us }\n");
    const auto peer = CreateObject<FabricPeerCosts>();
    const auto untouched = CreateObject<FabricPeerCosts>();
    const auto orderer = CreateObject<FabricOrdererCosts>();

    const auto profile = file.Load();
    profile.Configure("peer", *peer);
    profile.Configure("orderer", *orderer);

    EXPECT_EQ(peer->simulate, MicroSeconds(7));
    EXPECT_EQ(peer->background, 0.5);
    EXPECT_EQ(peer->checkProposal, untouched->checkProposal);
    EXPECT_EQ(orderer->order.each, MicroSeconds(3));
}

TEST(FabricCostProfile, GivesEachRoleItsProcess)
{
    const CostFile file(HEAD + "process:\n  WakeUpCost: 5us\n  ColdCost: { peer: 9us }\n"
                               "  Variation: 0.5\n  CollectionInterval: { peer: [1s, 3s] }\n");
    const auto profile = file.Load();
    const auto host = CreateObject<Host>();
    const auto peer = CreateObject<Process>(host);
    const auto client = CreateObject<Process>(host);

    profile.Configure("process.peer", *peer);
    profile.Configure("process.client", *client);

    PointerValue ofPeer;
    PointerValue ofClient;
    peer->GetAttribute("Variation", ofPeer);
    client->GetAttribute("Variation", ofClient);
    ASSERT_NE(ofPeer.Get<RandomVariableStream>(), nullptr);
    EXPECT_NE(ofPeer.Get<RandomVariableStream>(), ofClient.Get<RandomVariableStream>());
}

TEST(FabricCostProfile, RefusesInOneLineWithFileLineAndKey)
{
    EXPECT_EQ(CostFile(HEAD + "peer:\n  Simulate: 7\n").GetRefusal(),
              ":5: peer.Simulate: expected a time such as 5ms (units ns us ms s min h), got '7'");
    EXPECT_EQ(CostFile(HEAD + "peer:\n  Simmer: 7us\n").GetRefusal(),
              ":5: peer.Simmer: expected an attribute of ns3::iotledger::FabricPeerCosts, got "
              "'Simmer'");
    EXPECT_EQ(CostFile(HEAD + "process:\n  CollectionInterval: 3s\n").GetRefusal(),
              ":5: process.CollectionInterval: expected a list of two times, the shortest and the "
              "longest, got '3s'");
    EXPECT_NE(CostFile(HEAD + "others: { }\n").GetRefusal(), "");
    EXPECT_NE(CostFile("name: n\n").GetRefusal(), "");
}

TEST(FabricCostProfile, TheShippedOneIsRead)
{
    EXPECT_EQ(FabricCostProfile::Load("epyc-2-core").GetName(), "epyc-2-core");
}
