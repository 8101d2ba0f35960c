/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef REGISTRATION_RECORDS_H
#define REGISTRATION_RECORDS_H

#include "ns3/key-operation-table.h"

#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Turns what an observer sees of registrations into rows of operations.csv.
 *
 * A registration ends when every other device that is sent the key holds it. Part of
 * KeyOperationRecorder.
 */
class RegistrationRecords
{
  public:
    /// @param devices how many there are, numbered from 1 @param table gets the rows
    RegistrationRecords(uint32_t devices, KeyOperationTable& table);

    void Start(uint32_t device);                 //!< key generation has begun
    void Generate(uint32_t device);              //!< the key pair is made
    void Reach(uint32_t device, MessageHop hop); //!< the public key has come to the broker

    /// The broker sends the key to @p receivers others.
    void Announce(uint32_t device, uint32_t receivers);

    /// One of them has stored it, from a message that came by @p hop.
    void Store(uint32_t device, MessageHop hop);

    /// @return [B] of the registration of @p device; null if there is no such device.
    uint64_t* FindBytes(uint32_t device);

    /// Marks what has not ended as ended. @return its rows, which are not written yet.
    std::vector<KeyOperation> TakeUnfinished();

  private:
    struct Registration
    {
        KeyOperation row;
        uint32_t receivers{0}; //!< others that are sent the key
        uint32_t stored{0};    //!< of them, how many hold it
        bool known{false};     //!< receivers is known
        bool ended{false};
    };

    KeyOperationTable& m_table;
    std::vector<Registration> m_registrations; //!< by device - 1
};

} // namespace iotledger
} // namespace ns3

#endif /* REGISTRATION_RECORDS_H */
