/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PLATFORM_REGISTRIES_H
#define PLATFORM_REGISTRIES_H

#include "ns3/chaincode-stub.h"
#include "ns3/platform-records.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @file
 * The platform's rules over its lists of records, without asking who calls. Internal.
 *
 * Source: nexus-lab/iot-service-blockchain, contract/state_registry.go, device_registry.go,
 * service_registry.go, service_broker.go.
 */

/// One list of records on the ledger.
template <typename Record>
class PlatformList
{
  public:
    explicit PlatformList(ChaincodeStub& stub)
        : m_stub(stub)
    {
    }

    /// Reads nothing: an older record is overwritten.
    void Put(const Record& record)
    {
        record.Validate();
        m_stub.PutState(MakeKey(record.GetKey()), record.ToJson());
    }

    std::optional<Record> Find(const std::vector<std::string>& key)
    {
        const auto json = m_stub.GetState(MakeKey(key));
        return json ? std::make_optional(Record::Parse(*json)) : std::nullopt;
    }

    Record Get(const std::vector<std::string>& key)
    {
        auto record = Find(key);
        if (!record)
        {
            throw ChaincodeError(MakeKey(key) + " not found");
        }
        return std::move(*record);
    }

    /// @return the records whose keys begin with @p key
    std::vector<Record> GetAll(const std::vector<std::string>& key)
    {
        std::vector<Record> records;
        const auto entries = m_stub.GetStateByPartialCompositeKey(Record::LIST, key);
        while (entries->HasNext())
        {
            records.push_back(Record::Parse(entries->Next().value));
        }
        entries->Close();
        return records;
    }

    void Remove(const Record& record)
    {
        const auto key = MakeKey(record.GetKey());
        if (!m_stub.GetState(key))
        {
            throw ChaincodeError(key + " not found");
        }
        m_stub.DelState(key);
    }

  private:
    static std::string MakeKey(const std::vector<std::string>& components)
    {
        return ChaincodeStub::CreateCompositeKey(Record::LIST, components);
    }

    ChaincodeStub& m_stub;
};

/// A request and what was responded, if anything was.
struct PlatformExchange
{
    PlatformRequest request;
    std::optional<PlatformResponse> response;

    std::string ToJson() const;
};

/// All lists together, during one call.
class PlatformRegistries
{
  public:
    explicit PlatformRegistries(ChaincodeStub& stub);

    PlatformList<PlatformDevice>& GetDevices();
    PlatformList<PlatformService>& GetServices();

    void DeregisterDevice(const PlatformDevice& device); //!< with its services
    void RegisterService(const PlatformService& service);
    void DeregisterService(const PlatformService& service); //!< with all requests to it

    void Request(const PlatformRequest& request);
    void Respond(const PlatformResponse& response);
    PlatformExchange GetExchange(const std::string& requestId);
    std::vector<PlatformExchange> GetExchanges(const std::vector<std::string>& service);
    void RemoveExchange(const std::string& requestId);

  private:
    PlatformList<PlatformDevice> m_devices;
    PlatformList<PlatformService> m_services;
    PlatformList<PlatformRequest> m_requests;
    PlatformList<PlatformResponse> m_responses;
    PlatformList<PlatformRequestIndex> m_indices;
};

} // namespace iotledger
} // namespace ns3

#endif /* PLATFORM_REGISTRIES_H */
