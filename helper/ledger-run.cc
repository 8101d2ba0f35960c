/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ledger-run.h"

#include "ns3/block-export.h"
#include "ns3/boolean.h"
#include "ns3/chaincode-costs.h"
#include "ns3/event-log.h"
#include "ns3/fabric-client-costs.h"
#include "ns3/fabric-cost-profile.h"
#include "ns3/fabric-network.h"
#include "ns3/fabric-orderer-costs.h"
#include "ns3/fabric-peer-costs.h"
#include "ns3/ledger-course.h"
#include "ns3/ledger-faults.h"
#include "ns3/ledger-recorder.h"
#include "ns3/ledger-submitter.h"
#include "ns3/names.h"
#include "ns3/pointer.h"
#include "ns3/resource-recorder.h"
#include "ns3/run-error.h"
#include "ns3/scenario-channel.h"
#include "ns3/scenario-network.h"
#include "ns3/shipped-chaincodes.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tcp-transport.h"
#include "ns3/workload-run.h"

#include <optional>
#include <stdexcept>

namespace ns3
{
namespace iotledger
{

namespace
{

/// What ns-3 keeps of a run for itself. Whatever an exception leaves of it goes, so that the
/// process can run another.
class World
{
  public:
    World() = default;
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    ~World()
    {
        End();
    }

    void End()
    {
        Simulator::Destroy();
        Names::Clear();
    }
};

/// The parts of one run, in the order in which they are made.
class LedgerRun
{
  public:
    LedgerRun(const Scenario& scenario, uint64_t run)
        : m_run(run),
          m_hosts(scenario.GetHosts()),
          m_topology(MakeTopology(scenario)),
          m_transport(CreateObject<TcpTransport>()),
          m_resources(CreateObject<ResourceRecorder>()),
          m_workload(CreateObject<WorkloadRun>()),
          m_course(CreateObject<LedgerCourse>()),
          m_events(run),
          m_recorder(run, m_events)
    {
        scenario.Configure(*m_transport, "network");
        scenario.Configure(*m_resources, "results");
        scenario.Configure(*m_workload, "workload");
        scenario.Configure(*m_course, "workload");
        scenario.Configure(m_network.GetPeerFactory(), "fabric");
        scenario.Configure(m_network.GetClientFactory(), "workload");
        m_resources->SetRun(run);
    }

    ~LedgerRun()
    {
        m_faults.reset();
        m_course->Dispose();
        m_workload->Dispose();
        m_network.Dispose();
        m_world.End();
    }

    /// Makes the network and its load. @throws std::invalid_argument for a file that has changed
    /// since the scenario was read
    void Build(const Scenario& scenario)
    {
        BuildNetwork(scenario);
        m_recorder.Watch(m_network);
        WatchResources();
    }

    /// @throws RunError if it came to no result
    /// @param folder where the files go @param traces what is written there beside the tables
    RunStatistics Run(const std::string& folder, const RunTraces& traces)
    {
        m_tracer = std::make_unique<RunTracer>(traces, folder, GetRows());
        m_course->Start();
        Simulator::Run();
        m_tracer->Close();
        if (!m_course->GetFailure().empty())
        {
            throw RunError(m_course->GetFailure());
        }
        m_resources->Finish();
        RunStatistics statistics;
        statistics.events = Simulator::GetEventCount();
        statistics.simulatedSeconds = Simulator::Now().GetSeconds();
        statistics.profileDigests = m_hosts.GetProfileDigests();
        if (m_costs)
        {
            statistics.profileDigests.emplace_back("fabric/" + m_costs->GetName(),
                                                   m_costs->GetDigest());
        }
        m_recorder.GetTransactions().Write(folder + "/transactions.csv");
        m_recorder.MakeBlocks().Write(folder + "/blocks.csv");
        WriteReport(folder);
        m_workload->WriteRecordings(folder);
        m_events.GetTable().Write(folder + "/events.csv");
        m_resources->GetTable().Write(folder + "/resources.csv");
        if (traces.exportBlocks)
        {
            ExportBlocks(*m_network.GetPeers().front(), folder + "/blocks");
        }
        return statistics;
    }

  private:
    void BuildNetwork(const Scenario& scenario)
    {
        const auto settings = MakeLedgerSettings(scenario);
        m_network.GetCryptoFactory().Set("Execution",
                                         StringValue(scenario.GetText("crypto.execution")));
        m_network.SetTlsConfigure(
            [&scenario](TlsTransport& transport) { scenario.Configure(transport, "network"); });
        SetCosts(scenario.GetText("fabric.costs"));
        m_network.SetProcessConfigure([this, &scenario](const std::string& role, Process& process) {
            if (m_costs)
            {
                m_costs->Configure("process." + role, process);
            }
            if (role == "client")
            {
                scenario.Configure(process, "workload");
            }
        });
        int64_t stream = 0;
        stream += m_network.Build(settings, m_topology, m_transport, m_hosts, stream);
        stream += m_topology->AssignStreams(stream);
        const auto& ledger = scenario.GetLedger();
        m_submitter = std::make_unique<LedgerSubmitter>(m_network,
                                                        ledger.operations,
                                                        settings.channels,
                                                        ledger.workload.workers,
                                                        scenario.GetSeed());
        stream += m_submitter->AssignStreams(stream);
        m_submitter->SetEndedCallback([this](const RoundSpec& round,
                                             const WorkloadTransaction& transaction,
                                             uint32_t client,
                                             const std::string&,
                                             const TransactionResult& result) {
            m_recorder.HandleEnded(round, transaction, client, result);
        });
        m_workload->Configure(ledger.workload, m_submitter.get(), "");
        m_workload->SetEventLoop([this](uint32_t worker, Time work, std::function<void()> done) {
            m_network.GetWorker(worker)->Submit(work, std::move(done));
        });
        stream += m_workload->AssignStreams(stream);
        m_course->Install(&m_network, m_workload, settings.channels);
        m_faults = std::make_unique<LedgerFaults>(m_network, settings.channels, m_events);
        m_faults->SetCrashCallback(
            [this](const std::string& node) { m_recorder.HandleCrash(node); });
        m_workload->TraceConnectWithoutContext(
            "RoundEnded",
            Callback<void, uint32_t>([this, rounds = ledger.workload.rounds](uint32_t round) {
                m_recorder.HandleRoundEnded(rounds[round].label);
            }));
        m_course->SetWorkloadCallback(
            [this, faults = ledger.faults] { m_faults->Schedule(faults); });
    }

