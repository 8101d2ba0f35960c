/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONFIG_VALIDATOR_H
#define CONFIG_VALIDATOR_H

#include "ns3/channel-config.h"
#include "ns3/channel-policies.h"
#include "ns3/fabric-signer.h"
#include "ns3/msp-manager.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// The outcome of proposing or validating a configuration. @ingroup iot-ledger
struct ConfigOutcome
{
    SharedBytes config; //!< ConfigEnvelope; empty if it was refused
    std::string error;  //!< why it was refused
    Time cost;          //!< of the signatures that were verified
};

/**
 * @ingroup iot-ledger
 * @brief Holds the current configuration of a channel and decides about changes to it.
 *
 * A change names the elements it read and those it writes, each with its version. It is refused
 * unless what it read is current, what it writes is one version on, and the policy that guards each
 * written element (mod_policy) is met by its signatures.
 *
 * Source: Hyperledger Fabric v2.4.3, common/configtx/validator.go and update.go;
 * internal/configtxlator/update/update.go (how a change is computed from two configurations).
 */
class ConfigValidator
{
  public:
    /// @return null unless @p block is a configuration block with a complete configuration.
    static std::unique_ptr<ConfigValidator> FromBlock(const SharedBytes& block);
    ~ConfigValidator();

    uint64_t GetSequence() const;
    const ChannelConfig& GetConfig() const;
    const ChannelPolicies& GetPolicies() const;

    /// @return a ConfigUpdate that leads from the current configuration to @p wanted; empty if
    /// nothing differs.
    SharedBytes ComputeUpdate(const ChannelConfig& wanted) const;

    /**
     * @param update a ConfigUpdate @param signers of the change; the first signs the envelope
     * @param time [ns] since 1970-01-01 UTC
     * @return an Envelope with a ConfigUpdateEnvelope, as a client broadcasts it
     */
    SharedBytes MakeUpdateEnvelope(const SharedBytes& update,
                                   const std::vector<const FabricSigner*>& signers,
                                   int64_t time) const;

    /// What an orderer does with a client's update: @param envelope as by MakeUpdateEnvelope
    ConfigOutcome ProposeUpdate(const SharedBytes& envelope,
                                MspManager& msps,
                                Crypto& crypto) const;

    /// What every node does with an ordered configuration: proposes its last update anew and
    /// compares. @param configEnvelope ConfigEnvelope
    ConfigOutcome Validate(const SharedBytes& configEnvelope,
                           MspManager& msps,
                           Crypto& crypto) const;

    /// Makes @p configEnvelope, which was validated, the current one. @return whether it is one.
    bool Apply(const SharedBytes& configEnvelope);

  private:
    class Impl; //!< holds the tree with its versions
    explicit ConfigValidator(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace iotledger
} // namespace ns3

#endif /* CONFIG_VALIDATOR_H */
