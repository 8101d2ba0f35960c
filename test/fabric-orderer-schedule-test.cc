/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "loopback-transport.h"
#include "orderer-world.h"
#include "raft-schedule.h"

#include "ns3/rng-seed-manager.h"

#include <algorithm>
#include <numeric>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

constexpr uint16_t FIRST_PORT = 10'000;

/// The connections between orderers, which a test may cut; a cut ends those that stand.
class Wires : public SimpleRefCount<Wires>
{
  public:
    Ptr<MessageChannel> Connect(uint32_t from,
                                uint32_t to,
                                std::shared_ptr<const MessageFraming> framing)
    {
        const uint16_t port = IsCut(from, to) ? FIRST_PORT - 1 : FIRST_PORT + to;
        const auto channel =
            pipes->Connect(nullptr, InetSocketAddress(Ipv4Address::GetLoopback(), port), framing);
        m_standing[std::minmax(from, to)].push_back(DynamicCast<LoopbackChannel>(channel));
        return channel;
    }

    void Break(uint32_t a, uint32_t b)
    {
        for (const auto& channel : std::exchange(m_standing[std::minmax(a, b)], {}))
        {
            channel->Abort();
            channel->End(MessageChannel::CloseReason::RESET);
        }
    }

    void Cut(uint32_t a, uint32_t b)
    {
        m_cuts.insert(std::minmax(a, b));
        Break(a, b);
    }

    void Heal()
    {
        m_cuts.clear();
    }

    Ptr<LoopbackTransport> pipes{CreateObject<LoopbackTransport>(MilliSeconds(1))};

  private:
    using Pair = std::pair<uint32_t, uint32_t>;

    bool IsCut(uint32_t a, uint32_t b) const
    {
        return m_cuts.count(std::minmax(a, b)) > 0;
    }

    std::set<Pair> m_cuts;
    std::map<Pair, std::vector<Ptr<LoopbackChannel>>> m_standing;
};

/// One orderer's end of all wires.
class WiredTransport : public Transport
{
  public:
    WiredTransport(Ptr<Wires> wires, uint32_t index)
        : m_wires(std::move(wires)),
          m_index(index)
    {
    }

    Ptr<MessageChannel> Connect(Ptr<Node> /* node */,
                                const Address& remote,
                                std::shared_ptr<const MessageFraming> framing) override
    {
        const uint32_t to = InetSocketAddress::ConvertFrom(remote).GetPort() - FIRST_PORT;
        return m_wires->Connect(m_index, to, std::move(framing));
    }

    void Listen(Ptr<Node> node,
                uint16_t /* port */,
                std::shared_ptr<const MessageFraming> framing,
                AcceptedCallback accepted) override
    {
        m_wires->pipes->Listen(node, GetPort(), std::move(framing), std::move(accepted));
    }

    void StopListening(Ptr<Node> node, uint16_t /* port */) override
    {
        m_wires->pipes->StopListening(node, GetPort());
    }

  private:
    uint16_t GetPort() const
    {
        return static_cast<uint16_t>(FIRST_PORT + m_index);
    }

    Ptr<Wires> m_wires;
    uint32_t m_index;
};

/**
 * One random course of events among orderers: they crash and restart, connections between them
 * break, or cannot be made for a while; one more consenter joins; snapshots are frequent.
 */
class OrdererSchedule : public OrdererWorld
{
  public:
    /// What happened, to tell whether a test saw enough.
    struct Coverage
    {
        uint64_t crashes{0};
        uint64_t cuts{0};
        uint64_t elections{0};
        uint64_t blocks{0};
        uint64_t joins{0};
    };

    explicit OrdererSchedule(uint64_t seed)
        : m_state(MixBits(seed)),
          m_consenters(seed % 2 == 0 ? 3 : 5)
    {
        RngSeedManager::SetRun(seed);
    }

    ~OrdererSchedule() override
    {
        RngSeedManager::SetRun(1);
    }

    void Go(Coverage& coverage)
    {
        m_adjust = [](ChannelConfig& config) {
            config.batchSize.maxMessageCount = 4;
            config.batchTimeout = MilliSeconds(100);
            config.raft.tickInterval = MilliSeconds(50);
            config.raft.snapshotIntervalSize = 10'000;
        };
        Build(m_consenters + 1, m_consenters);
        Watch();
        ScheduleFaults();
        const auto heal = Seconds(15);
        Simulator::Schedule(heal, [this] { Heal(); });
        Simulator::Schedule(heal + Seconds(30), [this] { Unseat(); });
        Load(Seconds(65), MilliSeconds(50), 8, 500);
        Run(Seconds(68));
        Judge(coverage);
    }

  private:
    void TestBody() override
    {
    }

    Ptr<Transport> MakeTransport(uint32_t index) override
    {
        return Create<WiredTransport>(m_wires, index);
    }

    Address GetAddress(uint32_t orderer) const override
    {
        return InetSocketAddress(Ipv4Address::GetLoopback(), FIRST_PORT + orderer);
    }

    uint32_t Draw(uint32_t bound)
    {
        m_state += 0x9e3779b97f4a7c15;
        return static_cast<uint32_t>(MixBits(m_state) % bound);
    }

