/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mosquitto-conversation.h"
#include "mqtt-world.h"

#include "ns3/boolean.h"
#include "ns3/mqtt-access-control.h"
#include "ns3/pointer.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

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

/// Options of mosquitto.conf(5), the simulated broker's attributes, and mosquitto's defaults.
struct Setting
{
    const char* option;
    const char* attribute;
    const char* defaultValue; //!< null: the attribute's own
};

constexpr Setting SETTINGS[] = {
    {"max_inflight_messages", "MaxInflightMessages", "20"},
    {"max_inflight_messages", "ReceiveMaximum", "20"}, // which mosquitto tells as CONNACK's
    {"max_queued_messages", "MaxQueuedMessages", "1000"},
    {"max_packet_size", "MaxPacketSize", nullptr},
    {"max_keepalive", "MaxKeepAlive", "65535"},
    {"max_topic_alias", "MaxTopicAlias", "10"},
    {"max_connections", "MaxConnections", nullptr},
    {"allow_anonymous", "AllowAnonymous", nullptr},
    {"sys_interval", "SysInterval", "0s"}, // as the player has it
};

/// @return the users and rules of @p conversation, read as acl_file of mosquitto.conf(5).
Ptr<MqttAccessControl>
MakeAccessControl(const MosquittoConversation& conversation)
{
    using Access = MqttAccessControl::Access;
    static const std::map<std::string, Access> WORDS{{"read", Access::READ},
                                                     {"write", Access::WRITE},
                                                     {"readwrite", Access::READWRITE},
                                                     {"deny", Access::DENY}};
    auto control = CreateObject<MqttAccessControl>();
    for (const auto& [name, password] : conversation.users)
    {
        control->AddUser(name, password);
    }
    std::string user; // rules above the first user are those of clients without a name
    for (const auto& line : conversation.acl)
    {
        std::istringstream words(line);
        std::string kind;
        std::string word;
        std::string filter;
        words >> kind >> word >> filter;
        if (kind == "user")
        {
            user = word;
        }
        else if (kind == "topic")
        {
            control->AddRule(user, WORDS.at(word), filter);
        }
        else
        {
            control->AddPattern(WORDS.at(word), filter);
        }
    }
    return control;
}

/// A conversation with mosquitto, held with the simulated broker.
class MosquittoConversations : public MqttWorld, public testing::WithParamInterface<std::string>
{
  protected:
    void Configure(const MosquittoConversation& conversation)
    {
        if (!conversation.users.empty())
        {
            broker->SetAttribute("AllowAnonymous", BooleanValue(false));
            broker->SetAttribute("AccessControl", PointerValue(MakeAccessControl(conversation)));
        }
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
                broker->SetAttribute(attribute, StringValue(value));
            }
        }
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
    std::error_code absent; // which a test below tells
    for (const auto& entry :
         std::filesystem::directory_iterator(IOT_LEDGER_TEST_DIR "/mosquitto/recorded", absent))
    {
        names.push_back(entry.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

TEST(MosquittoConversation, FilesAreFound)
{
    EXPECT_GE(ListConversations().size(), 60u);
}

TEST(MosquittoConversation, IsReadWithPatternsAndDepartures)
{
    const auto path = testing::TempDir() + "mosquitto-conversation.txt";
    std::ofstream(path) << "# about\nmosquitto 2\nconfig max_packet_size 60\nuser a b\n"
                           "acl topic read x/#\n\nc connect\nd connect\n"
                           "c > 10 ff # CONNECT\nc < 20 ?? 05-07 # CONNACK\nd closed\n"
                           "d simulated nothing\nwait 3s\n";

    const auto conversation = MosquittoConversation::Read(path);

    ASSERT_EQ(conversation.steps.size(), 4u);
    EXPECT_EQ(conversation.config.front().second, "60");
    EXPECT_EQ(conversation.users.at("a"), "b");
    EXPECT_EQ(conversation.acl, std::vector<std::string>{"topic read x/#"});
    const auto& sent = conversation.steps[2];
    EXPECT_EQ(sent.line, 9);
    EXPECT_EQ(sent.bytes, (std::vector<uint8_t>{0x10, 0xff}));
    EXPECT_EQ(Describe(sent.GetExpected("c"), "20 99 06 "), "20 99 06 ");
    EXPECT_NE(Describe(sent.GetExpected("c"), "20 99 08 "), "20 99 08 ");
    EXPECT_NE(Describe(sent.GetExpected("c"), "20 99 "), "20 99 ");
    EXPECT_TRUE(sent.recorded.at("d").closed);
    EXPECT_FALSE(sent.GetExpected("d").closed);
    EXPECT_EQ(conversation.steps[3].seconds, 3);
}

TEST(MosquittoConversation, RefusesALineThatTheGrammarDoesNotHave)
{
    const auto path = testing::TempDir() + "mosquitto-conversation.txt";
    std::ofstream(path) << "mosquitto 2\nc connect\nc opens 10\n";

    EXPECT_THROW(MosquittoConversation::Read(path), std::invalid_argument);
}

TEST_P(MosquittoConversations, HoldWithTheSimulatedBroker)
{
    const auto conversation = MosquittoConversation::Read(
        IOT_LEDGER_TEST_DIR "/mosquitto/recorded/" + GetParam() + ".txt");
    ASSERT_FALSE(conversation.steps.empty());
    Configure(conversation);
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
