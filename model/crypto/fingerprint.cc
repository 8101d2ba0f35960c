/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fingerprint.h"

#include "ns3/hash.h"

#include <algorithm>

namespace ns3
{
namespace iotledger
{

namespace
{

/// One step of SplitMix64: Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators,
/// OOPSLA 2014.
uint64_t
Mix(uint64_t state)
{
    state += 0x9e3779b97f4a7c15;
    state = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9;
    state = (state ^ (state >> 27)) * 0x94d049bb133111eb;
    return state ^ (state >> 31);
}

} // namespace

Fingerprint&
Fingerprint::Add(uint64_t value)
{
    m_state = Mix(m_state ^ value);
    return *this;
}

Fingerprint&
Fingerprint::Add(const uint8_t* data, std::size_t size)
{
    Add(size);
    return size == 0 ? *this : Add(Hash64(reinterpret_cast<const char*>(data), size));
}

Fingerprint&
Fingerprint::Add(const SharedBytes& bytes)
{
    // Stored zeros at the end of the head and virtual ones must give the same result.
    auto size = bytes.GetHeadSize();
    while (size > 0 && bytes.GetHead()[size - 1] == 0)
    {
        size--;
    }
    return Add(bytes.GetSize()).Add(bytes.GetHead(), size);
}

uint64_t
Fingerprint::Get() const
{
    return m_state;
}

void
Fingerprint::Fill(uint8_t* out, std::size_t size) const
{
    auto word = m_state;
    for (std::size_t i = 0; i < size; i++)
    {
        if (i % sizeof(word) == 0)
        {
            word = Mix(m_state + i + 1);
        }
        out[i] = static_cast<uint8_t>(word >> (8 * (i % sizeof(word))));
    }
}

std::vector<uint8_t>
Fingerprint::Take(std::size_t size) const
{
    std::vector<uint8_t> bytes(size);
    Fill(bytes.data(), size);
    return bytes;
}

} // namespace iotledger
} // namespace ns3
