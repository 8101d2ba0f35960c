/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// SSCP's devices and broker, step by step. The paper is named in mtp-message.h.

#include "crypto-test-support.h"
#include "sscp-world.h"
#include "wire-tap.h"

#include <algorithm>
#include <optional>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

using TopicSet = std::set<std::string>;

TopicSet
GetPublicTopics(Ptr<SscpDevice> device)
{
    TopicSet names;
    const auto& keys = device->GetMtp()->GetKeys().GetStore(KeySubject::Kind::TOPIC);
    for (const uint32_t topic : keys.GetOwners())
    {
        names.insert(device->GetTopics().GetName(topic));
    }
    return names;
}

TopicSet
GetPrivateTopics(Ptr<SscpDevice> device)
{
    TopicSet names;
    for (const auto& owner : device->GetMtp()->GetPrivateKeys().GetOwners())
    {
        if (!owner.IsDevice())
        {
            names.insert(device->GetTopics().GetName(owner.number));
        }
    }
    return names;
}

/// @return the data in what an eavesdropper read.
std::optional<HybridSealed>
FindData(const std::vector<MqttPublish>& publishes)
{
    for (const auto& publish : publishes)
    {
        const auto message = DecodeMtp(publish.payload);
        if (message && std::holds_alternative<MtpData>(*message))
        {
            return std::get<MtpData>(*message).data;
        }
    }
    return std::nullopt;
}

/// Tries every DER SEQUENCE with a two-byte length in @p stream as a private key.
/// @return what it decrypts @p data to.
std::optional<SharedBytes>
Break(const std::vector<uint8_t>& stream, const HybridSealed& data)
{
    auto crypto = MakeCrypto("real", 1000, "x86-server");
    for (std::size_t at = 0; at + 4 < stream.size(); ++at)
    {
        const std::size_t size = 4 + (stream[at + 2] << 8 | stream[at + 3]);
        if (stream[at] != 0x30 || stream[at + 1] != 0x82 || at + size > stream.size())
        {
            continue;
        }
        const SharedBytes key(
            std::vector<uint8_t>(stream.begin() + at, stream.begin() + at + size));
        const auto opened = HybridOpen(*crypto, AesMode::AES_128_GCM, key, data);
        if (opened.value)
        {
            return opened.value;
        }
    }
    return std::nullopt;
}

bool
Contains(const std::vector<uint8_t>& stream, const SharedBytes& bytes)
{
    const auto part = bytes.ToVector();
    return std::search(stream.begin(), stream.end(), part.begin(), part.end()) != stream.end();
}

const std::string HELLO = "Hello World";

} // namespace

// Table 2.
TEST_F(SscpWorld, KeysAreOwnedAsTableTwoSays)
{
    SetUpFigureSeven();
    Run();

    const TopicSet both{"A", "B"};
    for (uint32_t number = 1; number <= DEVICES; ++number)
    {
        EXPECT_EQ(GetPublicTopics(GetDevice(number)), both) << number;
        EXPECT_EQ(GetPrivateTopics(GetDevice(number)), number <= 2 ? TopicSet{"A"} : TopicSet{"B"})
            << number;
    }
    const auto directory = m_topics.GetDirectory();
    TopicSet publicTopics;
    TopicSet privateTopics;
    for (const auto& [topic, name] : directory->GetTopics().GetAll())
    {
        const auto& key = m_network.GetDirectory()->GetKeys().Get(KeySubject::Topic(topic));
        if (!key.IsEmpty())
        {
            publicTopics.insert(name);
        }
        if (!directory->GetPrivateKeys().Get(KeySubject::Topic(topic)).IsEmpty())
        {
            privateTopics.insert(name);
        }
        EXPECT_EQ(directory->GetSubscribers(topic),
                  (name == "A" ? std::set<uint32_t>{1, 2} : std::set<uint32_t>{3, 4}));
    }
    EXPECT_EQ(publicTopics, both);
    EXPECT_EQ(privateTopics, both);
}

// Section 4.2, figures 17 to 20: device 1 says Hello World to topic B; devices 3 and 4 read it.
TEST_F(SscpWorld, HelloWorldToTopicBIsReadByItsSubscribersOnly)
{
    SetUpFigureSeven();
    SendAtThreeSeconds(1, "B", HELLO);
    Run();

    const std::map<uint32_t, std::vector<std::string>> expected{{3, {HELLO}}, {4, {HELLO}}};
    EXPECT_EQ(m_read, expected);
    // Equation (6): the broker sends it to the subscribers, so nobody else even tries.
    EXPECT_EQ(m_tried, (std::map<uint32_t, uint32_t>{{3, 1}, {4, 1}}));
}

// Figure 7: device 1 publishes to topic A, of which it is a subscriber; device 2 gets it.
TEST_F(SscpWorld, ASubscriberDoesNotReadItsOwnWords)
{
    SetUpFigureSeven();
    SendAtThreeSeconds(1, "A", HELLO);
    Run();

    EXPECT_EQ(m_read, (std::map<uint32_t, std::vector<std::string>>{{2, {HELLO}}}));
}

// Without the private key the data is of no use, to whoever gets hold of it.
TEST_F(SscpWorld, WhoSubscribesToTheMqttTopicOnlyCannotDecrypt)
{
    SetUpFigureSeven();
    Simulator::Schedule(Seconds(2), [this] {
        m_network.GetDevices()[1]->GetClient()->Subscribe({{sscptopic::Data("B"), 0}}, nullptr);
    });
    SendAtThreeSeconds(1, "B", HELLO);
    Run();

    EXPECT_EQ(m_tried[2], 1u);
    EXPECT_EQ(m_read.count(2), 0u);
    EXPECT_EQ(m_read.count(3), 1u);
}

