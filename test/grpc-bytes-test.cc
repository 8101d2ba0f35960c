/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What gRPC puts on the wire, counted by hand, and what wrong bytes do.

#include "grpc-world.h"

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

enum FrameType : uint8_t
{
    DATA = 0,
    HEADERS = 1,
    RST_STREAM = 3,
    SETTINGS = 4,
    PING = 6,
    GOAWAY = 7,
    WINDOW_UPDATE = 8,
};

/// @return [B] of @p text by the Huffman code of RFC 7541, appendix B, or as it is, if shorter.
std::size_t
GetStringSize(const std::string& text)
{
    std::size_t bits = 0;
    for (const char c : text)
    {
        if (std::string("012aceiost").find(c) != std::string::npos)
        {
            bits += 5;
        }
        else if (std::string(" %-./3456789=A_bdfghlmnpru").find(c) != std::string::npos)
        {
            bits += 6;
        }
        else if (std::string(":BCDEFGHIJKLMNOPQRSTUVWYjkqvwxyz").find(c) != std::string::npos)
        {
            bits += 7;
        }
        else
        {
            ADD_FAILURE() << "no length of " << c;
        }
    }
    return std::min(text.size(), (bits + 7) / 8);
}

/// @return [B] of a literal field whose name is in the static table (RFC 7541, section 6.2).
std::size_t
GetNamedSize(const std::string& value)
{
    return 1 + 1 + GetStringSize(value);
}

/// @return [B] of a literal field with a new name.
std::size_t
GetLiteralSize(const std::string& name, const std::string& value)
{
    return 1 + 1 + GetStringSize(name) + 1 + GetStringSize(value);
}

std::vector<std::size_t>
GetSizes(const std::vector<Http2FrameBytes>& frames, FrameType type)
{
    std::vector<std::size_t> sizes;
    for (const auto& frame : frames)
    {
        if (frame.type == type)
        {
            sizes.push_back(frame.payload.size());
        }
    }
    return sizes;
}

const std::string METHOD = "/test.Echo/Say";

} // namespace

class GrpcBytesTest : public GrpcWorld
{
  protected:
    /// Has the client make a call of a server that says its settings and no more. @return its bytes
    std::vector<uint8_t> RecordClient(const std::string& request, uint32_t calls = 1)
    {
        ListenRaw();
        for (uint32_t i = 0; i < calls; ++i)
        {
            Call(Seconds(1 + i), request, Seconds(30));
        }
        Simulator::Schedule(Seconds(1) + MilliSeconds(20), [this] {
            accepted->Send(SharedBytes(MakeHttp2Frame(SETTINGS, 0, 0, "")));
        });
        Run(Seconds(10));
        client->Close();
        return std::exchange(raw, {});
    }

    /// Plays @p bytes to the server. @return what it answers
    std::vector<uint8_t> RecordServer(const std::vector<uint8_t>& bytes)
    {
        Listen();
        auto channel = ConnectRaw();
        Simulator::Schedule(Seconds(1), [channel, bytes] { channel->SendRaw(bytes); });
        Run(Simulator::Now() + Seconds(2));
        channel->Close();
        Run(Simulator::Now() + Seconds(1));
        return std::exchange(raw, {});
    }
};

