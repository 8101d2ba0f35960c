/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GATEWAY_TRANSACTION_H
#define GATEWAY_TRANSACTION_H

#include "fabric-gateway.pb.h"

#include "ns3/fabric-gateway-client.h"

#include <memory>

namespace ns3
{
namespace iotledger
{

/**
 * @brief One transaction of a FabricGatewayClient, from proposal to commit. Internal.
 *
 * Source: hyperledger/fabric-gateway v1.0, pkg/client (proposal.go, transaction.go, commit.go).
 */
class GatewayTransaction : public std::enable_shared_from_this<GatewayTransaction>
{
  public:
    GatewayTransaction(FabricGatewayClient& client,
                       uint64_t number,
                       TransactionRequest request,
                       FabricGatewayClient::Done done);

    void Start();
    void Abandon(); //!< no callback any more

    const TransactionResult& GetResult() const;

  private:
    using Step = void (GatewayTransaction::*)(const SharedBytes&);

    Costed<fabric::SignedProposal> MakeSignedProposal();
    void Propose();
    void HandleEvaluated(const SharedBytes& message);
    void HandleEndorsed(const SharedBytes& message);
    void Submit();
    void HandleSubmitted(const SharedBytes& message);
    void AwaitCommit();
    void HandleCommitted(const SharedBytes& message);

    /// Works for @p cost and each byte, then calls the gateway; a status other than OK is the end.
    void Call(const char* method, const SharedBytes& request, Time cost, Time timeout, Step then);
    void Fail(GrpcCode code, const std::string& message);
    void End();

    FabricGatewayClient* m_client; //!< null: abandoned
    uint64_t m_number;
    TransactionRequest m_request;
    FabricGatewayClient::Done m_done;
    TransactionResult m_result;
    fabric::Envelope m_envelope;
};

} // namespace iotledger
} // namespace ns3

#endif /* GATEWAY_TRANSACTION_H */
