/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "sscp-message.h"

#include "ns3/key-message-fields.h"
#include "ns3/mqtt-string.h"

namespace ns3
{
namespace iotledger
{

namespace sscptopic
{

const std::string REGISTER = "sscp/register";
const std::string LIST = "sscp/list";
const std::string KEYS = "sscp/keys";
const std::string SUBSCRIBE = "sscp/subscribe";

std::string
Keys(uint32_t device)
{
    return KEYS + "/" + std::to_string(device);
}

std::string
Private(uint32_t device)
{
    return "sscp/private/" + std::to_string(device);
}

std::string
Data(const std::string& name)
{
    return "sscp/data/" + name;
}

bool
IsName(const std::string& name)
{
    return name.size() <= MAX_NAME && IsMqttTopicName(name);
}

} // namespace sscptopic

namespace
{

enum class Kind : uint8_t
{
    REGISTER = 65,
    LIST = 66,
    KEYS = 67,
    SUBSCRIBE = 68,
    PRIVATE = 69,
};

constexpr std::size_t ENTRY_SIZE = 7; //!< [B] of a topic key without its name and key bytes

ByteWriter&
WriteKind(ByteWriter& writer, Kind kind)
{
    return writer.U8(static_cast<uint8_t>(kind));
}

void
WriteName(ByteWriter& writer, const std::string& name)
{
    writer.U8(static_cast<uint8_t>(name.size())).Bytes(name);
}

std::string
ReadName(ByteReader& reader)
{
    const uint8_t size = reader.U8();
    return reader.Text(size);
}

void
Write(ByteWriter& writer, const SscpRegister& message)
{
    WriteKind(writer, Kind::REGISTER).U32(message.device);
    WriteName(writer, message.name);
}

void
Write(ByteWriter& writer, const SscpList& message)
{
    WriteKind(writer, Kind::LIST).U32(message.device);
}

void
Write(ByteWriter& writer, const SscpKeys& message)
{
    WriteKind(writer, Kind::KEYS).U32(static_cast<uint32_t>(message.keys.size()));
    for (const auto& key : message.keys)
    {
        writer.U32(key.topic);
        WriteName(writer, key.name);
        WriteSized(writer, key.key);
    }
}

void
Write(ByteWriter& writer, const SscpSubscribe& message)
{
    WriteKind(writer, Kind::SUBSCRIBE).U32(message.device).U32(message.topic);
}

void
Write(ByteWriter& writer, const SscpPrivateKey& message)
{
    WriteKind(writer, Kind::PRIVATE).U32(message.device).U32(message.topic);
    if (const auto* clear = std::get_if<SharedBytes>(&message.key))
    {
        WriteSized(writer.U8(0), *clear);
    }
    else
    {
        WriteHybrid(writer.U8(1), std::get<HybridSealed>(message.key));
    }
}

std::optional<SscpMessage>
ReadRegister(ByteReader& reader)
{
    const uint32_t device = reader.U32();
    auto name = ReadName(reader);
    return sscptopic::IsName(name)
               ? std::make_optional<SscpMessage>(SscpRegister{device, std::move(name)})
               : std::nullopt;
}

std::optional<SscpMessage>
ReadKeys(ByteReader& reader)
{
    const uint32_t count = reader.U32();
    if (count > reader.GetRemaining() / ENTRY_SIZE)
    {
        return std::nullopt;
    }
    SscpKeys message;
    message.keys.reserve(count);
    for (uint32_t i = 0; i < count; ++i)
    {
        const uint32_t topic = reader.U32();
        auto name = ReadName(reader);
        if (!sscptopic::IsName(name))
        {
            return std::nullopt;
        }
        message.keys.push_back({topic, std::move(name), ReadSized(reader)});
    }
    return message;
}

SscpMessage
ReadSubscribe(ByteReader& reader)
{
    const uint32_t device = reader.U32();
    return SscpSubscribe{device, reader.U32()};
}

std::optional<SscpMessage>
ReadPrivateKey(ByteReader& reader)
{
    SscpPrivateKey message;
    message.device = reader.U32();
    message.topic = reader.U32();
    switch (reader.U8())
    {
    case 0:
        message.key = ReadSized(reader);
        return message;
    case 1:
        message.key = ReadHybrid(reader);
        return message;
    default:
        return std::nullopt;
    }
}

std::optional<SscpMessage>
ReadMessage(ByteReader& reader)
{
    switch (static_cast<Kind>(reader.U8()))
    {
    case Kind::REGISTER:
        return ReadRegister(reader);
    case Kind::LIST:
        return SscpList{reader.U32()};
    case Kind::KEYS:
        return ReadKeys(reader);
    case Kind::SUBSCRIBE:
        return ReadSubscribe(reader);
    case Kind::PRIVATE:
        return ReadPrivateKey(reader);
    }
    return std::nullopt;
}

} // namespace

SharedBytes
EncodeSscp(const SscpMessage& message)
{
    ByteWriter writer;
    std::visit([&writer](const auto& alternative) { Write(writer, alternative); }, message);
    return writer.Take();
}

std::optional<SscpMessage>
DecodeSscp(const SharedBytes& payload)
{
    ByteReader reader(payload);
    auto message = ReadMessage(reader);
    if (reader.Failed() || reader.GetRemaining() > 0)
    {
        return std::nullopt;
    }
    return message;
}

} // namespace iotledger
} // namespace ns3
