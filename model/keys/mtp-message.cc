/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mtp-message.h"

#include "ns3/byte-io.h"

#include <type_traits>

namespace ns3
{
namespace iotledger
{

namespace mtptopic
{

const std::string REGISTER = "mtp/register";
const std::string KEYS = "mtp/keys";
const std::string VERIFY = "mtp/verify";
const std::string DATA = "mtp/data";

std::string
ClientId(uint32_t device)
{
    return "device" + std::to_string(device);
}

std::string
Keys(uint32_t device)
{
    return KEYS + "/" + std::to_string(device);
}

std::string
Answer(uint32_t sender)
{
    return "mtp/answer/" + std::to_string(sender);
}

} // namespace mtptopic

namespace
{

using Kind = MtpHeading::Kind;

constexpr std::size_t HEADING_SIZE = 9; //!< [B] kind and two integers
constexpr std::size_t ENTRY_SIZE = 6;   //!< [B] of a device key without its bytes

void
WriteSized(ByteWriter& writer, const SharedBytes& bytes)
{
    writer.U16(static_cast<uint16_t>(bytes.GetSize())).Bytes(bytes);
}

SharedBytes
ReadSized(ByteReader& reader)
{
    const uint16_t size = reader.U16();
    return reader.Bytes(size);
}

void
WriteKey(ByteWriter& writer, const DeviceKey& key)
{
    writer.U32(key.device);
    WriteSized(writer, key.key);
}

DeviceKey
ReadKey(ByteReader& reader)
{
    const uint32_t device = reader.U32();
    return {device, ReadSized(reader)};
}

void
Write(ByteWriter& writer, const MtpRegister& message)
{
    writer.U8(static_cast<uint8_t>(Kind::REGISTER));
    WriteKey(writer, message.key);
}

void
Write(ByteWriter& writer, const MtpKeys& message)
{
    writer.U8(static_cast<uint8_t>(Kind::KEYS)).U32(static_cast<uint32_t>(message.keys.size()));
    for (const auto& key : message.keys)
    {
        WriteKey(writer, key);
    }
}

void
Write(ByteWriter& writer, const MtpVerify& message)
{
    writer.U8(static_cast<uint8_t>(Kind::VERIFY)).U32(message.sender).U32(message.operation);
    WriteKey(writer, message.target);
}

void
Write(ByteWriter& writer, const MtpAnswer& message)
{
    writer.U8(static_cast<uint8_t>(Kind::ANSWER)).U32(message.sender).U32(message.operation);
    writer.U32(message.responder).U8(message.check ? 1 : 0);
}

void
Write(ByteWriter& writer, const MtpData& message)
{
    writer.U8(static_cast<uint8_t>(Kind::DATA)).U32(message.sender).U32(message.operation);
    writer.U32(message.recipient);
    WriteSized(writer, message.wrappedKey);
    WriteSized(writer, message.sealed.iv);
    WriteSized(writer, message.sealed.tag);
    writer.Bytes(message.sealed.ciphertext);
}

std::optional<MtpMessage>
ReadKeys(ByteReader& reader)
{
    const uint32_t count = reader.U32();
    if (count > reader.GetRemaining() / ENTRY_SIZE)
    {
        return std::nullopt;
    }
    MtpKeys message;
    message.keys.reserve(count);
    for (uint32_t i = 0; i < count; ++i)
    {
        message.keys.push_back(ReadKey(reader));
    }
    return message;
}

std::optional<MtpMessage>
ReadAnswer(ByteReader& reader)
{
    const uint32_t sender = reader.U32();
    const uint32_t operation = reader.U32();
    const uint32_t responder = reader.U32();
    const uint8_t verdict = reader.U8();
    if (verdict > 1)
    {
        return std::nullopt;
    }
    return MtpAnswer{sender, operation, responder, verdict == 1};
}

MtpMessage
ReadVerify(ByteReader& reader)
{
    const uint32_t sender = reader.U32();
    const uint32_t operation = reader.U32();
    return MtpVerify{sender, operation, ReadKey(reader)};
}

MtpMessage
ReadData(ByteReader& reader)
{
    MtpData message;
    message.sender = reader.U32();
    message.operation = reader.U32();
    message.recipient = reader.U32();
    message.wrappedKey = ReadSized(reader);
    message.sealed.iv = ReadSized(reader);
    message.sealed.tag = ReadSized(reader);
    message.sealed.ciphertext = reader.Rest();
    return message;
}

std::optional<MtpMessage>
ReadMessage(ByteReader& reader)
{
    switch (static_cast<Kind>(reader.U8()))
    {
    case Kind::REGISTER:
        return MtpRegister{ReadKey(reader)};
    case Kind::KEYS:
        return ReadKeys(reader);
    case Kind::VERIFY:
        return ReadVerify(reader);
    case Kind::ANSWER:
        return ReadAnswer(reader);
    case Kind::DATA:
        return ReadData(reader);
    }
    return std::nullopt;
}

uint32_t
PeekU32(const SharedBytes& payload, uint64_t offset)
{
    return (uint32_t(payload[offset]) << 24) | (uint32_t(payload[offset + 1]) << 16) |
           (uint32_t(payload[offset + 2]) << 8) | payload[offset + 3];
}

} // namespace

SharedBytes
EncodeMtp(const MtpMessage& message)
{
    ByteWriter writer;
    std::visit([&writer](const auto& alternative) { Write(writer, alternative); }, message);
    return writer.Take();
}

std::optional<MtpMessage>
DecodeMtp(const SharedBytes& payload)
{
    ByteReader reader(payload);
    auto message = ReadMessage(reader);
    if (reader.Failed() || reader.GetRemaining() > 0)
    {
        return std::nullopt;
    }
    return message;
}

std::optional<MtpHeading>
PeekMtp(const SharedBytes& payload)
{
    if (payload.GetSize() < HEADING_SIZE || payload[0] < uint8_t(Kind::REGISTER) ||
        payload[0] > uint8_t(Kind::DATA))
    {
        return std::nullopt;
    }
    return MtpHeading{static_cast<Kind>(payload[0]), PeekU32(payload, 1), PeekU32(payload, 5)};
}

} // namespace iotledger
} // namespace ns3
