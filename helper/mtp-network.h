/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MTP_NETWORK_H
#define MTP_NETWORK_H

#include "ns3/host-helper.h"
#include "ns3/key-directory.h"
#include "ns3/key-pool.h"
#include "ns3/key-prover.h"
#include "ns3/mqtt-broker.h"
#include "ns3/mtp-device.h"
#include "ns3/mtp-experiment.h"
#include "ns3/network-topology.h"
#include "ns3/object-factory.h"
#include "ns3/tcp-transport.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief A broker and N devices, connected by a topology, each with its machine and programs.
 *
 * Give it the parts, then Build; what it built stays with it. Programs' own parameters are set on
 * the factories first.
 */
class MtpNetwork
{
  public:
    /// What runs on one node.
    struct Placed
    {
        Ptr<Node> node;
        std::string name; //!< broker, device1, device2 …
        Machine machine;
    };

    MtpNetwork();

    ObjectFactory& GetBrokerFactory(); //!< of MqttBroker
    ObjectFactory& GetClientFactory(); //!< of MqttClient
    ObjectFactory& GetCryptoFactory(); //!< of Crypto

    using VerificationMaker = std::function<Ptr<VerificationStrategy>()>;
    /// How devices verify keys: @p maker is asked once for each; without, by broadcast.
    void SetVerificationMaker(VerificationMaker maker);

    /**
     * Makes the nodes and all that runs on them.
     * @param topology connects them; built here
     * @param transport carries their messages
     * @param hosts places them on machines
     * @param experiment says how many devices, and what each is given
     */
    void Build(Ptr<NetworkTopology> topology,
               Ptr<Transport> transport,
               HostHelper& hosts,
               Ptr<MtpExperiment> experiment);

    /// Pins the random streams. @return how many were taken.
    int64_t AssignStreams(int64_t stream);

    /// Pins those of the devices' verification and of the broker's proofs.
    /// @return how many were taken.
    int64_t AssignVerificationStreams(int64_t stream);

    /// Makes the key that the broker signs with and gives it to the devices: what
    /// DigestVerification needs. Call it before the simulation starts, when streams are pinned.
    void ProvisionBrokerKey();

    /// @return cryptography on a machine; its streams are not pinned with the others.
    Ptr<Crypto> MakeCrypto(const Machine& machine) const;

    Ptr<MqttBroker> GetBroker() const;
    Ptr<KeyDirectory> GetDirectory() const;
    const std::vector<Ptr<MtpDevice>>& GetDevices() const; //!< by number - 1
    const Placed& GetBrokerPlace() const;
    const std::vector<Placed>& GetDevicePlaces() const; //!< by number - 1

    void Dispose();

  private:
    void InstallBroker(Ptr<Transport> transport);
    void InstallDevice(const Placed& place,
                       const Address& remote,
                       Ptr<Transport> transport,
                       Ptr<MtpExperiment> experiment);

    ObjectFactory m_brokerFactory;
    ObjectFactory m_clientFactory;
    ObjectFactory m_cryptoFactory;
    VerificationMaker m_makeVerification;
    Placed m_brokerPlace;
    std::vector<Placed> m_devicePlaces;
    std::shared_ptr<KeyPool> m_pool;
    Ptr<MqttBroker> m_broker;
    Ptr<KeyDirectory> m_directory;
    Ptr<KeyProver> m_prover;
    Ptr<Crypto> m_proverCrypto;
    std::vector<Ptr<MtpDevice>> m_devices;
    std::vector<Ptr<Crypto>> m_cryptos; //!< the broker's, then the devices'
};

} // namespace iotledger
} // namespace ns3

#endif /* MTP_NETWORK_H */
