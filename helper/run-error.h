/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RUN_ERROR_H
#define RUN_ERROR_H

#include <stdexcept>

namespace ns3
{
namespace iotledger
{

/// A run that came to no result, though its scenario is sound; what() says why in one line.
/// @ingroup iot-ledger
class RunError : public std::runtime_error
{
  public:
    using std::runtime_error::runtime_error;
};

} // namespace iotledger
} // namespace ns3

#endif /* RUN_ERROR_H */
