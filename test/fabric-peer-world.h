/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FABRIC_PEER_WORLD_H
#define FABRIC_PEER_WORLD_H

#include "crypto-test-support.h"
#include "fake-orderer.h"

#include "ns3/boolean.h"
#include "ns3/chaincode.h"
#include "ns3/channel-config.h"
#include "ns3/config-validator.h"
#include "ns3/config.h"
#include "ns3/fabric-gateway-client.h"
#include "ns3/fabric-ledger.h"
#include "ns3/fabric-organization.h"
#include "ns3/fabric-peer.h"
#include "ns3/names.h"
#include "ns3/simulator.h"
#include "ns3/star-topology.h"
#include "ns3/tcp-transport.h"
#include "ns3/uinteger.h"

#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <set>

namespace ns3
{
namespace iotledger
{

/// put(key, value) with an event, get(key), add(key): one more, salt(): what differs by peer,
/// count(key): writes how many keys there are, call(chaincode, arguments …).
class PeerTestChaincode : public Chaincode
{
  public:
    explicit PeerTestChaincode(std::string salt)
        : m_salt(std::move(salt))
    {
    }

    ChaincodeResponse Invoke(ChaincodeStub& stub) override
    {
        const auto arguments = stub.GetParameters();
        const auto function = stub.GetFunction();
        if (function == "put")
        {
            stub.PutState(arguments.at(0), arguments.at(1));
            stub.SetEvent("put", arguments.at(1));
            return ChaincodeResponse::Success(arguments.at(1));
        }
        if (function == "add")
        {
            const auto value = std::stoi(stub.GetState(arguments.at(0)).value_or("0")) + 1;
            stub.PutState(arguments.at(0), std::to_string(value));
            return ChaincodeResponse::Success(std::to_string(value));
        }
        if (function == "salt")
        {
            stub.PutState("salt", m_salt);
            return ChaincodeResponse::Success(m_salt);
        }
        if (function == "count")
        {
            uint32_t count = 0;
            for (auto keys = stub.GetStateByRange("", ""); keys->HasNext(); keys->Next())
            {
                count++;
            }
            stub.PutState(arguments.at(0), std::to_string(count));
            return ChaincodeResponse::Success(std::to_string(count));
        }
        if (function == "get")
        {
            return ChaincodeResponse::Success(stub.GetState(arguments.at(0)).value_or("none"));
        }
        if (function == "call")
        {
            const auto response =
                stub.InvokeChaincode(arguments.at(0), {arguments.begin() + 1, arguments.end()});
            return response.status == ChaincodeResponse::OK
                       ? response
                       : ChaincodeResponse::Error(response.payload);
        }
        return ChaincodeResponse::Error("no such function");
    }

  private:
    std::string m_salt;
};

/// @return the envelope with its parts changed and signed anew by its creator.
inline std::string
AlterFabricTransaction(const std::string& bytes,
                       const FabricSigner& creator,
                       const std::function<void(fabric::ChaincodeActionPayload&)>& change)
{
    fabric::Envelope envelope;
    fabric::Payload payload;
    fabric::Transaction transaction;
    fabric::ChaincodeActionPayload action;
    envelope.ParseFromString(bytes);
    payload.ParseFromString(envelope.payload());
    transaction.ParseFromString(payload.data());
    action.ParseFromString(transaction.actions(0).payload());
    change(action);
    transaction.mutable_actions(0)->set_payload(action.SerializeAsString());
    payload.set_data(transaction.SerializeAsString());
    envelope.set_payload(payload.SerializeAsString());
    envelope.set_signature(
        creator.Sign(SharedBytes(std::string_view(envelope.payload()))).value.ToString());
    return envelope.SerializeAsString();
}

/// Two organisations with peers, orderers that are not real, and clients, at one switch.
class FabricPeerWorld : public ::testing::Test
{
  protected:
    static constexpr int64_t EPOCH = 1'767'225'600; //!< as by default [s]

    FabricPeerWorld()
    {
        m_random->SetStream(900);
        for (const auto* name : {"Org1", "Org2", "Org3", "Orderer"})
        {
            const std::string text(name);
            m_organizations.push_back(std::make_unique<FabricOrganization>(
                FabricOrganization::Settings{text + "MSP", text + ".example.com", EPOCH - 86400},
                m_random));
        }
    }

    ~FabricPeerWorld() override
    {
        for (const auto& connection : m_connections)
        {
            connection->Close();
        }
        for (const auto& orderer : m_orderers)
        {
            orderer->server->Stop();
        }
        Simulator::Destroy();
        Names::Clear();
        Config::Reset();
    }

