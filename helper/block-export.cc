/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "block-export.h"

#include "ns3/fabric-ledger.h"

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <system_error>

namespace ns3
{
namespace iotledger
{

namespace
{

void
WriteBlock(const SharedBytes& block, const std::filesystem::path& path)
{
    std::ofstream file(path, std::ios::binary);
    file << block.ToString();
    file.close();
    if (!file)
    {
        throw std::runtime_error("cannot write " + path.string());
    }
}

} // namespace

void
ExportBlocks(const FabricPeer& peer, const std::string& folder)
{
    for (const auto& channel : peer.GetChannels())
    {
        const auto subfolder = std::filesystem::path(folder) / channel;
        std::error_code error; // what could not be made is told by the first block
        std::filesystem::create_directories(subfolder, error);
        const auto& ledger = peer.GetLedger(channel);
        for (uint64_t number = 0; number < ledger.GetHeight(); ++number)
        {
            WriteBlock(ledger.GetBlock(number),
                       subfolder / ("block_" + std::to_string(number) + ".pb"));
        }
    }
}

} // namespace iotledger
} // namespace ns3
