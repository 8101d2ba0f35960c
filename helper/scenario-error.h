/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCENARIO_ERROR_H
#define SCENARIO_ERROR_H

#include <stdexcept>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// Where a value of a scenario was written. @ingroup iot-ledger
struct ScenarioPlace
{
    std::string file; //!< as the user named it, or what stands for it, such as --set
    int line{0};      //!< counted from 1; 0: the place has no lines

    std::string ToString() const; //!< @return FILE:LINE, or FILE alone
};

/**
 * @ingroup iot-ledger
 * @brief A mistake in a scenario, said in one line.
 *
 * what() is `FILE:LINE: KEY: expected WHAT, got 'VALUE'`.
 */
class ScenarioError : public std::invalid_argument
{
  public:
    /**
     * @param place where the mistake is
     * @param key the dotted key it belongs to
     * @param expected what should be there
     * @param got what is there; shortened and put on one line
     * @param hint follows in brackets when not empty
     */
    ScenarioError(const ScenarioPlace& place,
                  const std::string& key,
                  const std::string& expected,
                  const std::string& got,
                  const std::string& hint = "");
};

/// @return that of @p names with the fewest edits (Levenshtein distance) to @p name, the first in
/// order among equals, and the number of edits; an empty name if @p names is empty.
std::pair<std::string, size_t> FindNearestName(const std::string& name,
                                               const std::vector<std::string>& names);

} // namespace iotledger
} // namespace ns3

#endif /* SCENARIO_ERROR_H */