    /// @param profile a name or a file; none: costs are the attributes' defaults
    void SetCosts(const std::string& profile)
    {
        if (profile == "none")
        {
            return;
        }
        m_costs.emplace(FabricCostProfile::Load(profile));
        m_hosts.SetConfigure([this](Host& host, Disk& disk) {
            m_costs->Configure("host", host);
            m_costs->Configure("disk", disk);
        });
        m_network.GetPeerFactory().Set("Costs", PointerValue(MakeCosts<FabricPeerCosts>("peer")));
        m_network.GetPeerFactory().Set("ChaincodeCosts",
                                       PointerValue(MakeCosts<ChaincodeCosts>("chaincode")));
        m_network.GetOrdererFactory().Set("Costs",
                                          PointerValue(MakeCosts<FabricOrdererCosts>("orderer")));
        m_network.GetClientFactory().Set("Costs",
                                         PointerValue(MakeCosts<FabricClientCosts>("client")));
    }

    template <typename Costs>
    Ptr<Costs> MakeCosts(const std::string& section) const
    {
        auto costs = CreateObject<Costs>();
        m_costs->Configure(section, *costs);
        return costs;
    }

    /// @return of a node: its program, and what protects the records of its channels.
    static std::vector<Ptr<Executor>> GetProcesses(const FabricNetwork::Placed& placed)
    {
        std::vector<Ptr<Executor>> processes{placed.place.process};
        if (placed.records)
        {
            processes.push_back(placed.records);
        }
        return processes;
    }

    void WatchResources()
    {
        std::size_t orderers = 0;
        std::size_t peers = 0;
        uint32_t clients = 0;
        for (const auto& placed : m_network.GetPlaces())
        {
            ResourceRecorder::Source source{placed.place.node,
                                            placed.place.name,
                                            placed.role,
                                            placed.machine.name,
                                            placed.machine.host,
                                            [] { return 0; },
                                            placed.role != "client" ||
                                                clients < m_network.GetWorkers(),
                                            GetProcesses(placed),
                                            placed.place.disk};
            if (placed.role == "orderer")
            {
                auto orderer = m_network.GetOrderers()[orderers++];
                source.memory = [orderer] { return orderer->GetMemoryBytes(); };
            }
            else if (placed.role == "peer")
            {
                auto peer = m_network.GetPeers()[peers++];
                source.memory = [peer] { return peer->GetMemoryBytes(); };
            }
            else if (clients++ >= m_network.GetWorkers())
            {
                source.processes.erase(
                    source.processes.begin()); // told with its worker's first client
            }
            m_resources->Watch(source);
            if (placed.chaincode)
            {
                source.node = nullptr;
                source.role = "chaincode";
                source.memory = [] { return 0; };
                source.processes = {placed.chaincode};
                source.disk = nullptr;
                m_resources->Watch(source);
            }
        }
    }

    void WriteReport(const std::string& folder) const
    {
        auto table = CaliperReport::MakeTable();
        m_workload->GetReport().AddTo(table, std::to_string(m_run));
        table.Write(folder + "/caliper.csv");
    }

    /// @return the nodes by row of a picture: orderers, peers, switches, clients.
    std::vector<NodeRow> GetRows() const
    {
        std::vector<NodeRow> rows(4);
        for (const auto& placed : m_network.GetPlaces())
        {
            const std::size_t row = placed.role == "orderer" ? 0 : placed.role == "peer" ? 1 : 3;
            rows[row].push_back({placed.place.node, placed.place.name});
        }
        const auto& switches = m_topology->GetSwitches();
        for (auto node = switches.Begin(); node != switches.End(); ++node)
        {
            rows[2].push_back({*node, ""});
        }
        return rows;
    }

    World m_world;  //!< ends after all that is in it
    uint64_t m_run; //!< its number
    std::optional<FabricCostProfile> m_costs;
    HostHelper m_hosts;
    Ptr<NetworkTopology> m_topology;
    Ptr<TcpTransport> m_transport;
    Ptr<ResourceRecorder> m_resources;
    Ptr<WorkloadRun> m_workload;
    Ptr<LedgerCourse> m_course;
    EventLog m_events;
    FabricNetwork m_network;
    LedgerRecorder m_recorder;
    std::unique_ptr<LedgerSubmitter> m_submitter;
    std::unique_ptr<LedgerFaults> m_faults;
    std::unique_ptr<RunTracer> m_tracer; //!< watches what is disposed of before it
};

} // namespace

RunStatistics
RunLedger(const Scenario& scenario,
          uint64_t run,
          const std::string& folder,
          const RunTraces& traces)
{
    LedgerRun simulation(scenario, run);
    simulation.Build(scenario);
    return simulation.Run(folder, traces);
}

} // namespace iotledger
} // namespace ns3
