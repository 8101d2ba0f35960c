/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_DECEPTION_H
#define KEY_DECEPTION_H

#include "ns3/key-subject.h"

#include <set>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The lie of a compromised broker: a key of the attacker's in place of a device's own.
 *
 * It is told in whatever the broker says of keys: announcements, what newcomers are sent, and
 * proofs. Nobody is told a lie about itself, which it would notice.
 */
struct KeyDeception
{
    SharedBytes key;            //!< the attacker's
    KeySubject target;          //!< whose key it is said to be; number 0: every device's
    std::set<uint32_t> victims; //!< devices that are told; empty: all

    /// @return whether this is what @p device is told of @p subject's key.
    bool Concerns(uint32_t device, const KeySubject& subject) const
    {
        return subject.IsDevice() && subject.number != device &&
               (target.number == 0 || target == subject) && IsVictim(device);
    }

    /// @return whether @p device is told a lie at all.
    bool IsVictim(uint32_t device) const
    {
        return victims.empty() || victims.count(device) > 0;
    }
};

} // namespace iotledger
} // namespace ns3

#endif /* KEY_DECEPTION_H */
