/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef IOT_SERVICE_PLATFORM_H
#define IOT_SERVICE_PLATFORM_H

#include "ns3/client-identity.h"
#include "ns3/contract-chaincode.h"

#include <map>
#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The IoT service platform's chaincode `iot-service-platform`: registries of devices and
 * services, and the broker of requests and responses between them.
 *
 * - device_registry: Register(device), Get(org, id), GetAll(org), Deregister(device)
 * - service_registry: Register(service), Get(org, id, name), GetAll(org, id), Deregister(service)
 * - service_broker: Request(request), Respond(response), Get(id), GetAll(org, id, name), Remove(id)
 *
 * A device registers itself and its own services only, and responds only to requests made to it;
 * anyone may request. Each change sets an event `device://…`, `service://…` or `request://…`.
 *
 * Source: nexus-lab/iot-service-blockchain (state of 2022-11), contract/.
 */
class IotServicePlatform : public ContractChaincode
{
  public:
    IotServicePlatform();

  private:
    void AddDeviceRegistry();
    void AddServiceRegistry();
    void AddServiceBroker();

    /// @return who signed the proposal; throws if its certificate cannot be read
    const ClientIdentity& GetCaller(ChaincodeStub& stub);

    /// Throws @p complaint unless the caller is this device.
    void DemandCaller(ChaincodeStub& stub,
                      const std::string& organizationId,
                      const std::string& deviceId,
                      const char* complaint);

    std::map<std::string, ClientIdentity> m_callers; //!< read before, by serialized identity
};

} // namespace iotledger
} // namespace ns3

#endif /* IOT_SERVICE_PLATFORM_H */
