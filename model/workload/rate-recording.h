/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RATE_RECORDING_H
#define RATE_RECORDING_H

#include "ns3/workload-spec.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// The times at which a worker sent its transactions, since its round started. @ingroup iot-ledger
using RateRecording = std::vector<double>; //!< [ms], whole; NaN: a line of text without a number

/**
 * @ingroup iot-ledger
 * @brief The file formats of recordings, as Caliper writes and reads them.
 *
 *     TEXT    a decimal number and LF for each
 *     BIN_BE  how many, then each, as 32-bit unsigned numbers, most significant byte first
 *     BIN_LE  the same, least significant byte first
 *
 * Reading TEXT, what follows the last LF counts as a line, as it does in Caliper: a file that ends
 * with LF ends with a line without a number, for which one more transaction is sent at once.
 *
 * Source: Hyperledger Caliper 0.5, recordRate.js and replayRate.js.
 */
namespace raterecording
{

/// @return whether Caliper knows a format by this name, in any case of letters.
bool IsFormat(const std::string& format);

/// @param format one that IsFormat knows; any other is taken for TEXT
std::string Encode(const RateRecording& recording, const std::string& format);

/// @return none if binary data are shorter than they say.
std::optional<RateRecording> Decode(const std::string& data, const std::string& format);

/// @return the bytes of a file, none if it cannot be read.
std::optional<std::string> ReadFile(const std::string& path);

/// @return a pathTemplate with `<R>` replaced by the number of the round and `<C>` by that of the
/// worker, in any case of letters; both count from 0.
std::string FillTemplate(const std::string& pathTemplate, uint32_t round, uint32_t worker);

} // namespace raterecording

/**
 * @ingroup iot-ledger
 * @brief The recordings of a run: those read before it, and those made in it.
 *
 * Rules neither read nor write files in the middle of a run: what is replayed is read before, what
 * is recorded is written after. A later round of the same run may replay what an earlier one
 * recorded.
 */
class RateRecordings
{
  public:
    /// Reads what the rounds of @p spec replay and do not record before.
    /// @throws std::invalid_argument naming the file and what is wrong
    void Load(const WorkloadSpec& spec, const std::string& folder);

    void Put(const std::string& path, const std::string& format, RateRecording recording);
    const RateRecording* Find(const std::string& path) const; //!< @return null if there is none

    /// Writes all that were Put, paths relative to @p folder. @throws std::runtime_error
    void Write(const std::string& folder) const;

  private:
    void LoadFor(const RateControlSpec& spec,
                 const std::string& folder,
                 uint32_t round,
                 uint32_t worker);

    std::map<std::string, RateRecording> m_recordings; //!< by path
    std::map<std::string, std::string> m_made;         //!< in this run: format by path
    std::set<std::string> m_expected;                  //!< to be made before they are replayed
};

} // namespace iotledger
} // namespace ns3

#endif /* RATE_RECORDING_H */
