/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "chaincode-call.h"

#include "fabric-peer.pb.h"

#include "ns3/lifecycle-chaincode.h"
#include "ns3/utf8.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

constexpr const char* CHAINCODE_TO_CHAINCODE = "peer/ChaincodeToChaincode";

const std::string NO_TEXT = "string field contains invalid UTF-8";

/// Protobuf strings are UTF-8: a chaincode cannot send others to the peer.
bool
IsText(const std::string& text)
{
    return GetUtf8Prefix(text) == text.size();
}

} // namespace

void
ChaincodeCall::CheckEncoding(const std::string& text)
{
    if (!IsText(text))
    {
        throw ChaincodeError(NO_TEXT);
    }
}

ChaincodeCall::ChaincodeCall(ChaincodeTransaction& transaction,
                             const std::string& name,
                             const std::vector<std::string>& args)
    : m_transaction(transaction),
      m_name(name),
      m_args(args)
{
}

bool
ChaincodeCall::IsDefined()
{
    return m_name == LifecycleChaincode::NAME ||
           m_transaction.simulator.GetState(LifecycleChaincode::NAME,
                                            LifecycleChaincode::GetSequenceKey(m_name));
}

ChaincodeResponse
ChaincodeCall::Run(bool isInit, std::string& failure)
{
    if (!IsDefined())
    {
        failure = "chaincode " + m_name + " not found";
        return {};
    }
    const auto installed = m_transaction.container.m_chaincodes.find(m_name);
    if (installed == m_transaction.container.m_chaincodes.end())
    {
        failure =
            "chaincode definition for '" + m_name + "' exists, but chaincode is not installed";
        return {};
    }
    if (!m_transaction.running.insert(m_name).second)
    {
        failure = "execute failed: txid: " + GetTxId() + "(" + GetChannelId() + ") exists";
        return {};
    }
    for (const auto& arg : m_args)
    {
        m_transaction.counts.bytesIn += arg.size();
    }
    ChaincodeResponse response;
    try
    {
        auto& chaincode = *installed->second.chaincode;
        response = isInit ? chaincode.Init(*this) : chaincode.Invoke(*this);
    }
    catch (const ChaincodeError& error)
    {
        response = ChaincodeResponse::Error(error.GetMessage());
    }
    catch (const std::exception& error) // of a library that the chaincode uses
    {
        response = ChaincodeResponse::Error(error.what());
    }
    if (!IsText(response.message)) // internal/handler.go of the shim
    {
        response = ChaincodeResponse::Error("failed to marshal response: " + NO_TEXT);
    }
    m_transaction.running.erase(m_name);
    m_transaction.counts.bytesOut += response.message.size() + response.payload.size() +
                                     m_eventName.size() + m_eventPayload.size();
    return response;
}

SharedBytes
ChaincodeCall::GetEvent() const
{
    if (m_eventName.empty())
    {
        return SharedBytes();
    }
    fabric::ChaincodeEvent event;
    event.set_chaincode_id(m_name);
    event.set_tx_id(GetTxId());
    event.set_event_name(m_eventName);
    event.set_payload(m_eventPayload);
    return SharedBytes(event.SerializeAsString());
}

const std::vector<std::string>&
ChaincodeCall::GetArgs() const
{
    return m_args;
}

std::optional<std::string>
ChaincodeCall::GetState(const std::string& key)
{
    CheckEncoding(key);
    auto value = m_transaction.simulator.GetState(m_name, key);
    m_transaction.counts.gets++;
    m_transaction.counts.bytesOut += key.size();
    m_transaction.counts.bytesIn += value ? value->size() : 0;
    return value;
}

void
ChaincodeCall::PutState(const std::string& key, std::string value)
{
    if (key.empty())
    {
        throw ChaincodeError("key must not be an empty string");
    }
    CheckEncoding(key);
    m_transaction.counts.puts++;
    m_transaction.counts.bytesOut += key.size() + value.size();
    m_transaction.simulator.PutState(m_name, key, std::move(value));
}

void
ChaincodeCall::DelState(const std::string& key)
{
    CheckEncoding(key);
    m_transaction.counts.deletes++;
    m_transaction.counts.bytesOut += key.size();
    m_transaction.simulator.DeleteState(m_name, key);
}

const SharedBytes&
ChaincodeCall::GetCreator() const
{
    return m_transaction.proposal.creator;
}

const std::string&
ChaincodeCall::GetTxId() const
{
    return m_transaction.proposal.txId;
}

const std::string&
ChaincodeCall::GetChannelId() const
{
    return m_transaction.proposal.channel;
}

ChaincodeTimestamp
ChaincodeCall::GetTxTimestamp() const
{
    return m_transaction.proposal.timestamp;
}

const std::map<std::string, std::string>&
ChaincodeCall::GetTransient() const
{
    return m_transaction.proposal.transient;
}

void
ChaincodeCall::SetEvent(const std::string& name, std::string payload)
{
    if (name.empty())
    {
        throw ChaincodeError("event name can not be empty string");
    }
    CheckEncoding(name);
    m_eventName = name;
    m_eventPayload = std::move(payload);
}

ChaincodeResponse
ChaincodeCall::InvokeChaincode(const std::string& name, const std::vector<std::string>& args)
{
    m_transaction.counts.calls++;
    std::string failure;
    ChaincodeResponse response;
    const auto& isAllowed = m_transaction.proposal.isAllowed;
    // core/chaincode/handler.go, checkACL: whoever may not, learns nothing of the chaincode
    if (name != LifecycleChaincode::NAME && isAllowed && !isAllowed(CHAINCODE_TO_CHAINCODE))
    {
        failure =
            std::string("failed evaluating policy on signed data for ") + CHAINCODE_TO_CHAINCODE;
    }
    else
    {
        response = ChaincodeCall(m_transaction, name, args).Run(false, failure);
    }
    if (!failure.empty())
    {
        return {ChaincodeResponse::ERROR,
                {},
                "INVOKE_CHAINCODE failed: transaction ID: " + GetTxId() + ": " + failure};
    }
    return response;
}

} // namespace iotledger
} // namespace ns3
