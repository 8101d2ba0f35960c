/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FABRIC_COST_PROFILE_H
#define FABRIC_COST_PROFILE_H

#include "ns3/attribute.h"
#include "ns3/object-base.h"
#include "ns3/ptr.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief What the work of a Fabric network's programs costs on one kind of machine, beside its
 * cryptography, which CryptoProfile has.
 *
 * A YAML file, with times such as 135us:
 *
 *     name, description, library    texts
 *     host, disk                    attributes of Host and Disk
 *     process                       attributes of Process; a value, or one for each role of
 *                                   orderer, peer, chaincode and client
 *       Variation                   sigma: the factor of a task's duration is log-normal, of mean 1
 *       CollectionInterval          [shortest, longest] core-time from one collection to the next
 *     peer, chaincode               attributes of FabricPeerCosts and ChaincodeCosts
 *     orderer, client               attributes of FabricOrdererCosts and FabricClientCosts
 *
 * What is not written keeps the attribute's default.
 */
class FabricCostProfile
{
  public:
    /// @param nameOrPath a profile in the folder profiles/fabric or a file
    /// @throws std::invalid_argument with one line: file, line, key, what was expected.
    static FabricCostProfile Load(const std::string& nameOrPath);

    const std::string& GetName() const;
    const std::string& GetDigest() const; //!< @return hexadecimal SHA-256 of the file

    /// Sets the attributes of @p object that a section says.
    /// @param section host, disk, peer, chaincode, orderer, client, or process.ROLE
    void Configure(const std::string& section, ObjectBase& object) const;

  private:
    friend class FabricCostProfileLoader;

    FabricCostProfile() = default;

    using Settings = std::vector<std::pair<std::string, Ptr<AttributeValue>>>; //!< by attribute

    std::string m_name;
    std::string m_digest;
    std::map<std::string, Settings> m_sections;
};

} // namespace iotledger
} // namespace ns3

#endif /* FABRIC_COST_PROFILE_H */
