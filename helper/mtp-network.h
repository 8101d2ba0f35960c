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

    /// Puts something between a node's program and the transport of all.
    using TransportWrapper = std::function<Ptr<Transport>(const std::string& node,
                                                          Ptr<Transport> transport,
                                                          Ptr<Crypto> crypto,
                                                          Ptr<Strand> strand)>;

    MtpNetwork();

    void SetTransportWrapper(TransportWrapper wrapper); //!< before Build; null: nothing between

    ObjectFactory& GetBrokerFactory(); //!< of MqttBroker
    ObjectFactory& GetClientFactory(); //!< of MqttClient
    ObjectFactory& GetCryptoFactory(); //!< of Crypto

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

    Ptr<MqttBroker> GetBroker() const;
    Ptr<KeyDirectory> GetDirectory() const;
    const std::vector<Ptr<MtpDevice>>& GetDevices() const; //!< by number - 1
    const Placed& GetBrokerPlace() const;
    const std::vector<Placed>& GetDevicePlaces() const; //!< by number - 1

    void Dispose();

  private:
    Ptr<Crypto> MakeCrypto(const Machine& machine);
    Ptr<Transport> Wrap(const Placed& place,
                        Ptr<Transport> transport,
                        Ptr<Crypto> crypto,
                        Ptr<Strand> strand) const;
    void InstallBroker(Ptr<Transport> transport);
    void InstallDevice(const Placed& place,
                       const Address& remote,
                       Ptr<Transport> transport,
                       Ptr<MtpExperiment> experiment);

    TransportWrapper m_wrapper;
    ObjectFactory m_brokerFactory;
    ObjectFactory m_clientFactory;
    ObjectFactory m_cryptoFactory;
    Placed m_brokerPlace;
    std::vector<Placed> m_devicePlaces;
    std::shared_ptr<KeyPool> m_pool;
    Ptr<MqttBroker> m_broker;
    Ptr<KeyDirectory> m_directory;
    std::vector<Ptr<MtpDevice>> m_devices;
    std::vector<Ptr<Crypto>> m_cryptos; //!< the broker's, then the devices'
};

} // namespace iotledger
} // namespace ns3

#endif /* MTP_NETWORK_H */
