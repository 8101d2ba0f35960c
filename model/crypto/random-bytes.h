/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RANDOM_BYTES_H
#define RANDOM_BYTES_H

#include "ns3/random-variable-stream.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// Bytes drawn from one node's random stream, so that they repeat with the seed. Internal.
class RandomBytes
{
  public:
    explicit RandomBytes(Ptr<UniformRandomVariable> stream);

    void Fill(uint8_t* out, std::size_t size);
    std::vector<uint8_t> Take(std::size_t size);
    uint32_t TakeWord();

  private:
    Ptr<UniformRandomVariable> m_stream;
};

} // namespace iotledger
} // namespace ns3

#endif /* RANDOM_BYTES_H */
