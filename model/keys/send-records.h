/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SEND_RECORDS_H
#define SEND_RECORDS_H

#include "ns3/event-log.h"
#include "ns3/key-operation-table.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Turns what an observer sees of data sent to a device, or to a topic's subscribers, into
 * datasend and topic-send rows of operations.csv.
 *
 * A row ends when the recipient, or the last of them, has tried to decrypt, or, if asked for, every
 * device that the data goes to. Data for a topic that
 * nobody else subscribed to ends in the broker, undeliverable. Part of KeyOperationRecorder.
 */
class SendRecords
{
  public:
    using Key = std::pair<uint32_t, uint32_t>; //!< sender, its operation number

    SendRecords(KeyOperationTable& table, EventLog& events);

    /// The sender begins to encrypt. @param recipients numbers of the devices that are to decrypt
    /// @param others that get the data too, and are to try @param devices that take part
    void Start(const Key& key,
               const KeySubject& target,
               std::set<uint32_t> recipients,
               const std::set<uint32_t>& others,
               uint32_t devices);
    void Encrypt(const Key& key, bool ok);            //!< the sender has encrypted, or could not
    void ReachBroker(const Key& key, MessageHop hop); //!< the data has come to the broker
    /// The data has come to @p device and has been read there.
    void ReachDevice(const Key& key, uint32_t device, MessageHop hop);
    void Try(const Key& key, uint32_t device, bool decrypted); //!< @p device has tried to decrypt

    uint64_t* FindBytes(const Key& key); //!< @return [B], null if there is none

    /// Forgets what has not ended. @return its rows, which are not written yet.
    std::vector<KeyOperation> TakeUnfinished();

  private:
    /// The data at one recipient.
    struct Arrival
    {
        MessageHop down; //!< from the broker
        Time handled;    //!< it has read the message
    };

    struct Sending
    {
        KeyOperation row;
        std::set<uint32_t> recipients;       //!< who are to be able to decrypt
        std::map<uint32_t, Arrival> awaited; //!< by device that has not tried to decrypt yet
        bool failed{false};                  //!< one of them could not
    };

    Sending* Find(const Key& key);
    void End(const Key& key, const std::string& outcome);

    KeyOperationTable& m_table;
    EventLog& m_events;
    std::map<Key, Sending> m_sendings;
};

} // namespace iotledger
} // namespace ns3

#endif /* SEND_RECORDS_H */
