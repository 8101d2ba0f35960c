/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fabric-ledger-support.h"
#include "fabric-rwset.pb.h"

#include "ns3/asset-transfer-basic.h"
#include "ns3/contract-chaincode.h"
#include "ns3/lifecycle-chaincode.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::iotledger;
using namespace std::string_literals;

namespace
{

/// Does what a test gives it.
class ScriptedChaincode : public Chaincode
{
  public:
    using Script = std::function<std::string(ChaincodeStub&)>;

    explicit ScriptedChaincode(Script script)
        : m_script(std::move(script))
    {
    }

    ChaincodeResponse Invoke(ChaincodeStub& stub) override
    {
        return ChaincodeResponse::Success(m_script(stub));
    }

  private:
    Script m_script;
};

/// A peer's ledger and chaincodes; whatever a call writes is committed at once.
class ChaincodeTest : public testing::Test
{
  protected:
    ChaincodeTest()
        : m_container(m_ledger)
    {
        m_container.Install(LifecycleChaincode::NAME, "", std::make_shared<LifecycleChaincode>());
        CommitEnvelopes(m_ledger, {});
    }

    void Define(const std::string& name, std::shared_ptr<Chaincode> chaincode)
    {
        m_container.Install(name, "1.0", std::move(chaincode));
        ASSERT_EQ(Submit({"CommitChaincodeDefinition", name, "1.0", "1", ""}, "_lifecycle").status,
                  200);
    }

    void Define(ScriptedChaincode::Script script, const std::string& name = "cc")
    {
        Define(name, std::make_shared<ScriptedChaincode>(std::move(script)));
    }

