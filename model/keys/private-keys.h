/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PRIVATE_KEYS_H
#define PRIVATE_KEYS_H

#include "ns3/key-subject.h"
#include "ns3/shared-bytes.h"

#include <map>
#include <set>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The private keys that one node holds, by whose they are: its own, and topics'.
 */
class PrivateKeys
{
  public:
    void Store(const KeySubject& owner, const SharedBytes& key);
    const SharedBytes& Get(const KeySubject& owner) const; //!< @return empty if there is none
    std::set<KeySubject> GetOwners() const;

  private:
    std::map<KeySubject, SharedBytes> m_keys;
};

} // namespace iotledger
} // namespace ns3

#endif /* PRIVATE_KEYS_H */
