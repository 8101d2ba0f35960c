/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FABRIC_CLIENT_COSTS_H
#define FABRIC_CLIENT_COSTS_H

#include "ns3/nstime.h"
#include "ns3/object.h"

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief What a client of the gateway works beyond its signatures, as CPU time on a core of
 * speed 1.
 *
 * Source of the defaults: a network of Hyperledger Fabric v2.4.3 measured on an AMD EPYC at
 * 2.45 GHz: a client used 0.86 to 0.91 ms of CPU per write and 0.41 ms per read, TLS and the
 * signatures (37 us each) included.
 */
struct FabricClientCosts : public Object
{
    static TypeId GetTypeId();

    Time propose;      //!< building a proposal, without its signature
    Time evaluate;     //!< an Evaluate call
    Time endorse;      //!< an Endorse call, and reading the transaction it returns
    Time submit;       //!< a Submit call
    Time commitStatus; //!< a CommitStatus call
    Time event;        //!< taking the events of a block
    Time byte;         //!< each byte of a request or response
};

} // namespace iotledger
} // namespace ns3

#endif /* FABRIC_CLIENT_COSTS_H */
