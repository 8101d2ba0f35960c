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
#include <utility>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Turns what an observer sees of data sent to one device into datasend rows of
 * operations.csv.
 *
 * A row ends when the recipient has tried to decrypt. Part of KeyOperationRecorder.
 */
class SendRecords
{
  public:
    using Key = std::pair<uint32_t, uint32_t>; //!< sender, its operation number

    SendRecords(KeyOperationTable& table, EventLog& events);

    void Start(const Key& key, const KeySubject& recipient, uint32_t devices);
    void Encrypt(const Key& key, bool ok);            //!< the sender has encrypted, or could not
    void ReachBroker(const Key& key, MessageHop hop); //!< the data has come to the broker
    /// The data has come to @p device and has been read there.
    void ReachDevice(const Key& key, uint32_t device, MessageHop hop);
    void Try(const Key& key, uint32_t device, bool decrypted); //!< @p device has tried to decrypt

    uint64_t* FindBytes(const Key& key); //!< @return [B], null if there is none

    /// Forgets what has not ended. @return its rows, which are not written yet.
    std::vector<KeyOperation> TakeUnfinished();

  private:
    struct Sending
    {
        KeyOperation row;
        MessageHop down; //!< broker to recipient
        Time handled;    //!< the recipient has read the message
    };

    Sending* Find(const Key& key);

    KeyOperationTable& m_table;
    EventLog& m_events;
    std::map<Key, Sending> m_sendings;
};

} // namespace iotledger
} // namespace ns3

#endif /* SEND_RECORDS_H */
