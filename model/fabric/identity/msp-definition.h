/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MSP_DEFINITION_H
#define MSP_DEFINITION_H

#include "ns3/shared-bytes.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief What a channel knows of an organisation's membership service provider.
 *
 * Source: hyperledger/fabric-protos v2.4, msp/msp_config.proto (FabricMSPConfig). NodeOUs are
 * always on, with the units client, peer, admin and orderer, as cryptogen --template writes them.
 * Left out: intermediate authorities and the list of administrators, which NodeOUs replace.
 */
struct MspDefinition
{
    std::string id;                           //!< "Org1MSP"
    std::vector<SharedBytes> roots;           //!< DER certificates
    std::vector<SharedBytes> tlsRoots;        //!< DER certificates
    std::vector<SharedBytes> revocationLists; //!< DER

    /// @return an MSPConfig of type FABRIC.
    SharedBytes Encode() const;
    static std::optional<MspDefinition> Decode(const SharedBytes& mspConfig);
};

bool operator==(const MspDefinition& a, const MspDefinition& b);
bool operator!=(const MspDefinition& a, const MspDefinition& b);

} // namespace iotledger
} // namespace ns3

#endif /* MSP_DEFINITION_H */
