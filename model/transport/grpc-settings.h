/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GRPC_SETTINGS_H
#define GRPC_SETTINGS_H

#include "ns3/nstime.h"

#include <cstdint>

namespace ns3
{
namespace iotledger
{

/// What an end of a gRPC connection goes by; the attributes of GrpcClient and GrpcServer set it.
struct GrpcSettings
{
    uint32_t maxReceiveSize{4 * 1024 * 1024}; //!< [B] of a message
    uint32_t window{65535};                   //!< [B] of a stream, and of the connection
    bool hasDynamicWindow{true};              //!< the windows follow the bandwidth-delay product
    uint32_t maxStreams{0};                   //!< that a client may have open; 0: any number
    Time keepaliveTime;                       //!< of silence, after which to ping; zero: never
    Time keepaliveTimeout;                    //!< for the answer, after which the connection ends
};

} // namespace iotledger
} // namespace ns3

#endif /* GRPC_SETTINGS_H */
