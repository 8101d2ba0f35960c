/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "orderer-world.h"

#include "crypto-test-support.h"
#include "fabric-orderer.pb.h"

#include "ns3/config-validator.h"
#include "ns3/config.h"
#include "ns3/host.h"
#include "ns3/names.h"
#include "ns3/ordered-envelope.h"
#include "ns3/orderer-proto.h"
#include "ns3/tcp-transport.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr uint32_t CORES = 2;

} // namespace

OrdererWorld::OrdererWorld()
{
    m_random->SetStream(99);
    m_ordererOrganization = std::make_unique<FabricOrganization>(
        FabricOrganization::Settings{"OrdererMSP", "example.com", 0},
        m_random);
    m_organization = std::make_unique<FabricOrganization>(
        FabricOrganization::Settings{"Org1MSP", "org1.example.com", 0},
        m_random);
}

OrdererWorld::~OrdererWorld()
{
    for (const auto& connection : m_connections)
    {
        connection->Close();
    }
    Simulator::Destroy();
    Names::Clear();
    Config::Reset();
}

FabricPlace
OrdererWorld::MakePlace(Ptr<Node> node, const std::string& name, int64_t stream)
{
    const auto host = CreateObject<Host>();
    host->SetAttribute("Cores", UintegerValue(CORES));
    FabricPlace place;
    place.node = node;
    place.name = name;
    place.process = CreateObject<Process>(host);
    place.disk = CreateObject<DiskAccount>(CreateObject<Disk>());
    place.crypto = MakeCrypto("modelled", stream, "x86-server");
    return place;
}

Ptr<Transport>
OrdererWorld::MakeTransport(uint32_t /* index */)
{
    return CreateObject<TcpTransport>();
}

Address
OrdererWorld::GetAddress(uint32_t orderer) const
{
    return m_topology->GetSocketAddress(m_nodes.Get(orderer), FabricOrderer::PORT);
}

void
OrdererWorld::Build(uint32_t count, uint32_t consenters)
{
    m_nodes.Create(count);
    m_clients.Create(1);
    m_topology->Build(m_nodes, m_clients);
    m_seen.resize(count);
    for (uint32_t i = 0; i < count; ++i)
    {
        auto place = MakePlace(m_nodes.Get(i), "orderer" + std::to_string(i + 1), 100 * i + 1000);
        place.transport = MakeTransport(i);
        place.signer = std::make_shared<FabricSigner>(
            m_ordererOrganization->Issue(place.name, FabricRole::ORDERER, place.crypto));
        const auto orderer = CreateObject<FabricOrderer>();
        orderer->SetPlace(place);
        for (uint32_t j = 0; j < count; ++j)
        {
            orderer->AddOrderer("orderer" + std::to_string(j + 1) + ":7050", GetAddress(j));
        }
        orderer->AssignStreams(100 * i + 1050);
        auto& seen = m_seen[i];
        orderer->TraceConnectWithoutContext(
            "BlockCut",
            Callback<void, const std::string&, uint64_t, const std::string&, uint32_t, uint64_t>(
                [&seen](const std::string& channel,
                        uint64_t number,
                        const std::string& reason,
                        uint32_t transactions,
                        uint64_t bytes) {
                    seen.cuts.push_back(
                        {channel, number, reason, transactions, bytes, Simulator::Now()});
                }));
        orderer->TraceConnectWithoutContext(
            "BlockAgreed",
            Callback<void, const std::string&, uint64_t>(
                [&seen](const std::string& channel, uint64_t number) {
                    seen.agreed[{channel, number}] = Simulator::Now();
                }));
        orderer->TraceConnectWithoutContext(
            "BlockWritten",
            Callback<void, const std::string&, uint64_t, uint64_t>(
                [&seen](const std::string& channel, uint64_t number, uint64_t) {
                    seen.written[{channel, number}] = Simulator::Now();
                }));
        orderer->TraceConnectWithoutContext(
            "LeaderElected",
            Callback<void, const std::string&, const std::string&, uint64_t>(
                [&seen](const std::string&, const std::string&, uint64_t term) {
                    seen.elections.emplace_back(Simulator::Now(), term);
                }));
        orderer->TraceConnectWithoutContext(
            "MessagesLost",
            Callback<void, const std::string&, uint64_t>(
                [&seen](const std::string&, uint64_t lost) { seen.lost += lost; }));
        m_nodes.Get(i)->AddApplication(orderer);
        m_orderers.push_back(orderer);
    }
    m_client = MakePlace(m_clients.Get(0), "client1", 1);
    m_client.transport = MakeTransport(count);
    m_client.signer = std::make_shared<FabricSigner>(
        m_organization->Issue("User1", FabricRole::CLIENT, m_client.crypto));
    for (uint32_t i = 0; i < count; ++i)
    {
        m_connections.push_back(
            CreateObject<GrpcClient>(m_client.transport,
                                     m_client.node,
                                     GetAddress(i),
                                     "orderer" + std::to_string(i + 1) + ":7050"));
        m_connections.back()->AssignStreams(5000 + i);
        m_connections.back()->SetAttribute("MaxReceiveSize", UintegerValue(100'000'000));
    }
    auto config = MakeConfig("ch", consenters == 0 ? count : consenters);
    if (m_adjust)
    {
        m_adjust(config);
    }
    for (uint32_t i = 0; i < count; ++i)
    {
        Join(config, i);
    }
}

