/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "key-message-reader.h"

#include "ns3/mtp-message.h"
#include "ns3/mtp-topic.h"
#include "ns3/sscp-message.h"

#include <vector>

namespace ns3
{
namespace iotledger
{

namespace
{

std::string
KeyOf(const std::string& name)
{
    return "key of " + name;
}

/// Has something to say of every kind of message.
class Describer
{
  public:
    /// @param topics names by number; those that messages tell are added
    explicit Describer(std::map<uint32_t, std::string>& topics)
        : m_topics(topics)
    {
    }

    KeyMessageText operator()(const MtpRegister& message) const
    {
        return {"register", "", KeyOf(GetName(message.key.subject))};
    }

    KeyMessageText operator()(const MtpKeys& message) const
    {
        std::vector<KeySubject> subjects;
        for (const auto& key : message.keys)
        {
            subjects.push_back(key.subject);
        }
        return {"keys", "", DescribeKeys(subjects)};
    }

    KeyMessageText operator()(const MtpVerify& message) const
    {
        return {"verify", Exchange(message), KeyOf(GetName(message.target.subject))};
    }

    KeyMessageText operator()(const MtpAnswer& message) const
    {
        return {"answer",
                Exchange(message),
                mtptopic::ClientId(message.responder) + ": " + (message.check ? "Check" : "Error")};
    }

    KeyMessageText operator()(const MtpData& message) const
    {
        return {"data", Exchange(message), "for " + GetName(message.recipient)};
    }

    KeyMessageText operator()(const MtpProve& message) const
    {
        return {"prove", Exchange(message), KeyOf(GetName(message.subject))};
    }

    KeyMessageText operator()(const MtpProof& message) const
    {
        return {"proof", Exchange(message), KeyOf(GetName(message.subject))};
    }

    KeyMessageText operator()(const SscpRegister& message) const
    {
        return {"topic-register", "", "topic " + message.name};
    }

    KeyMessageText operator()(const SscpList& /* message */) const
    {
        return {"topic-list", "", ""};
    }

    KeyMessageText operator()(const SscpKeys& message) const
    {
        std::vector<KeySubject> subjects;
        for (const auto& key : message.keys)
        {
            m_topics[key.topic] = key.name;
            subjects.push_back(KeySubject::Topic(key.topic));
        }
        return {"topic-keys", "", DescribeKeys(subjects)};
    }

    KeyMessageText operator()(const SscpSubscribe& message) const
    {
        return {"topic-subscribe", "", GetName(KeySubject::Topic(message.topic))};
    }

    KeyMessageText operator()(const SscpPrivateKey& message) const
    {
        const bool isProtected = std::holds_alternative<HybridSealed>(message.key);
        return {"topic-private",
                "",
                std::string(isProtected ? "encrypted " : "") + "private key of " +
                    GetName(KeySubject::Topic(message.topic))};
    }

  private:
    template <typename Message>
    static std::string Exchange(const Message& message)
    {
        return mtptopic::ClientId(message.sender) + "#" + std::to_string(message.operation);
    }

    std::string GetName(const KeySubject& subject) const
    {
        const auto found = subject.IsDevice() ? m_topics.end() : m_topics.find(subject.number);
        return found == m_topics.end() ? subject.GetName() : "topic " + found->second;
    }

    /// @return whose keys there are: one by its name, several by their number.
    std::string DescribeKeys(const std::vector<KeySubject>& subjects) const
    {
        return subjects.size() == 1 ? KeyOf(GetName(subjects.front()))
                                    : std::to_string(subjects.size()) + " keys";
    }

    std::map<uint32_t, std::string>& m_topics;
};

} // namespace

std::optional<KeyMessageText>
KeyMessageReader::Read(const SharedBytes& payload)
{
    Describer describe(m_topics);
    if (const auto message = DecodeMtp(payload))
    {
        return std::visit(describe, *message);
    }
    if (const auto message = DecodeSscp(payload))
    {
        return std::visit(describe, *message);
    }
    return std::nullopt;
}

} // namespace iotledger
} // namespace ns3
