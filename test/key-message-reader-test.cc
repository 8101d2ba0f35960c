/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/key-message-reader.h"
#include "ns3/mtp-message.h"
#include "ns3/sscp-message.h"

#include <gtest/gtest.h>

using namespace ns3::iotledger;

namespace
{

const SharedBytes READER_KEY(std::string_view("KEY"));
const HybridSealed READER_SEALED{READER_KEY, {READER_KEY, READER_KEY, SharedBytes::Zeros(3)}};

/// @return message, exchange and detail, with bars between.
std::string
Tell(KeyMessageReader& reader, const SharedBytes& payload)
{
    const auto text = reader.Read(payload);
    return text ? text->message + "|" + text->exchange + "|" + text->detail : "nothing";
}

std::string
Tell(const MtpMessage& message)
{
    KeyMessageReader reader;
    return Tell(reader, EncodeMtp(message));
}

} // namespace

TEST(KeyMessageReader, TellsWhatMtpSays)
{
    const SubjectKey third{KeySubject::Device(3), READER_KEY};
    const SubjectKey fourth{KeySubject::Device(4), READER_KEY};
    EXPECT_EQ(Tell(MtpRegister{third}), "register||key of device3");
    EXPECT_EQ(Tell(MtpKeys{{third}}), "keys||key of device3");
    EXPECT_EQ(Tell(MtpKeys{{third, fourth}}), "keys||2 keys");
    EXPECT_EQ(Tell(MtpVerify{1, 2, third}), "verify|device1#2|key of device3");
    EXPECT_EQ(Tell(MtpAnswer{1, 2, 4, true}), "answer|device1#2|device4: Check");
    EXPECT_EQ(Tell(MtpAnswer{1, 2, 4, false}), "answer|device1#2|device4: Error");
    EXPECT_EQ(Tell(MtpData{1, 2, third.subject, READER_SEALED}), "data|device1#2|for device3");
    EXPECT_EQ(Tell(MtpProve{1, 2, third.subject}), "prove|device1#2|key of device3");
}

TEST(KeyMessageReader, TellsWhatSscpSaysAndLearnsTheNamesOfTopics)
{
    KeyMessageReader reader;
    const auto subscribe = EncodeSscp(SscpSubscribe{3, 2});
    EXPECT_EQ(Tell(reader, subscribe), "topic-subscribe||topic2");
    EXPECT_EQ(Tell(reader, EncodeSscp(SscpRegister{3, "B"})), "topic-register||topic B");
    EXPECT_EQ(Tell(reader, EncodeSscp(SscpList{3})), "topic-list||");
    EXPECT_EQ(Tell(reader, EncodeSscp(SscpKeys{{{2, "B", READER_KEY}}})),
              "topic-keys||key of topic B");
    EXPECT_EQ(Tell(reader, subscribe), "topic-subscribe||topic B");
    EXPECT_EQ(Tell(reader, EncodeSscp(SscpPrivateKey{3, 2, READER_KEY})),
              "topic-private||private key of topic B");
    EXPECT_EQ(Tell(reader, EncodeSscp(SscpPrivateKey{3, 2, READER_SEALED})),
              "topic-private||encrypted private key of topic B");
    const MtpData data{1, 2, KeySubject::Topic(2), READER_SEALED};
    EXPECT_EQ(Tell(reader, EncodeMtp(data)), "data|device1#2|for topic B");
}

TEST(KeyMessageReader, KnowsWhatIsNoMessage)
{
    KeyMessageReader reader;
    EXPECT_EQ(Tell(reader, SharedBytes()), "nothing");
    EXPECT_EQ(Tell(reader, SharedBytes(std::string_view("temperature: 20"))), "nothing");
}