    ChaincodeContainer::Result Execute(const std::vector<std::string>& args,
                                       const std::string& name = "cc")
    {
        ChaincodeContainer::Proposal proposal;
        proposal.channel = "channel";
        proposal.chaincode = name;
        proposal.arguments = args;
        proposal.txId = "tx" + std::to_string(m_next++);
        proposal.timestamp = {1'000, 5};
        proposal.creator = SharedBytes(std::string_view("creator"));
        proposal.transient["secret"] = "value";
        proposal.isAllowed = m_isAllowed;
        return m_container.Execute(proposal);
    }

    ChaincodeContainer::Result Submit(const std::vector<std::string>& args,
                                      const std::string& name = "cc")
    {
        const auto result = Execute(args, name);
        if (result.status == 200)
        {
            const auto txId = "tx" + std::to_string(m_next - 1);
            CommitEnvelopes(m_ledger, {MakeLedgerEnvelope(txId, result.readWriteSet, m_next)});
        }
        return result;
    }

    FabricLedger m_ledger;
    ChaincodeContainer m_container;
    std::function<bool(const std::string&)> m_isAllowed;
    uint32_t m_next{0};
};

fabric::KVRWSet
GetSet(const ChaincodeContainer::Result& result, const std::string& name)
{
    fabric::TxReadWriteSet sets;
    EXPECT_TRUE(sets.ParseFromString(result.readWriteSet.ToString()));
    fabric::KVRWSet set;
    for (const auto& entry : sets.ns_rwset())
    {
        if (entry.namespace_() == name)
        {
            EXPECT_TRUE(set.ParseFromString(entry.rwset()));
        }
    }
    return set;
}

TEST_F(ChaincodeTest, CallReadsItsDefinition)
{
    Define([](auto&) { return "done"; });
    const auto result = Execute({"f"});
    EXPECT_EQ(result.status, 200);
    EXPECT_EQ(result.payload, SharedBytes(std::string_view("done")));
    EXPECT_EQ(result.version, "1.0");
    const auto set = GetSet(result, "_lifecycle");
    ASSERT_EQ(set.reads_size(), 1);
    EXPECT_EQ(set.reads(0).key(), "namespaces/fields/cc/Sequence");
    EXPECT_EQ(set.reads(0).version().block_num(), 1u);
}

TEST_F(ChaincodeTest, NewDefinitionInvalidatesCallsOfTheOld)
{
    Define([](auto&) { return ""; });
    const auto early = Execute({"f"});
    ASSERT_EQ(Submit({"CommitChaincodeDefinition", "cc", "2.0", "2", ""}, "_lifecycle").status,
              200);
    EXPECT_EQ(CommitEnvelopes(m_ledger, {MakeLedgerEnvelope("early", early.readWriteSet)}).codes,
              std::vector<uint8_t>{fabric::MVCC_READ_CONFLICT});
}

TEST_F(ChaincodeTest, UnknownChaincodeIsRefusedAsThePeerDoes)
{
    const auto result = Execute({"f"}, "nothing");
    EXPECT_FALSE(result.isFound);
    EXPECT_EQ(result.message,
              "make sure the chaincode nothing has been successfully defined on channel channel "
              "and try again: chaincode nothing not found");
}

TEST_F(ChaincodeTest, DoesNotSeeItsOwnWrites)
{
    Define([](auto& stub) {
        stub.PutState("k", "new");
        return stub.GetState("k").value_or("nothing");
    });
    EXPECT_EQ(Submit({}).payload, SharedBytes(std::string_view("nothing")));
    EXPECT_EQ(Submit({}).payload, SharedBytes(std::string_view("new")));
}

TEST_F(ChaincodeTest, ErrorsHaveStatus500AndTheShimsMessages)
{
    const std::vector<std::pair<ScriptedChaincode::Script, std::string>> cases{
        {[](auto&) -> std::string { throw ChaincodeError("mine"); }, "mine"},
        {[](auto& stub) { return stub.PutState("", "v"), ""; }, "key must not be an empty string"},
        {[](auto& stub) { return stub.PutState("\xff", "v"), ""; },
         "string field contains invalid UTF-8"},
        {[](auto& stub) { return stub.SetEvent("", ""), ""; },
         "event name can not be empty string"},
        {[](auto& stub) { return stub.SetEvent("\xff", ""), ""; },
         "string field contains invalid UTF-8"},
        {[](auto&) -> std::string { throw ChaincodeError("\xff"); },
         "failed to marshal response: string field contains invalid UTF-8"},
        {[](auto& stub) { return stub.GetStateByRange("", std::string("\0a", 2)), ""; },
         "first character of the key [\0a] contains a null character which is not allowed"s},
        {[](auto& stub) { return stub.GetStateByRange("", "")->Next().key; }, "no such key"},
    };
    for (const auto& [script, message] : cases)
    {
        Define(script);
        const auto result = Execute({});
        EXPECT_EQ(result.status, 500);
        EXPECT_EQ(result.message, message);
    }
}

TEST_F(ChaincodeTest, StubTellsOfTheProposal)
{
    Define([](auto& stub) {
        return stub.GetFunction() + stub.GetParameters().at(0) + stub.GetTxId() +
               stub.GetChannelId() + std::to_string(stub.GetTxTimestamp().seconds) +
               stub.GetCreator().ToString() + stub.GetTransient().at("secret");
    });
    EXPECT_EQ(Execute({"f", "p"}).payload.ToString(), "fptx1channel1000creatorvalue");
}

TEST_F(ChaincodeTest, LastEventStands)
{
    Define([](auto& stub) {
        stub.SetEvent("first", "1");
        stub.SetEvent("second", "2");
        return "";
    });
    fabric::ChaincodeEvent event;
    ASSERT_TRUE(event.ParseFromString(Execute({}).event.ToString()));
    EXPECT_EQ(event.event_name(), "second");
    EXPECT_EQ(event.payload(), "2");
    EXPECT_EQ(event.chaincode_id(), "cc");
    EXPECT_EQ(event.tx_id(), "tx1");
}

// query_response_generator.go: 100 results a message, one more is read to know whether it is last.
TEST_F(ChaincodeTest, RangesComeInPagesOfAHundred)
{
    Define([](auto& stub) {
        if (stub.GetFunction() == "fill")
        {
            for (int i = 0; i < std::stoi(stub.GetParameters()[0]); i++)
            {
                stub.PutState("k" + std::to_string(1'000 + i), "v");
            }
            stub.PutState(ChaincodeStub::CreateCompositeKey("type", {"a"}), "composite");
            return std::string();
        }
        int results = 0;
        const auto range = stub.GetStateByRange("", "");
        for (; range->HasNext(); results++)
        {
            range->Next();
        }
        range->Close();
        return std::to_string(results);
    });
    std::map<int, uint32_t> pages{{0, 1}, {1, 1}, {99, 1}, {100, 1}, {101, 2}, {200, 2}, {250, 3}};
    for (const auto& [size, expected] : pages)
    {
        Submit({"fill", std::to_string(size)});
        const auto result = Execute({"count"});
        EXPECT_EQ(result.payload.ToString(), std::to_string(size));
        EXPECT_EQ(result.counts.rangePages, expected) << size;
        EXPECT_EQ(result.counts.rangeResults, static_cast<uint32_t>(size));
        EXPECT_EQ(result.counts.GetRoundTrips(), expected + 1) << "the close is one more";
        const auto query = GetSet(result, "cc").range_queries_info(0);
        EXPECT_TRUE(query.itr_exhausted());
        EXPECT_EQ(query.start_key(), "\x01") << "composite keys lie before";
    }
}

TEST_F(ChaincodeTest, PartlyReadRangeWasReadByThePeerAResultFurther)
{
    Define([](auto& stub) {
        for (int i = 0; stub.GetFunction() == "fill" && i < 150; i++)
        {
            stub.PutState("k" + std::to_string(1'000 + i), "v");
        }
        return stub.GetFunction() == "fill" ? "" : stub.GetStateByRange("k", "l")->Next().key;
    });
    Submit({"fill"});
    const auto result = Execute({"first"});
    EXPECT_EQ(result.payload.ToString(), "k1000");
    const auto query = GetSet(result, "cc").range_queries_info(0);
    EXPECT_FALSE(query.itr_exhausted());
    EXPECT_EQ(query.end_key(), "k1100");
}

TEST_F(ChaincodeTest, PartialCompositeKeyFindsWhatBeginsWithWholeAttributes)
{
    Define([](auto& stub) {
        if (stub.GetFunction() == "fill")
        {
            for (const auto& attributes : std::vector<std::vector<std::string>>{{"a"},
                                                                                {"a", "1"},
                                                                                {"a", "2"},
                                                                                {"ab", "1"},
                                                                                {"b", "1"}})
            {
                stub.PutState(ChaincodeStub::CreateCompositeKey("t", attributes), "v");
            }
            stub.PutState(ChaincodeStub::CreateCompositeKey("tt", {"a", "1"}), "v");
            stub.PutState("t", "v");
        }
        std::string found;
        const auto range = stub.GetStateByPartialCompositeKey("t", stub.GetParameters());
        while (range->HasNext())
        {
            for (const auto& part : ChaincodeStub::SplitCompositeKey(range->Next().key).second)
            {
                found += part;
            }
            found += ' ';
        }
        return found;
    });
    Submit({"fill"});
    EXPECT_EQ(Execute({"find", "a"}).payload.ToString(), "a a1 a2 ");
    EXPECT_EQ(Execute({"find"}).payload.ToString(), "a a1 a2 ab1 b1 ");
    EXPECT_EQ(Execute({"find", "c"}).payload.ToString(), "");
}

TEST_F(ChaincodeTest, HistoryComesInPagesLatestFirst)
{
    Define([](auto& stub) {
        if (stub.GetFunction() == "put")
        {
            stub.PutState("k", stub.GetParameters()[0]);
            return std::string();
        }
        std::string first;
        const auto history = stub.GetHistoryForKey("k");
        while (history->HasNext())
        {
            const auto modification = history->Next();
            first = first.empty() ? modification.value + modification.txId : first;
        }
        return first;
    });
    for (int i = 0; i < 101; i++)
    {
        Submit({"put", std::to_string(i)});
    }
    const auto result = Execute({"history"});
    EXPECT_EQ(result.payload.ToString(), "100tx101");
    EXPECT_EQ(result.counts.historyPages, 2u);
    EXPECT_EQ(GetSet(result, "cc").reads_size(), 0) << "history is not checked again";
}

TEST_F(ChaincodeTest, CalledChaincodeWritesIntoTheSameSet)
{
    Define(
        [](auto& stub) {
            stub.PutState("k", "theirs");
            stub.SetEvent("theirs", "");
            return "answer " + stub.GetParameters().at(0);
        },
        "other");
    Define([](auto& stub) {
        stub.PutState("k", "mine");
        stub.SetEvent("mine", "");
        return stub.InvokeChaincode("other", {"f", "p"}).payload;
    });
    const auto result = Submit({});
    EXPECT_EQ(result.payload.ToString(), "answer p");
    EXPECT_EQ(result.counts.calls, 1u);
    EXPECT_EQ(m_ledger.GetState().Find("cc", "k")->value, "mine");
    EXPECT_EQ(m_ledger.GetState().Find("other", "k")->value, "theirs");
    EXPECT_EQ(GetSet(result, "_lifecycle").reads_size(), 2) << "both definitions";
    fabric::ChaincodeEvent event;
    ASSERT_TRUE(event.ParseFromString(result.event.ToString()));
    EXPECT_EQ(event.event_name(), "mine");
}

TEST(ChaincodeHistory, IsAnErrorWhereItIsNotKept)
{
    FabricLedger::Settings settings;
    settings.isHistoryEnabled = false;
    FabricLedger ledger(settings);
    ChaincodeContainer container(ledger);
    container.Install(LifecycleChaincode::NAME,
                      "",
                      std::make_shared<ScriptedChaincode>([](auto& stub) {
                          return std::to_string(stub.GetHistoryForKey("k")->HasNext());
                      }));
    ChaincodeContainer::Proposal proposal;
    proposal.chaincode = LifecycleChaincode::NAME;

    const auto result = container.Execute(proposal);

    EXPECT_EQ(result.status, 500);
    EXPECT_EQ(result.message, "history database not enabled");
}

// core/chaincode/handler.go, checkACL: a system chaincode looks to itself.
TEST_F(ChaincodeTest, ChaincodesAreCalledByThoseWhoMay)
{
    Define([](auto&) { return "answer"; }, "other");
    Define([](auto& stub) {
        const auto other = stub.InvokeChaincode("other", {});
        const auto system = stub.InvokeChaincode("_lifecycle", {"QueryChaincodeDefinitions"});
        return std::to_string(other.status) + other.payload + "|" +
               std::to_string(system.payload.find("failed evaluating") == std::string::npos);
    });
    std::vector<std::string> asked;
    bool mayCall = false;
    m_isAllowed = [&](const std::string& resource) {
        asked.push_back(resource);
        return mayCall;
    };
    EXPECT_EQ(Execute({}).payload.ToString(),
              "500INVOKE_CHAINCODE failed: transaction ID: tx2: failed evaluating policy on signed "
              "data for peer/ChaincodeToChaincode|1");
    mayCall = true;
    EXPECT_EQ(Execute({}).payload.ToString(), "200answer|1");
    EXPECT_EQ(asked, std::vector<std::string>(2, "peer/ChaincodeToChaincode"));
}

TEST_F(ChaincodeTest, RefusedCallIsAResponseNotAnEnd)
{
    Define([](auto& stub) {
        const auto absent = stub.InvokeChaincode("absent", {});
        const auto self = stub.InvokeChaincode("cc", {});
        return std::to_string(absent.status) + absent.payload + "|" + self.payload;
    });
    EXPECT_EQ(Execute({}).payload.ToString(),
              "500INVOKE_CHAINCODE failed: transaction ID: tx1: chaincode absent not found|"
              "INVOKE_CHAINCODE failed: transaction ID: tx1: execute failed: txid: tx1(channel) "
              "exists");
}

TEST_F(ChaincodeTest, CountsAndBytesAreThoseOfTheRequests)
{
    Define([](auto& stub) {
        stub.PutState("key", "value");
        stub.GetState("key");
        stub.GetState("absent");
        stub.DelState("old");
        return "result";
    });
    Submit({"f", "arg"});
    const auto counts = Execute({"f", "arg"}).counts;
    EXPECT_EQ(counts.puts, 1u);
    EXPECT_EQ(counts.gets, 2u);
    EXPECT_EQ(counts.deletes, 1u);
    EXPECT_EQ(counts.GetRoundTrips(), 4u);
    EXPECT_EQ(counts.bytesIn, 4u + 5u);
    EXPECT_EQ(counts.bytesOut, 3u + 5u + 3u + 6u + 3u + 6u);
}

class AssetTransferTest : public ChaincodeTest
{
  protected:
    AssetTransferTest()
    {
        Define("cc", std::make_shared<AssetTransferBasic>());
    }

    std::string Call(const std::vector<std::string>& args)
    {
        const auto result = Submit(args);
        return result.status == 200 ? result.payload.ToString() : "error: " + result.message;
    }
};

TEST_F(AssetTransferTest, DoesWhatTheSampleDoes)
{
    EXPECT_EQ(Call({"GetAllAssets"}), "");
    EXPECT_EQ(Call({"InitLedger"}), "");
    EXPECT_EQ(
        Call({"ReadAsset", "asset3"}),
        R"({"AppraisedValue":500,"Color":"green","ID":"asset3","Owner":"Jin Soo","Size":10})");
    EXPECT_EQ(Call({"CreateAsset", "a7", "<red>", "-5", "Tom", "1300"}), "");
    EXPECT_EQ(
        Call({"ReadAsset", "a7"}),
        R"({"AppraisedValue":1300,"Color":"\u003cred\u003e","ID":"a7","Owner":"Tom","Size":-5})");
    EXPECT_EQ(Call({"UpdateAsset", "a7", "blue", "5", "Tom", "1"}), "");
    EXPECT_EQ(Call({"TransferAsset", "a7", "Ann"}), "Tom");
    EXPECT_EQ(Call({"ReadAsset", "a7"}),
              R"({"AppraisedValue":1,"Color":"blue","ID":"a7","Owner":"Ann","Size":5})");
    EXPECT_EQ(Call({"AssetExists", "a7"}), "true");
    EXPECT_EQ(Call({"DeleteAsset", "a7"}), "");
    EXPECT_EQ(Call({"SmartContract:AssetExists", "a7"}), "false");
    const auto all = Call({"GetAllAssets"});
    EXPECT_EQ(std::count(all.begin(), all.end(), '{'), 6);
    EXPECT_EQ(all.substr(0, 2), "[{");
    EXPECT_EQ(all.substr(all.size() - 2), "}]");
}

TEST_F(AssetTransferTest, RefusesAsTheSampleDoes)
{
    Call({"InitLedger"});
    EXPECT_EQ(Call({"CreateAsset", "asset1", "red", "5", "Tom", "1"}),
              "error: the asset asset1 already exists");
    for (const auto& call :
         std::vector<std::vector<std::string>>{{"ReadAsset", "x"},
                                               {"UpdateAsset", "x", "red", "5", "Tom", "1"},
                                               {"DeleteAsset", "x"},
                                               {"TransferAsset", "x", "Ann"}})
    {
        EXPECT_EQ(Call(call), "error: the asset x does not exist");
    }
}

TEST_F(AssetTransferTest, ContractsRefuseWhatTheyCannotCall)
{
    EXPECT_EQ(Call({"Nothing"}), "error: Function Nothing not found in contract SmartContract");
    EXPECT_EQ(Call({"Other:ReadAsset", "a"}), "error: Contract not found with name Other");
    EXPECT_EQ(Call({"ReadAsset"}), "error: Incorrect number of params. Expected 1, received 0");
    EXPECT_EQ(Call({}), "error: Blank function name passed");
    EXPECT_EQ(Call({"CreateAsset", "a", "red", "5.5", "Tom", "1"}),
              "error: Error managing parameter param2. Conversion error. Value 5.5 was not passed "
              "in expected format int");
    EXPECT_EQ(Call({"CreateAsset", "a", "red", "99999999999999999999", "Tom", "1"}).substr(0, 6),
              "error:");
}

TEST_F(AssetTransferTest, ReadsAndWritesAreThoseOfTheSample)
{
    Call({"InitLedger"});
    const auto counts = [this](const std::vector<std::string>& args) {
        const auto c = Execute(args).counts;
        return std::vector<uint32_t>{c.gets, c.puts, c.deletes, c.rangePages};
    };
    using Counts = std::vector<uint32_t>;
    EXPECT_EQ(counts({"CreateAsset", "n", "red", "5", "Tom", "1"}), (Counts{1, 1, 0, 0}));
    EXPECT_EQ(counts({"ReadAsset", "asset1"}), (Counts{1, 0, 0, 0}));
    EXPECT_EQ(counts({"TransferAsset", "asset1", "x"}), (Counts{1, 1, 0, 0}));
    EXPECT_EQ(counts({"DeleteAsset", "asset1"}), (Counts{1, 0, 1, 0}));
    EXPECT_EQ(counts({"GetAllAssets"}), (Counts{0, 0, 0, 1}));
}

} // namespace
