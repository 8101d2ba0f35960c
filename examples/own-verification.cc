/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A verification strategy of one's own: "trust on first use". A device takes the first key it sees
// of a recipient and refuses any other. Device 1 sends to device 3 twice; in between, its copy of
// device 3's key is replaced, and the second send is stopped without a message to anyone.

#include "ns3/iot-ledger-module.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <iostream>

using namespace ns3;
using namespace ns3::iotledger;

class FirstUseVerification : public VerificationStrategy
{
  public:
    void Verify(uint32_t /* operation */, const SubjectKey& target, EndedCallback ended) override
    {
        const auto known = m_known.emplace(target.subject, target.key).first;
        VerificationResult result;
        if (known->second != target.key)
        {
            result.outcome = VerificationOutcome::MISMATCH;
            result.finding = "not the key seen first";
        }
        ended(result);
    }

  private:
    std::map<KeySubject, SharedBytes> m_known;
};

int
main()
{
    auto experiment = CreateObject<MtpExperiment>();
    experiment->SetAttribute("Devices", UintegerValue(4));
    experiment->SetAttribute("Rounds", UintegerValue(2));
    experiment->SetAttribute("Registration", StringValue("provisioned"));
    experiment->SetPairs({{1, 3}});

    HostPlacement boards; // every node has a Raspberry Pi 4 of its own
    boards.nodes = NodeSelection({"*"});
    boards.profile = "raspberry-pi-4";
    HostHelper hosts({boards});

    MtpNetwork network;
    network.SetVerificationMaker([] { return CreateObject<FirstUseVerification>(); });
    network.Build(CreateObject<TreeTopology>(), CreateObject<TcpTransport>(), hosts, experiment);
    network.AssignStreams(experiment->AssignStreams(0));

    EventLog events(1);
    MtpFaults faults(network, experiment->GetRsaBits(), events);
    KeyOperationRecorder recorder(1, experiment->GetDevices(), events);
    for (const auto& device : network.GetDevices())
    {
        recorder.Watch(device);
    }
    recorder.SetEndedCallback([&](const KeyOperation& operation) {
        std::cout << operation.operation << ": " << operation.outcome << "\n";
        if (operation.operation == "datasend")
        {
            faults.ScheduleTamper(Time(), 1, 3);
        }
        experiment->HandleEnded(operation);
    });
    experiment->Install(network.GetDevices(), network.GetDirectory());

    Simulator::Run();
    std::cout << events.GetTable().ToString();
    network.Dispose();
    Simulator::Destroy();
    return 0;
}