// The paper's weakness: a topic's private key crosses the subscriber's link as it is.
TEST_F(SscpWorld, AnEavesdropperReadsTheTopicWhenItsKeyIsNotProtected)
{
    const WireTap tap(m_network.GetDevicePlaces()[2].node);
    SetUpFigureSeven();
    SendAtThreeSeconds(1, "B", HELLO);
    Run();

    const auto data = FindData(tap.GetPublishes());
    ASSERT_TRUE(data);
    const auto text = Break(tap.GetStream(), *data);
    ASSERT_TRUE(text);
    EXPECT_EQ(text->ToString(), HELLO);
    const auto topic = GetDevice(3)->GetTopics().Find("B");
    EXPECT_TRUE(Contains(tap.GetStream(),
                         m_topics.GetDirectory()->GetPrivateKeys().Get(KeySubject::Topic(topic))));
}

TEST_F(SscpWorld, AnEavesdropperReadsNothingWhenItIs)
{
    m_topics.GetDirectory()->SetAttribute("ProtectTopicKey", BooleanValue(true));
    const WireTap tap(m_network.GetDevicePlaces()[2].node);
    SetUpFigureSeven();
    SendAtThreeSeconds(1, "B", HELLO);
    Run();

    const auto data = FindData(tap.GetPublishes());
    ASSERT_TRUE(data);
    EXPECT_FALSE(Break(tap.GetStream(), *data));
    const auto topic = GetDevice(3)->GetTopics().Find("B");
    const auto& key = m_topics.GetDirectory()->GetPrivateKeys().Get(KeySubject::Topic(topic));
    EXPECT_FALSE(Contains(tap.GetStream(), key));
    // It is the same data that the subscriber reads, and that the key opens.
    EXPECT_EQ(m_read[3], std::vector<std::string>{HELLO});
    auto crypto = MakeCrypto("real", 1000, "x86-server");
    EXPECT_EQ(HybridOpen(*crypto, AesMode::AES_128_GCM, key, *data).value,
              SharedBytes(std::string_view(HELLO)));
}

TEST_F(SscpWorld, ADeviceThatJoinsLateIsSentWhatItMissed)
{
    m_network.GetDevices()[3]->GetClient()->SetStartTime(Seconds(4));
    Simulator::Schedule(Seconds(1), [this] { GetDevice(1)->Register("A"); });
    Simulator::Schedule(Seconds(3),
                        [this] { EXPECT_EQ(GetPublicTopics(GetDevice(4)), TopicSet{}); });
    Run();

    EXPECT_EQ(GetPublicTopics(GetDevice(4)), TopicSet{"A"});
}

TEST_F(SscpWorld, ATopicGetsOneKeyPairHoweverOftenItIsRegistered)
{
    SharedBytes first;
    Simulator::Schedule(Seconds(1), [this] {
        GetDevice(1)->Register("A");
        GetDevice(2)->Register("A");
    });
    Simulator::Schedule(Seconds(2), [this, &first] {
        first = m_network.GetDirectory()->GetKeys().Get(KeySubject::Topic(1));
        GetDevice(3)->Register("A");
    });
    Run();

    EXPECT_FALSE(first.IsEmpty());
    EXPECT_EQ(m_network.GetDirectory()->GetKeys().Get(KeySubject::Topic(1)), first);
    EXPECT_EQ(m_topics.GetDirectory()->GetTopics().GetAll().size(), 1u);
    EXPECT_EQ(m_refused,
              (std::vector<std::string>{"device2: topic A is registered already",
                                        "device3: topic A is registered already"}));
}

TEST_F(SscpWorld, WhatADeviceAsksForAnotherIsRefused)
{
    Simulator::Schedule(Seconds(1), [this] {
        auto client = m_network.GetDevices()[0]->GetClient();
        client->Publish(sscptopic::REGISTER, EncodeSscp(SscpRegister{2, "A"}), 0, nullptr);
        client->Publish(sscptopic::SUBSCRIBE, EncodeSscp(SscpSubscribe{2, 1}), 0, nullptr);
        client->Publish(sscptopic::SUBSCRIBE, EncodeSscp(SscpSubscribe{1, 7}), 0, nullptr);
        client->Publish(sscptopic::LIST, SharedBytes(std::string_view("list")), 0, nullptr);
    });
    Run();

    EXPECT_EQ(m_refused,
              (std::vector<std::string>{
                  "device1: a device may ask for itself only, on sscp/register",
                  "device1: a device may ask for itself only, on sscp/subscribe",
                  "device1: there is no topic 7",
                  "device1: no SSCP message on sscp/list",
              }));
    EXPECT_TRUE(m_topics.GetDirectory()->GetTopics().GetAll().empty());
}

TEST_F(SscpWorld, AKeyThatIsToBeProtectedNeedsTheSubscribersOwn)
{
    m_topics.GetDirectory()->SetAttribute("ProtectTopicKey", BooleanValue(true));
    m_network.GetDirectory()->Provision(
        {KeySubject::Device(4), SharedBytes(std::string_view("None"))});
    SetUpFigureSeven();
    Run();

    EXPECT_EQ(GetPrivateTopics(GetDevice(3)), TopicSet{"B"});
    EXPECT_EQ(GetPrivateTopics(GetDevice(4)), TopicSet{});
    EXPECT_EQ(m_refused, std::vector<std::string>{"device4: its public key cannot encrypt"});
}