// RFC 9113, section 3.4; RFC 7541, appendix A: :method POST is 3, :scheme http is 6, :path is 4 by
// name, :authority is 1, content-type is 31, user-agent is 58; te and grpc-timeout are not there.
TEST_F(GrpcBytesTest, ARequestHasTheSizeThatTheStandardsGiveIt)
{
    const std::string request(100, 'q');
    const auto bytes = RecordClient(request, 2);

    EXPECT_EQ(std::string(bytes.begin(), bytes.begin() + HTTP2_PREFACE), HTTP2_MAGIC);
    const auto frames = ReadHttp2Frames(bytes, HTTP2_PREFACE);
    EXPECT_EQ(GetSizes(frames, SETTINGS), (std::vector<std::size_t>{0, 0})); // own, and the answer
    const std::size_t first = 1 + 1 + GetNamedSize(METHOD) + GetNamedSize("peer1:7051") +
                              GetNamedSize("application/grpc") + GetNamedSize("grpc-go/1.31.0") +
                              GetLiteralSize("te", "trailers") +
                              GetLiteralSize("grpc-timeout", "30000000u");
    // The second time all but :path are in the dynamic table: an index each.
    EXPECT_EQ(GetSizes(frames, HEADERS),
              (std::vector<std::size_t>{first, 7 + GetNamedSize(METHOD)}));
    EXPECT_EQ(GetSizes(frames, DATA), (std::vector<std::size_t>{105, 105}));
    const auto& data = frames.back();
    EXPECT_EQ(data.stream, 3u); // RFC 9113, section 5.1.1: odd ones
    EXPECT_EQ(data.flags, 1u);  // END_STREAM
    EXPECT_EQ(std::string(data.payload.begin(), data.payload.end()), MakeGrpcMessage(request));
    // The preface; the answer to SETTINGS, headers and data together; the second call.
    EXPECT_EQ(pieces.size(), 3u);
}

// grpc-status and grpc-message are new names; :status 200 is 8 in the static table.
TEST_F(GrpcBytesTest, AnAnswerHasTheSizeThatTheStandardsGiveIt)
{
    const std::string request(100, 'q');
    const auto asked = RecordClient(request);
    pieces.clear();
    const auto frames = ReadHttp2Frames(RecordServer(asked), 0);

    EXPECT_EQ(GetSizes(frames, SETTINGS), (std::vector<std::size_t>{6, 0})); // MAX_FRAME_SIZE
    EXPECT_EQ(GetSizes(frames, HEADERS),
              (std::vector<std::size_t>{1 + GetNamedSize("application/grpc"),
                                        GetLiteralSize("grpc-status", "0") +
                                            GetLiteralSize("grpc-message", "")}));
    EXPECT_EQ(GetSizes(frames, DATA), (std::vector<std::size_t>{5 + 4 + 100}));
    EXPECT_EQ(GetSizes(frames, PING), std::vector<std::size_t>{8}); // of the bandwidth estimator
    EXPECT_EQ(GetSizes(frames, WINDOW_UPDATE), std::vector<std::size_t>{4}); // before it
    EXPECT_EQ(GetSizes(frames, RST_STREAM), std::vector<std::size_t>{});
    EXPECT_EQ(frames.back().flags, 5u); // END_STREAM, END_HEADERS: the trailers
    EXPECT_EQ(pieces.size(), 2u);       // the settings; all else
}

// An error without a message is one HEADERS frame ("Trailers-Only", doc/PROTOCOL-HTTP2.md).
TEST_F(GrpcBytesTest, AnErrorIsOneFrame)
{
    auto asked = RecordClient("x");
    server = CreateObject<GrpcServer>();
    server->SetAttribute("KeepaliveTime", TimeValue(Time()));
    const auto frames = ReadHttp2Frames(RecordServer(asked), 0);

    EXPECT_EQ(GetSizes(frames, HEADERS).size(), 1u);
    EXPECT_EQ(GetSizes(frames, DATA).size(), 0u);
}

TEST_F(GrpcBytesTest, BytesThatAreNoHttp2EndTheConnectionAndNothingElse)
{
    Listen();
    Call(Seconds(1), "before");
    Simulator::Schedule(Seconds(2), [this] {
        for (const std::string& garbage :
             {std::string("GET / HTTP/1.1\r\n\r\n"),
              std::string(3000, '\xff'),
              HTTP2_MAGIC + std::string(3000, '\xff'),
              HTTP2_MAGIC + MakeHttp2Frame(DATA, 0, 1, "early"),
              HTTP2_MAGIC + MakeHttp2Frame(SETTINGS, 0, 0, "") +
                  MakeHttp2Frame(HEADERS, 5, 1, std::string(50, '\xff')),
              HTTP2_MAGIC + MakeHttp2Frame(SETTINGS, 0, 0, "") +
                  MakeHttp2Frame(WINDOW_UPDATE, 0, 0, std::string(4, '\0'))})
        {
            auto channel = ConnectRaw();
            Simulator::Schedule(Seconds(1), [channel, garbage] {
                channel->SendRaw({garbage.begin(), garbage.end()});
            });
        }
    });
    Call(Seconds(5), "after");
    Run(Seconds(10));

    EXPECT_EQ(rawEnds.size(), 6u);
    EXPECT_EQ(server->GetConnections(), 1u);
    ASSERT_EQ(outcomes.size(), 2u);
    EXPECT_TRUE(outcomes[1].status.IsOk());
}

