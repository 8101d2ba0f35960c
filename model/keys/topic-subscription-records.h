/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TOPIC_SUBSCRIPTION_RECORDS_H
#define TOPIC_SUBSCRIPTION_RECORDS_H

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
 * @brief Turns what an observer sees of subscriptions to topics into topic-subscribe rows of
 * operations.csv.
 *
 * A subscription (equation 5 of the paper, see sscp-message.h) ends when the device holds the
 * topic's private key. Part of TopicOperationRecorder.
 */
class TopicSubscriptionRecords
{
  public:
    using Key = std::pair<uint32_t, uint32_t>; //!< device, topic

    explicit TopicSubscriptionRecords(KeyOperationTable& table);

    void Start(const Key& key);                       //!< the device asks for the private key
    void ReachBroker(const Key& key, MessageHop hop); //!< that has come to the broker
    void Take(const Key& key);                        //!< the broker makes the key ready
    void Send(const Key& key);                        //!< the key is ready to be sent
    void ReachDevice(const Key& key, MessageHop hop); //!< the key has come and has been read
    void End(const Key& key, bool usable);            //!< it is stored, or cannot be used

    uint64_t* FindBytes(const Key& key); //!< @return [B], null if there is none

    /// Forgets what has not ended. @return its rows, which are not written yet.
    std::vector<KeyOperation> TakeUnfinished();

  private:
    struct Subscription
    {
        KeyOperation row;
        MessageHop down; //!< broker to device
        Time taken;      //!< the broker makes the key ready
        Time handled;    //!< the device has read the message
    };

    Subscription* Find(const Key& key);

    KeyOperationTable& m_table;
    std::map<Key, Subscription> m_subscriptions; //!< under way
};

} // namespace iotledger
} // namespace ns3

#endif /* TOPIC_SUBSCRIPTION_RECORDS_H */
