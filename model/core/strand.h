/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef STRAND_H
#define STRAND_H

#include "ns3/host.h"
#include "ns3/nstime.h"
#include "ns3/object.h"

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Runs one task at a time on a Host, in order of submission: a single-threaded program.
 *
 * A task starts when the one before it has finished and the host has a core free.
 */
class Strand : public Object
{
  public:
    static TypeId GetTypeId(); // attribute "Host": PointerValue

    Strand();
    explicit Strand(Ptr<Host> host);
    ~Strand() override;

    /// Queues work; @p done is called when it has run, from the event loop. Zero is allowed.
    void Submit(Time duration, Host::Task done);

    std::size_t GetQueueLength() const; //!< tasks waiting, without the one running
    Ptr<Host> GetHost() const;
};

} // namespace iotledger
} // namespace ns3

#endif /* STRAND_H */
