/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-gateway-client.h"

#include "fabric-events.pb.h"
#include "fabric-gateway.pb.h"
#include "gateway-transaction.h"

#include "ns3/abort.h"
#include "ns3/fabric-proposal.h"
#include "ns3/fabric-signer.h"
#include "ns3/integer.h"
#include "ns3/pointer.h"
#include "ns3/random-bytes.h"
#include "ns3/seek-request.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(FabricGatewayClient);

namespace
{

std::vector<FilteredTransactionNotice>
ReadTransactions(const fabric::FilteredBlock& block)
{
    std::vector<FilteredTransactionNotice> notices;
    for (const auto& transaction : block.filtered_transactions())
    {
        FilteredTransactionNotice notice;
        notice.transactionId = transaction.txid();
        notice.code = fabric::TxValidationCode_Name(transaction.tx_validation_code());
        for (const auto& action : transaction.transaction_actions().chaincode_actions())
        {
            const auto& event = action.chaincode_event();
            notice.events.push_back({block.number(), event.tx_id(), event.event_name(), {}});
        }
        notices.push_back(std::move(notice));
    }
    return notices;
}

} // namespace

TypeId
FabricGatewayClient::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::FabricGatewayClient")
            .SetParent<Application>()
            .SetGroupName("IotLedger")
            .AddConstructor<FabricGatewayClient>()
            .AddAttribute("Costs",
                          "CPU costs of the client.",
                          PointerValue(),
                          MakePointerAccessor(&FabricGatewayClient::m_costs),
                          MakePointerChecker<FabricClientCosts>())
            .AddAttribute("EvaluateTimeout",
                          "Time that an Evaluate call may take; 0: any, as the SDK has it unless "
                          "told otherwise.",
                          TimeValue(Time()),
                          MakeTimeAccessor(&FabricGatewayClient::m_evaluateTimeout),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("EndorseTimeout",
                          "Time that an Endorse call may take; 0: any.",
                          TimeValue(Time()),
                          MakeTimeAccessor(&FabricGatewayClient::m_endorseTimeout),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("SubmitTimeout",
                          "Time that a Submit call may take; 0: any.",
                          TimeValue(Time()),
                          MakeTimeAccessor(&FabricGatewayClient::m_submitTimeout),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("CommitStatusTimeout",
                          "Time that a CommitStatus call may take; 0: any. Default: that of "
                          "fabric-samples (asset-transfer-basic, application-gateway-go).",
                          TimeValue(Seconds(60)),
                          MakeTimeAccessor(&FabricGatewayClient::m_commitStatusTimeout),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("Epoch",
                          "What the clock shows when the simulation starts, since 1970-01-01 UTC "
                          "[s].",
                          IntegerValue(1'767'225'600),
                          MakeIntegerAccessor(&FabricGatewayClient::m_epoch),
                          MakeIntegerChecker<int64_t>())
            .AddTraceSource("TransactionEnded",
                            "A transaction has been committed or has failed.",
                            MakeTraceSourceAccessor(&FabricGatewayClient::m_ended),
                            "ns3::iotledger::FabricGatewayClient::EndedCallback");
    return tid;
}

FabricGatewayClient::FabricGatewayClient()
    : m_costs(CreateObject<FabricClientCosts>())
{
}

FabricGatewayClient::~FabricGatewayClient() = default;

void
FabricGatewayClient::SetPlace(const FabricPlace& place)
{
    m_place = place;
}

void
FabricGatewayClient::SetConnection(Ptr<GrpcClient> connection)
{
    m_connection = connection;
}

void
FabricGatewayClient::Run(Time cost, std::function<void()> task)
{
    m_place.process->Submit(cost, [client = Ptr<FabricGatewayClient>(this), task] {
        if (client->m_connection) // else it has been disposed of
        {
            task();
        }
    });
}

uint64_t
FabricGatewayClient::Invoke(const TransactionRequest& request, Done done)
{
    NS_ABORT_MSG_IF(!m_connection || !m_place.process || !m_place.signer,
                    "a FabricGatewayClient needs a place and a connection");
    const auto number = m_next++;
    const auto transaction =
        std::make_shared<GatewayTransaction>(*this, number, request, std::move(done));
    m_transactions[number] = transaction;
    transaction->Start();
    return number;
}

void
FabricGatewayClient::End(uint64_t number)
{
    const auto found = m_transactions.find(number);
    const auto transaction = found->second;
    m_transactions.erase(found);
    m_ended(number, transaction->GetResult());
}

uint32_t
FabricGatewayClient::GetPending() const
{
    return static_cast<uint32_t>(m_transactions.size());
}

uint64_t
FabricGatewayClient::SubscribeEvents(const std::string& channel,
                                     const std::string& chaincode,
                                     std::optional<uint64_t> start,
                                     const std::string& after,
                                     EventsCallback events,
                                     EventsEnded ended)
{
    fabric::ChaincodeEventsRequest request;
    request.set_channel_id(channel);
    request.set_chaincode_id(chaincode);
    request.set_identity(m_place.signer->GetIdentity().Serialize().ToString());
    request.set_after_transaction_id(after);
    if (start)
    {
        request.mutable_start_position()->mutable_specified()->set_number(*start);
    }
    else
    {
        request.mutable_start_position()->mutable_next_commit();
    }
    fabric::SignedChaincodeEventsRequest signedRequest;
    signedRequest.set_request(request.SerializeAsString());
    const auto signature =
        m_place.signer->Sign(SharedBytes(std::string_view(signedRequest.request())));
    signedRequest.set_signature(signature.value.ToString());

    const auto number = m_next++;
    Run(signature.cost, [this, number, bytes = EncodeFabric(signedRequest), events, ended] {
        const auto stream = m_connection->Open("/gateway.Gateway/ChaincodeEvents");
        m_subscriptions[number] = stream;
        stream->SetMessageCallback([this, events](const SharedBytes& message) {
            Run(m_costs->event, [message, events] { TellEvents(message, events); });
        });
        stream->SetEndedCallback([this, number, ended](const GrpcStatus& status) {
            m_subscriptions.erase(number);
            if (ended)
            {
                ended(status.message);
            }
        });
        stream->Send(bytes);
        stream->CloseSend();
    });
    return number;
}

void
FabricGatewayClient::TellEvents(const SharedBytes& message, const EventsCallback& events)
{
    fabric::ChaincodeEventsResponse response;
    if (!DecodeFabric(response, message))
    {
        return;
    }
    std::vector<ChaincodeEventNotice> notices;
    for (const auto& event : response.events())
    {
        notices.push_back({response.block_number(),
                           event.tx_id(),
                           event.event_name(),
                           SharedBytes(std::string_view(event.payload()))});
    }
    events(notices);
}

uint64_t
FabricGatewayClient::SubscribeBlocks(const std::string& channel,
                                     std::optional<uint64_t> start,
                                     BlockCallback block,
                                     EventsEnded ended)
{
    return Deliver(
        "/protos.Deliver/Deliver",
        channel,
        start,
        [block](const fabric::PeerDeliverResponse& response) {
            block(EncodeFabric(response.block()));
        },
        std::move(ended));
}

uint64_t
FabricGatewayClient::SubscribeFilteredBlocks(const std::string& channel,
                                             std::optional<uint64_t> start,
                                             FilteredBlockCallback block,
                                             EventsEnded ended)
{
    return Deliver(
        "/protos.Deliver/DeliverFiltered",
        channel,
        start,
        [block](const fabric::PeerDeliverResponse& response) {
            const auto& filtered = response.filtered_block();
            block(filtered.number(), ReadTransactions(filtered));
        },
        std::move(ended));
}

uint64_t
FabricGatewayClient::Deliver(const char* method,
                             const std::string& channel,
                             std::optional<uint64_t> start,
                             std::function<void(const fabric::PeerDeliverResponse&)> tell,
                             EventsEnded ended)
{
    const auto nonce = SharedBytes(m_place.crypto->GetRandomBytes().Take(24)).ToString();
    const auto request = SeekRequest::MakeEnvelope(channel,
                                                   start,
                                                   *m_place.signer,
                                                   nonce,
                                                   Seconds(m_epoch) + Simulator::Now());
    const auto number = m_next++;
    Run(request.cost, [this, number, method, bytes = request.value, tell, ended] {
        const auto stream = m_connection->Open(method);
        const auto refusal = std::make_shared<std::string>();
        m_subscriptions[number] = stream;
        stream->SetMessageCallback([this, stream, tell, refusal](const SharedBytes& message) {
            stream->SetReading(false);
            const auto cost =
                m_costs->event + m_costs->byte * static_cast<int64_t>(message.GetSize());
            Run(cost, [stream, message, tell, refusal] {
                fabric::PeerDeliverResponse response;
                if (stream->HasEnded() || !DecodeFabric(response, message))
                {
                    return;
                }
                if (response.has_status())
                {
                    *refusal = fabric::Status_Name(response.status());
                }
                else
                {
                    tell(response);
                }
                stream->SetReading(true);
            });
        });
        stream->SetEndedCallback([this, number, ended, refusal](const GrpcStatus& status) {
            m_subscriptions.erase(number);
            if (ended)
            {
                ended(refusal->empty() ? status.message : *refusal);
            }
        });
        stream->Send(bytes);
    });
    return number;
}

void
FabricGatewayClient::Unsubscribe(uint64_t subscription)
{
    const auto found = m_subscriptions.find(subscription);
    if (found != m_subscriptions.end())
    {
        const auto stream = found->second;
        m_subscriptions.erase(found);
        stream->End({GrpcCode::CANCELLED, ""});
    }
}

void
FabricGatewayClient::StopApplication()
{
    while (!m_subscriptions.empty())
    {
        Unsubscribe(m_subscriptions.begin()->first);
    }
}

void
FabricGatewayClient::DoDispose()
{
    StopApplication();
    for (const auto& [number, transaction] : m_transactions)
    {
        transaction->Abandon();
    }
    m_transactions.clear();
    m_connection = nullptr;
    m_place = {};
    Application::DoDispose();
}

} // namespace iotledger
} // namespace ns3
