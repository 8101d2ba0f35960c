/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "scenario-organizations.h"

#include "ns3/fabric-consortium.h"
#include "ns3/scenario-fields.h"
#include "ns3/scenario-quantity.h"

#include <algorithm>
#include <cctype>
#include <regex>

namespace ns3
{
namespace iotledger
{

namespace
{

const std::string ORGANIZATIONS = "fabric.organizations";
constexpr const char* MSP =
    "MSP"; // what follows an organisation's name: fabric-samples/test-network

std::string
ToLower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char letter) {
        return static_cast<char>(std::tolower(letter));
    });
    return text;
}

/// Refuses a name that is no part of a domain name (RFC 1123, section 2.1), or that another has.
void
CheckName(const ScenarioFields& fields,
          const std::string& name,
          const std::vector<OrganizationSpec>& others)
{
    static const std::regex label("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
    const auto refuse = [&](const std::string& expected) {
        throw ScenarioError(fields.Find("name")->place, fields.GetName("name"), expected, name);
    };
    if (!std::regex_match(name, label))
    {
        refuse("letters, digits and hyphens, as Org1");
    }
    if (ToLower(name) == ToLower(FabricConsortium::ORDERER))
    {
        refuse("another name than that of the orderers' organisation");
    }
    if (std::any_of(others.begin(), others.end(), [&](const OrganizationSpec& other) {
            return ToLower(other.name) == ToLower(name);
        }))
    {
        refuse("a name that no other organisation has");
    }
}

/// Refuses an MSP that another organisation has, or the orderers'.
void
CheckMsp(const ScenarioFields& fields,
         const OrganizationSpec& organization,
         const std::vector<OrganizationSpec>& others)
{
    if (GetMspIds(others).count(organization.GetMspId()) > 0)
    {
        const ScenarioValue* written = fields.Find("msp");
        throw ScenarioError(written ? written->place : fields.GetPlace(),
                            fields.GetName("msp"),
                            "an MSP that no other organisation has",
                            organization.GetMspId());
    }
}

} // namespace

std::string
OrganizationSpec::GetNodeName(uint32_t peer) const
{
    return "peer" + std::to_string(peer) + "." + ToLower(name);
}

std::string
OrganizationSpec::GetMspId() const
{
    return msp.empty() ? name + MSP : msp;
}

std::string
FindGateway(const std::vector<OrganizationSpec>& organizations,
            const std::vector<std::string>& gateways,
            uint32_t client)
{
    if (!gateways.empty())
    {
        return gateways[client % gateways.size()];
    }
    const auto count = static_cast<uint32_t>(organizations.size());
    const auto& organization = organizations[client % count];
    return organization.GetNodeName(client / count % organization.peers + 1);
}

std::set<std::string>
GetMspIds(const std::vector<OrganizationSpec>& organizations)
{
    std::set<std::string> mspIds{FabricConsortium::ORDERER + std::string(MSP)};
    for (const auto& organization : organizations)
    {
        mspIds.insert(organization.GetMspId());
    }
    return mspIds;
}

std::vector<OrganizationSpec>
ReadOrganizations(const ScenarioValue& organizations)
{
    std::vector<OrganizationSpec> list;
    if (organizations.kind == ScenarioValue::Kind::LIST && organizations.items.empty())
    {
        throw ScenarioError(organizations.place, ORGANIZATIONS, "at least one organisation", "[]");
    }
    for (const auto& item : ReadList(organizations,
                                     ORGANIZATIONS,
                                     "a list of organisations such as [{ name: Org1, peers: 2 }]"))
    {
        const ScenarioFields fields(item, ORGANIZATIONS + "[]");
        OrganizationSpec organization;
        organization.name = fields.Read("name");
        CheckName(fields, organization.name, list);
        organization.peers = static_cast<uint32_t>(*quantity::ParseCount(fields.Read("peers")));
        const std::string msp = fields.Find("msp") ? fields.Read("msp") : "";
        organization.msp = msp == organization.GetMspId() ? "" : msp;
        CheckMsp(fields, organization, list);
        if (const ScenarioValue* policies = fields.Find("policies"))
        {
            organization.policies = ReadPolicies(*policies, fields.GetName("policies"));
        }
        list.push_back(std::move(organization));
    }
    return list.empty() ? std::vector<OrganizationSpec>{{"Org1", 2, "", {}}, {"Org2", 2, "", {}}}
                        : list;
}

ScenarioValue
WriteOrganizations(const std::vector<OrganizationSpec>& organizations)
{
    std::vector<ScenarioValue> items;
    for (const auto& organization : organizations)
    {
        ScenarioValue fields;
        fields.Put("name", ScenarioValue::MakeScalar(organization.name));
        fields.Put("peers", ScenarioValue::MakeScalar(std::to_string(organization.peers)));
        if (!organization.msp.empty())
        {
            fields.Put("msp", ScenarioValue::MakeScalar(organization.msp));
        }
        if (!organization.policies.empty())
        {
            fields.Put("policies", WritePolicies(organization.policies));
        }
        items.push_back(std::move(fields));
    }
    return ScenarioValue::MakeList(std::move(items));
}

} // namespace iotledger
} // namespace ns3
