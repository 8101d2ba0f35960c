/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_QUANTITY_H
#define SCENARIO_QUANTITY_H

#include "ns3/data-rate.h"
#include "ns3/nstime.h"
#include "ns3/queue-size.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief Quantities as scenarios write them: a decimal number with its unit, `5ms`, `1.5Gbps`.
 *
 * ns-3's own readers end the process at a wrong unit, and take other units for sizes than Fabric's
 * configuration does; so these come first. Each Parse… is empty when the text is no such quantity;
 * a plain 0 is one of each kind. Each Format… gives the shortest text that reads back as the same
 * value.
 */
namespace quantity
{

std::optional<uint64_t> ParseCount(const std::string& text);  //!< a whole number
std::optional<double> ParseNumber(const std::string& text);   //!< a decimal number, 1.5 or 1e-3
std::optional<Time> ParseTime(const std::string& text);       //!< ns us ms s min h
std::optional<DataRate> ParseRate(const std::string& text);   //!< bps kbps Mbps Gbps (1000 each)
std::optional<uint64_t> ParseSize(const std::string& text);   //!< [B] B KB MB GB (1024 each)
std::optional<QueueSize> ParseQueue(const std::string& text); //!< packets, `100p`, or a size
std::optional<bool> ParseFlag(const std::string& text);       //!< true or false

std::string FormatNumber(double value);
std::string FormatTime(Time value);
std::string FormatRate(DataRate value);
std::string FormatSize(uint64_t bytes);
std::string FormatQueue(QueueSize value);

} // namespace quantity
} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_QUANTITY_H */