    void Watch()
    {
        for (uint32_t i = 0; i < m_orderers.size(); ++i)
        {
            m_orderers[i]->TraceConnectWithoutContext(
                "BlockWritten",
                Callback<void, const std::string&, uint64_t, uint64_t>(
                    [this, i](const std::string& channel, uint64_t number, uint64_t) {
                        NoteWritten(i,
                                    OrderedBlock::Parse(m_orderers[i]->GetBlock(channel, number))
                                        ->GetHash(),
                                    number);
                    }));
        }
    }

    void NoteWritten(uint32_t orderer, const SharedBytes& hash, uint64_t number)
    {
        const auto known = m_hashes.emplace(number, hash).first;
        EXPECT_EQ(known->second, hash) << "block " << number << " at orderer " << orderer + 1;
    }

    void ScheduleFaults()
    {
        for (uint32_t at = 500; at < 14'500; at += 40)
        {
            Simulator::Schedule(MilliSeconds(at), [this] { Broadcast(Draw(Count()), 500); });
        }
        for (uint32_t at = 1000; at < 14'500; at += 50 + Draw(600))
        {
            Simulator::Schedule(MilliSeconds(at), [this] { Act(); });
        }
        Simulator::Schedule(MilliSeconds(3000 + Draw(8000)), [this] {
            std::vector<uint32_t> all(Count());
            std::iota(all.begin(), all.end(), 0);
            ChangeConsenters(std::min(FindLeader(), Count() - 1), all);
        });
    }

    uint32_t Count() const
    {
        return static_cast<uint32_t>(m_orderers.size());
    }

    void Act()
    {
        const auto one = Draw(Count());
        const auto other = (one + 1 + Draw(Count() - 1)) % Count();
        const auto action = Draw(10);
        if (action < 3 && m_orderers[one]->IsRunning())
        {
            ++m_crashes;
            m_orderers[one]->Crash();
        }
        else if (action < 6 && !m_orderers[one]->IsRunning())
        {
            m_orderers[one]->Restart();
        }
        else if (action < 8)
        {
            ++m_cuts;
            m_wires->Cut(one, other);
        }
        else if (action < 9)
        {
            m_wires->Heal();
        }
        else
        {
            m_wires->Break(one, other);
        }
    }

    void Heal()
    {
        m_wires->Heal();
        for (const auto& orderer : m_orderers)
        {
            if (!orderer->IsRunning())
            {
                orderer->Restart();
            }
        }
    }

    /// Who has missed the configuration that adds a consenter knows not where to answer it, as in
    /// Fabric: it catches up once another one leads.
    void Unseat()
    {
        if (m_orderers.back()->IsLeader("ch"))
        {
            m_orderers.back()->Crash();
            Simulator::Schedule(Seconds(5), [this] { m_orderers.back()->Restart(); });
        }
    }

    void Judge(Coverage& coverage)
    {
        std::map<uint64_t, uint32_t> leaders; // by term
        for (uint32_t i = 0; i < Count(); ++i)
        {
            for (const auto& [at, term] : m_seen[i].elections)
            {
                const auto known = leaders.emplace(term, i).first;
                EXPECT_EQ(known->second, i) << "two leaders in term " << term;
            }
        }
        const auto leader = FindLeader();
        ASSERT_LT(leader, Count());
        const auto height = m_orderers[leader]->GetHeight("ch");
        const auto last = OrderedBlock::Parse(m_orderers[leader]->GetBlock("ch", height - 1));
        const auto members = static_cast<uint32_t>(last->GetRaftState()->consenters.size());
        ExpectSameChain("ch", height, members);
        for (uint64_t number = 1; number < height; ++number)
        {
            const auto block = OrderedBlock::Parse(m_orderers[leader]->GetBlock("ch", number));
            NoteWritten(leader, block->GetHash(), number);
        }
        const auto ids = GetCommitted(leader);
        EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
        for (std::size_t i = m_outcomes.size() - 8; i < m_outcomes.size(); ++i)
        {
            EXPECT_EQ(std::count(ids.begin(), ids.end(), m_outcomes[i].id),
                      m_outcomes[i].status == 200 ? 1 : 0);
        }
        coverage.crashes += m_crashes;
        coverage.cuts += m_cuts;
        coverage.elections += leaders.size();
        coverage.blocks += height;
        coverage.joins += members > m_consenters ? 1 : 0;
    }

    uint64_t m_state;
    uint32_t m_consenters;
    Ptr<Wires> m_wires{Create<Wires>()};
    std::map<uint64_t, SharedBytes> m_hashes; //!< of blocks written, by number
    uint64_t m_crashes{0};
    uint64_t m_cuts{0};
};

} // namespace

TEST(FabricOrdererSafety, HoldsInRandomSchedulesOfFaults)
{
    OrdererSchedule::Coverage coverage;
    for (uint64_t seed = 1; seed <= 60 && !testing::Test::HasFailure(); ++seed)
    {
        SCOPED_TRACE("seed " + std::to_string(seed));
        OrdererSchedule(seed).Go(coverage);
    }
    // What was never tried was not tested.
    EXPECT_GT(coverage.crashes, 150U);
    EXPECT_GT(coverage.cuts, 150U);
    EXPECT_GT(coverage.elections, 120U);
    EXPECT_GT(coverage.blocks, 1'500U);
    EXPECT_GT(coverage.joins, 15U);
}
