/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What a public-key verification round (MTP, equation 2 of the paper) costs this project: a sender
// asks, the broker tells all devices, each answers through the broker. Keys are in place from the
// start, and one device's copy differs, so that nothing is sent after the verification.

#include "round-measurement.h"

#include "ns3/command-line.h"
#include "ns3/iot-ledger-module.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

using namespace ns3;
using namespace ns3::iotledger;

int
main(int argc, char* argv[])
{
    uint32_t devices = 100;
    uint32_t rounds = 20;
    CommandLine commandLine(__FILE__);
    commandLine.AddValue("devices", "Number of devices", devices);
    commandLine.AddValue("rounds", "Number of verification rounds", rounds);
    commandLine.Parse(argc, argv);

    RoundMeasurement measurement;
    auto experiment = CreateObject<MtpExperiment>();
    experiment->SetAttribute("Devices", UintegerValue(devices));
    experiment->SetAttribute("Rounds", UintegerValue(rounds));
    experiment->SetAttribute("Registration", StringValue("provisioned"));
    experiment->SetPairs({{1, 3}});

    HostPlacement anywhere;
    anywhere.name = "all";
    anywhere.nodes = NodeSelection({"*"});
    anywhere.profile = "x86-server";
    HostHelper hosts({anywhere});

    auto topology = CreateObject<TreeTopology>();
    auto transport = CreateObject<TcpTransport>();
    MtpNetwork network;
    network.Build(topology, transport, hosts, experiment);
    network.AssignStreams(experiment->AssignStreams(0));

    EventLog events(1);
    MtpFaults faults(network, experiment->GetRsaBits(), events);
    KeyOperationRecorder recorder(1, devices, events);
    recorder.Watch(network.GetBroker());
    recorder.Watch(network.GetDirectory());
    for (const auto& device : network.GetDevices())
    {
        recorder.Watch(device);
    }
    uint64_t mismatches = 0;
    recorder.SetEndedCallback([&](const KeyOperation& operation) {
        mismatches += operation.mismatches;
        experiment->HandleEnded(operation);
    });
    experiment->Install(network.GetDevices(), network.GetDirectory());
    faults.ScheduleTamper(Time(), 2, 3);
    experiment->SetPhaseCallbacks([&] { measurement.Begin(); }, [&] { measurement.End(); });

    Simulator::Run();
    NS_ABORT_MSG_IF(mismatches != rounds, "a round did not end as it should");
    // A round: the question to the broker, then to every device; an answer of each, relayed.
    measurement.Print("verification-round", devices, uint64_t(rounds) * (1 + 3 * devices));
    network.Dispose();
    Simulator::Destroy();
    return 0;
}
