/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "recorded-block.h"

#include <fstream>
#include <iterator>

namespace ns3
{
namespace iotledger
{

std::string
ReadRealBlock()
{
    std::ifstream file(IOT_LEDGER_TEST_DIR "/fabric/block-471.pb", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace iotledger
} // namespace ns3
