/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The queries of ChaincodeCall whose results come in pages.

#include "chaincode-call.h"
#include "paged-iterator.h"

#include "ns3/utf8.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

// shim/stub.go: a range without a start begins behind the composite keys.
const std::string FIRST_SIMPLE_KEY = "\x01";

} // namespace

ChaincodeStub::StateIterator
ChaincodeCall::GetStateByRange(const std::string& start, const std::string& end)
{
    const auto& first = start.empty() ? FIRST_SIMPLE_KEY : start;
    for (const auto* key : {&first, &end})
    {
        CheckEncoding(*key);
        if (!key->empty() && key->front() == '\0')
        {
            throw ChaincodeError("first character of the key [" + *key +
                                 "] contains a null character which is not allowed");
        }
    }
    return QueryRange(first, end);
}

ChaincodeStub::StateIterator
ChaincodeCall::GetStateByPartialCompositeKey(const std::string& objectType,
                                             const std::vector<std::string>& attributes)
{
    const auto start = CreateCompositeKey(objectType, attributes);
    return QueryRange(start, start + LAST_UTF8_CHARACTER);
}

ChaincodeStub::StateIterator
ChaincodeCall::QueryRange(const std::string& start, const std::string& end)
{
    auto& counts = m_transaction.counts;
    counts.bytesOut += start.size() + end.size();
    auto range = m_transaction.simulator.GetStateRange(m_name, start, end);
    auto source = [range]() mutable -> std::optional<KeyValue> {
        auto next = range.Next();
        return next ? std::make_optional(KeyValue{std::move(next->key), std::move(next->value)})
                    : std::nullopt;
    };
    auto fetched = [&counts](const std::vector<KeyValue>& page) {
        counts.rangePages++;
        counts.rangeResults += page.size();
        for (const auto& result : page)
        {
            counts.bytesIn += result.key.size() + result.value.size();
        }
    };
    return std::make_unique<PagedIterator<KeyValue>>(std::move(source), fetched, [&counts] {
        counts.closes++;
    });
}

ChaincodeStub::HistoryIterator
ChaincodeCall::GetHistoryForKey(const std::string& key)
{
    CheckEncoding(key);
    auto& counts = m_transaction.counts;
    counts.bytesOut += key.size();
    if (!m_transaction.ledger.IsHistoryEnabled())
    {
        throw ChaincodeError("history database not enabled");
    }
    auto history = m_transaction.ledger.GetHistory(m_name, key);
    auto source = [history = std::move(history),
                   next = std::size_t{0}]() mutable -> std::optional<KeyModification> {
        if (next == history.size())
        {
            return std::nullopt;
        }
        auto& found = history[next++];
        return KeyModification{std::move(found.txId),
                               std::move(found.value),
                               {found.seconds, found.nanoseconds},
                               found.isDelete};
    };
    auto fetched = [&counts](const std::vector<KeyModification>& page) {
        counts.historyPages++;
        for (const auto& result : page)
        {
            counts.bytesIn += result.txId.size() + result.value.size();
        }
    };
    return std::make_unique<PagedIterator<KeyModification>>(std::move(source), fetched, [&counts] {
        counts.closes++;
    });
}

} // namespace iotledger
} // namespace ns3