RaftConsenter
OrdererWorld::MakeConsenter(uint32_t orderer) const
{
    const auto host = "orderer" + std::to_string(orderer + 1);
    return {{host, FabricOrderer::PORT}, SharedBytes("client " + host), SharedBytes(host)};
}

ChannelConfig
OrdererWorld::MakeConfig(const std::string& channel, uint32_t consenters) const
{
    ChannelConfig config;
    config.channel = channel;
    config.organizations.push_back(
        {"Org1", m_organization->GetDefinition(), MakeOrganizationPolicies("Org1MSP"), {}, {}});
    config.ordererOrganizations.push_back({"OrdererOrg",
                                           m_ordererOrganization->GetDefinition(),
                                           MakeOrdererOrganizationPolicies("OrdererMSP"),
                                           {},
                                           {}});
    for (uint32_t i = 0; i < consenters; ++i)
    {
        config.raft.consenters.push_back(MakeConsenter(i));
    }
    return config;
}

void
OrdererWorld::Join(const ChannelConfig& config, uint32_t orderer)
{
    const auto block = config.MakeGenesisBlock(0, SharedBytes(std::string(24, 'n')));
    ASSERT_TRUE(m_orderers[orderer]->Join(block));
}

SharedBytes
OrdererWorld::MakeEnvelope(const std::string& id, uint64_t size, const std::string& channel)
{
    fabric::ChannelHeader header;
    header.set_type(fabric::ENDORSER_TRANSACTION);
    header.set_channel_id(channel);
    header.set_tx_id(id);
    fabric::SignatureHeader creator;
    creator.set_creator(m_client.signer->GetIdentity().Serialize().ToString());
    fabric::Payload payload;
    payload.mutable_header()->set_channel_header(header.SerializeAsString());
    payload.mutable_header()->set_signature_header(creator.SerializeAsString());
    payload.set_data(std::string(size, 'd'));
    fabric::Envelope envelope;
    envelope.set_payload(payload.SerializeAsString());
    envelope.set_signature(m_client.signer->Sign(SharedBytes(envelope.payload())).value.ToString());
    return OrdererProto::Serialize(envelope);
}

void
OrdererWorld::Broadcast(uint32_t orderer, uint64_t size, const std::string& channel)
{
    const auto id = "tx" + std::to_string(m_envelopes++);
    BroadcastEnvelope(orderer, id, MakeEnvelope(id, size, channel));
}

void
OrdererWorld::BroadcastEnvelope(uint32_t orderer,
                                const std::string& id,
                                const SharedBytes& envelope)
{
    const auto index = m_outcomes.size();
    m_outcomes.push_back({id, 0, "", Simulator::Now(), Time()});
    const auto stream = m_connections[orderer]->Open("/orderer.AtomicBroadcast/Broadcast");
    stream->SetMessageCallback([this, index](const SharedBytes& message) {
        const auto response = OrdererProto::Parse<fabric::BroadcastResponse>(message);
        ASSERT_TRUE(response);
        m_outcomes[index].status = response->status();
        m_outcomes[index].info = response->info();
        m_outcomes[index].answered = Simulator::Now();
    });
    stream->SetEndedCallback([](const GrpcStatus&) {});
    stream->Send(envelope);
    stream->CloseSend();
}

void
OrdererWorld::Load(Time begin, Time gap, uint32_t count, uint64_t size, const std::string& channel)
{
    for (uint32_t i = 0; i < count; ++i)
    {
        Simulator::Schedule(begin + gap * i, [this, i, size, channel] {
            Broadcast(i % m_orderers.size(), size, channel);
        });
    }
}

void
OrdererWorld::ChangeConfig(uint32_t orderer, const std::function<void(ChannelConfig&)>& change)
{
    const auto& source = *m_orderers[orderer];
    const auto last = OrderedBlock::Parse(source.GetBlock("ch", source.GetHeight("ch") - 1));
    const auto validator = ConfigValidator::FromBlock(source.GetBlock("ch", last->GetLastConfig()));
    auto config = validator->GetConfig();
    change(config);
    const auto admin = m_ordererOrganization->Issue("Admin", FabricRole::ADMIN, m_client.crypto);
    BroadcastEnvelope(orderer,
                      "config",
                      validator->MakeUpdateEnvelope(validator->ComputeUpdate(config), {&admin}, 0));
}

