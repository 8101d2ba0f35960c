/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CACHED_VERIFICATION_H
#define CACHED_VERIFICATION_H

#include "ns3/nstime.h"
#include "ns3/verification-strategy.h"

#include <map>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief A key that another strategy has verified stays verified for a time to live.
 *
 * It is forgotten earlier when the broker announces a key of the same subject. What stays verified
 * is the key, byte by byte, not its owner: a copy that has been altered since is verified anew.
 */
class CachedVerification : public VerificationStrategy
{
  public:
    static TypeId GetTypeId();

    void Install(const VerificationParts& parts) override;
    void SetBrokerKey(const SharedBytes& publicKey) override;
    int64_t AssignStreams(int64_t stream) override;
    void Verify(uint32_t operation, const SubjectKey& target, EndedCallback ended) override;
    void Cancel() override;
    void HandleMessage(const MtpMessage& message) override;
    void HandleKeyStored(const KeySubject& subject) override;

  protected:
    void DoDispose() override;

  private:
    struct Verified
    {
        SharedBytes key;
        Time until;
    };

    Time m_timeToLive;
    Ptr<VerificationStrategy> m_underlying;
    std::map<KeySubject, Verified> m_verified;
};

} // namespace iotledger
} // namespace ns3

#endif /* CACHED_VERIFICATION_H */
