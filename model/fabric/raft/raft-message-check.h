/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RAFT_MESSAGE_CHECK_H
#define RAFT_MESSAGE_CHECK_H

#include "ns3/raft-message.h"

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @return whether a correct node may have sent @p message, judged by the message alone: entries
 *         follow on each other and on what they are appended to, terms never decrease, and nothing
 *         is missing. Etcd trusts its peers here, and panics on most of this.
 */
bool IsWellFormed(const RaftMessage& message);

} // namespace iotledger
} // namespace ns3

#endif /* RAFT_MESSAGE_CHECK_H */
