/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PLATFORM_RECORDS_H
#define PLATFORM_RECORDS_H

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

class JsonFields;

/**
 * @file
 * @ingroup iot-ledger
 * What the IoT platform keeps on the ledger. Each record knows its list and key, reads itself from
 * JSON and writes itself as Go would, with the fields in this order.
 *
 * Times are RFC 3339 text as Go writes it. Validate throws ChaincodeError.
 *
 * Source: nexus-lab/iot-service-blockchain, common/device.go, service.go, service_request.go,
 * service_response.go, contract/service_broker.go.
 */

struct PlatformDevice
{
    static constexpr const char* LIST = "devices";

    std::string id;
    std::string organizationId;
    std::string name;
    std::string description;
    std::string lastUpdateTime;

    static PlatformDevice Parse(const std::string& json);
    std::vector<std::string> GetKey() const;
    std::string ToJson() const;
    void Validate() const;
};

struct PlatformService
{
    static constexpr const char* LIST = "services";

    std::string name;
    std::string deviceId;
    std::string organizationId;
    int32_t version{0};
    std::string description;
    std::string lastUpdateTime;

    static PlatformService Parse(const std::string& json);
    static PlatformService Read(const JsonFields& fields);
    std::vector<std::string> GetKey() const;
    std::string ToJson() const;
    void Validate() const;
};

struct PlatformRequest
{
    static constexpr const char* LIST = "requests";

    std::string id; //!< a UUID
    std::string time;
    PlatformService service; //!< the requested one
    std::string method;
    std::optional<std::vector<std::string>> arguments;

    static PlatformRequest Parse(const std::string& json);
    std::vector<std::string> GetKey() const;
    std::string ToJson() const;
    void Validate() const;
};

struct PlatformResponse
{
    static constexpr const char* LIST = "responses";

    std::string requestId; //!< a UUID
    std::string time;
    int32_t statusCode{0};
    std::string returnValue;

    static PlatformResponse Parse(const std::string& json);
    std::vector<std::string> GetKey() const;
    std::string ToJson() const;
    void Validate() const;
};

/// Finds the requests to a service.
struct PlatformRequestIndex
{
    static constexpr const char* LIST = "request_indices";

    std::string organizationId;
    std::string deviceId;
    std::string serviceName;
    std::string requestId;

    static PlatformRequestIndex Parse(const std::string& json);
    std::vector<std::string> GetKey() const;
    std::string ToJson() const;
    void Validate() const;
};

} // namespace iotledger
} // namespace ns3

#endif /* PLATFORM_RECORDS_H */
