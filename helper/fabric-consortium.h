/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FABRIC_CONSORTIUM_H
#define FABRIC_CONSORTIUM_H

#include "ns3/channel-config.h"
#include "ns3/fabric-organization.h"
#include "ns3/random-variable-stream.h"
#include "ns3/scenario-organizations.h"
#include "ns3/tls-protocol.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief The organisations of a network with their authorities, and what they agree on: channels.
 *
 * Each organisation that has peers is named as in the scenario: Org1 has the MSP Org1MSP, unless it
 * says otherwise, and the domain org1.example.com. The orderers' is Orderer, with OrdererMSP and example.com, as in
 * fabric-samples/test-network.
 */
class FabricConsortium
{
  public:
    static constexpr const char* ORDERER = "Orderer"; //!< name of the orderers' organisation

    /// @param epoch simulated time zero [s] since 1970-01-01 UTC
    /// @param random all keys and certificates come from
    FabricConsortium(const std::vector<OrganizationSpec>& organizations,
                     int64_t epoch,
                     Ptr<UniformRandomVariable> random);

    /// @return the identity of a node or user. @param organization its name
    std::shared_ptr<const FabricSigner> Issue(const std::string& organization,
                                              const std::string& name,
                                              FabricRole role,
                                              Ptr<Crypto> crypto);

    /// @return what a node or user shows in TLS, trusting all organisations' authorities.
    TlsCredentials IssueTls(const std::string& organization,
                            const std::string& name,
                            FabricRole role);

    /**
     * @param base what the organisations leave open: policies of the channel, sizes, times
     * @param orderers names of the nodes that order, at @p port
     * @param consenterKeys PEM certificates of the orderers' TLS, in the same order
     * @return the first block of a channel
     */
    SharedBytes MakeGenesisBlock(const ChannelConfig& base,
                                 const std::string& channel,
                                 const std::vector<std::string>& orderers,
                                 uint16_t port,
                                 const std::vector<SharedBytes>& consenterKeys) const;

    const std::string& GetMspId(const std::string& organization) const;

  private:
    const FabricOrganization& Find(const std::string& organization) const;

    int64_t m_epoch;
    std::vector<OrganizationSpec> m_specs; //!< organisations that have peers, in order
    std::map<std::string, FabricOrganization> m_organizations; //!< by name
    Ptr<UniformRandomVariable> m_random;
};

} // namespace iotledger
} // namespace ns3

#endif /* FABRIC_CONSORTIUM_H */
