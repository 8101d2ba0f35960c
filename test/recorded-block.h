/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RECORDED_BLOCK_H
#define RECORDED_BLOCK_H

#include <string>

namespace ns3
{
namespace iotledger
{

/// @return the bytes of the block that test/fabric/README.md describes
std::string ReadRealBlock();

} // namespace iotledger
} // namespace ns3

#endif /* RECORDED_BLOCK_H */
