/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef VERIFICATION_AUDIT_H
#define VERIFICATION_AUDIT_H

#include "ns3/event-log.h"
#include "ns3/mtp-device.h"

#include <functional>
#include <map>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Tells whether sends to a wrong key were stopped, as nobody in the simulation can.
 *
 * An observer that knows the right keys: whenever a sender sets out to send with a copy that is not
 * the owner's key, the event log gets "tampered-send-caught" if the verification did not succeed,
 * so that nothing is sent, or "tampered-send-missed" if it did.
 */
class VerificationAudit
{
  public:
    /// @return the key that is really @p subject's; empty if it has none yet.
    using RightKey = std::function<const SharedBytes&(const KeySubject& subject)>;

    VerificationAudit(RightKey rightKey, EventLog& events);

    void Watch(Ptr<MtpDevice> device);

  private:
    void HandleVerified(uint32_t sender, const VerificationResult& result);

    RightKey m_rightKey;
    EventLog& m_events;
    std::map<uint32_t, KeySubject> m_wrong; //!< by sender: whose key its operation gets wrong
};

} // namespace iotledger
} // namespace ns3

#endif /* VERIFICATION_AUDIT_H */
