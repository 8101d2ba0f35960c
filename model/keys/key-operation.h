/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_OPERATION_H
#define KEY_OPERATION_H

#include "ns3/key-subject.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// A message's way between two nodes. @ingroup iot-ledger
struct MessageHop
{
    Time left; //!< handed to the connection
    Time came; //!< whole at the other end
};

/// Where the time of an operation went; the parts add up to its latency. @ingroup iot-ledger
struct LatencyParts
{
    Time keygen;  //!< generating the key pair
    Time crypto;  //!< encrypting and decrypting
    Time network; //!< messages under way, their wait in the connections included
    Time broker;  //!< in the broker: its queue and its processing
    Time device;  //!< in devices: their queues and the rest of their processing
};

/**
 * @ingroup iot-ledger
 * @brief One row of operations.csv: a register, pubcheck or datasend (equations 1 to 3 of the
 * paper, see mtp-message.h).
 *
 * Messages fan out, so an operation ends with the last of many parallel ways; its parts are read
 * along that one, hop by hop from device to broker and from broker to device.
 */
struct KeyOperation
{
    std::string operation; //!< register, pubcheck or datasend
    uint64_t id{0};        //!< in order of start, from 1
    uint32_t source{0};    //!< device number
    KeySubject target;     //!< number 0: all
    uint32_t devices{0};   //!< that take part, the source included
    Time start;
    Time end;
    std::string outcome;          //!< ok, mismatch, timeout or undeliverable
    Time keygen;                  //!< see LatencyParts
    Time crypto;                  //!< see LatencyParts
    std::vector<MessageHop> hops; //!< of the way that ended last: up, down, up, down …
    bool cutShort{false};         //!< ended by a time-out: what followed the last hop was waiting
    uint32_t replies{0};
    uint32_t mismatches{0};
    /// [B] of the MQTT packets to and from the broker that belong to it; an announcement of several
    /// keys counts with the first of them.
    uint64_t bytes{0};

    /// @return the parts of end - start, which add up to it exactly.
    LatencyParts GetParts() const;
};

} // namespace iotledger
} // namespace ns3

#endif /* KEY_OPERATION_H */