    /// Makes @p peers peers for each of two organisations; Org1's are 0, 1 … @p orderers, not real.
    void Build(uint32_t peers, const std::string& execution = "modelled", uint32_t orderers = 1)
    {
        m_execution = execution;
        m_servers.Create(orderers);
        m_nodes.Create(2 * peers + 1);
        m_topology->Build(m_servers, m_nodes);
        m_topology->AssignStreams(800);
        m_genesis = MakeGenesis();
        std::vector<FabricEndpoint> ordererEndpoints;
        for (uint32_t i = 0; i < orderers; i++)
        {
            auto place = MakePlace(m_servers.Get(i), "orderer" + std::to_string(i + 1), 3);
            m_orderers.push_back(std::make_unique<FakeOrderer>(place, m_genesis));
            Simulator::Schedule(Time(), [this, i] { m_orderers[i]->Listen(); });
            ordererEndpoints.push_back({place.name + ":7050",
                                        "OrdererMSP",
                                        m_topology->GetSocketAddress(m_servers.Get(i), 7050)});
        }
        std::vector<FabricEndpoint> endpoints;
        for (uint32_t i = 0; i < 2 * peers; i++)
        {
            const auto organization = i / peers;
            const auto name =
                "peer" + std::to_string(i % peers + 1) + ".org" + std::to_string(organization + 1);
            endpoints.push_back({name + ":7051",
                                 m_organizations[organization]->GetMspId(),
                                 m_topology->GetSocketAddress(m_nodes.Get(i), FabricPeer::PORT)});
            AddPeer(MakePlace(m_nodes.Get(i), name, organization), m_genesis);
        }
        for (uint32_t i = 0; i < m_peers.size(); i++)
        {
            auto others = endpoints;
            others.erase(others.begin() + i);
            m_peers[i]->SetPeers(others);
            m_peers[i]->SetOrderers(ordererEndpoints);
        }
    }

    SharedBytes MakeGenesis() const
    {
        return MakeConfig().MakeGenesisBlock(EPOCH,
                                             SharedBytes(std::string_view(std::string(24, 'g'))));
    }

    ChannelConfig MakeConfig() const
    {
        ChannelConfig config;
        config.channel = "ch";
        for (uint32_t i = 0; i < 2; i++)
        {
            config.organizations.push_back(
                {"Org" + std::to_string(i + 1),
                 m_organizations[i]->GetDefinition(),
                 MakeOrganizationPolicies(m_organizations[i]->GetMspId()),
                 {},
                 {}});
        }
        config.ordererOrganizations.push_back({"OrdererOrg",
                                               m_organizations[3]->GetDefinition(),
                                               MakeOrdererOrganizationPolicies("OrdererMSP"),
                                               {},
                                               {}});
        config.raft.consenters.push_back({{"orderer1", 7050}, {}, {}});
        if (m_adjust)
        {
            m_adjust(config);
        }
        return config;
    }

    /// @return the ConfigEnvelope by which the administrators lead from the first configuration to
    /// @p wanted
    SharedBytes MakeConfigUpdate(const ChannelConfig& wanted) const
    {
        std::vector<FabricSigner> administrators;
        std::vector<const FabricSigner*> signers;
        const auto crypto = MakeCrypto(m_execution, 990, "x86-server");
        for (const auto index : {3, 0, 1})
        {
            administrators.push_back(
                m_organizations[index]->Issue("Admin", FabricRole::ADMIN, crypto));
        }
        for (const auto& administrator : administrators)
        {
            signers.push_back(&administrator);
        }
        const auto validator = ConfigValidator::FromBlock(m_genesis);
        MspManager msps(validator->GetConfig().GetMsps());
        const auto update = validator->ComputeUpdate(wanted);
        const auto outcome =
            validator->ProposeUpdate(validator->MakeUpdateEnvelope(update, signers, EPOCH),
                                     msps,
                                     *crypto);
        EXPECT_EQ(outcome.error, "");
        return outcome.config;
    }

    FabricPlace MakePlace(Ptr<Node> node, const std::string& name, uint32_t organization)
    {
        const auto host = CreateObject<Host>();
        host->SetAttribute("Cores", UintegerValue(2));
        FabricPlace place;
        place.node = node;
        place.name = name;
        place.process = CreateObject<Process>(host);
        m_streams += place.process->AssignStreams(m_streams);
        place.disk = CreateObject<DiskAccount>(CreateObject<Disk>());
        place.crypto = MakeCrypto(m_execution, m_streams, "x86-server");
        m_streams += 10;
        place.transport = CreateObject<TcpTransport>();
        const auto role = organization == 3                 ? FabricRole::ORDERER
                          : name.compare(0, 4, "peer") == 0 ? FabricRole::PEER
                                                            : FabricRole::CLIENT;
        place.signer = std::make_shared<FabricSigner>(
            m_organizations[organization]->Issue(name, role, place.crypto));
        return place;
    }

