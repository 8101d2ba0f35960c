/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-ledger-support.h"
#include "fabric-msp.pb.h"
#include "fabric-rwset.pb.h"
#include "recorded-block.h"

#include "ns3/iot-service-platform.h"
#include "ns3/lifecycle-chaincode.h"
#include "ns3/platform-records.h"
#include "ns3/platform-uuid.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

/// One transaction of a real block, unwrapped.
struct RealTransaction
{
    explicit RealTransaction(const std::string& bytes)
    {
        fabric::Envelope envelope;
        fabric::Payload payload;
        fabric::Transaction transaction;
        fabric::ChaincodeActionPayload action;
        fabric::ChaincodeProposalPayload input;
        fabric::SignatureHeader signatureHeader;
        const auto isWhole =
            envelope.ParseFromString(bytes) && payload.ParseFromString(envelope.payload()) &&
            header.ParseFromString(payload.header().channel_header()) &&
            signatureHeader.ParseFromString(payload.header().signature_header()) &&
            transaction.ParseFromString(payload.data()) && transaction.actions_size() == 1 &&
            action.ParseFromString(transaction.actions(0).payload()) &&
            input.ParseFromString(action.chaincode_proposal_payload()) &&
            invocation.ParseFromString(input.input()) &&
            responsePayload.ParseFromString(action.action().proposal_response_payload()) &&
            chaincodeAction.ParseFromString(responsePayload.extension());
        EXPECT_TRUE(isWhole);
        responseBytes = action.action().proposal_response_payload();
        creator = signatureHeader.creator();
        endorsement = action.action().endorsements(0);
    }

    fabric::ChannelHeader header;
    fabric::ChaincodeInvocationSpec invocation;
    fabric::ProposalResponsePayload responsePayload;
    fabric::ChaincodeAction chaincodeAction;
    fabric::Endorsement endorsement;
    std::string responseBytes;
    std::string creator;
};

fabric::Block
ParseRealBlock()
{
    fabric::Block block;
    EXPECT_TRUE(block.ParseFromString(ReadRealBlock()));
    return block;
}

const std::string SERVICE = R"({"name":"svc-load","deviceId":"d","organizationId":"o","version":1,)"
                            R"("description":"","lastUpdateTime":"2026-01-01T00:00:00Z"})";

/// @return what a peer's ledger held before the block, as far as its transactions read it
FabricLedger
MakeLedgerBefore(const fabric::Block& block)
{
    FabricLedger::Snapshot snapshot;
    snapshot.height = block.header().number();
    snapshot.lastHash = SharedBytes(block.header().previous_hash());
    snapshot.commitHash = SharedBytes(std::string(32, 'h')); // unknown, but there was one
    StateUpdates updates;
    for (const auto& envelope : block.data().data())
    {
        const RealTransaction transaction(envelope);
        fabric::TxReadWriteSet sets;
        sets.ParseFromString(transaction.chaincodeAction.results());
        for (const auto& entry : sets.ns_rwset())
        {
            fabric::KVRWSet set;
            set.ParseFromString(entry.rwset());
            for (const auto& read : set.reads())
            {
                if (read.has_version())
                {
                    updates.Put(entry.namespace_(),
                                read.key(),
                                {SERVICE, {read.version().block_num(), read.version().tx_num()}});
                }
            }
        }
    }
    snapshot.state.Apply(std::move(updates));
    return FabricLedger({}, std::move(snapshot));
}

ChaincodeContainer::Result
Reexecute(const ChaincodeContainer& container, const RealTransaction& transaction)
{
    ChaincodeContainer::Proposal proposal;
    proposal.channel = transaction.header.channel_id();
    proposal.chaincode = "iotcc";
    const auto& args = transaction.invocation.chaincode_spec().input().args();
    proposal.arguments = {args.begin(), args.end()};
    proposal.txId = transaction.header.tx_id();
    proposal.creator = SharedBytes(transaction.creator);
    return container.Execute(proposal);
}

