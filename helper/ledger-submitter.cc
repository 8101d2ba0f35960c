/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ledger-submitter.h"

#include "ns3/client-identity.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

LedgerSubmitter::LedgerSubmitter(const FabricNetwork& network,
                                 const OperationTable& operations,
                                 const std::vector<std::string>& channels,
                                 uint32_t workers,
                                 uint32_t seed)
    : m_network(network),
      m_channels(channels),
      m_workers(workers),
      m_seed(seed),
      m_random(CreateObject<UniformRandomVariable>())
{
    for (const auto& [name, spec] : operations)
    {
        Operation operation{spec.function, {}, spec.isReadOnly};
        for (const auto& argument : spec.arguments)
        {
            operation.arguments.emplace_back(argument);
        }
        m_operations.emplace(name, std::move(operation));
    }
    for (const auto& placed : network.GetPlaces())
    {
        if (placed.role == "client")
        {
            const auto& identity = placed.place.signer->GetIdentity();
            m_names.push_back(placed.place.name);
            m_mspIds.push_back(identity.GetMspId());
            m_identityIds.push_back(MakeDeviceId(identity.GetCertificate()).value_or(""));
        }
    }
}

void
LedgerSubmitter::SetEndedCallback(Ended ended)
{
    m_ended = std::move(ended);
}

void
LedgerSubmitter::Submit(const RoundSpec& round,
                        const WorkloadTransaction& transaction,
                        std::function<void(bool isSuccess)> ended)
{
    const auto& operation = m_operations.at(round.operation);
    const uint32_t client = FindClient(transaction);
    auto context = MakeContext(round, transaction, client);
    context.number = TakeNumber(round.operation, transaction);
    TransactionRequest request;
    request.channel = m_channels[transaction.indexInRound % m_channels.size()];
    request.chaincode = m_network.GetChaincode();
    request.isReadOnly = operation.isReadOnly;
    request.arguments.emplace_back(operation.function);
    for (const auto& argument : operation.arguments)
    {
        request.arguments.emplace_back(argument.Fill(context));
    }
    m_network.GetClients()[client]->Invoke(
        request,
        [this, &round, transaction, client, channel = request.channel, ended = std::move(ended)](
            const TransactionResult& result) {
            if (m_ended)
            {
                m_ended(round, transaction, client, channel, result);
            }
            ended(result.IsSuccess());
        });
}

int64_t
LedgerSubmitter::AssignStreams(int64_t stream)
{
    m_random->SetStream(stream);
    return 1;
}

uint64_t
LedgerSubmitter::TakeNumber(const std::string& operation, const WorkloadTransaction& transaction)
{
    auto& numbering = m_numberings[operation];
    if (numbering.round != transaction.round)
    {
        numbering.round = transaction.round;
        numbering.first = numbering.next;
    }
    const uint64_t number = numbering.first + GetIndex(transaction);
    numbering.next = std::max(numbering.next, number + 1);
    return number;
}

uint64_t
LedgerSubmitter::GetIndex(const WorkloadTransaction& transaction) const
{
    // A worker's transactions of one number are the same client's in every round.
    return transaction.indexInWorker * m_workers + transaction.worker;
}

uint32_t
LedgerSubmitter::FindClient(const WorkloadTransaction& transaction) const
{
    // Client c belongs to worker c mod workers.
    const auto clients = static_cast<uint32_t>(m_names.size());
    const uint32_t own = (clients - transaction.worker + m_workers - 1) / m_workers;
    return transaction.worker + static_cast<uint32_t>(transaction.indexInWorker % own) * m_workers;
}

ArgumentContext
LedgerSubmitter::MakeContext(const RoundSpec& round,
                             const WorkloadTransaction& transaction,
                             uint32_t client) const
{
    ArgumentContext context;
    context.round = round.label;
    context.index = GetIndex(transaction);
    context.client = m_names[client];
    context.mspId = m_mspIds[client];
    context.identityId = m_identityIds[client];
    context.now = Simulator::Now();
    context.seed = m_seed;
    context.arguments = &round.arguments;
    context.draw = [this](uint64_t bound) {
        return static_cast<uint64_t>(m_random->GetInteger(0, static_cast<uint32_t>(bound - 1)));
    };
    return context;
}

} // namespace iotledger
} // namespace ns3
