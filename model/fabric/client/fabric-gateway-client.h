/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FABRIC_GATEWAY_CLIENT_H
#define FABRIC_GATEWAY_CLIENT_H

#include "ns3/application.h"
#include "ns3/fabric-client-costs.h"
#include "ns3/fabric-place.h"
#include "ns3/grpc-client.h"
#include "ns3/traced-callback.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

class GatewayTransaction;

namespace fabric
{
class PeerDeliverResponse;
} // namespace fabric

/// What to invoke. @ingroup iot-ledger
struct TransactionRequest
{
    std::string channel;
    std::string chaincode;
    std::vector<SharedBytes> arguments; //!< the function first
    bool isReadOnly{false};             //!< evaluate only: nothing is ordered
};

/// What became of it. A time that was not reached is negative. @ingroup iot-ledger
struct TransactionResult
{
    std::string transactionId;
    bool isReadOnly{false};
    Time submitted{Seconds(-1)}; //!< Invoke was called
    Time endorsed{Seconds(-1)};  //!< the transaction came back from Endorse
    Time ordered{Seconds(-1)};   //!< Submit was acknowledged
    Time committed{Seconds(-1)}; //!< CommitStatus came
    Time ended{Seconds(-1)};
    uint64_t block{0};
    std::string code;  //!< name of the TxValidationCode, or of the gRPC status that ended it
    std::string error; //!< for people; empty if a status came
    uint64_t proposalBytes{0}; //!< [B] of the signed proposal
    uint64_t envelopeBytes{0}; //!< [B] of the transaction that was submitted
    SharedBytes payload;       //!< what the chaincode answered

    bool IsSuccess() const
    {
        return code == "VALID" || (isReadOnly && code == "OK");
    }
};

/// An event of a committed transaction. @ingroup iot-ledger
struct ChaincodeEventNotice
{
    uint64_t block{0};
    std::string transactionId;
    std::string name;
    SharedBytes payload;
};

/// A transaction of a block, as DeliverFiltered tells of it. @ingroup iot-ledger
struct FilteredTransactionNotice
{
    std::string transactionId;
    std::string code;                         //!< name of the TxValidationCode
    std::vector<ChaincodeEventNotice> events; //!< without payloads
};

/**
 * @ingroup iot-ledger
 * @brief A client of a peer's gateway, as the fabric-gateway SDK: one identity on one connection.
 *
 * A transaction is proposed, endorsed, signed, submitted, and awaited; the client signs three
 * times. Several clients may share a connection, and a process.
 *
 * Source: hyperledger/fabric-gateway v1.0 (pkg/client); Hyperledger Fabric v2.4.3, docs (gateway).
 */
class FabricGatewayClient : public Application
{
  public:
    using Done = std::function<void(const TransactionResult& result)>;
    using EventsCallback = std::function<void(const std::vector<ChaincodeEventNotice>& events)>;
    using BlockCallback = std::function<void(const SharedBytes& block)>; //!< an encoded Block
    using FilteredBlockCallback =
        std::function<void(uint64_t number,
                           const std::vector<FilteredTransactionNotice>& transactions)>;
    using EventsEnded = std::function<void(const std::string& error)>;

    static TypeId GetTypeId();

    FabricGatewayClient();
    ~FabricGatewayClient() override;

    void SetPlace(const FabricPlace& place); //!< its disk is not used

    /// @param connection to the gateway's peer, to which several clients may be attached
    void SetConnection(Ptr<GrpcClient> connection);

    /// Runs a transaction, or evaluates. @return its number here
    uint64_t Invoke(const TransactionRequest& request, Done done);

    /**
     * Receives the events of @p chaincode, those of a block at a time.
     * @param start number of the first block wanted; none: the next one committed
     * @param after transaction behind whose events to begin, if any
     * @return a number for Unsubscribe
     */
    uint64_t SubscribeEvents(const std::string& channel,
                             const std::string& chaincode,
                             std::optional<uint64_t> start,
                             const std::string& after,
                             EventsCallback events,
                             EventsEnded ended);

    /**
     * Receives all blocks of @p channel, by the peer's Deliver service.
     * @param start number of the first block wanted; none: the next one committed
     * @return a number for Unsubscribe
     */
    uint64_t SubscribeBlocks(const std::string& channel,
                             std::optional<uint64_t> start,
                             BlockCallback block,
                             EventsEnded ended);

    /// Likewise, only ids and codes of their transactions and names of their events.
    uint64_t SubscribeFilteredBlocks(const std::string& channel,
                                     std::optional<uint64_t> start,
                                     FilteredBlockCallback block,
                                     EventsEnded ended);
    void Unsubscribe(uint64_t subscription);

    uint32_t GetPending() const; //!< transactions not ended yet

    /// A transaction has ended.
    typedef void (*EndedCallback)(uint64_t number, const TransactionResult& result);

  protected:
    void DoDispose() override;

  private:
    friend class GatewayTransaction;

    void StopApplication() override;
    void End(uint64_t number);
    void Run(Time cost, std::function<void()> task);
    uint64_t Deliver(const char* method,
                     const std::string& channel,
                     std::optional<uint64_t> start,
                     std::function<void(const fabric::PeerDeliverResponse&)> tell,
                     EventsEnded ended);
    static void TellEvents(const SharedBytes& message, const EventsCallback& events);

    FabricPlace m_place;
    Ptr<GrpcClient> m_connection;
    Ptr<FabricClientCosts> m_costs;
    Time m_evaluateTimeout;
    Time m_endorseTimeout;
    Time m_submitTimeout;
    Time m_commitStatusTimeout;
    int64_t m_epoch; //!< [s]
    std::map<uint64_t, std::shared_ptr<GatewayTransaction>> m_transactions;
    std::map<uint64_t, Ptr<GrpcStream>> m_subscriptions;
    uint64_t m_next{1};
    TracedCallback<uint64_t, const TransactionResult&> m_ended;
};

} // namespace iotledger
} // namespace ns3

#endif /* FABRIC_GATEWAY_CLIENT_H */
