/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "gateway-transaction.h"

#include "ns3/fabric-proposal.h"
#include "ns3/fabric-signer.h"
#include "ns3/random-bytes.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

GatewayTransaction::GatewayTransaction(FabricGatewayClient& client,
                                       uint64_t number,
                                       TransactionRequest request,
                                       FabricGatewayClient::Done done)
    : m_client(&client),
      m_number(number),
      m_request(std::move(request)),
      m_done(std::move(done))
{
    m_result.isReadOnly = m_request.isReadOnly;
    m_result.submitted = Simulator::Now();
}

const TransactionResult&
GatewayTransaction::GetResult() const
{
    return m_result;
}

void
GatewayTransaction::Abandon()
{
    m_client = nullptr;
    m_done = nullptr;
}

void
GatewayTransaction::Start()
{
    m_client->Run(m_client->m_costs->propose, [self = shared_from_this()] { self->Propose(); });
}

Costed<fabric::SignedProposal>
GatewayTransaction::MakeSignedProposal()
{
    const auto& signer = *m_client->m_place.signer;
    const auto now = Simulator::Now().GetNanoSeconds();
    ProposalFields fields;
    fields.channel = m_request.channel;
    fields.chaincode = m_request.chaincode;
    fields.arguments = m_request.arguments;
    fields.creator = signer.GetIdentity().Serialize();
    const auto nonce = m_client->m_place.crypto->GetRandomBytes().Take(24); // crypto.NonceSize
    fields.nonce.assign(nonce.begin(), nonce.end());
    fields.seconds = m_client->m_epoch + now / 1'000'000'000;
    fields.nanoseconds = static_cast<int32_t>(now % 1'000'000'000);
    m_result.transactionId = ComputeTransactionId(fields.nonce, fields.creator.ToString());

    fabric::SignedProposal proposal;
    const auto bytes = MakeProposal(fields);
    const auto signature = signer.Sign(bytes);
    proposal.set_proposal_bytes(bytes.ToString());
    proposal.set_signature(signature.value.ToString());
    m_result.proposalBytes = proposal.ByteSizeLong();
    return {proposal, signature.cost};
}

void
GatewayTransaction::Propose()
{
    auto proposal = MakeSignedProposal();
    const auto& costs = *m_client->m_costs;
    if (m_request.isReadOnly)
    {
        fabric::EvaluateRequest request;
        request.set_transaction_id(m_result.transactionId);
        request.set_channel_id(m_request.channel);
        *request.mutable_proposed_transaction() = std::move(proposal.value);
        Call("/gateway.Gateway/Evaluate",
             EncodeFabric(request),
             costs.evaluate + proposal.cost,
             m_client->m_evaluateTimeout,
             &GatewayTransaction::HandleEvaluated);
        return;
    }
    fabric::EndorseRequest request;
    request.set_transaction_id(m_result.transactionId);
    request.set_channel_id(m_request.channel);
    *request.mutable_proposed_transaction() = std::move(proposal.value);
    Call("/gateway.Gateway/Endorse",
         EncodeFabric(request),
         costs.endorse + proposal.cost,
         m_client->m_endorseTimeout,
         &GatewayTransaction::HandleEndorsed);
}

void
GatewayTransaction::Call(const char* method,
                         const SharedBytes& request,
                         Time cost,
                         Time timeout,
                         Step then)
{
    const auto bytes = static_cast<int64_t>(request.GetSize());
    const auto perByte = m_client->m_costs->byte;
    m_client->Run(
        cost + perByte * bytes,
        [self = shared_from_this(), method, request, timeout, perByte, then] {
            self->m_client->m_connection->Call(
                method,
                request,
                timeout,
                [self, perByte, then](const GrpcStatus& status, const SharedBytes& message) {
                    if (!self->m_client)
                    {
                        return;
                    }
                    if (!status.IsOk())
                    {
                        self->Fail(status.code, status.message);
                        return;
                    }
                    self->m_client->Run(perByte * static_cast<int64_t>(message.GetSize()),
                                        [self, message, then] { ((*self).*then)(message); });
                });
        });
}

void
GatewayTransaction::HandleEvaluated(const SharedBytes& message)
{
    fabric::EvaluateResponse response;
    if (!DecodeFabric(response, message))
    {
        Fail(GrpcCode::INTERNAL, "malformed response");
        return;
    }
    m_result.payload = SharedBytes(std::string_view(response.result().payload()));
    m_result.code = GetGrpcCodeName(GrpcCode::OK);
    End();
}

void
GatewayTransaction::HandleEndorsed(const SharedBytes& message)
{
    fabric::EndorseResponse response;
    const auto result = DecodeFabric(response, message)
                            ? FindTransactionResult(response.prepared_transaction().payload())
                            : std::nullopt;
    if (!result)
    {
        Fail(GrpcCode::INTERNAL, "malformed response");
        return;
    }
    m_result.endorsed = Simulator::Now();
    m_result.payload = *result;
    m_envelope = std::move(*response.mutable_prepared_transaction());
    Submit();
}

void
GatewayTransaction::Submit()
{
    const auto signature =
        m_client->m_place.signer->Sign(SharedBytes(std::string_view(m_envelope.payload())));
    m_envelope.set_signature(signature.value.ToString());
    m_result.envelopeBytes = m_envelope.ByteSizeLong();
    fabric::SubmitRequest request;
    request.set_transaction_id(m_result.transactionId);
    request.set_channel_id(m_request.channel);
    request.mutable_prepared_transaction()->Swap(&m_envelope);
    Call("/gateway.Gateway/Submit",
         EncodeFabric(request),
         m_client->m_costs->submit + signature.cost,
         m_client->m_submitTimeout,
         &GatewayTransaction::HandleSubmitted);
}

void
GatewayTransaction::HandleSubmitted(const SharedBytes&)
{
    m_result.ordered = Simulator::Now();
    AwaitCommit();
}

void
GatewayTransaction::AwaitCommit()
{
    const auto& signer = *m_client->m_place.signer;
    fabric::CommitStatusRequest request;
    request.set_transaction_id(m_result.transactionId);
    request.set_channel_id(m_request.channel);
    request.set_identity(signer.GetIdentity().Serialize().ToString());
    fabric::SignedCommitStatusRequest signedRequest;
    signedRequest.set_request(request.SerializeAsString());
    const auto signature = signer.Sign(SharedBytes(std::string_view(signedRequest.request())));
    signedRequest.set_signature(signature.value.ToString());
    Call("/gateway.Gateway/CommitStatus",
         EncodeFabric(signedRequest),
         m_client->m_costs->commitStatus + signature.cost,
         m_client->m_commitStatusTimeout,
         &GatewayTransaction::HandleCommitted);
}

void
GatewayTransaction::HandleCommitted(const SharedBytes& message)
{
    fabric::CommitStatusResponse response;
    if (!DecodeFabric(response, message) || !fabric::TxValidationCode_IsValid(response.result()))
    {
        Fail(GrpcCode::INTERNAL, "malformed response");
        return;
    }
    m_result.committed = Simulator::Now();
    m_result.block = response.block_number();
    m_result.code = fabric::TxValidationCode_Name(response.result());
    End();
}

void
GatewayTransaction::Fail(GrpcCode code, const std::string& message)
{
    m_result.code = GetGrpcCodeName(code);
    m_result.error = message;
    End();
}

void
GatewayTransaction::End()
{
    m_result.ended = Simulator::Now();
    const auto done = std::exchange(m_done, nullptr);
    auto* client = std::exchange(m_client, nullptr);
    client->End(m_number);
    if (done)
    {
        done(m_result);
    }
}

} // namespace iotledger
} // namespace ns3
