/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-common.pb.h"
#include "scenario-run.h"

#include "ns3/asset-transfer-basic.h"
#include "ns3/config.h"
#include "ns3/fabric-ledger.h"
#include "ns3/fabric-network.h"
#include "ns3/names.h"
#include "ns3/simulator.h"
#include "ns3/star-topology.h"
#include "ns3/tcp-transport.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <set>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

const std::string CHANNEL = "ch";
const Time LOAD_BEGIN = Seconds(10);
const Time CRASH = MilliSeconds(15'300);
const Time LOAD_END = Seconds(35);

/// Two organisations of two peers, three orderers, and a client that creates 20 assets a second
/// while the leading orderer is killed.
class FabricFailoverWorld : public ::testing::Test
{
  protected:
    FabricFailoverWorld()
        : m_hosts({MakeServers()})
    {
        FabricNetwork::Settings settings;
        settings.organizations = {{"Org1", 2}, {"Org2", 2}};
        settings.channels = {CHANNEL};
        settings.chaincode = "basic";
        settings.makeChaincode = [] { return std::make_shared<AssetTransferBasic>(); };
        m_network.Build(settings,
                        CreateObject<StarTopology>(),
                        CreateObject<TcpTransport>(),
                        m_hosts,
                        0);
        Simulator::Schedule(Seconds(5), [this] { m_network.Define(CHANNEL, [](const auto&) {}); });
        WatchOrderers();
    }

    ~FabricFailoverWorld() override
    {
        m_network.Dispose();
        Simulator::Destroy();
        Names::Clear();
        Config::Reset();
    }

    void WatchOrderers()
    {
        using Text = const std::string&;
        for (const auto& orderer : m_network.GetOrderers())
        {
            orderer->TraceConnectWithoutContext(
                "LeaderElected",
                Callback<void, Text, Text, uint64_t>(
                    [this](Text, Text, uint64_t) { m_elections.push_back(Simulator::Now()); }));
            orderer->TraceConnectWithoutContext(
                "MessagesLost",
                Callback<void, Text, uint64_t>([this](Text, uint64_t count) { m_lost += count; }));
        }
    }

    /// Runs the load, the crash, and the minute that clients wait for a lost transaction.
    void Run()
    {
        uint32_t number = 0;
        for (Time at = LOAD_BEGIN; at < LOAD_END; at += MilliSeconds(50))
        {
            Simulator::Schedule(at,
                                [this, name = "a" + std::to_string(number++)] { Create(name); });
        }
        Simulator::Schedule(CRASH, [this] {
            const auto& orderers = m_network.GetOrderers();
            m_leader = *std::find_if(orderers.begin(), orderers.end(), [](const auto& orderer) {
                return orderer->IsLeader(CHANNEL);
            });
            m_leader->Crash();
        });
        Simulator::Schedule(LOAD_END, [this] { m_leader->Restart(); });
        Simulator::Stop(LOAD_END + Seconds(70));
        Simulator::Run();
    }

    void Create(const std::string& name)
    {
        TransactionRequest request;
        request.channel = CHANNEL;
        request.chaincode = "basic";
        for (const std::string& argument :
             std::vector<std::string>{"CreateAsset", name, "blue", "5", "me", "1"})
        {
            request.arguments.emplace_back(argument);
        }
        m_network.GetClients()[0]->Invoke(request, [this](const TransactionResult& result) {
            m_results.push_back(result);
        });
    }

    /// @return how often each transaction id stands in a ledger, whatever became of it there.
    static std::map<std::string, uint32_t> CountTransactions(const FabricLedger& ledger)
    {
        std::map<std::string, uint32_t> counts;
        for (uint64_t number = 1; number < ledger.GetHeight(); ++number)
        {
            fabric::Block block;
            EXPECT_TRUE(block.ParseFromString(ledger.GetBlock(number).ToString()));
            for (const auto& data : block.data().data())
            {
                fabric::Envelope envelope;
                fabric::Payload payload;
                fabric::ChannelHeader header;
                EXPECT_TRUE(envelope.ParseFromString(data) &&
                            payload.ParseFromString(envelope.payload()) &&
                            header.ParseFromString(payload.header().channel_header()));
                ++counts[header.tx_id()];
            }
        }
        return counts;
    }

    /// @return the transactions that ended with a code.
    std::vector<TransactionResult> GetResults(const std::string& code) const
    {
        std::vector<TransactionResult> results;
        std::copy_if(m_results.begin(),
                     m_results.end(),
                     std::back_inserter(results),
                     [&](const TransactionResult& result) { return result.code == code; });
        return results;
    }

    FabricNetwork m_network;
    Ptr<FabricOrderer> m_leader; //!< the one killed
    std::vector<TransactionResult> m_results;
    std::vector<Time> m_elections;
    uint64_t m_lost{0}; //!< as the orderers told

  private:
    static HostPlacement MakeServers()
    {
        HostPlacement servers;
        servers.nodes = NodeSelection({"*"});
        servers.profile = "x86-server";
        servers.cores = 8;
        return servers;
    }

    HostHelper m_hosts;
};

/// A ledger on which two clients write and read.
std::string
MakeScenario(const std::string& execution)
{
    const std::string rate = "rateControl: { type: fixed-rate, opts: { tps: 20 } } }\n";
    return "network: { transport: tls, topology: { type: star } }\ncrypto: { execution: " +
           execution +
           " }\nfabric: { BatchTimeout: 500ms }\nworkload:\n  clients: 2\n  rounds:\n"
           "    - { label: create, operation: CreateAsset, txNumber: 40, " +
           rate + "    - { label: read, operation: ReadAsset, txNumber: 20, " + rate;
}

} // namespace