void
OrdererWorld::ChangeConsenters(uint32_t orderer, const std::vector<uint32_t>& consenters)
{
    ChangeConfig(orderer, [this, &consenters](ChannelConfig& config) {
        config.raft.consenters.clear();
        for (const auto consenter : consenters)
        {
            config.raft.consenters.push_back(MakeConsenter(consenter));
        }
    });
}

std::shared_ptr<OrdererWorld::Delivery>
OrdererWorld::Deliver(uint32_t orderer, uint64_t start, const std::string& channel)
{
    fabric::SeekInfo seek;
    seek.mutable_start()->mutable_specified()->set_number(start);
    seek.mutable_stop()->mutable_specified()->set_number(UINT64_MAX);
    return Seek(orderer, seek, channel, *m_client.signer);
}

std::shared_ptr<OrdererWorld::Delivery>
OrdererWorld::Seek(uint32_t orderer,
                   const fabric::SeekInfo& seek,
                   const std::string& channel,
                   const FabricSigner& signer)
{
    fabric::ChannelHeader header;
    header.set_type(fabric::DELIVER_SEEK_INFO);
    header.set_channel_id(channel);
    fabric::SignatureHeader creator;
    creator.set_creator(signer.GetIdentity().Serialize().ToString());
    fabric::Payload payload;
    payload.mutable_header()->set_channel_header(header.SerializeAsString());
    payload.mutable_header()->set_signature_header(creator.SerializeAsString());
    payload.set_data(seek.SerializeAsString());
    fabric::Envelope envelope;
    envelope.set_payload(payload.SerializeAsString());
    envelope.set_signature(signer.Sign(SharedBytes(envelope.payload())).value.ToString());

    auto delivery = std::make_shared<Delivery>();
    const auto stream = m_connections[orderer]->Open("/orderer.AtomicBroadcast/Deliver");
    stream->SetMessageCallback([delivery](const SharedBytes& message) {
        const auto response = OrdererProto::Parse<fabric::DeliverResponse>(message);
        ASSERT_TRUE(response);
        if (response->has_block())
        {
            delivery->blocks.push_back(OrdererProto::Serialize(response->block()));
            delivery->arrivals.push_back(Simulator::Now());
        }
        else
        {
            delivery->statuses.push_back(response->status());
        }
    });
    stream->SetEndedCallback([delivery](const GrpcStatus&) {
        delivery->hasEnded = true;
        delivery->endedAt = Simulator::Now();
    });
    stream->Send(OrdererProto::Serialize(envelope));
    return delivery;
}

void
OrdererWorld::Run(Time until)
{
    Simulator::Stop(until);
    Simulator::Run();
}

uint32_t
OrdererWorld::FindLeader(const std::string& channel) const
{
    uint32_t i = 0;
    while (i < m_orderers.size() && !m_orderers[i]->IsLeader(channel))
    {
        ++i;
    }
    return i;
}

std::vector<std::string>
OrdererWorld::GetCommitted(uint32_t orderer, const std::string& channel) const
{
    std::vector<std::string> ids;
    for (uint64_t number = 1; number < m_orderers[orderer]->GetHeight(channel); ++number)
    {
        const auto block = OrderedBlock::Parse(m_orderers[orderer]->GetBlock(channel, number));
        for (const auto& bytes : block->GetEnvelopes())
        {
            const auto envelope = OrdererProto::Parse<fabric::Envelope>(bytes);
            fabric::Payload payload;
            fabric::ChannelHeader header;
            payload.ParseFromString(envelope->payload());
            header.ParseFromString(payload.header().channel_header());
            if (header.type() == fabric::ENDORSER_TRANSACTION)
            {
                ids.push_back(header.tx_id());
            }
        }
    }
    return ids;
}

void
OrdererWorld::ExpectSameChain(const std::string& channel, uint64_t height, uint32_t orderers)
{
    for (uint32_t i = 0; i < orderers; ++i)
    {
        ASSERT_EQ(m_orderers[i]->GetHeight(channel), height) << "orderer" << i + 1;
        SharedBytes previous;
        for (uint64_t number = 0; number < height; ++number)
        {
            const auto block = OrderedBlock::Parse(m_orderers[i]->GetBlock(channel, number));
            const auto first = OrderedBlock::Parse(m_orderers[0]->GetBlock(channel, number));
            ASSERT_TRUE(block && first);
            ASSERT_EQ(block->GetNumber(), number);
            ASSERT_TRUE(number == 0 || block->Follows(previous)) << "block " << number;
            ASSERT_EQ(block->GetHash(), first->GetHash());
            previous = block->GetHash();
        }
    }
}

std::set<std::string>
OrdererWorld::GetAcknowledged() const
{
    std::set<std::string> ids;
    for (const auto& outcome : m_outcomes)
    {
        if (outcome.status == fabric::SUCCESS)
        {
            ids.insert(outcome.id);
        }
    }
    return ids;
}

} // namespace iotledger
} // namespace ns3
