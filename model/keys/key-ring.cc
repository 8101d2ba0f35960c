/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "key-ring.h"

namespace ns3
{
namespace iotledger
{

KeyRing::KeyRing(std::shared_ptr<KeyPool> pool)
    : m_devices(pool),
      m_topics(pool)
{
}

bool
KeyRing::Store(const SubjectKey& key)
{
    return FindStore(key.subject.kind).Store(key.subject.number, key.key);
}

const SharedBytes&
KeyRing::Get(const KeySubject& subject) const
{
    return GetStore(subject.kind).Get(subject.number);
}

bool
KeyRing::Matches(const SubjectKey& key) const
{
    return GetStore(key.subject.kind).Matches(key.subject.number, key.key);
}

void
KeyRing::Tamper(const SubjectKey& replacement)
{
    FindStore(replacement.subject.kind).Tamper(replacement.subject.number, replacement.key);
}

const KeyStore&
KeyRing::GetStore(KeySubject::Kind kind) const
{
    return kind == KeySubject::Kind::DEVICE ? m_devices : m_topics;
}

uint64_t
KeyRing::GetBytes() const
{
    return m_devices.GetBytes() + m_topics.GetBytes();
}

KeyStore&
KeyRing::FindStore(KeySubject::Kind kind)
{
    return kind == KeySubject::Kind::DEVICE ? m_devices : m_topics;
}

} // namespace iotledger
} // namespace ns3