TEST_F(FabricFailoverWorld, NothingCommittedIsLostOrRepeated)
{
    Run();

    const auto& first = m_network.GetPeers().front()->GetLedger(CHANNEL);
    for (const auto& peer : m_network.GetPeers())
    {
        const auto& ledger = peer->GetLedger(CHANNEL);
        ASSERT_EQ(ledger.GetHeight(), first.GetHeight());
        EXPECT_EQ(ledger.GetLastHash().ToString(), first.GetLastHash().ToString());
        const auto counts = CountTransactions(ledger);
        for (const auto& result : GetResults("VALID"))
        {
            EXPECT_EQ(counts.count(result.transactionId), 1U);
        }
        for (const auto& [id, count] : counts)
        {
            EXPECT_EQ(count, 1U) << id;
        }
    }
    EXPECT_GT(GetResults("VALID").size(), 200U);
    EXPECT_EQ(m_results.size(), 500U); // all have ended
}

// A transaction is acknowledged once the leader has taken it (orderer/consensus/etcdraft/chain.go),
// and stays in its memory until a block is cut.
TEST_F(FabricFailoverWorld, LostIsWhatWasAcknowledgedAndNotCut)
{
    Run();

    const auto counts = CountTransactions(m_network.GetPeers().front()->GetLedger(CHANNEL));
    uint64_t lost = 0;
    for (const auto& result : m_results)
    {
        const bool isAcknowledged = !result.ordered.IsStrictlyNegative();
        const bool isCommitted = counts.count(result.transactionId) == 1;
        EXPECT_EQ(isCommitted, result.code == "VALID") << result.code;
        if (isAcknowledged && !isCommitted)
        {
            ++lost;
            EXPECT_EQ(result.code, "DEADLINE_EXCEEDED");
            EXPECT_LT(result.ordered, CRASH);
            EXPECT_GT(result.ordered, CRASH - Seconds(2)); // BatchTimeout
        }
    }
    EXPECT_GT(lost, 0U);
    EXPECT_EQ(m_lost, lost);
}

