/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "key-verification-run.h"

#include "ns3/broker-events.h"
#include "ns3/device-scheduling.h"
#include "ns3/event-log.h"
#include "ns3/key-message-recorder.h"
#include "ns3/key-operation-recorder.h"
#include "ns3/mqtt-broker-profile.h"
#include "ns3/mtp-course.h"
#include "ns3/mtp-faults.h"
#include "ns3/mtp-network.h"
#include "ns3/names.h"
#include "ns3/resource-recorder.h"
#include "ns3/scenario-network.h"
#include "ns3/simulator.h"
#include "ns3/sscp-course.h"
#include "ns3/sscp-network.h"
#include "ns3/string.h"
#include "ns3/tls-provisioning.h"
#include "ns3/uinteger.h"
#include "ns3/verification-audit.h"
#include "ns3/verification-maker.h"

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr uint16_t SECURE_MQTT_PORT = 8883; // IANA: secure-mqtt

/// The parts of one run, in the order in which they are made.
class KeyVerificationRun
{
  public:
    KeyVerificationRun(const Scenario& scenario, uint64_t run)
        : m_run(run),
          m_hosts(scenario.GetHosts()),
          m_topology(MakeTopology(scenario)),
          m_transport(CreateObject<TcpTransport>()),
          m_experiment(CreateObject<MtpExperiment>()),
          m_resources(CreateObject<ResourceRecorder>()),
          m_events(run)
    {
        scenario.Configure(*m_transport, "network");
        scenario.Configure(*m_experiment, "");
        scenario.Configure(*m_resources, "results");
        m_resources->SetRun(run);
        Build(scenario);
        m_operations =
            std::make_unique<KeyOperationRecorder>(run, m_experiment->GetDevices(), m_events);
        m_audit = std::make_unique<VerificationAudit>(
            [this](const KeySubject& subject) -> const SharedBytes& { return FindKey(subject); },
            m_events);
        m_operations->SetSendsEndWithAll(m_experiment->SendsEndWithAll());
        if (m_tls)
        {
            m_operations->SetWireSize([this](uint64_t bytes) { return m_tls->GetWireSize(bytes); });
        }
        Watch();
        Start(scenario);
    }

    ~KeyVerificationRun()
    {
        m_topics.Dispose();
        m_faults.reset();
        m_network.Dispose();
        if (m_tls)
        {
            m_tls->Dispose();
        }
        Simulator::Destroy();
        Names::Clear();
    }

    /// @param folder where the files go @param traces what is written there beside the tables
    RunStatistics Run(const std::string& folder, const RunTraces& traces)
    {
        m_tracer = std::make_unique<RunTracer>(traces, folder, GetRows());
        if (traces.hasMessages)
        {
            WatchMessages();
        }
        Simulator::Run();
        m_tracer->Close();
        if (m_messages)
        {
            m_messages->GetTable().Write(folder + "/messages.csv");
        }
        m_resources->Finish();
        RunStatistics statistics;
        statistics.events = Simulator::GetEventCount();
        statistics.simulatedSeconds = Simulator::Now().GetSeconds();
        statistics.profileDigests = m_hosts.GetProfileDigests();
        if (m_brokerProfile)
        {
            statistics.profileDigests.emplace_back("brokers/" + m_brokerProfile->GetName(),
                                                   m_brokerProfile->GetDigest());
        }
        m_operations->GetTable().Write(folder + "/operations.csv");
        m_events.GetTable().Write(folder + "/events.csv");
        m_resources->GetTable().Write(folder + "/resources.csv");
        return statistics;
    }

