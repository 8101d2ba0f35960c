/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CHAINCODE_COSTS_H
#define CHAINCODE_COSTS_H

#include "ns3/nstime.h"
#include "ns3/object.h"

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief What running a chaincode costs in its own process, as CPU time on a core of speed 1.
 *
 * The process speaks with the peer over one stream: an invocation and each state access is a round
 * trip between the two.
 *
 * Source of the defaults: a network of Hyperledger Fabric v2.4.3 measured on an AMD EPYC at
 * 2.45 GHz: 0.42 ms of CPU per write and peer, which is half an invocation with four state
 * accesses; 0.11 ms per read and peer, a quarter of an invocation with one.
 */
struct ChaincodeCosts : public Object
{
    static TypeId GetTypeId();

    Time invoke;         //!< taking an invocation, running the function, answering
    Time stateRoundTrip; //!< the chaincode's side of one state access
    Time rangeResult;    //!< each result of a range or history query
    Time byte;           //!< each byte of arguments, state and response
};

} // namespace iotledger
} // namespace ns3

#endif /* CHAINCODE_COSTS_H */
