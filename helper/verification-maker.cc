/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "verification-maker.h"

#include "ns3/object-factory.h"
#include "ns3/pointer.h"

#include <map>

namespace ns3
{
namespace iotledger
{

namespace
{

const std::string SECTION = "keyVerification.verification";

Ptr<VerificationStrategy>
Make(const Scenario& scenario, const std::string& type)
{
    static const std::map<std::string, std::string> names{
        {"broadcast", "ns3::iotledger::BroadcastVerification"},
        {"quorum", "ns3::iotledger::QuorumVerification"},
        {"cached", "ns3::iotledger::CachedVerification"},
        {"digest", "ns3::iotledger::DigestVerification"},
        {"none", "ns3::iotledger::NoVerification"},
    };
    ObjectFactory factory(names.at(type));
    auto strategy = factory.Create<VerificationStrategy>();
    scenario.Configure(*strategy, SECTION);
    return strategy;
}

} // namespace

Ptr<VerificationStrategy>
MakeVerification(const Scenario& scenario)
{
    const auto& type = scenario.GetText(SECTION + ".type");
    auto strategy = Make(scenario, type);
    if (type == "cached")
    {
        strategy->SetAttribute(
            "Underlying",
            PointerValue(Make(scenario, scenario.GetText(SECTION + ".underlying"))));
    }
    return strategy;
}

} // namespace iotledger
} // namespace ns3
