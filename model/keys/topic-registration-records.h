/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TOPIC_REGISTRATION_RECORDS_H
#define TOPIC_REGISTRATION_RECORDS_H

#include "ns3/key-operation-table.h"

#include <map>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Turns what an observer sees of topics' registrations into topic-register rows of
 * operations.csv.
 *
 * A registration (equation 4 of the paper, see sscp-message.h) starts at the device and ends when
 * every device that is sent the public key holds it. Part of TopicOperationRecorder.
 */
class TopicRegistrationRecords
{
  public:
    explicit TopicRegistrationRecords(KeyOperationTable& table);

    // All by the topic's name: a device asks for it, one of so many; that has come to the broker;
    // key generation has begun there, and is done.
    void Start(const std::string& name, uint32_t device, uint32_t devices);
    void Reach(const std::string& name, MessageHop hop);
    void Take(const std::string& name);
    void Generate(const std::string& name);

    /// The broker sends the public key to @p receivers devices.
    void Announce(const std::string& name, uint32_t receivers);

    /// One of them has stored it, from a message that came by @p hop.
    void Store(const std::string& name, MessageHop hop);

    uint64_t* FindBytes(const std::string& name); //!< @return [B], null if there is none

    /// Forgets what has not ended. @return its rows, which are not written yet.
    std::vector<KeyOperation> TakeUnfinished();

  private:
    struct Registration
    {
        KeyOperation row;
        Time taken;            //!< key generation has begun
        uint32_t receivers{0}; //!< devices that are sent the public key
        uint32_t stored{0};    //!< of them, how many hold it
    };

    Registration* Find(const std::string& name);

    KeyOperationTable& m_table;
    std::map<std::string, Registration> m_registrations; //!< under way, by name
};

} // namespace iotledger
} // namespace ns3

#endif /* TOPIC_REGISTRATION_RECORDS_H */
