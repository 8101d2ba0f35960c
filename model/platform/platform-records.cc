/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "platform-records.h"

#include "ns3/chaincode-stub.h"
#include "ns3/go-json.h"
#include "ns3/json-fields.h"
#include "ns3/platform-uuid.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

void
Demand(bool isMet, const char* complaint)
{
    if (!isMet)
    {
        throw ChaincodeError(complaint);
    }
}

/// Puts a JSON object together, field by field.
class JsonObject
{
  public:
    JsonObject& Text(const char* name, const std::string& value)
    {
        return Raw(name, ToGoJson(value));
    }

    JsonObject& Raw(const char* name, const std::string& json)
    {
        m_json += m_json.empty() ? "{\"" : ",\"";
        m_json += name;
        m_json += "\":";
        m_json += json;
        return *this;
    }

    std::string Take()
    {
        return std::move(m_json) + "}";
    }

  private:
    std::string m_json;
};

bool
IsTimeSet(const std::string& time)
{
    return !time.empty() && time != GO_ZERO_TIME;
}

} // namespace

PlatformDevice
PlatformDevice::Parse(const std::string& json)
{
    const JsonFields fields(json, "common.Device");
    return {fields.GetText("id"),
            fields.GetText("organizationId"),
            fields.GetText("name"),
            fields.GetText("description"),
            fields.GetTime("lastUpdateTime")};
}

std::vector<std::string>
PlatformDevice::GetKey() const
{
    return {organizationId, id};
}

std::string
PlatformDevice::ToJson() const
{
    return JsonObject()
        .Text("id", id)
        .Text("organizationId", organizationId)
        .Text("name", name)
        .Text("description", description)
        .Text("lastUpdateTime", lastUpdateTime)
        .Take();
}

void
PlatformDevice::Validate() const
{
    Demand(!id.empty(), "missing device ID in device definition");
    Demand(!organizationId.empty(), "missing organization ID in device definition");
    Demand(!name.empty(), "missing device name in device definition");
    Demand(IsTimeSet(lastUpdateTime), "missing device last update time in device definition");
}

PlatformService
PlatformService::Parse(const std::string& json)
{
    return Read(JsonFields(json, "common.Service"));
}

PlatformService
PlatformService::Read(const JsonFields& fields)
{
    return {fields.GetText("name"),
            fields.GetText("deviceId"),
            fields.GetText("organizationId"),
            fields.GetInt32("version"),
            fields.GetText("description"),
            fields.GetTime("lastUpdateTime")};
}

std::vector<std::string>
PlatformService::GetKey() const
{
    return {organizationId, deviceId, name};
}

std::string
PlatformService::ToJson() const
{
    return JsonObject()
        .Text("name", name)
        .Text("deviceId", deviceId)
        .Text("organizationId", organizationId)
        .Raw("version", std::to_string(version))
        .Text("description", description)
        .Text("lastUpdateTime", lastUpdateTime)
        .Take();
}

void
PlatformService::Validate() const
{
    Demand(!name.empty(), "missing service name in service definition");
    Demand(!deviceId.empty(), "missing device ID in service definition");
    Demand(!organizationId.empty(), "missing organization ID in service definition");
    Demand(version != 0, "missing service version in service definition");
    Demand(version > 0, "service version must be a positive integer");
    Demand(IsTimeSet(lastUpdateTime), "missing service last update time in device definition");
}

PlatformRequest
PlatformRequest::Parse(const std::string& json)
{
    const JsonFields fields(json, "common.ServiceRequest");
    return {fields.GetText("id"),
            fields.GetTime("time"),
            PlatformService::Read(fields.GetObject("service", "common.Service")),
            fields.GetText("method"),
            fields.GetTexts("arguments")};
}

std::vector<std::string>
PlatformRequest::GetKey() const
{
    return {id};
}

std::string
PlatformRequest::ToJson() const
{
    return JsonObject()
        .Text("id", id)
        .Text("time", time)
        .Raw("service", service.ToJson())
        .Text("method", method)
        .Raw("arguments", arguments ? ToGoJson(*arguments) : "null")
        .Take();
}

void
PlatformRequest::Validate() const
{
    Demand(IsUuid(id), "invalid request ID in request definition");
    Demand(!service.organizationId.empty() && !service.deviceId.empty() && !service.name.empty(),
           "missing requested service in request definition");
    Demand(!method.empty(), "missing request method in request definition");
    Demand(arguments.has_value(), "request arguments cannot be null in request definition");
    Demand(IsTimeSet(time), "missing request time in request definition");
}

PlatformResponse
PlatformResponse::Parse(const std::string& json)
{
    const JsonFields fields(json, "common.ServiceResponse");
    return {fields.GetText("requestId"),
            fields.GetTime("time"),
            fields.GetInt32("statusCode"),
            fields.GetText("returnValue")};
}

std::vector<std::string>
PlatformResponse::GetKey() const
{
    return {requestId};
}

std::string
PlatformResponse::ToJson() const
{
    return JsonObject()
        .Text("requestId", requestId)
        .Text("time", time)
        .Raw("statusCode", std::to_string(statusCode))
        .Text("returnValue", returnValue)
        .Take();
}

void
PlatformResponse::Validate() const
{
    Demand(IsUuid(requestId), "invalid request ID in response definition");
    Demand(IsTimeSet(time), "missing response time in response definition");
}

PlatformRequestIndex
PlatformRequestIndex::Parse(const std::string& json)
{
    const JsonFields fields(json, "contract.serviceRequestIndex");
    return {fields.GetText("organizationId"),
            fields.GetText("deviceId"),
            fields.GetText("serviceName"),
            fields.GetText("requestId")};
}

std::vector<std::string>
PlatformRequestIndex::GetKey() const
{
    return {organizationId, deviceId, serviceName, requestId};
}

std::string
PlatformRequestIndex::ToJson() const
{
    return JsonObject()
        .Text("organizationId", organizationId)
        .Text("deviceId", deviceId)
        .Text("serviceName", serviceName)
        .Text("requestId", requestId)
        .Take();
}

void
PlatformRequestIndex::Validate() const
{
}

} // namespace iotledger
} // namespace ns3
