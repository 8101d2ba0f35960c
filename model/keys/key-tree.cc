/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "key-tree.h"

#include "ns3/byte-io.h"

#include <utility>

namespace ns3
{
namespace iotledger
{

namespace
{

SharedBytes
EncodeEntry(uint32_t number, const SharedBytes& key)
{
    return ByteWriter().U32(number).Bytes(key).Take();
}

} // namespace

SharedBytes
EncodeTreeHead(const TreeHead& head)
{
    return ByteWriter()
        .Bytes(std::string_view("iot-ledger key tree"))
        .U8(static_cast<uint8_t>(head.kind))
        .U32(head.size)
        .Bytes(head.root)
        .Take();
}

KeyTree::KeyTree(KeySubject::Kind kind, Ptr<Crypto> crypto)
    : m_kind(kind),
      m_tree(MakeHash(crypto, &m_cost))
{
}

void
KeyTree::Fill(const KeyStore& keys)
{
    for (const uint32_t number : keys.GetOwners())
    {
        Set(number, keys.Get(number));
    }
}

void
KeyTree::Set(uint32_t number, const SharedBytes& key)
{
    m_tree.Set(number - 1, EncodeEntry(number, key));
}

Costed<TreeHead>
KeyTree::GetHead()
{
    const auto root = m_tree.GetRoot();
    return {{m_kind, m_tree.GetSize(), root}, std::exchange(m_cost, Time())};
}

std::vector<SharedBytes>
KeyTree::GetPath(uint32_t number) const
{
    return number == 0 || number > m_tree.GetSize() ? std::vector<SharedBytes>()
                                                    : m_tree.GetPath(number - 1);
}

Costed<bool>
KeyTree::Proves(Ptr<Crypto> crypto,
                const TreeHead& head,
                const SubjectKey& key,
                const std::vector<SharedBytes>& path)
{
    if (head.kind != key.subject.kind || key.subject.number == 0)
    {
        return {false, Time()};
    }
    Time cost;
    const auto root = MerkleTree::Follow(MakeHash(crypto, &cost),
                                         EncodeEntry(key.subject.number, key.key),
                                         key.subject.number - 1,
                                         head.size,
                                         path);
    return {root && *root == head.root, cost};
}

MerkleTree::Hash
KeyTree::MakeHash(Ptr<Crypto> crypto, Time* cost)
{
    return [crypto, cost](const SharedBytes& bytes) {
        const auto digest = crypto->Sha256(bytes);
        *cost += digest.cost;
        return digest.value;
    };
}

} // namespace iotledger
} // namespace ns3