    void AddPeer(const FabricPlace& place, const SharedBytes& genesis)
    {
        const auto peer = CreateObject<FabricPeer>();
        peer->SetPlace(place);
        m_streams += peer->AssignStreams(m_streams);
        ASSERT_TRUE(
            peer->Join(genesis, {{"cc", "1.0", std::make_shared<PeerTestChaincode>(place.name)}}));
        place.node->AddApplication(peer);
        const auto index = m_peers.size();
        peer->TraceConnectWithoutContext(
            "BlockReceived",
            Callback<void, const std::string&, uint64_t, uint64_t, bool>(
                [this, index](const std::string&, uint64_t number, uint64_t, bool isGossiped) {
                    (isGossiped ? m_gossiped : m_pulled)[index].push_back(number);
                }));
        peer->TraceConnectWithoutContext(
            "BlockRefused",
            Callback<void, const std::string&, uint64_t, const std::string&>(
                [this, index](const std::string&, uint64_t number, const std::string&) {
                    m_refused[index].push_back(number);
                }));
        peer->TraceConnectWithoutContext(
            "TransactionRejected",
            Callback<void, const std::string&, uint64_t, const std::string&, uint8_t>(
                [this, index](const std::string&, uint64_t, const std::string&, uint8_t code) {
                    m_codes[index].push_back(code);
                }));
        peer->TraceConnectWithoutContext(
            "Endorsed",
            Callback<void, const std::string&, const std::string&, Time>(
                [this, index](const std::string&, const std::string&, Time) {
                    m_endorsed[index]++;
                }));
        m_peers.push_back(peer);
    }

    /// @return a client of @p organization (from 0) on the gateway of @p peer.
    Ptr<FabricGatewayClient> AddClient(uint32_t peer, uint32_t organization = 0)
    {
        const auto node = m_nodes.Get(m_nodes.GetN() - 1);
        const auto client = CreateObject<FabricGatewayClient>();
        const auto place =
            MakePlace(node, "User" + std::to_string(m_clients.size() + 1), organization);
        client->SetPlace(place);
        m_creator = place.signer;
        const auto connection = CreateObject<GrpcClient>(
            place.transport,
            node,
            m_topology->GetSocketAddress(m_nodes.Get(peer), FabricPeer::PORT),
            m_peers[peer]->GetPlace().name + ":7051");
        m_streams += connection->AssignStreams(m_streams);
        client->SetConnection(connection);
        m_connections.push_back(connection);
        node->AddApplication(client);
        m_clients.push_back(client);
        return client;
    }

    static TransactionRequest Request(std::vector<std::string> arguments, bool isReadOnly = false)
    {
        TransactionRequest request;
        request.channel = "ch";
        request.chaincode = "cc";
        for (const auto& argument : arguments)
        {
            request.arguments.emplace_back(std::string_view(argument));
        }
        request.isReadOnly = isReadOnly;
        return request;
    }

    /// Has @p client invoke at @p at. @return where the result will be
    std::shared_ptr<TransactionResult> InvokeAt(Time at,
                                                Ptr<FabricGatewayClient> client,
                                                const TransactionRequest& request)
    {
        const auto result = std::make_shared<TransactionResult>();
        Simulator::Schedule(at - Simulator::Now(), [client, request, result] {
            client->Invoke(request, [result](const TransactionResult& r) { *result = r; });
        });
        return result;
    }

    /// Has the definition of the chaincode committed, which takes until 12 s.
    std::shared_ptr<TransactionResult> Deploy(Ptr<FabricGatewayClient> client)
    {
        auto request = Request({"CommitChaincodeDefinition", "cc", "1.0", "1", ""});
        request.chaincode = "_lifecycle";
        return InvokeAt(Seconds(10), client, request);
    }

    static void RunUntil(Time time)
    {
        Simulator::Stop(time - Simulator::Now());
        Simulator::Run();
    }

    std::string GetValue(uint32_t peer, const std::string& key) const
    {
        const auto* value = m_peers[peer]->GetLedger("ch").GetState().Find("cc", key);
        return value ? value->value : "none";
    }

    uint64_t GetHeight(uint32_t peer) const
    {
        return m_peers[peer]->GetLedger("ch").GetHeight();
    }

    std::function<void(ChannelConfig&)> m_adjust; //!< what the channel has of its own, if set
    SharedBytes m_genesis;
    std::string m_execution{"modelled"};
    int64_t m_streams{1000};
    Ptr<UniformRandomVariable> m_random = CreateObject<UniformRandomVariable>();
    std::vector<std::unique_ptr<FabricOrganization>> m_organizations; //!< two, a stranger, orderers
    Ptr<StarTopology> m_topology = CreateObject<StarTopology>();
    NodeContainer m_servers;
    NodeContainer m_nodes;
    std::vector<std::unique_ptr<FakeOrderer>> m_orderers;
    std::vector<Ptr<FabricPeer>> m_peers;
    std::vector<Ptr<FabricGatewayClient>> m_clients;
    std::vector<Ptr<GrpcClient>> m_connections;
    std::shared_ptr<const FabricSigner> m_creator;         //!< of the client added last
    std::map<std::size_t, std::vector<uint64_t>> m_pulled; //!< numbers of blocks, by peer
    std::map<std::size_t, std::vector<uint64_t>> m_gossiped;
    std::map<std::size_t, std::vector<uint64_t>> m_refused;
    std::map<std::size_t, std::vector<uint8_t>> m_codes; //!< of transactions that are invalid
    std::map<std::size_t, uint32_t> m_endorsed;
};

} // namespace iotledger
} // namespace ns3

#endif /* FABRIC_PEER_WORLD_H */
