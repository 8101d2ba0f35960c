/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_TREE_H
#define KEY_TREE_H

#include "ns3/crypto.h"
#include "ns3/key-store.h"
#include "ns3/key-subject.h"
#include "ns3/merkle-tree.h"

#include <vector>

namespace ns3
{
namespace iotledger
{

/// The state of a KeyTree in a few bytes: what the broker signs. @ingroup iot-ledger
struct TreeHead
{
    KeySubject::Kind kind{KeySubject::Kind::DEVICE}; //!< whose keys
    uint32_t size{0};                                //!< entries, as many as the highest number
    SharedBytes root;                                //!< 32 B

    friend bool operator==(const TreeHead& a, const TreeHead& b)
    {
        return a.kind == b.kind && a.size == b.size && a.root == b.root;
    }

    friend bool operator!=(const TreeHead& a, const TreeHead& b)
    {
        return !(a == b);
    }
};

/// @return the bytes that are signed: a text of their own, so that no other signature of the broker
/// passes for one of these, kind:u8 size:u32 root.
SharedBytes EncodeTreeHead(const TreeHead& head);

/**
 * @ingroup iot-ledger
 * @brief One Merkle tree over all public keys of one kind that a node holds.
 *
 * Entry number - 1 is number:u32 key; that of a number without a key is empty. What changes is
 * hashed at the next GetHead: a key costs its leaf and as many nodes as the tree is high. Hashes
 * cost what the node's Crypto says.
 */
class KeyTree
{
  public:
    KeyTree(KeySubject::Kind kind, Ptr<Crypto> crypto);

    /// Takes in all keys of @p keys.
    void Fill(const KeyStore& keys);

    void Set(uint32_t number, const SharedBytes& key);

    /// @return the head, and what all hashing since the last time cost.
    Costed<TreeHead> GetHead();

    /// @return the path of @p number's key, as of the last GetHead; empty if there is no entry.
    std::vector<SharedBytes> GetPath(uint32_t number) const;

    /// @return whether @p path proves that @p key is in the tree that @p head stands for.
    static Costed<bool> Proves(Ptr<Crypto> crypto,
                               const TreeHead& head,
                               const SubjectKey& key,
                               const std::vector<SharedBytes>& path);

  private:
    /// @return SHA-256 by @p crypto, which adds its cost to @p cost.
    static MerkleTree::Hash MakeHash(Ptr<Crypto> crypto, Time* cost);

    KeySubject::Kind m_kind;
    Time m_cost; //!< of hashing, not told of yet
    MerkleTree m_tree;
};

} // namespace iotledger
} // namespace ns3

#endif /* KEY_TREE_H */