// RFC 9113, section 5.4.1.
TEST_F(GrpcBytesTest, AConnectionErrorIsSaidInAGoAway)
{
    const std::string wrong = HTTP2_MAGIC + MakeHttp2Frame(SETTINGS, 0, 0, "") +
                              MakeHttp2Frame(DATA, 0, 0, "on stream 0");
    const auto frames = ReadHttp2Frames(RecordServer({wrong.begin(), wrong.end()}), 0);

    ASSERT_FALSE(frames.empty());
    EXPECT_EQ(frames.back().type, GOAWAY);
    EXPECT_EQ(frames.back().payload[7], 1); // PROTOCOL_ERROR
}

TEST_F(GrpcBytesTest, NoTruncationAndNoWrongByteFromAClientDisturbsTheServer)
{
    const auto good = RecordClient("hello");
    ASSERT_GT(good.size(), 100u);
    Listen();
    for (std::size_t i = 0; i < good.size(); ++i)
    {
        for (const int change : {-1, 0x01, 0x80, 0xff})
        {
            auto bytes = good;
            if (change < 0)
            {
                bytes.resize(i);
            }
            else
            {
                bytes[i] ^= change;
            }
            auto channel = ConnectRaw();
            Simulator::Schedule(MilliSeconds(30), [channel, bytes] { channel->SendRaw(bytes); });
            Simulator::Schedule(MilliSeconds(80), [channel] { channel->Close(); });
        }
        Run(Simulator::Now() + MilliSeconds(200));
        EXPECT_EQ(server->GetConnections(), 0u) << "byte " << i;
    }
    outcomes.clear();
    Call(Simulator::Now() + Seconds(1), "still there?");
    Run(Simulator::Now() + Seconds(2));
    ASSERT_EQ(outcomes.size(), 1u);
    EXPECT_TRUE(outcomes[0].status.IsOk());
}

TEST_F(GrpcBytesTest, NoTruncationAndNoWrongByteFromAServerDisturbsTheClient)
{
    const auto good = RecordServer(RecordClient("hello"));
    ASSERT_GT(good.size(), 50u);
    server->Stop();
    outcomes.clear();
    ListenRaw();
    uint32_t calls = 0;
    for (std::size_t i = 0; i < good.size(); ++i)
    {
        for (const int change : {-1, 0x01, 0x80, 0xff})
        {
            auto bytes = good;
            if (change < 0)
            {
                bytes.resize(i);
            }
            else
            {
                bytes[i] ^= change;
            }
            ++calls;
            Call(Simulator::Now() + MilliSeconds(1), "hello", Seconds(1));
            Simulator::Schedule(MilliSeconds(100), [this, bytes] {
                DynamicCast<LoopbackChannel>(accepted)->SendRaw(bytes);
            });
            Simulator::Schedule(MilliSeconds(200), [this] { client->Close(); });
            Run(Simulator::Now() + MilliSeconds(300));
        }
    }
    EXPECT_LE(outcomes.size(), calls); // some never end: Close came first
    EXPECT_GT(outcomes.size(), calls / 4);
    for (const auto& outcome : outcomes)
    {
        EXPECT_TRUE(!outcome.status.IsOk() || outcome.message.GetSize() < 10);
    }
}