  private:
    void Build(const Scenario& scenario)
    {
        m_network.GetCryptoFactory().Set("Execution",
                                         StringValue(scenario.GetText("crypto.execution")));
        m_network.SetVerificationMaker([&scenario] { return MakeVerification(scenario); });
        if (scenario.GetText("network.transport") == "tls")
        {
            PrepareTls(scenario);
        }
        m_network.Build(m_topology, m_transport, m_hosts, m_experiment);
        m_faults = std::make_unique<MtpFaults>(m_network, m_experiment->GetRsaBits(), m_events);
        scenario.Configure(*m_network.GetBroker(), "mqtt");
        SetBrokerProfile(scenario.GetText("mqtt.profile"));
        scenario.Configure(*m_network.GetDirectory(), "keyVerification");
        m_experiment->SetCourse(scenario.GetText("keyVerification.protocol") == "sscp"
                                    ? MakeTopicCourse(scenario)
                                    : MakeDeviceCourse(scenario));
        for (const auto& device : m_network.GetDevices())
        {
            scenario.Configure(*device->GetClient(), "mqtt");
        }
        int64_t stream = 0;
        stream += m_experiment->AssignStreams(stream);
        stream += m_network.AssignStreams(stream);
        stream += m_topology->AssignStreams(stream);
        stream += m_network.AssignVerificationStreams(stream);
        stream += m_faults->AssignStreams(stream);
        m_network.ProvisionBrokerKey();
        if (m_tls)
        {
            stream += m_tls->AssignStreams(stream);
            m_tls->Certify();
        }
        ScheduleDevices(scenario, stream);
    }

    /// @param profile a name or a file; none: the broker's costs are its attributes'
    void SetBrokerProfile(const std::string& profile)
    {
        if (profile != "none")
        {
            m_brokerProfile =
                std::make_shared<const MqttBrokerProfile>(MqttBrokerProfile::Read(profile));
            m_network.GetBroker()->SetProfile(m_brokerProfile);
        }
    }

    /// Lets the devices' programs wait, if the scenario says so.
    void ScheduleDevices(const Scenario& scenario, int64_t stream)
    {
        if (scenario.GetText("keyVerification.scheduling.delayProbability") == "0")
        {
            return;
        }
        for (const auto& device : m_network.GetDevices())
        {
            auto scheduling = CreateObject<DeviceScheduling>();
            scenario.Configure(*scheduling, "keyVerification");
            stream += scheduling->AssignStreams(stream);
            device->SetScheduling(scheduling);
        }
    }

    /// Has every node that is built from now on speak TLS, to the broker's port for it.
    void PrepareTls(const Scenario& scenario)
    {
        m_tls = CreateObject<TlsProvisioning>();
        scenario.Configure(*m_tls, "network");
        m_tls->SetConfigure(
            [&scenario](TlsTransport& transport) { scenario.Configure(transport, "network"); });
        m_network.GetBrokerFactory().Set("Port", UintegerValue(SECURE_MQTT_PORT));
        m_network.SetTransportWrapper([tls = m_tls](const std::string& node,
                                                    Ptr<Transport> transport,
                                                    Ptr<Crypto> crypto,
                                                    Ptr<Strand> strand) -> Ptr<Transport> {
            return tls->Wrap(node, "broker", transport, crypto, strand);
        });
    }

    std::unique_ptr<ExperimentCourse> MakeDeviceCourse(const Scenario& scenario)
    {
        std::vector<MtpCourse::Pair> pairs;
        for (const auto& pair : scenario.GetPairs())
        {
            pairs.emplace_back(pair.sender, pair.recipient);
        }
        return std::make_unique<MtpCourse>(m_network.GetDevices(), std::move(pairs));
    }

    std::unique_ptr<ExperimentCourse> MakeTopicCourse(const Scenario& scenario)
    {
        m_topics.Build(m_network, m_experiment);
        scenario.Configure(*m_topics.GetDirectory(), "");
        auto course = std::make_unique<SscpCourse>(m_topics.GetDevices(),
                                                   scenario.GetTopics(),
                                                   scenario.GetTopicPairs(),
                                                   m_events);
        for (const auto& fault : scenario.GetFaults())
        {
            if (!fault.topic.empty())
            {
                course->ScheduleTamper(fault.at, fault.device, fault.topic);
            }
        }
        return course;
    }

