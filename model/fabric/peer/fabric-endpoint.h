/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FABRIC_ENDPOINT_H
#define FABRIC_ENDPOINT_H

#include "ns3/address.h"

#include <string>

namespace ns3
{
namespace iotledger
{

/// A server of the consortium as its callers know it. @ingroup iot-ledger
struct FabricEndpoint
{
    std::string name;  //!< "peer1.org1:7051": authority of the calls, unique in the network
    std::string mspId; //!< "Org1MSP"
    Address address;   //!< with port
};

} // namespace iotledger
} // namespace ns3

#endif /* FABRIC_ENDPOINT_H */
