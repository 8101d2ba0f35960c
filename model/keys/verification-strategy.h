/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef VERIFICATION_STRATEGY_H
#define VERIFICATION_STRATEGY_H

#include "ns3/crypto.h"
#include "ns3/key-ring.h"
#include "ns3/mtp-message.h"
#include "ns3/object.h"
#include "ns3/strand.h"

#include <functional>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// How a verification of a public key has ended. @ingroup iot-ledger
enum class VerificationOutcome
{
    VERIFIED,      //!< the key may be used
    MISMATCH,      //!< something differs
    TIMEOUT,       //!< an answer was missing after the time allowed
    UNDELIVERABLE, //!< the sender holds no such key
};

/// What a verification has found. @ingroup iot-ledger
struct VerificationResult
{
    VerificationOutcome outcome{VerificationOutcome::VERIFIED};
    uint32_t replies{0};           //!< answers that were counted
    std::vector<uint32_t> errors;  //!< devices that answered Error, in order of arrival
    std::vector<uint32_t> missing; //!< devices that were asked and did not answer, by number
    std::string finding;           //!< of a mismatch that no device reported: what differs
};

/// What a strategy has of the device it works in. @ingroup iot-ledger
struct VerificationParts
{
    uint32_t number{0};           //!< of the device, from 1
    Time timeout;                 //!< how long answers are waited for
    const KeyRing* keys{nullptr}; //!< the device's; it outlives the strategy
    Ptr<Crypto> crypto;
    Ptr<Strand> strand; //!< what costs time runs here
    /// Publishes a message.
    std::function<void(const std::string& topic, const MtpMessage& message)> publish;
    /// Tells observers that an answer has been counted: a device's, or the broker's (0).
    std::function<void(uint32_t operation, uint32_t responder)> compiled;
};

/**
 * @ingroup iot-ledger
 * @brief How a sender makes sure of a public key before it encrypts with it.
 *
 * The sending part of a device holds one. It verifies one key at a time: Verify gives up what is
 * under way. A strategy knows what its device knows and learns from messages only; it answers by
 * its callback, at once or later. To add one: derive, implement Verify, and have Cancel drop what
 * is under way.
 */
class VerificationStrategy : public Object
{
  public:
    using EndedCallback = std::function<void(const VerificationResult& result)>;

    static TypeId GetTypeId();

    /// Gives the strategy its device's parts.
    virtual void Install(const VerificationParts& parts);

    /// Gives it what the broker signs with, as a device is given it when it is installed.
    virtual void SetBrokerKey(const SharedBytes& publicKey);

    /// Pins the random streams. @return how many were taken.
    virtual int64_t AssignStreams(int64_t stream);

    /**
     * Verifies a key.
     * @param operation the sender's number of it
     * @param target the sender's copy of the key, not empty
     * @param ended called once, unless cancelled
     */
    virtual void Verify(uint32_t operation, const SubjectKey& target, EndedCallback ended) = 0;

    /// Gives up what is under way; its callback is not called.
    virtual void Cancel();

    /// Takes a message for this device's sender; what it did not ask for it ignores.
    virtual void HandleMessage(const MtpMessage& message);

    /// The device has stored a key: its own, or one that the broker announced.
    virtual void HandleKeyStored(const KeySubject& subject);

  protected:
    void DoDispose() override;

    VerificationParts m_parts;
};

} // namespace iotledger
} // namespace ns3

#endif /* VERIFICATION_STRATEGY_H */
