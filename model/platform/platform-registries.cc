/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "platform-registries.h"

namespace ns3
{
namespace iotledger
{

namespace
{

PlatformRequestIndex
MakeIndex(const PlatformRequest& request)
{
    return {request.service.organizationId,
            request.service.deviceId,
            request.service.name,
            request.id};
}

} // namespace

std::string
PlatformExchange::ToJson() const
{
    return "{\"request\":" + request.ToJson() +
           ",\"response\":" + (response ? response->ToJson() : "null") + "}";
}

PlatformRegistries::PlatformRegistries(ChaincodeStub& stub)
    : m_devices(stub),
      m_services(stub),
      m_requests(stub),
      m_responses(stub),
      m_indices(stub)
{
}

PlatformList<PlatformDevice>&
PlatformRegistries::GetDevices()
{
    return m_devices;
}

PlatformList<PlatformService>&
PlatformRegistries::GetServices()
{
    return m_services;
}

void
PlatformRegistries::DeregisterDevice(const PlatformDevice& device)
{
    for (const auto& service : m_services.GetAll(device.GetKey()))
    {
        DeregisterService(service);
    }
    m_devices.Remove(device);
}

void
PlatformRegistries::RegisterService(const PlatformService& service)
{
    m_devices.Get({service.organizationId, service.deviceId});
    m_services.Put(service);
}

void
PlatformRegistries::DeregisterService(const PlatformService& service)
{
    for (const auto& exchange : GetExchanges(service.GetKey()))
    {
        RemoveExchange(exchange.request.id);
    }
    m_services.Remove(service);
}

void
PlatformRegistries::Request(const PlatformRequest& request)
{
    m_services.Get(request.service.GetKey());
    if (m_requests.Find(request.GetKey()))
    {
        throw ChaincodeError("request already exists");
    }
    m_requests.Put(request);
    m_indices.Put(MakeIndex(request));
}

void
PlatformRegistries::Respond(const PlatformResponse& response)
{
    m_requests.Get(response.GetKey());
    if (m_responses.Find(response.GetKey()))
    {
        throw ChaincodeError("response already exists");
    }
    m_responses.Put(response);
}

PlatformExchange
PlatformRegistries::GetExchange(const std::string& requestId)
{
    auto request = m_requests.Get({requestId});
    return {std::move(request), m_responses.Find({requestId})};
}

std::vector<PlatformExchange>
PlatformRegistries::GetExchanges(const std::vector<std::string>& service)
{
    std::vector<PlatformExchange> exchanges;
    for (const auto& index : m_indices.GetAll(service))
    {
        exchanges.push_back(GetExchange(index.requestId));
    }
    return exchanges;
}

void
PlatformRegistries::RemoveExchange(const std::string& requestId)
{
    if (const auto response = m_responses.Find({requestId}))
    {
        m_responses.Remove(*response);
    }
    const auto request = m_requests.Get({requestId});
    m_requests.Remove(request);
    m_indices.Remove(MakeIndex(request));
}

} // namespace iotledger
} // namespace ns3
