/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FABRIC_PLACE_H
#define FABRIC_PLACE_H

#include "ns3/crypto.h"
#include "ns3/disk-account.h"
#include "ns3/fabric-signer.h"
#include "ns3/message-channel.h"
#include "ns3/node.h"
#include "ns3/process.h"

#include <memory>
#include <string>

namespace ns3
{
namespace iotledger
{

/// What every node of a consortium's network is given. @ingroup iot-ledger
struct FabricPlace
{
    Ptr<Node> node;
    std::string name;                           //!< "peer1.org1", "orderer1", "client1"
    Ptr<Process> process;                       //!< its operating-system process
    Ptr<DiskAccount> disk;                      //!< with the disk of its machine
    Ptr<Crypto> crypto;                         //!< costs and execution
    Ptr<Transport> transport;                   //!< TLS or TCP
    std::shared_ptr<const FabricSigner> signer; //!< its identity and private key
};

} // namespace iotledger
} // namespace ns3

#endif /* FABRIC_PLACE_H */
