/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTO_PROFILE_LOADER_H
#define CRYPTO_PROFILE_LOADER_H

#include "checked-yaml.h"
#include "crypto-operation.h"
#include "profile-file.h"

#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @brief Reads a CryptoProfile from its file and refuses what it does not understand. Internal.
 *
 *     name: NAME                 what scenarios call it
 *     description: TEXT          the machine
 *     library: TEXT              library and version
 *     date: YYYY-MM-DD
 *     quantiles: [q, ...]        in (0, 1), ascending: where the factors below are taken
 *     operations:
 *       rsa-keygen:              likewise rsa-oaep-encrypt, rsa-oaep-decrypt
 *         2048: ROW              by modulus size [bit], at least two sizes
 *       sha-256: ROW             every operation has its row
 *
 * A ROW has `cost`, a time with a unit (ns, us, ms, s), or for operations by bytes `intercept` and
 * `perByte`; `factors`, one per quantile, ascending, which multiply that cost; and where it comes
 * from: `samples` if it was measured on this machine, `source` if it was not, with
 * `estimated: true` if the figure is scaled or derived rather than published, or
 * `estimated: intercept` if that is so of the intercept only.
 */
class CryptoProfileLoader
{
  public:
    /// @throws std::invalid_argument for an unknown name, listing the known ones
    explicit CryptoProfileLoader(const std::string& nameOrPath);

    /// @throws std::invalid_argument "FILE:LINE: KEY: expected ..., got ..."
    CryptoProfile Load();

  private:
    using Row = CryptoProfile::Row;

    void ReadLevels(const YAML::Node& root);
    void ReadOperations(const YAML::Node& root);
    void ReadRsa(const YAML::Node& sizes, const std::string& path, std::vector<Row>& rows);
    Row ReadRow(const YAML::Node& node, const std::string& path, CostKind kind) const;
    void CheckOrigin(const YAML::Node& row, const std::string& path) const;

    ProfileFile m_file;
    CheckedYaml m_yaml;
    CryptoProfile m_profile;
};

} // namespace iotledger
} // namespace ns3

#endif /* CRYPTO_PROFILE_LOADER_H */
