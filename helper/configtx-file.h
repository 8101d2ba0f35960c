/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONFIGTX_FILE_H
#define CONFIGTX_FILE_H

#include "ns3/channel-config.h"
#include "ns3/scenario-error.h"

#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * Reads one profile of a configtx.yaml, the file that Fabric's configtxgen makes channels from,
 * anchors and merge keys included. @ingroup iot-ledger
 *
 * Certificates are not read: the MSPs of the result have their names only, and the consenters their
 * addresses. What a file leaves out has Fabric's defaults. Only profiles of application channels
 * ordered by etcdraft can be read.
 *
 * Source: Hyperledger Fabric v2.4.3, internal/configtxgen/genesisconfig/config.go (keys and
 * defaults), common/viperutil/config_util.go (sizes), sampleconfig/configtx.yaml.
 * @param place where the file is named, by fabric.configtx
 * @throws ScenarioError
 */
ChannelConfig ReadConfigtxFile(const std::string& path,
                               const ScenarioPlace& place,
                               const std::string& profile);

/// Reads the same from a text. @param source what stands for the file in errors
ChannelConfig ParseConfigtx(const std::string& text,
                            const std::string& source,
                            const std::string& profile);

} // namespace iotledger
} // namespace ns3

#endif /* CONFIGTX_FILE_H */
