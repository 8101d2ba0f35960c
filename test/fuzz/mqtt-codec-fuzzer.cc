/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Feeds any bytes to MQTT's framing, codec and server reader (LLVM's libFuzzer).
// Input: one byte with the version (lowest bit) and the size of pieces (the others), then a stream.

#include "ns3/abort.h"
#include "ns3/message-assembler.h"
#include "ns3/mqtt-codec.h"
#include "ns3/mqtt-framing.h"
#include "ns3/mqtt-server-reader.h"

#include <algorithm>
#include <cstdint>
#include <vector>

using namespace ns3::iotledger;

namespace
{

using Messages = std::vector<SharedBytes>;

/// Cuts a stream into messages. @param piece [B] how many bytes come at once
Messages
Cut(const uint8_t* data, std::size_t size, std::size_t piece, bool& isMalformed)
{
    Messages messages;
    MessageAssembler assembler(std::make_shared<MqttFraming>());
    for (std::size_t start = 0; start < size; start += piece)
    {
        assembler.Add(data + start, std::min(piece, size - start));
        while (auto message = assembler.Next())
        {
            messages.push_back(std::move(*message));
        }
    }
    isMalformed = assembler.IsMalformed();
    return messages;
}

void
CheckFault(const MqttFault& fault)
{
    NS_ABORT_MSG_IF(fault.rule.empty() || !IsFailure(fault.reasonCode), "a refusal without reason");
}

/// @return what follows the fixed header.
SharedBytes
GetBody(const SharedBytes& message)
{
    std::size_t header = 1;
    while (message[header++] & 0x80)
    {
    }
    return message.Slice(header);
}

/// What was read is what stands there: written again, it is the same bytes, but for a remaining
/// length longer than it need be (3.1.1), a code of success and a length of no properties (5.0).
void
CheckRoundTrip(const SharedBytes& message, const MqttPacket& packet, MqttVersion version)
{
    const auto* connect = std::get_if<MqttConnect>(&packet);
    if (connect && connect->protocolLevel != 4 && connect->protocolLevel != 5)
    {
        return; // of an unknown format
    }
    const SharedBytes again = MqttCodec::Encode(packet, version);
    NS_ABORT_MSG_IF(!MqttCodec::Decode(again, version), "cannot read what was written");
    const SharedBytes read = GetBody(message);
    const SharedBytes written = GetBody(again);
    const uint64_t size = written.GetSize();
    NS_ABORT_MSG_IF(again[0] != message[0] || written != read.Slice(0, size), "other bytes");
    const SharedBytes rest = read.Slice(size);
    NS_ABORT_MSG_IF(rest.GetSize() > 2 || rest != SharedBytes::Zeros(rest.GetSize()),
                    "bytes were lost");
}

void
ReadAsServer(const Messages& messages)
{
    MqttServerReader reader;
    for (const auto& message : messages)
    {
        MqttFault fault;
        const auto packet = reader.Read(message, {}, fault);
        if (!packet)
        {
            CheckFault(fault);
            continue; // a server would close the connection here
        }
        const auto* publish = std::get_if<MqttPublish>(&*packet);
        NS_ABORT_MSG_IF(publish && publish->topic.empty(), "a PUBLISH without topic");
        const auto* connect = std::get_if<MqttConnect>(&*packet);
        if (connect && (connect->protocolLevel == 4 || connect->protocolLevel == 5))
        {
            reader.Open(static_cast<MqttVersion>(connect->protocolLevel));
        }
    }
}

} // namespace

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    if (size == 0)
    {
        return 0;
    }
    const auto version = data[0] & 1 ? MqttVersion::V5_0 : MqttVersion::V3_1_1;
    const std::size_t piece = 1 + (data[0] >> 1);
    bool isMalformed = false;
    bool isMalformedInPieces = false;
    const Messages messages = Cut(data + 1, size - 1, size, isMalformed);
    NS_ABORT_MSG_IF(Cut(data + 1, size - 1, piece, isMalformedInPieces) != messages ||
                        isMalformed != isMalformedInPieces,
                    "the same stream in pieces gives other messages");
    for (const auto& message : messages)
    {
        MqttFault fault;
        if (const auto packet = MqttCodec::Decode(message, version, &fault))
        {
            CheckRoundTrip(message, *packet, version);
        }
        else
        {
            CheckFault(fault);
        }
    }
    ReadAsServer(messages);
    return 0;
}