// ElectionTick 10 of 500 ms: an orderer that has heard nothing for 10 to 19 ticks, the first of
// which may be cut short, campaigns. The last heartbeat is up to one tick before the crash.
TEST_F(FabricFailoverWorld, AnotherLeaderIsElectedAndCommitsGoOn)
{
    Run();

    ASSERT_EQ(m_elections.size(), 2U);
    EXPECT_GE(m_elections[1] - CRASH, Seconds(4));
    EXPECT_LE(m_elections[1] - CRASH, MilliSeconds(9600));
    for (const auto& result : m_results)
    {
        EXPECT_TRUE(result.submitted <= m_elections[1] || result.IsSuccess()) << result.error;
    }
    EXPECT_LT(m_elections[1], LOAD_END - Seconds(5));   // that was 100 transactions and more
    for (const auto& orderer : m_network.GetOrderers()) // the one that was killed has caught up
    {
        EXPECT_EQ(orderer->GetHeight(CHANNEL),
                  m_network.GetPeers().front()->GetLedger(CHANNEL).GetHeight());
    }
}

// General.Cluster.RPCTimeout is 7 s (orderer/common/localconfig/config.go); an orderer that knows
// of no leader refuses at once, and the gateway does not try again after a refusal
// (gateway/api.go).
TEST_F(FabricFailoverWorld, SubmitsToALeaderThatIsGoneEndAfterSevenSeconds)
{
    Run();

    const auto aborted = GetResults("ABORTED");
    ASSERT_GT(aborted.size(), 50U);
    for (const auto& result : aborted)
    {
        const Time submit = result.ended - result.endorsed;
        EXPECT_TRUE(submit < MilliSeconds(100) ||
                    (submit >= Seconds(7) && submit < MilliSeconds(7100)))
            << submit.As(Time::S);
        EXPECT_TRUE(result.ordered.IsStrictlyNegative());
    }
}

TEST(LedgerScenario, SameSeedGivesTheSameFiles)
{
    const ScenarioRunFiles first(MakeScenario("modelled"));
    const ScenarioRunFiles second(MakeScenario("modelled"));

    for (const std::string name :
         {"transactions.csv", "blocks.csv", "caliper.csv", "events.csv", "resources.csv"})
    {
        EXPECT_GT(first.GetText(name).size(), 50U) << name;
        EXPECT_EQ(first.GetText(name), second.GetText(name)) << name;
    }
    EXPECT_NE(first.GetText("transactions.csv"),
              ScenarioRunFiles(MakeScenario("modelled"), 2).GetText("transactions.csv"));
}

// An ECDSA signature in DER has 70 to 72 bytes, rarely fewer, as its numbers fall out.
TEST(LedgerScenario, RealAndModelledExecutionGiveTheSameTransactionsAndTimes)
{
    const auto modelled = ScenarioRunFiles(MakeScenario("modelled")).GetRows("transactions.csv");
    const auto real = ScenarioRunFiles(MakeScenario("real")).GetRows("transactions.csv");

    ASSERT_EQ(modelled.size(), 60U);
    ASSERT_EQ(real.size(), modelled.size());
    for (std::size_t i = 0; i < real.size(); ++i)
    {
        for (const std::string column : {"round", "id", "client", "operation", "block", "code"})
        {
            EXPECT_EQ(real[i].at(column), modelled[i].at(column)) << column << " of row " << i;
        }
        for (const std::string column : {"submit_s", "endorsed_s", "ordered_s", "end_s"})
        {
            if (!real[i].at(column).empty())
            {
                const auto difference =
                    ParseNanoseconds(real[i].at(column)) - ParseNanoseconds(modelled[i].at(column));
                EXPECT_LT(std::abs(difference), 5'000) << column << " of row " << i; // [ns]
            }
        }
        EXPECT_NEAR(std::stoll(real[i].at("envelope_bytes")),
                    std::stoll(modelled[i].at("envelope_bytes")),
                    8)
            << "of three signatures, row " << i;
    }
}
