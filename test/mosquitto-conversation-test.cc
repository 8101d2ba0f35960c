/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mosquitto-conversation.h"
#include "mqtt-world.h"

#include "ns3/boolean.h"
#include "ns3/pointer.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace ns3
{
namespace iotledger
{
namespace
{

/// A client that sends bytes as they are and keeps those that come.
class ByteClient
{
  public:
    explicit ByteClient(Ptr<Transport> transport)
        : m_channel(DynamicCast<LoopbackChannel>(
              transport->Connect(nullptr,
                                 InetSocketAddress(Ipv4Address::GetLoopback(), 1883),
                                 std::make_shared<MqttFraming>())))
    {
        m_channel->SetReceivedCallback([this](const SharedBytes& message) {
            const auto bytes = message.ToVector();
            m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
        });
        m_channel->SetClosedCallback([this](MessageChannel::CloseReason) { m_closed = true; });
    }

    ~ByteClient()
    {
        m_channel->SetReceivedCallback(nullptr);
        m_channel->SetClosedCallback(nullptr);
    }

    ByteClient(const ByteClient&) = delete;
    ByteClient& operator=(const ByteClient&) = delete;

    void Send(const std::vector<uint8_t>& bytes)
    {
        m_channel->SendRaw(bytes);
    }

    void Abort()
    {
        m_channel->Abort();
    }

    /// @return what came since the last call, as the lines of a file have it.
    std::string Take()
    {
        const std::string text = Show(std::exchange(m_bytes, {}));
        return text + (std::exchange(m_closed, false) ? "closed" : "");
    }

    static std::string Show(const std::vector<uint8_t>& bytes)
    {
        std::string text;
        for (const uint8_t byte : bytes)
        {
            text += ToHex(SharedBytes(std::vector<uint8_t>{byte})) + " ";
        }
        return text;
    }

  private:
    Ptr<LoopbackChannel> m_channel;
    std::vector<uint8_t> m_bytes;
    bool m_closed{false};
};

/// @return what @p answer allows: @p came itself if it fits, otherwise the answer as its file has
/// it.
std::string
Describe(const MosquittoConversation::Answer& answer, const std::string& came)
{
    std::string text;
    for (const auto& [low, high] : answer.pattern)
    {
        const auto at = text.size();
        const int byte = at + 2 <= came.size() && std::isxdigit(came[at]) && came[at + 2] == ' '
                             ? std::stoi(came.substr(at, 2), nullptr, 16)
                             : -1;
        text += ByteClient::Show({low <= byte && byte <= high ? static_cast<uint8_t>(byte) : low});
    }
    return text + (answer.closed ? "closed" : "");
}

/// mosquitto.conf(5) and the simulated broker's attributes; the defaults are mosquitto's.
struct Setting
{
    const char* option;
    const char* attribute;
    const char* defaultValue; //!< null: the attribute's own, which is no limit
};

constexpr Setting SETTINGS[] = {
    {"max_inflight_messages", "MaxInflightMessages", "20"},
    {"max_inflight_messages", "ReceiveMaximum", "20"}, // which mosquitto tells as CONNACK's
    {"max_queued_messages", "MaxQueuedMessages", "1000"},
    {"max_packet_size", "MaxPacketSize", nullptr},
    {"max_keepalive", "MaxKeepAlive", "65535"},
    {"max_topic_alias", "MaxTopicAlias", "10"},
    {"max_connections", "MaxConnections", nullptr},
};

const std::map<std::string, MqttAccessControl::Access> ACCESSES{
    {"read", MqttAccessControl::Access::READ},
    {"write", MqttAccessControl::Access::WRITE},
    {"readwrite", MqttAccessControl::Access::READWRITE},
    {"deny", MqttAccessControl::Access::DENY},
};

/// A conversation with mosquitto, held with the simulated broker.
class MosquittoConversations : public MqttWorld, public testing::WithParamInterface<std::string>
{
  protected:
    void Configure(const MosquittoConversation& conversation)
    {
        for (const auto& [option, attribute, defaultValue] : SETTINGS)
        {
            const auto given =
                std::find_if(conversation.config.begin(),
                             conversation.config.end(),
                             [option = option](const auto& line) { return line.first == option; });
            if (given != conversation.config.end() || defaultValue)
            {
                const auto value =
                    given != conversation.config.end() ? given->second : std::string(defaultValue);
                EXPECT_TRUE(broker->SetAttributeFailSafe(attribute, StringValue(value)))
                    << attribute << " = " << value;
            }
        }
    }

    /// mosquitto.conf(5), password_file and acl_file.
    void ConfigureAccess(const MosquittoConversation& conversation)
    {
        auto access = CreateObject<MqttAccessControl>();
        for (const auto& [name, password] : conversation.users)
        {
            access->AddUser(name, password);
        }
        const bool isAnonymous =
            std::find(conversation.config.begin(),
                      conversation.config.end(),
                      std::pair<std::string, std::string>("allow_anonymous", "true")) !=
            conversation.config.end();
        broker->SetAttribute("AllowAnonymous",
                             BooleanValue(conversation.users.empty() || isAnonymous));
        std::string user;
        for (const auto& line : conversation.acl)
        {
            std::istringstream words(line);
            std::string kind;
            std::string second;
            std::string filter;
            words >> kind >> second >> filter;
            if (kind == "user")
            {
                user = second;
            }
            else if (kind == "pattern")
            {
                access->AddPattern(ACCESSES.at(second), filter);
            }
            else
            {
                access->AddRule(user, ACCESSES.at(second), filter);
            }
        }
        broker->SetAttribute("AccessControl", PointerValue(access));
    }

    void Do(const MosquittoConversation::Step& step)
    {
        auto& client = m_clients[step.who];
        if (step.what == "connect")
        {
            client = std::make_unique<ByteClient>(transport);
        }
        else if (step.what == ">")
        {
            client->Send(step.bytes);
        }
        else if (step.what == "drop")
        {
            client->Abort();
        }
        RunUntil(Simulator::Now() + MilliSeconds(20) + Seconds(step.seconds));
    }

    void Check(const MosquittoConversation::Step& step)
    {
        for (const auto& [name, client] : m_clients)
        {
            const std::string came = client ? client->Take() : "";
            ASSERT_EQ(came, Describe(step.GetExpected(name), came))
                << GetParam() << ".txt:" << step.line << ": client " << name;
        }
    }

  private:
    std::map<std::string, std::unique_ptr<ByteClient>> m_clients;
};

std::vector<std::string>
ListConversations()
{
    std::vector<std::string> names;
    for (const auto& entry :
         std::filesystem::directory_iterator(IOT_LEDGER_TEST_DIR "/mosquitto/recorded"))
    {
        names.push_back(entry.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

TEST_P(MosquittoConversations, HoldWithTheSimulatedBroker)
{
    const auto conversation = MosquittoConversation::Read(
        IOT_LEDGER_TEST_DIR "/mosquitto/recorded/" + GetParam() + ".txt");
    ASSERT_FALSE(conversation.steps.empty());
    Configure(conversation);
    ConfigureAccess(conversation);
    for (const auto& step : conversation.steps)
    {
        Do(step);
        Check(step);
        if (HasFatalFailure())
        {
            break;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Recorded,
                         MosquittoConversations,
                         testing::ValuesIn(ListConversations()),
                         [](const auto& test) {
                             std::string name = test.param;
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

} // namespace
} // namespace iotledger
} // namespace ns3
