/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef COST_ATTRIBUTE_H
#define COST_ATTRIBUTE_H

#include "ns3/nstime.h"
#include "ns3/type-id.h"

#include <string>

namespace ns3
{
namespace iotledger
{

/// Where the default of a cost is from. The classes of costs say what was measured of a process.
enum class CostSource
{
    MEASURED,  //!< it was measured by itself
    ESTIMATED, //!< it is a share of what the whole process was measured to take
};

/// Adds the attribute @p name of the member @p cost, a Time. @param what it is spent on. Internal.
template <auto cost>
void
AddCostAttribute(TypeId& tid,
                 const std::string& name,
                 const std::string& what,
                 Time value,
                 CostSource source = CostSource::ESTIMATED)
{
    const std::string from = source == CostSource::MEASURED
                                 ? "measured"
                                 : "estimated share of what the process was measured to take";
    tid.AddAttribute(name,
                     what + ". [CPU time on a core of speed 1] Source: " + from + " (see " +
                         tid.GetName().substr(tid.GetName().rfind(':') + 1) + ").",
                     TimeValue(value),
                     MakeTimeAccessor(cost),
                     MakeTimeChecker(Time(0)));
}

} // namespace iotledger
} // namespace ns3

#endif /* COST_ATTRIBUTE_H */
