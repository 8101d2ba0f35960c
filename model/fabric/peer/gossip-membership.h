/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GOSSIP_MEMBERSHIP_H
#define GOSSIP_MEMBERSHIP_H

#include "ns3/nstime.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// When a peer made a gossip message: greater is newer. @ingroup iot-ledger
struct GossipTime
{
    uint64_t incarnation{0}; //!< when it started
    uint64_t sequence{0};    //!< since then
};

bool operator<(const GossipTime& a, const GossipTime& b);

/**
 * @ingroup iot-ledger
 * @brief Which other peers are alive and how high their ledgers are, as gossip tells.
 *
 * Peers are known by their pki-id, SHA-256 of MSP and certificate. One that has not been heard of
 * for the expiration time is dead; a newer message brings it back.
 *
 * Source: Hyperledger Fabric v2.4.3, gossip/discovery/discovery_impl.go and
 * gossip/gossip/channel/channel.go (stateInfoCache).
 */
class GossipMembership
{
  public:
    struct Member
    {
        std::string endpoint; //!< "peer2.org1:7051"
        std::string mspId;
        std::string identity; //!< SerializedIdentity
        GossipTime made;      //!< its latest alive message
        Time heard;           //!< when that came
        bool isAlive{true};
    };

    struct State
    {
        uint64_t height{0}; //!< blocks
        std::vector<std::string> chaincodes;
        GossipTime made;
    };

    /// Takes an alive message in. @return whether it is newer than what was known
    bool Hear(const std::string& pkiId, const Member& member);

    /// Whether a message made at @p made would be new.
    bool IsNews(const std::string& pkiId, const GossipTime& made) const;

    /// Takes a peer's state on a channel in. @return whether it is newer than what was known
    bool HearState(const std::string& channel, const std::string& pkiId, const State& state);
    bool IsStateNews(const std::string& channel,
                     const std::string& pkiId,
                     const GossipTime& made) const;

    /// Those not heard of since @p before are dead.
    void Expire(Time before);

    const Member* Find(const std::string& pkiId) const; //!< alive or dead; null: unknown
    std::vector<std::string> GetAlive() const;          //!< pki-ids, in their order

    /// @return the state of a peer that is alive and on the channel; null otherwise.
    const State* FindState(const std::string& channel, const std::string& pkiId) const;

  private:
    std::map<std::string, Member> m_members;                      //!< by pki-id
    std::map<std::string, std::map<std::string, State>> m_states; //!< by channel, pki-id
};

} // namespace iotledger
} // namespace ns3

#endif /* GOSSIP_MEMBERSHIP_H */
