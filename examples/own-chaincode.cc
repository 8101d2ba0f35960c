/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A chaincode of one's own: meters whose readings never fall. Two organisations endorse every
// reading; two readings of one meter at once conflict, and one that falls is refused before it is
// ordered.

#include "ns3/iot-ledger-module.h"
#include "ns3/simulator.h"

#include <iostream>

using namespace ns3;
using namespace ns3::iotledger;

class MeterChaincode : public ContractChaincode
{
  public:
    MeterChaincode()
    {
        AddFunction("meter", "Report", 2, [](ChaincodeStub& stub, const Parameters& parameters) {
            const auto last = stub.GetState(parameters[0]);
            const int64_t reading = GetInteger(parameters, 1);
            if (last && std::stoll(*last) > reading)
            {
                throw ChaincodeError("meter " + parameters[0] + " stands at " + *last);
            }
            stub.PutState(parameters[0], std::to_string(reading));
            return parameters[1]; // the transaction's payload
        });
    }
};

void
Print(const TransactionResult& result)
{
    std::cout << result.payload.ToString() << " " << result.code << " " << result.error << "\n";
}

int
main()
{
    FabricNetwork::Settings settings;
    settings.organizations = {{"Utility", 2}, {"Grid", 2}}; // with two peers each
    settings.clients = 2;
    settings.channels = {"meters"};
    settings.chaincode = "meter";
    settings.makeChaincode = [] { return std::make_shared<MeterChaincode>(); };
    settings.config.batchTimeout = MilliSeconds(500);

    HostPlacement servers; // every node has a server of its own
    servers.nodes = NodeSelection({"*"});
    servers.profile = "x86-server";
    servers.cores = 4;
    HostHelper hosts({servers});
    FabricNetwork network;
    network.Build(settings, CreateObject<StarTopology>(), CreateObject<TcpTransport>(), hosts, 0);

    const auto report = [&](Time at, uint32_t client, const std::string& reading) {
        TransactionRequest request{"meters", "meter", {}, false};
        request.arguments = {SharedBytes("Report"), SharedBytes("m1"), SharedBytes(reading)};
        Simulator::Schedule(at, [&network, client, request] {
            network.GetClients()[client]->Invoke(request, &Print);
        });
    };
    Simulator::Schedule(Seconds(5), [&] { network.Define("meters", [](const auto&) {}); });
    report(Seconds(10), 0, "100");
    report(Seconds(12), 0, "120"); // both read 100, and only the first in the block writes
    report(Seconds(12), 1, "130");
    report(Seconds(14), 1, "90");
    Simulator::Stop(Seconds(20));
    Simulator::Run();
    network.Dispose();
    Simulator::Destroy();
    return 0;
}
