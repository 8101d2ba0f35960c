/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Four devices of one broker verify a key and send, by the C++ classes alone, without a scenario
// file. With --tamper, device 1's copy of device 3's key is replaced (the paper's figure 15): the
// other devices answer Error and nothing is sent.

#include "ns3/command-line.h"
#include "ns3/iot-ledger-module.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <iostream>

using namespace ns3;
using namespace ns3::iotledger;

int
main(int argc, char* argv[])
{
    bool tamper = false;
    CommandLine commandLine(__FILE__);
    commandLine.AddValue("tamper", "Replace device 1's copy of device 3's key", tamper);
    commandLine.Parse(argc, argv);

    auto experiment = CreateObject<MtpExperiment>();
    experiment->SetAttribute("Devices", UintegerValue(4));
    experiment->SetAttribute("Rounds", UintegerValue(1));
    experiment->SetPairs({{1, 3}});

    HostPlacement boards; // every node has a Raspberry Pi 4 of its own
    boards.nodes = NodeSelection({"*"});
    boards.profile = "raspberry-pi-4";
    boards.cores = 4;
    HostHelper hosts({boards});

    auto topology = CreateObject<TreeTopology>();
    topology->SetAttribute("LinkDelay", TimeValue(MilliSeconds(5)));
    MtpNetwork network;
    network.Build(topology, CreateObject<TcpTransport>(), hosts, experiment);
    network.AssignStreams(experiment->AssignStreams(0));

    EventLog events(1);
    MtpFaults faults(network, experiment->GetRsaBits(), events);
    KeyOperationRecorder recorder(1, experiment->GetDevices(), events);
    recorder.Watch(network.GetBroker());
    recorder.Watch(network.GetDirectory());
    for (const auto& device : network.GetDevices())
    {
        recorder.Watch(device);
    }
    recorder.SetEndedCallback([&](const KeyOperation& operation) {
        std::cout << operation.operation << " by device " << operation.source << ": "
                  << (operation.end - operation.start).As(Time::MS) << ", " << operation.outcome
                  << ", " << operation.mismatches << " of " << operation.replies
                  << " answers Error\n";
        experiment->HandleEnded(operation);
    });
    experiment->Install(network.GetDevices(), network.GetDirectory());
    if (tamper)
    {
        faults.ScheduleTamper(Time(), 1, 3);
    }

    Simulator::Run();
    std::cout << events.GetTable().ToString();
    network.Dispose();
    Simulator::Destroy();
    return 0;
}