    void Watch()
    {
        m_operations->Watch(m_network.GetBroker());
        m_operations->Watch(m_network.GetDirectory());
        if (m_topics.GetDirectory())
        {
            m_operations->Watch(m_topics.GetDirectory());
        }
        for (const auto& device : m_topics.GetDevices())
        {
            m_operations->Watch(device);
        }
        const auto& broker = m_network.GetBrokerPlace();
        m_brokerEvents.Watch(m_network.GetBroker(), broker.name);
        auto directory = m_network.GetDirectory();
        m_resources->Watch({broker.node,
                            broker.name,
                            "broker",
                            broker.machine.name,
                            broker.machine.host,
                            [directory] { return directory->GetKeys().GetBytes(); },
                            true,
                            {},
                            nullptr});
        for (std::size_t i = 0; i < m_network.GetDevices().size(); ++i)
        {
            auto device = m_network.GetDevices()[i];
            const auto& place = m_network.GetDevicePlaces()[i];
            m_operations->Watch(device);
            m_audit->Watch(device);
            m_resources->Watch({place.node,
                                place.name,
                                "device",
                                place.machine.name,
                                place.machine.host,
                                [device] { return device->GetKeys().GetBytes(); },
                                false,
                                {},
                                nullptr});
        }
    }

    /// @return the nodes by row of a picture: the broker, the switches, the devices.
    std::vector<NodeRow> GetRows() const
    {
        const auto& broker = m_network.GetBrokerPlace();
        std::vector<NodeRow> rows{{{broker.node, broker.name}}, {}, {}};
        const auto& switches = m_topology->GetSwitches();
        for (auto node = switches.Begin(); node != switches.End(); ++node)
        {
            rows[1].push_back({*node, ""});
        }
        for (const auto& place : m_network.GetDevicePlaces())
        {
            rows[2].push_back({place.node, place.name});
        }
        return rows;
    }

    void WatchMessages()
    {
        m_messages =
            std::make_unique<KeyMessageRecorder>(m_run, m_network.GetDevicePlaces().size());
        m_messages->Watch(m_network.GetBroker());
        for (const auto& device : m_network.GetDevices())
        {
            m_messages->Watch(device);
        }
        for (const auto& device : m_topics.GetDevices())
        {
            m_messages->Watch(device);
        }
    }

    void Start(const Scenario& scenario)
    {
        m_faults->Begin(scenario.GetFaults());
        m_experiment->Install(m_network.GetDevices(), m_network.GetDirectory());
        m_faults->Schedule(scenario.GetFaults());
        m_operations->SetEndedCallback(
            [this](const KeyOperation& operation) { m_experiment->HandleEnded(operation); });
        m_experiment->SetStalledCallback([this] { m_operations->EndUnfinished(); });
    }

    /// @return the key that is really @p subject's: a device's own copy, a topic's at the broker.
    const SharedBytes& FindKey(const KeySubject& subject) const
    {
        const auto& holder = subject.IsDevice()
                                 ? m_network.GetDevices()[subject.number - 1]->GetKeys()
                                 : m_network.GetDirectory()->GetKeys();
        return holder.Get(subject);
    }

    uint64_t m_run; //!< its number
    HostHelper m_hosts;
    Ptr<NetworkTopology> m_topology;
    Ptr<TcpTransport> m_transport;
    Ptr<MtpExperiment> m_experiment;
    Ptr<ResourceRecorder> m_resources;
    EventLog m_events;
    BrokerEvents m_brokerEvents{m_events};
    Ptr<TlsProvisioning> m_tls;                               //!< null: no TLS
    std::shared_ptr<const MqttBrokerProfile> m_brokerProfile; //!< null: none
    MtpNetwork m_network;
    SscpNetwork m_topics; //!< stays empty without topics
    std::unique_ptr<MtpFaults> m_faults;
    std::unique_ptr<KeyOperationRecorder> m_operations;
    std::unique_ptr<VerificationAudit> m_audit;
    std::unique_ptr<KeyMessageRecorder> m_messages; //!< null: nobody asks for them
    std::unique_ptr<RunTracer> m_tracer; //!< watches what is disposed of before it
};

} // namespace

RunStatistics
RunKeyVerification(const Scenario& scenario,
                   uint64_t run,
                   const std::string& folder,
                   const RunTraces& traces)
{
    KeyVerificationRun simulation(scenario, run);
    return simulation.Run(folder, traces);
}

} // namespace iotledger
} // namespace ns3
