/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "key-message-fields.h"

namespace ns3
{
namespace iotledger
{

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
WriteHybrid(ByteWriter& writer, const HybridSealed& data)
{
    WriteSized(writer, data.wrappedKey);
    WriteSized(writer, data.sealed.iv);
    WriteSized(writer, data.sealed.tag);
    writer.Bytes(data.sealed.ciphertext);
}

HybridSealed
ReadHybrid(ByteReader& reader)
{
    HybridSealed data;
    data.wrappedKey = ReadSized(reader);
    data.sealed.iv = ReadSized(reader);
    data.sealed.tag = ReadSized(reader);
    data.sealed.ciphertext = reader.Rest();
    return data;
}

} // namespace iotledger
} // namespace ns3
