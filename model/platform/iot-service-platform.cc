/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "iot-service-platform.h"

#include "platform-registries.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

template <typename Record>
std::string
ToJson(const std::vector<Record>& records)
{
    std::string json = "[";
    for (const auto& record : records)
    {
        json += (json.size() > 1 ? "," : "") + record.ToJson();
    }
    return json + "]";
}

std::string
DeviceEvent(const PlatformDevice& device, const char* action)
{
    return "device://" + device.organizationId + "/" + device.id + "/" + action;
}

/// @return what stands between an event's scheme and its action
std::string
ServicePath(const PlatformService& service)
{
    return service.organizationId + "/" + service.deviceId + "/" + service.name + "/";
}

std::string
RequestEvent(const PlatformRequest& request, const char* action)
{
    return "request://" + ServicePath(request.service) + request.id + "/" + action;
}

} // namespace

IotServicePlatform::IotServicePlatform()
{
    AddDeviceRegistry();
    AddServiceRegistry();
    AddServiceBroker();
}

const ClientIdentity&
IotServicePlatform::GetCaller(ChaincodeStub& stub)
{
    const auto [entry, isNew] = m_callers.try_emplace(stub.GetCreator().ToString());
    if (isNew)
    {
        auto identity = ReadClientIdentity(stub.GetCreator());
        if (!identity)
        {
            m_callers.erase(entry);
            throw ChaincodeError("cannot determine identity");
        }
        entry->second = std::move(*identity);
    }
    return entry->second;
}

void
IotServicePlatform::DemandCaller(ChaincodeStub& stub,
                                 const std::string& organizationId,
                                 const std::string& deviceId,
                                 const char* complaint)
{
    const auto& caller = GetCaller(stub);
    if (caller.organizationId != organizationId || caller.deviceId != deviceId)
    {
        throw ChaincodeError(complaint);
    }
}

void
IotServicePlatform::AddDeviceRegistry()
{
    const auto add = [this](const char* name, std::size_t parameters, Function function) {
        AddFunction("device_registry", name, parameters, std::move(function));
    };
    add("Register", 1, [this](auto& stub, const auto& p) {
        const auto device = PlatformDevice::Parse(p[0]);
        DemandCaller(stub,
                     device.organizationId,
                     device.id,
                     "cannot register a device other than the requested device");
        PlatformRegistries(stub).GetDevices().Put(device);
        stub.SetEvent(DeviceEvent(device, "register"), device.ToJson());
        return std::string();
    });
    add("Get", 2, [](auto& stub, const auto& p) {
        return PlatformRegistries(stub).GetDevices().Get(p).ToJson();
    });
    add("GetAll", 1, [](auto& stub, const auto& p) {
        return ToJson(PlatformRegistries(stub).GetDevices().GetAll(p));
    });
    add("Deregister", 1, [this](auto& stub, const auto& p) {
        const auto device = PlatformDevice::Parse(p[0]);
        DemandCaller(stub,
                     device.organizationId,
                     device.id,
                     "cannot deregister a device other than the requested device");
        PlatformRegistries(stub).DeregisterDevice(device);
        stub.SetEvent(DeviceEvent(device, "deregister"), device.ToJson());
        return std::string();
    });
}

void
IotServicePlatform::AddServiceRegistry()
{
    const auto add = [this](const char* name, std::size_t parameters, Function function) {
        AddFunction("service_registry", name, parameters, std::move(function));
    };
    add("Register", 1, [this](auto& stub, const auto& p) {
        const auto service = PlatformService::Parse(p[0]);
        DemandCaller(stub,
                     service.organizationId,
                     service.deviceId,
                     "cannot register a service other than one of the requested device");
        PlatformRegistries(stub).RegisterService(service);
        stub.SetEvent("service://" + ServicePath(service) + "register", service.ToJson());
        return std::string();
    });
    add("Get", 3, [](auto& stub, const auto& p) {
        return PlatformRegistries(stub).GetServices().Get(p).ToJson();
    });
    add("GetAll", 2, [](auto& stub, const auto& p) {
        return ToJson(PlatformRegistries(stub).GetServices().GetAll(p));
    });
    add("Deregister", 1, [this](auto& stub, const auto& p) {
        const auto service = PlatformService::Parse(p[0]);
        DemandCaller(stub,
                     service.organizationId,
                     service.deviceId,
                     "cannot deregister a service other than one of the requested device");
        PlatformRegistries(stub).DeregisterService(service);
        stub.SetEvent("service://" + ServicePath(service) + "deregister", service.ToJson());
        return std::string();
    });
}

void
IotServicePlatform::AddServiceBroker()
{
    const auto add = [this](const char* name, std::size_t parameters, Function function) {
        AddFunction("service_broker", name, parameters, std::move(function));
    };
    add("Request", 1, [](auto& stub, const auto& p) {
        const auto request = PlatformRequest::Parse(p[0]);
        PlatformRegistries(stub).Request(request);
        stub.SetEvent(RequestEvent(request, "request"), request.ToJson());
        return std::string();
    });
    add("Respond", 1, [this](auto& stub, const auto& p) {
        const auto response = PlatformResponse::Parse(p[0]);
        PlatformRegistries registries(stub);
        const auto request = registries.GetExchange(response.requestId).request;
        DemandCaller(stub,
                     request.service.organizationId,
                     request.service.deviceId,
                     "cannot create response from a device other than the requested device");
        registries.Respond(response);
        stub.SetEvent(RequestEvent(request, "respond"), response.ToJson());
        return std::string();
    });
    add("Get", 1, [](auto& stub, const auto& p) {
        return PlatformRegistries(stub).GetExchange(p[0]).ToJson();
    });
    add("GetAll", 3, [](auto& stub, const auto& p) {
        return ToJson(PlatformRegistries(stub).GetExchanges(p));
    });
    add("Remove", 1, [this](auto& stub, const auto& p) {
        PlatformRegistries registries(stub);
        const auto request = registries.GetExchange(p[0]).request;
        DemandCaller(stub,
                     request.service.organizationId,
                     request.service.deviceId,
                     "cannot remove response from a device other than the requested device");
        registries.RemoveExchange(p[0]);
        stub.SetEvent(RequestEvent(request, "remove"), p[0]);
        return std::string();
    });
}

} // namespace iotledger
} // namespace ns3
