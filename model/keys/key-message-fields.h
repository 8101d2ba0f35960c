/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_MESSAGE_FIELDS_H
#define KEY_MESSAGE_FIELDS_H

#include "ns3/byte-io.h"
#include "ns3/hybrid-cipher.h"

namespace ns3
{
namespace iotledger
{

/**
 * @file
 * @ingroup iot-ledger
 * Fields that the messages of both key verification protocols consist of:
 *
 *     sized  := size:u16 bytes
 *     hybrid := wrapped:sized iv:sized tag:sized ciphertext     (the ciphertext is what remains)
 */

void WriteSized(ByteWriter& writer, const SharedBytes& bytes);
SharedBytes ReadSized(ByteReader& reader);

void WriteHybrid(ByteWriter& writer, const HybridSealed& data);
HybridSealed ReadHybrid(ByteReader& reader);

} // namespace iotledger
} // namespace ns3

#endif /* KEY_MESSAGE_FIELDS_H */