TEST(IotServicePlatformRealBlock, EndorsementsAreThoseOfARealPeerByteForByte)
{
    const auto block = ParseRealBlock();
    const auto ledger = MakeLedgerBefore(block);
    ChaincodeContainer container(ledger);
    container.Install("iotcc", "1.0", std::make_shared<IotServicePlatform>());
    ASSERT_EQ(block.data().data_size(), 10);
    for (const auto& envelope : block.data().data())
    {
        const RealTransaction transaction(envelope);

        const auto result = Reexecute(container, transaction);

        EXPECT_EQ(result.status, 200) << result.message;
        EXPECT_EQ(result.readWriteSet, SharedBytes(transaction.chaincodeAction.results()));
        EXPECT_EQ(result.event, SharedBytes(transaction.chaincodeAction.events()));
        EXPECT_EQ(result.counts.gets, 2u);
        EXPECT_EQ(result.counts.puts, 2u);

        fabric::ChaincodeAction action;
        action.set_results(result.readWriteSet.ToString());
        action.set_events(result.event.ToString());
        action.mutable_response()->set_status(result.status);
        action.mutable_chaincode_id()->set_name("iotcc");
        action.mutable_chaincode_id()->set_version(result.version);
        fabric::ProposalResponsePayload payload;
        payload.set_proposal_hash(transaction.responsePayload.proposal_hash());
        payload.set_extension(action.SerializeAsString());
        EXPECT_EQ(payload.SerializeAsString(), transaction.responseBytes);
    }
}

// The sizes that were measured: argument, read-write set, event, payload.
TEST(IotServicePlatformRealBlock, RequestHasTheMeasuredSizes)
{
    const auto block = ParseRealBlock();
    const auto ledger = MakeLedgerBefore(block);
    ChaincodeContainer container(ledger);
    container.Install("iotcc", "1.0", std::make_shared<IotServicePlatform>());
    const RealTransaction transaction(block.data().data(0));
    EXPECT_EQ(transaction.invocation.chaincode_spec().input().args(1).size(), 525u);

    const auto result = Reexecute(container, transaction);

    EXPECT_EQ(result.readWriteSet.GetSize(), 1563u);
    EXPECT_EQ(result.event.GetSize(), 884u);
    EXPECT_EQ(transaction.responseBytes.size(), 2509u);
    fabric::ProposalResponse response;
    response.set_version(1);
    response.mutable_response()->set_status(200);
    response.set_payload(transaction.responseBytes);
    *response.mutable_endorsement() = transaction.endorsement;
    response.mutable_interest()->add_chaincodes()->set_name("iotcc");
    // Measured with a peer identity of 818 bytes.
    const auto& endorsement = transaction.endorsement;
    EXPECT_EQ(response.ByteSizeLong(),
              3426 + endorsement.endorser().size() - 818 + endorsement.signature().size() - 70);
}

TEST(IotServicePlatformRealBlock, CommitMakesTheBlockARealPeerStored)
{
    const auto stored = ParseRealBlock();
    auto ledger = MakeLedgerBefore(stored);
    auto delivered = stored;
    auto& metadata = *delivered.mutable_metadata()->mutable_metadata();
    metadata[fabric::TRANSACTIONS_FILTER].clear();
    metadata[fabric::COMMIT_HASH].clear();
    ASSERT_TRUE(ledger.IsNext(delivered));

    const auto commit =
        ledger.CommitBlock(std::move(delivered), std::vector<uint8_t>(10, fabric::NOT_VALIDATED));

    EXPECT_EQ(commit.codes, std::vector<uint8_t>(10, fabric::VALID));
    EXPECT_EQ(commit.writes, 20u);
    EXPECT_EQ(commit.blockBytes, ReadRealBlock().size());
    fabric::Block block;
    ASSERT_TRUE(block.ParseFromString(ledger.GetBlock(471).ToString()));
    // The commit hash covers the one before, which the block does not tell.
    EXPECT_EQ(block.metadata().metadata(fabric::COMMIT_HASH).size(), 34u);
    *block.mutable_metadata()->mutable_metadata(fabric::COMMIT_HASH) =
        stored.metadata().metadata(fabric::COMMIT_HASH);
    EXPECT_EQ(block.SerializeAsString(), ReadRealBlock());
}

