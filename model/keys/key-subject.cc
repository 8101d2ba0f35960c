/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "key-subject.h"

namespace ns3
{
namespace iotledger
{

KeySubject
KeySubject::Device(uint32_t number)
{
    return {Kind::DEVICE, number};
}

KeySubject
KeySubject::Topic(uint32_t number)
{
    return {Kind::TOPIC, number};
}

bool
KeySubject::IsDevice() const
{
    return kind == Kind::DEVICE;
}

std::string
KeySubject::GetName() const
{
    return number == 0 ? "all" : (IsDevice() ? "device" : "topic") + std::to_string(number);
}

} // namespace iotledger
} // namespace ns3
