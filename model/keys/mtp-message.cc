/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mtp-message.h"

#include "ns3/byte-io.h"

namespace ns3
{
namespace iotledger
{

namespace
{

using Kind = MtpHeading::Kind;

constexpr std::size_t HEADING_SIZE = 9;     //!< [B] kind and two integers
constexpr std::size_t ENTRY_SIZE = 6;       //!< [B] of a subject's key without its bytes
constexpr std::size_t DIGEST_SIZE = 32;     //!< [B] of SHA-256
constexpr uint32_t TOPIC_BIT = 0x8000'0000; //!< of a subject

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
WriteSubject(ByteWriter& writer, const KeySubject& subject)
{
    writer.U32(subject.number | (subject.IsDevice() ? 0 : TOPIC_BIT));
}

KeySubject
ReadSubject(ByteReader& reader)
{
    const uint32_t subject = reader.U32();
    return subject & TOPIC_BIT ? KeySubject::Topic(subject & ~TOPIC_BIT)
                               : KeySubject::Device(subject);
}

void
WriteKey(ByteWriter& writer, const SubjectKey& key)
{
    WriteSubject(writer, key.subject);
    WriteSized(writer, key.key);
}

SubjectKey
ReadKey(ByteReader& reader)
{
    const auto subject = ReadSubject(reader);
    return {subject, ReadSized(reader)};
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
    WriteSubject(writer, message.recipient);
    WriteSized(writer, message.wrappedKey);
    WriteSized(writer, message.sealed.iv);
    WriteSized(writer, message.sealed.tag);
    writer.Bytes(message.sealed.ciphertext);
}

void
Write(ByteWriter& writer, const MtpProve& message)
{
    writer.U8(static_cast<uint8_t>(Kind::PROVE)).U32(message.sender).U32(message.operation);
    WriteSubject(writer, message.subject);
}

void
Write(ByteWriter& writer, const MtpProof& message)
{
    writer.U8(static_cast<uint8_t>(Kind::PROOF)).U32(message.sender).U32(message.operation);
    WriteSubject(writer, message.subject);
    writer.U32(message.size).Bytes(message.root);
    WriteSized(writer, message.signature);
    writer.U8(static_cast<uint8_t>(message.path.size()));
    for (const auto& digest : message.path)
    {
        writer.Bytes(digest);
    }
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
    message.recipient = ReadSubject(reader);
    message.wrappedKey = ReadSized(reader);
    message.sealed.iv = ReadSized(reader);
    message.sealed.tag = ReadSized(reader);
    message.sealed.ciphertext = reader.Rest();
    return message;
}

MtpMessage
ReadProve(ByteReader& reader)
{
    const uint32_t sender = reader.U32();
    const uint32_t operation = reader.U32();
    return MtpProve{sender, operation, ReadSubject(reader)};
}

MtpMessage
ReadProof(ByteReader& reader)
{
    MtpProof message;
    message.sender = reader.U32();
    message.operation = reader.U32();
    message.subject = ReadSubject(reader);
    message.size = reader.U32();
    message.root = reader.Bytes(DIGEST_SIZE);
    message.signature = ReadSized(reader);
    for (uint8_t steps = reader.U8(); steps > 0; --steps)
    {
        message.path.push_back(reader.Bytes(DIGEST_SIZE));
    }
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
    case Kind::PROVE:
        return ReadProve(reader);
    case Kind::PROOF:
        return ReadProof(reader);
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
        payload[0] > uint8_t(Kind::PROOF))
    {
        return std::nullopt;
    }
    return MtpHeading{static_cast<Kind>(payload[0]), PeekU32(payload, 1), PeekU32(payload, 5)};
}

} // namespace iotledger
} // namespace ns3