TEST(ClientIdentity, DeviceIdIsThatOfTheRealClient)
{
    const RealTransaction transaction(ParseRealBlock().data().data(0));
    const auto identity = ReadClientIdentity(SharedBytes(transaction.creator));
    ASSERT_TRUE(identity);
    EXPECT_EQ(identity->organizationId, "Org2MSP");
    const auto request =
        PlatformRequest::Parse(transaction.invocation.chaincode_spec().input().args(1));
    EXPECT_EQ(identity->deviceId, request.service.deviceId);
    EXPECT_FALSE(ReadClientIdentity(SharedBytes(std::string_view("\xff"))));
    EXPECT_FALSE(MakeDeviceId(SharedBytes(std::string_view("no certificate"))));
}

TEST(IsUuid, TakesTheFormsThatGosPackageTakes)
{
    EXPECT_TRUE(IsUuid("17283c80-e65e-4613-90c1-aa70714d5c24"));
    EXPECT_TRUE(IsUuid("17283C80E65E461390C1AA70714D5C24"));
    EXPECT_TRUE(IsUuid("{17283c80-e65e-4613-90c1-aa70714d5c24}"));
    EXPECT_TRUE(IsUuid("URN:uuid:17283c80-e65e-4613-90c1-aa70714d5c24"));
    EXPECT_FALSE(IsUuid("urn-uuid:17283c80-e65e-4613-90c1-aa70714d5c24"));
    EXPECT_FALSE(IsUuid("17283c80-e65e-4613-90c1_aa70714d5c24"));
    EXPECT_FALSE(IsUuid("17283c80-e65e-4613-90c1-aa70714d5c2g"));
    EXPECT_FALSE(IsUuid("17283c80"));
    EXPECT_FALSE(IsUuid(""));
}

/// The platform on one ledger, called by two devices.
class IotServicePlatformTest : public testing::Test
{
  protected:
    IotServicePlatformTest()
        : m_container(m_ledger)
    {
        m_container.Install("_lifecycle", "", std::make_shared<LifecycleChaincode>());
        m_container.Install("iot", "1", std::make_shared<IotServicePlatform>());
        const auto block = ParseRealBlock();
        for (const auto& envelope : block.data().data())
        {
            const RealTransaction transaction(envelope);
            const auto identity = ReadClientIdentity(SharedBytes(transaction.creator));
            m_creators.emplace(identity->deviceId, transaction.creator);
        }
        m_device = m_creators.begin()->first;
        m_other = m_creators.rbegin()->first;
        m_organization = ReadClientIdentity(SharedBytes(m_creators[m_device]))->organizationId;
        Execute("_lifecycle", {"CommitChaincodeDefinition", "iot", "1", "1", ""});
        Commit();
    }

    void Execute(const std::string& chaincode, const std::vector<std::string>& args)
    {
        ChaincodeContainer::Proposal proposal;
        proposal.chaincode = chaincode;
        proposal.arguments = args;
        proposal.txId = std::to_string(m_next++);
        proposal.creator = SharedBytes(m_creators[m_caller.empty() ? m_device : m_caller]);
        m_result = m_container.Execute(proposal);
    }

    void Commit()
    {
        CommitEnvelopes(m_ledger,
                        {MakeLedgerEnvelope(std::to_string(m_next), m_result.readWriteSet)});
    }

    /// @return "" or the payload of a call that was committed, or the error
    std::string Call(const std::vector<std::string>& args)
    {
        Execute("iot", args);
        if (m_result.status != 200)
        {
            return "error: " + m_result.message;
        }
        Commit();
        return m_result.payload.ToString();
    }

    std::vector<uint32_t> GetCounts() const
    {
        return {m_result.counts.gets,
                m_result.counts.puts,
                m_result.counts.deletes,
                m_result.counts.rangePages};
    }

    std::string GetEvent() const
    {
        fabric::ChaincodeEvent event;
        event.ParseFromString(m_result.event.ToString());
        return event.event_name();
    }

