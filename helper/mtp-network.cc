/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mtp-network.h"

#include "ns3/address-utils.h"
#include "ns3/broadcast-verification.h"
#include "ns3/mtp-topic.h"
#include "ns3/names.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace iotledger
{

MtpNetwork::MtpNetwork()
    : m_makeVerification([] { return CreateObject<BroadcastVerification>(); }),
      m_pool(std::make_shared<KeyPool>())
{
    m_brokerFactory.SetTypeId(MqttBroker::GetTypeId());
    m_clientFactory.SetTypeId(MqttClient::GetTypeId());
    m_cryptoFactory.SetTypeId(Crypto::GetTypeId());
}

ObjectFactory&
MtpNetwork::GetBrokerFactory()
{
    return m_brokerFactory;
}

ObjectFactory&
MtpNetwork::GetClientFactory()
{
    return m_clientFactory;
}

ObjectFactory&
MtpNetwork::GetCryptoFactory()
{
    return m_cryptoFactory;
}

void
MtpNetwork::SetVerificationMaker(VerificationMaker maker)
{
    m_makeVerification = std::move(maker);
}

void
MtpNetwork::Build(Ptr<NetworkTopology> topology,
                  Ptr<Transport> transport,
                  HostHelper& hosts,
                  Ptr<MtpExperiment> experiment)
{
    const auto place = [&hosts](const std::string& name) {
        auto node = CreateObject<Node>();
        Names::Add(name, node);
        return Placed{node, name, hosts.Place(name)};
    };
    NodeContainer devices;
    m_brokerPlace = place("broker");
    for (uint32_t number = 1; number <= experiment->GetDevices(); ++number)
    {
        m_devicePlaces.push_back(place(mtptopic::ClientId(number)));
        devices.Add(m_devicePlaces.back().node);
    }
    topology->Build(NodeContainer(m_brokerPlace.node), devices);
    InstallBroker(transport);
    UintegerValue port;
    m_broker->GetAttribute("Port", port);
    const auto remote = topology->GetSocketAddress(m_brokerPlace.node, port.Get());
    for (const auto& device : m_devicePlaces)
    {
        InstallDevice(device, remote, transport, experiment);
    }
}

int64_t
MtpNetwork::AssignStreams(int64_t stream)
{
    int64_t next = stream;
    for (const auto& crypto : m_cryptos)
    {
        next += crypto->AssignStreams(next);
    }
    return next - stream;
}

int64_t
MtpNetwork::AssignVerificationStreams(int64_t stream)
{
    int64_t next = stream;
    for (const auto& device : m_devices)
    {
        next += device->GetSender()->GetVerification()->AssignStreams(next);
    }
    next += m_proverCrypto->AssignStreams(next);
    return next - stream;
}

void
MtpNetwork::ProvisionBrokerKey()
{
    const auto key = m_prover->ProvisionKey();
    for (const auto& device : m_devices)
    {
        device->GetSender()->GetVerification()->SetBrokerKey(key);
    }
}

Ptr<MqttBroker>
MtpNetwork::GetBroker() const
{
    return m_broker;
}

Ptr<KeyDirectory>
MtpNetwork::GetDirectory() const
{
    return m_directory;
}

const std::vector<Ptr<MtpDevice>>&
MtpNetwork::GetDevices() const
{
    return m_devices;
}

const MtpNetwork::Placed&
MtpNetwork::GetBrokerPlace() const
{
    return m_brokerPlace;
}

const std::vector<MtpNetwork::Placed>&
MtpNetwork::GetDevicePlaces() const
{
    return m_devicePlaces;
}

void
MtpNetwork::Dispose()
{
    for (const auto& device : m_devices)
    {
        device->Dispose();
    }
    m_prover->Dispose();
    m_directory->Dispose();
}

Ptr<Crypto>
MtpNetwork::MakeCrypto(const Machine& machine) const
{
    auto crypto = m_cryptoFactory.Create<Crypto>();
    crypto->SetProfile(machine.profile);
    return crypto;
}

void
MtpNetwork::InstallBroker(Ptr<Transport> transport)
{
    auto crypto = MakeCrypto(m_brokerPlace.machine);
    m_cryptos.push_back(crypto);
    auto strand = CreateObject<Strand>(m_brokerPlace.machine.host);
    m_broker = m_brokerFactory.Create<MqttBroker>();
    m_broker->SetTransport(transport);
    m_broker->SetStrand(strand);
    m_broker->SetCosts([crypto](uint64_t bytes) { return crypto->SocketRead(bytes); },
                       [crypto](uint64_t bytes) { return crypto->SocketWrite(bytes); });
    m_brokerPlace.node->AddApplication(m_broker);
    m_directory = CreateObject<KeyDirectory>();
    m_directory->Install(m_broker, m_pool);
    m_proverCrypto = MakeCrypto(m_brokerPlace.machine);
    m_prover = CreateObject<KeyProver>();
    m_prover->Install(m_broker, m_directory, m_proverCrypto, strand);
}

void
MtpNetwork::InstallDevice(const Placed& place,
                          const Address& remote,
                          Ptr<Transport> transport,
                          Ptr<MtpExperiment> experiment)
{
    auto crypto = MakeCrypto(place.machine);
    m_cryptos.push_back(crypto);
    auto strand = CreateObject<Strand>(place.machine.host);
    auto client = m_clientFactory.Create<MqttClient>();
    client->SetAttribute("ClientId", StringValue(place.name));
    client->SetAttribute("Remote", AddressValue(remote));
    client->SetTransport(transport);
    client->SetStrand(strand);
    client->SetCosts([crypto](uint64_t bytes) { return crypto->SocketRead(bytes); },
                     [crypto](uint64_t bytes) { return crypto->SocketWrite(bytes); });
    place.node->AddApplication(client);

    const uint32_t number = static_cast<uint32_t>(m_devices.size()) + 1;
    auto device = CreateObject<MtpDevice>();
    device->Install(experiment->GetDeviceSettings(number),
                    experiment->GetRsaBits(),
                    client,
                    crypto,
                    strand,
                    m_pool,
                    m_makeVerification());
    m_devices.push_back(device);
}

} // namespace iotledger
} // namespace ns3
