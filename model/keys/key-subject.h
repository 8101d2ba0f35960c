/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_SUBJECT_H
#define KEY_SUBJECT_H

#include "ns3/shared-bytes.h"

#include <cstdint>
#include <string>
#include <tuple>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Whose a public key is: a device's (MTP) or a topic's (SSCP).
 */
struct KeySubject
{
    enum class Kind : uint8_t
    {
        DEVICE,
        TOPIC,
    };

    Kind kind{Kind::DEVICE};
    uint32_t number{0}; //!< from 1; 0: none, or all

    static KeySubject Device(uint32_t number);
    static KeySubject Topic(uint32_t number);

    bool IsDevice() const;
    std::string GetName() const; //!< device3, topic2; all of number 0

    friend bool operator==(const KeySubject& a, const KeySubject& b)
    {
        return a.kind == b.kind && a.number == b.number;
    }

    friend bool operator!=(const KeySubject& a, const KeySubject& b)
    {
        return !(a == b);
    }

    friend bool operator<(const KeySubject& a, const KeySubject& b)
    {
        return std::tie(a.kind, a.number) < std::tie(b.kind, b.number);
    }
};

/// A public key and whose it is said to be. @ingroup iot-ledger
struct SubjectKey
{
    KeySubject subject;
    SharedBytes key;
};

} // namespace iotledger
} // namespace ns3

#endif /* KEY_SUBJECT_H */