    std::string Device(const std::string& name = "lamp") const
    {
        return PlatformDevice{m_device, m_organization, name, "a <lamp>", TIME}.ToJson();
    }

    PlatformService Service(const std::string& name = "light") const
    {
        return {name, m_device, m_organization, 1, "on and off", TIME};
    }

    std::string Request(const std::string& id, const std::string& service = "light") const
    {
        return PlatformRequest{id, TIME, Service(service), "GET", std::vector<std::string>{"1"}}
            .ToJson();
    }

    std::string Response(const std::string& id) const
    {
        return PlatformResponse{id, TIME, 0, "on"}.ToJson();
    }

    using Counts = std::vector<uint32_t>;

    static constexpr const char* TIME = "2026-11-21T22:51:13.5Z";
    static constexpr const char* ID = "17283c80-e65e-4613-90c1-aa70714d5c24";
    static constexpr const char* ID2 = "27283c80-e65e-4613-90c1-aa70714d5c24";

    FabricLedger m_ledger;
    ChaincodeContainer m_container;
    ChaincodeContainer::Result m_result;
    std::map<std::string, std::string> m_creators; //!< by device id
    std::string m_device;
    std::string m_other;
    std::string m_organization;
    std::string m_caller; //!< device id; empty: m_device
    uint32_t m_next{0};
};

TEST_F(IotServicePlatformTest, ReadsAndWritesAreThoseOfTheContracts)
{
    EXPECT_EQ(Call({"device_registry:Register", Device()}), "");
    EXPECT_EQ(GetCounts(), (Counts{0, 1, 0, 0}));
    EXPECT_EQ(Call({"service_registry:Register", Service().ToJson()}), "");
    EXPECT_EQ(GetCounts(), (Counts{1, 1, 0, 0}));
    EXPECT_EQ(Call({"service_broker:Request", Request(ID)}), "");
    EXPECT_EQ(GetCounts(), (Counts{2, 2, 0, 0}));
    EXPECT_EQ(Call({"service_broker:Respond", Response(ID)}), "");
    EXPECT_EQ(GetCounts(), (Counts{4, 1, 0, 0}));
    EXPECT_EQ(Call({"service_broker:Request", Request(ID2)}), "");

    Call({"device_registry:Get", m_organization, m_device});
    EXPECT_EQ(GetCounts(), (Counts{1, 0, 0, 0}));
    Call({"device_registry:GetAll", m_organization});
    EXPECT_EQ(GetCounts(), (Counts{0, 0, 0, 1}));
    Call({"service_registry:GetAll", m_organization, m_device});
    EXPECT_EQ(GetCounts(), (Counts{0, 0, 0, 1}));
    Call({"service_broker:Get", ID});
    EXPECT_EQ(GetCounts(), (Counts{2, 0, 0, 0}));
    Call({"service_broker:GetAll", m_organization, m_device, "light"});
    EXPECT_EQ(GetCounts(), (Counts{4, 0, 0, 1}));

    Execute("iot", {"service_broker:Remove", ID});
    EXPECT_EQ(GetCounts(), (Counts{7, 0, 3, 0}));
    Execute("iot", {"service_broker:Remove", ID2});
    EXPECT_EQ(GetCounts(), (Counts{6, 0, 2, 0}));
    Execute("iot", {"service_registry:Deregister", Service().ToJson()});
    EXPECT_EQ(GetCounts(), (Counts{7 + 6 + 1, 0, 3 + 2 + 1, 1}));
    Execute("iot", {"device_registry:Deregister", Device()});
    EXPECT_EQ(GetCounts(), (Counts{14 + 1, 0, 6 + 1, 2}));
}

