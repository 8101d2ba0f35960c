/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "peer-runtime.h"

#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace iotledger
{

PeerRuntime::PeerRuntime(const FabricPlace& placeOf,
                         Ptr<Executor> chaincodeProcess,
                         const FabricPeerCosts& costsOf,
                         const ChaincodeCosts& chaincodeCostsOf,
                         const FabricPeerSettings& settingsOf,
                         FabricPeerTraces& tracesOf,
                         Ptr<UniformRandomVariable> random,
                         Ptr<UniformRandomVariable> jitter)
    : place(placeOf),
      costs(costsOf),
      chaincodeCosts(chaincodeCostsOf),
      settings(settingsOf),
      traces(tracesOf),
      m_chaincodeProcess(chaincodeProcess),
      m_random(random),
      m_jitter(jitter)
{
}

void
PeerRuntime::Run(Time cost, std::function<void()> done) const
{
    place.process->Submit(cost, Guard(std::move(done)));
}

void
PeerRuntime::RunAfterSync(Time cost, std::function<void()> done) const
{
    place.process->SubmitAfterBlocking(cost, Guard(std::move(done)));
}

void
PeerRuntime::RunChaincode(Time cost, std::function<void()> done) const
{
    m_chaincodeProcess->Submit(cost, Guard(std::move(done)));
}

void
PeerRuntime::Sync(uint64_t bytes, std::function<void()> done) const
{
    place.disk->WriteAndSync(bytes, Guard(std::move(done)));
}

void
PeerRuntime::After(Time delay, std::function<void()> done) const
{
    Simulator::Schedule(delay, std::function<void()>(Guard(std::move(done))));
}

void
PeerRuntime::Every(Time interval, std::function<void()> tick) const
{
    // its own copy each time: the chain ends when Guard drops it
    const auto repeat = [this, interval, tick](const auto& self) -> void {
        tick();
        After(interval, [self] { self(self); });
    };
    After(NanoSeconds(static_cast<int64_t>(
              m_random->GetValue(0, static_cast<double>(interval.GetNanoSeconds())))),
          [repeat] { repeat(repeat); });
}

Ptr<GrpcClient>
PeerRuntime::Connect(const FabricEndpoint& remote) const
{
    const auto client =
        CreateObject<GrpcClient>(place.transport, place.node, remote.address, remote.name);
    client->SetAttribute("MaxReceiveSize", UintegerValue(MAX_MESSAGE));
    client->SetAttribute("BackoffJitter", PointerValue(m_jitter));
    return client;
}

void
PeerRuntime::Stop()
{
    m_life.reset();
}

int64_t
PeerRuntime::GetSeconds() const
{
    return settings.epoch + Simulator::Now().GetNanoSeconds() / 1'000'000'000;
}

Time
PeerRuntime::GetClock() const
{
    return Seconds(settings.epoch) + Simulator::Now();
}

uint32_t
PeerRuntime::Draw(uint32_t bound) const
{
    return bound < 2 ? 0 : m_random->GetInteger(0, bound - 1);
}

} // namespace iotledger
} // namespace ns3
