/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef VERIFICATION_RECORDS_H
#define VERIFICATION_RECORDS_H

#include "ns3/event-log.h"
#include "ns3/key-operation-table.h"
#include "ns3/verification-strategy.h"

#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Turns what an observer sees of verifications into pubcheck rows of operations.csv, and
 * what they found into events.
 *
 * The hops of a row are those of the answer that was counted last: question to the broker and on
 * to its responder, answer to the broker and on to the sender; two of them where the broker itself
 * answers. Part of KeyOperationRecorder.
 */
class VerificationRecords
{
  public:
    using Key = std::pair<uint32_t, uint32_t>; //!< sender, its operation number

    VerificationRecords(KeyOperationTable& table, EventLog& events);

    void Start(const Key& key, const KeySubject& target, uint32_t devices);

    // A question has come to the broker (addressed to all, or to one: @p witness is 0 or who); a
    // question has come to a device; its answer has come to the broker.
    void ReachBroker(const Key& key, uint32_t witness, MessageHop hop);
    void ReachWitness(const Key& key, uint32_t witness, MessageHop hop);
    void AnswerBroker(const Key& key, uint32_t witness, MessageHop hop);

    /// The sender has counted an answer, the broker's (0) or a device's, that came by @p hop.
    void Compile(const Key& key, uint32_t responder, MessageHop hop);

    /// @return whose key was verified; nothing if no such verification is under way.
    std::optional<KeySubject> End(const Key& key, const VerificationResult& result);

    uint64_t* FindBytes(const Key& key); //!< @return [B], null if there is none

    /// Forgets what has not ended. @return its rows, which are not written yet.
    std::vector<KeyOperation> TakeUnfinished();

  private:
    /// The ways of a question and its answer.
    struct Ways
    {
        MessageHop question; //!< sender to broker, if it was for this witness alone
        MessageHop request;  //!< broker to witness
        MessageHop answer;   //!< witness to broker
        bool asked{false};   //!< question is set
    };

    struct Verification
    {
        KeyOperation row;
        MessageHop question;                     //!< sender to broker, if it was for all
        std::unordered_map<uint32_t, Ways> ways; //!< by witness; never walked through
        MessageHop last;                         //!< broker to sender: the answer compiled last
        std::optional<uint32_t> lastResponder;

        /// @return the ways of the answer compiled last, @p responder's.
        std::vector<MessageHop> GetHops(uint32_t responder) const;
    };

    Verification* Find(const Key& key);
    void Log(const KeyOperation& row, const VerificationResult& result);

    KeyOperationTable& m_table;
    EventLog& m_events;
    std::map<Key, Verification> m_verifications;
};

} // namespace iotledger
} // namespace ns3

#endif /* VERIFICATION_RECORDS_H */