TEST_F(IotServicePlatformTest, ResultsAreTheRecordsAsGoWritesThem)
{
    Call({"device_registry:Register", Device()});
    Call({"service_registry:Register", Service().ToJson()});
    Call({"service_broker:Request", Request(ID)});
    const auto device = "{\"id\":\"" + m_device + "\",\"organizationId\":\"" + m_organization +
                        R"(","name":"lamp","description":"a \u003clamp\u003e",)"
                        R"("lastUpdateTime":"2026-11-21T22:51:13.5Z"})";
    EXPECT_EQ(Call({"device_registry:Get", m_organization, m_device}), device);
    EXPECT_EQ(Call({"device_registry:GetAll", m_organization}), "[" + device + "]");
    EXPECT_EQ(Call({"device_registry:GetAll", "nobody"}), "[]");
    EXPECT_EQ(Call({"service_registry:Get", m_organization, m_device, "light"}),
              Service().ToJson());
    EXPECT_EQ(Call({"service_broker:Get", ID}),
              "{\"request\":" + Request(ID) + ",\"response\":null}");
    Call({"service_broker:Respond", Response(ID)});
    const auto exchange = "{\"request\":" + Request(ID) + R"(,"response":{"requestId":")" + ID +
                          R"(","time":"2026-11-21T22:51:13.5Z","statusCode":0,)"
                          R"("returnValue":"on"}})";
    EXPECT_EQ(Call({"service_broker:Get", ID}), exchange);
    EXPECT_EQ(Call({"service_broker:GetAll", m_organization, m_device, "light"}),
              "[" + exchange + "]");
}

TEST_F(IotServicePlatformTest, EventsNameWhatChanged)
{
    const auto path = m_organization + "/" + m_device;
    Call({"device_registry:Register", Device()});
    EXPECT_EQ(GetEvent(), "device://" + path + "/register");
    Call({"service_registry:Register", Service().ToJson()});
    EXPECT_EQ(GetEvent(), "service://" + path + "/light/register");
    Call({"service_broker:Request", Request(ID)});
    EXPECT_EQ(GetEvent(), "request://" + path + "/light/" + ID + "/request");
    Call({"service_broker:Respond", Response(ID)});
    EXPECT_EQ(GetEvent(), "request://" + path + "/light/" + ID + "/respond");
    Call({"service_broker:Get", ID});
    EXPECT_EQ(GetEvent(), "");
    Call({"service_broker:Remove", ID});
    EXPECT_EQ(GetEvent(), "request://" + path + "/light/" + ID + "/remove");
    Call({"service_registry:Deregister", Service().ToJson()});
    EXPECT_EQ(GetEvent(), "service://" + path + "/light/deregister");
    Call({"device_registry:Deregister", Device()});
    EXPECT_EQ(GetEvent(), "device://" + path + "/deregister");
    EXPECT_EQ(m_ledger.GetState().FindRange("iot", "", "").begin,
              m_ledger.GetState().FindRange("iot", "", "").end)
        << "nothing is left";
}

TEST_F(IotServicePlatformTest, OnlyTheDeviceItselfMayAct)
{
    ASSERT_NE(m_device, m_other);
    Call({"device_registry:Register", Device()});
    Call({"service_registry:Register", Service().ToJson()});
    m_caller = m_other;
    EXPECT_EQ(Call({"service_broker:Request", Request(ID)}), "") << "anyone may request";
    EXPECT_EQ(Call({"device_registry:Register", Device()}),
              "error: cannot register a device other than the requested device");
    EXPECT_EQ(Call({"device_registry:Deregister", Device()}),
              "error: cannot deregister a device other than the requested device");
    EXPECT_EQ(Call({"service_registry:Register", Service().ToJson()}),
              "error: cannot register a service other than one of the requested device");
    EXPECT_EQ(Call({"service_registry:Deregister", Service().ToJson()}),
              "error: cannot deregister a service other than one of the requested device");
    EXPECT_EQ(Call({"service_broker:Respond", Response(ID)}),
              "error: cannot create response from a device other than the requested device");
    EXPECT_EQ(Call({"service_broker:Remove", ID}),
              "error: cannot remove response from a device other than the requested device");
    EXPECT_TRUE(m_result.event.IsEmpty());
}

