/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FINGERPRINT_H
#define FINGERPRINT_H

#include "ns3/shared-bytes.h"

#include <cstdint>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @brief A 64-bit digest of a sequence of values, stretched to any number of bytes. Internal.
 *
 * It stands for cryptography where execution is modelled: quick and without collisions by chance,
 * not against an adversary. Strings count by content: virtual zeros are never looked at.
 */
class Fingerprint
{
  public:
    Fingerprint& Add(uint64_t value);
    Fingerprint& Add(const uint8_t* data, std::size_t size);
    Fingerprint& Add(const SharedBytes& bytes);

    uint64_t Get() const;

    /// Writes @p size bytes derived from all that was added.
    void Fill(uint8_t* out, std::size_t size) const;
    std::vector<uint8_t> Take(std::size_t size) const;

  private:
    uint64_t m_state{0};
};

} // namespace iotledger
} // namespace ns3

#endif /* FINGERPRINT_H */
