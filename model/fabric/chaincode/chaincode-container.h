/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CHAINCODE_CONTAINER_H
#define CHAINCODE_CONTAINER_H

#include "ns3/chaincode.h"
#include "ns3/fabric-ledger.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// What passed between a peer and a chaincode during one call: the measure of its cost.
struct ChaincodeCounts
{
    uint32_t gets{0};
    uint32_t puts{0};
    uint32_t deletes{0};
    uint32_t rangePages{0}; //!< of up to 100 results
    uint32_t rangeResults{0};
    uint32_t historyPages{0}; //!< likewise
    uint32_t closes{0};       //!< of iterators
    uint32_t calls{0};        //!< of other chaincodes
    uint64_t bytesIn{0};      //!< [B] of arguments, keys, values to chaincodes
    uint64_t bytesOut{0};     //!< [B] of keys, values, results from chaincodes

    /// @return how often the chaincode waited for the peer; the call itself is not among them
    uint32_t GetRoundTrips() const;
};

/**
 * @ingroup iot-ledger
 * @brief The chaincodes installed on one peer for one channel. It executes proposals against the
 * channel's ledger.
 *
 * A chaincode can be called once its definition is committed: the namespace `_lifecycle` has the
 * key `namespaces/fields/NAME/Sequence`, which each call reads (see LifecycleChaincode).
 *
 * Source: Hyperledger Fabric v2.4.3, core/chaincode (handler.go, chaincode_support.go,
 * query_response_generator.go) and fabric-chaincode-go v2, shim (stub.go, handler.go).
 */
class ChaincodeContainer
{
  public:
    /// Results of a query that go in one message (core/chaincode/chaincode_support.go).
    static constexpr uint32_t PAGE_SIZE{100};

    /// Results of a query at most (sampleconfig/core.yaml, ledger.state.totalQueryLimit).
    static constexpr uint32_t QUERY_LIMIT{100'000};

    struct Proposal
    {
        std::string channel;
        std::string chaincode;
        std::vector<std::string> arguments; //!< the function's name first
        std::string txId;
        ChaincodeTimestamp timestamp;
        SharedBytes creator; //!< a SerializedIdentity
        std::map<std::string, std::string> transient;
        bool isInit{false};

        /// Whether the creator may use a resource ("peer/ChaincodeToChaincode"); null: any.
        std::function<bool(const std::string& resource)> isAllowed;
    };

    struct Result
    {
        int32_t status{0};
        std::string message;
        SharedBytes payload;
        SharedBytes readWriteSet; //!< TxReadWriteSet
        SharedBytes event;        //!< ChaincodeEvent; empty: none was set
        std::string version;      //!< of the chaincode, for its ChaincodeID
        ChaincodeCounts counts;
        bool isFound{true}; //!< false: there is no such chaincode here, message says so
    };

    /// @param ledger must outlive this
    explicit ChaincodeContainer(const FabricLedger& ledger);

    void Install(const std::string& name,
                 const std::string& version,
                 std::shared_ptr<Chaincode> chaincode);

    Result Execute(const Proposal& proposal) const;

  private:
    friend class ChaincodeCall;

    struct Installed
    {
        std::string version;
        std::shared_ptr<Chaincode> chaincode;
    };

    const FabricLedger& m_ledger;
    std::map<std::string, Installed> m_chaincodes;
};

} // namespace iotledger
} // namespace ns3

#endif /* CHAINCODE_CONTAINER_H */