TEST_F(IotServicePlatformTest, RefusesWhatIsAbsentOrThereAlready)
{
    const auto device = ChaincodeStub::CreateCompositeKey("devices", {m_organization, m_device});
    EXPECT_EQ(Call({"service_registry:Register", Service().ToJson()}),
              "error: " + device + " not found");
    Call({"device_registry:Register", Device()});
    const auto service =
        ChaincodeStub::CreateCompositeKey("services", {m_organization, m_device, "light"});
    EXPECT_EQ(Call({"service_broker:Request", Request(ID)}), "error: " + service + " not found");
    Call({"service_registry:Register", Service().ToJson()});
    const auto request = ChaincodeStub::CreateCompositeKey("requests", {ID});
    EXPECT_EQ(Call({"service_broker:Respond", Response(ID)}), "error: " + request + " not found");
    EXPECT_EQ(Call({"service_broker:Remove", ID}), "error: " + request + " not found");
    Call({"service_broker:Request", Request(ID)});
    EXPECT_EQ(Call({"service_broker:Request", Request(ID)}), "error: request already exists");
    Call({"service_broker:Respond", Response(ID)});
    EXPECT_EQ(Call({"service_broker:Respond", Response(ID)}), "error: response already exists");
}

TEST_F(IotServicePlatformTest, RecordsAreValidatedBeforeTheyAreStored)
{
    EXPECT_EQ(Call({"device_registry:Register", Device("")}),
              "error: missing device name in device definition");
    Call({"device_registry:Register", Device()});
    auto service = Service();
    service.version = 0;
    EXPECT_EQ(Call({"service_registry:Register", service.ToJson()}),
              "error: missing service version in service definition");
    service.version = -1;
    EXPECT_EQ(Call({"service_registry:Register", service.ToJson()}),
              "error: service version must be a positive integer");
    service = Service("");
    EXPECT_EQ(Call({"service_registry:Register", service.ToJson()}),
              "error: missing service name in service definition");
    Call({"service_registry:Register", Service().ToJson()});
    EXPECT_EQ(Call({"service_broker:Request", Request("1")}),
              "error: invalid request ID in request definition");
    const PlatformRequest noArguments{ID, TIME, Service(), "GET", std::nullopt};
    EXPECT_EQ(Call({"service_broker:Request", noArguments.ToJson()}),
              "error: request arguments cannot be null in request definition");
    const PlatformRequest noTime{ID, "0001-01-01T00:00:00Z", Service(), "GET", {{}}};
    EXPECT_EQ(Call({"service_broker:Request", noTime.ToJson()}),
              "error: missing request time in request definition");
    EXPECT_EQ(Call({"service_broker:Request", "{"}), "error: unexpected end of JSON input");
}

// Consequences for concurrent transactions, as derived from reads and writes above.
TEST_F(IotServicePlatformTest, RacesEndAsTheReadSetsSay)
{
    Call({"device_registry:Register", Device()});
    Call({"service_registry:Register", Service().ToJson()});
    const auto race = [this](const std::vector<std::string>& first,
                             const std::vector<std::string>& second) {
        Execute("iot", first);
        const auto set = m_result.readWriteSet;
        Execute("iot", second);
        return CommitEnvelopes(
                   m_ledger,
                   {MakeLedgerEnvelope("a" + std::to_string(m_next), set),
                    MakeLedgerEnvelope("b" + std::to_string(m_next), m_result.readWriteSet)})
            .codes[1];
    };
    EXPECT_EQ(race({"device_registry:Register", Device()}, {"device_registry:Register", Device()}),
              fabric::VALID);
    EXPECT_EQ(race({"service_registry:Register", Service().ToJson()},
                   {"service_broker:Request", Request(ID)}),
              fabric::MVCC_READ_CONFLICT);
    EXPECT_EQ(race({"service_broker:Request", Request(ID)},
                   {"service_broker:GetAll", m_organization, m_device, "light"}),
              fabric::PHANTOM_READ_CONFLICT);
    EXPECT_EQ(
        race({"service_broker:Respond", Response(ID)}, {"service_broker:Respond", Response(ID)}),
        fabric::MVCC_READ_CONFLICT);
}

} // namespace
