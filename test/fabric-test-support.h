/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FABRIC_TEST_SUPPORT_H
#define FABRIC_TEST_SUPPORT_H

#include "crypto-test-support.h"

#include "ns3/channel-config.h"
#include "ns3/fabric-organization.h"
#include "ns3/msp-manager.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace iotledger
{

// Certificates by cryptogen of Hyperledger Fabric 2.4.3, from a block of a network that was run
// with them.

/// OU=client, CN=User4@org2.example.com
inline constexpr const char* REAL_CLIENT =
    "-----BEGIN CERTIFICATE-----\n"
    "MIICKjCCAdGgAwIBAgIRAOZFg7Hj0o+x/TGQfrzMfyQwCgYIKoZIzj0EAwIwczEL\n"
    "MAkGA1UEBhMCVVMxEzARBgNVBAgTCkNhbGlmb3JuaWExFjAUBgNVBAcTDVNhbiBG\n"
    "cmFuY2lzY28xGTAXBgNVBAoTEG9yZzIuZXhhbXBsZS5jb20xHDAaBgNVBAMTE2Nh\n"
    "Lm9yZzIuZXhhbXBsZS5jb20wHhcNMjYxMTIxMjIzNTAwWhcNMzYxMTE4MjIzNTAw\n"
    "WjBsMQswCQYDVQQGEwJVUzETMBEGA1UECBMKQ2FsaWZvcm5pYTEWMBQGA1UEBxMN\n"
    "U2FuIEZyYW5jaXNjbzEPMA0GA1UECxMGY2xpZW50MR8wHQYDVQQDDBZVc2VyNEBv\n"
    "cmcyLmV4YW1wbGUuY29tMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEG/jnlrEJ\n"
    "64itc2X+Z69fK/OT2HjvmaYsL0nhuqdIsStrxjnO2kDNPxK+pzH3/y/o5uRYmSfa\n"
    "Pq6tv08XY2NHXaNNMEswDgYDVR0PAQH/BAQDAgeAMAwGA1UdEwEB/wQCMAAwKwYD\n"
    "VR0jBCQwIoAgEX0a+2f552QaTPUzemqVJQJzhemAVLrDGsfvBAmLPiswCgYIKoZI\n"
    "zj0EAwIDRwAwRAIhALEXfzHKoCGuxHM0edG4ofpn+VzIqT1B77JymWSbv3tnAh8i\n"
    "vKToNAS2W5o8PXZWrF4MhZcJHZsFTvasUxmtwACD\n"
    "-----END CERTIFICATE-----\n";

/// OU=peer, CN=peer1.org2.example.com
inline constexpr const char* REAL_PEER =
    "-----BEGIN CERTIFICATE-----\n"
    "MIICKTCCAc+gAwIBAgIRAK+NMgDzn883DNqKXXYU1RkwCgYIKoZIzj0EAwIwczEL\n"
    "MAkGA1UEBhMCVVMxEzARBgNVBAgTCkNhbGlmb3JuaWExFjAUBgNVBAcTDVNhbiBG\n"
    "cmFuY2lzY28xGTAXBgNVBAoTEG9yZzIuZXhhbXBsZS5jb20xHDAaBgNVBAMTE2Nh\n"
    "Lm9yZzIuZXhhbXBsZS5jb20wHhcNMjYxMTIxMjIzNTAwWhcNMzYxMTE4MjIzNTAw\n"
    "WjBqMQswCQYDVQQGEwJVUzETMBEGA1UECBMKQ2FsaWZvcm5pYTEWMBQGA1UEBxMN\n"
    "U2FuIEZyYW5jaXNjbzENMAsGA1UECxMEcGVlcjEfMB0GA1UEAxMWcGVlcjEub3Jn\n"
    "Mi5leGFtcGxlLmNvbTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABCWX6XsfEoTt\n"
    "0z3ifLjHHLba4cySs5mGiFK/9AiGw1b6YHI3r/d9EAUmMFpi3lh6T393BO2c1s2M\n"
    "Q+iQePPt3RejTTBLMA4GA1UdDwEB/wQEAwIHgDAMBgNVHRMBAf8EAjAAMCsGA1Ud\n"
    "IwQkMCKAIBF9Gvtn+edkGkz1M3pqlSUCc4XpgFS6wxrH7wQJiz4rMAoGCCqGSM49\n"
    "BAMCA0gAMEUCIQDUi5C8vHLl8vtta/bcbeTm2GvzaPnZjVW8cS1Fttn//wIgY9pg\n"
    "TWvhhI7QNvhSPWrTDlJ6y1S7YnFQF/eaDAPzw/g=\n"
    "-----END CERTIFICATE-----\n";

inline constexpr int64_t FABRIC_EPOCH = 1'795'000'000; //!< [s] 2026-11-18T10:26:40Z

/// @return an organisation as in Fabric's samples: "Org1MSP" of org1.example.com.
inline FabricOrganization
MakeOrganization(const std::string& mspId, const std::string& domain, int64_t stream = 100)
{
    auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(stream);
    return FabricOrganization({mspId, domain, FABRIC_EPOCH}, random);
}

/// Two organisations of peers and one of orderers, with whom they have certified.
struct TestConsortium
{
    explicit TestConsortium(const std::string& execution = "modelled")
        : crypto(MakeCrypto(execution))
    {
    }

    ChannelConfig MakeConfig() const
    {
        ChannelConfig config;
        config.channel = "iot";
        config.organizations = {
            {"Org1", org1.GetDefinition(), MakeOrganizationPolicies("Org1MSP"), {}, {}},
            {"Org2", org2.GetDefinition(), MakeOrganizationPolicies("Org2MSP"), {}, {}}};
        config.ordererOrganizations = {{"OrdererOrg",
                                        orderer.GetDefinition(),
                                        MakeOrdererOrganizationPolicies("OrdererMSP"),
                                        {},
                                        {"orderer1.example.com:7050"}}};
        RaftConsenter consenter;
        consenter.address = {"orderer1.example.com", 7050};
        consenter.clientTlsCertificate = SharedBytes("client");
        consenter.serverTlsCertificate = SharedBytes("server");
        config.raft.consenters.push_back(consenter);
        return config;
    }

    /// @return the judged identity of @p signer.
    MspManager::Identity Judge(const FabricSigner& signer) const
    {
        MspManager msps(MakeConfig().GetMsps());
        return msps.Deserialize(signer.GetIdentity().Serialize(), MspManager::NO_TIME);
    }

    Ptr<Crypto> crypto;
    FabricOrganization org1 = MakeOrganization("Org1MSP", "org1.example.com", 101);
    FabricOrganization org2 = MakeOrganization("Org2MSP", "org2.example.com", 102);
    FabricOrganization orderer = MakeOrganization("OrdererMSP", "example.com", 103);
};

} // namespace iotledger
} // namespace ns3

#endif /* FABRIC_TEST_SUPPORT_H */
