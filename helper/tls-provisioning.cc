/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-provisioning.h"

#include "ns3/boolean.h"
#include "ns3/certificate-authority.h"
#include "ns3/string.h"
#include "ns3/tls-record.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace iotledger
{

NS_OBJECT_ENSURE_REGISTERED(TlsProvisioning);

namespace
{

constexpr int64_t DAY = 86400;                //!< [s]
constexpr int64_t TEN_YEARS = 10 * 365 * DAY; //!< [s]

template <typename Value>
Value
GetValue(Ptr<TlsTransport> transport, const std::string& attribute)
{
    Value value;
    transport->GetAttribute(attribute, value);
    return value;
}

} // namespace

TypeId
TlsProvisioning::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::iotledger::TlsProvisioning")
            .SetParent<Object>()
            .SetGroupName("IotLedger")
            .AddConstructor<TlsProvisioning>()
            .AddAttribute("Certificate",
                          "What keys certificates have and are signed with: ecdsa-p256 or rsa-2048",
                          StringValue("ecdsa-p256"),
                          MakeStringAccessor(&TlsProvisioning::m_certificate),
                          MakeStringChecker())
            .AddAttribute("Chain",
                          "Certificates that an end shows: its own (1), and those of "
                          "intermediate authorities",
                          UintegerValue(2),
                          MakeUintegerAccessor(&TlsProvisioning::m_chain),
                          MakeUintegerChecker<uint32_t>(1, 8));
    return tid;
}

TlsProvisioning::TlsProvisioning()
    : m_random(CreateObject<UniformRandomVariable>())
{
}

void
TlsProvisioning::SetConfigure(std::function<void(TlsTransport& transport)> configure)
{
    m_configure = std::move(configure);
}

Ptr<TlsTransport>
TlsProvisioning::Wrap(const std::string& name,
                      const std::string& server,
                      Ptr<Transport> below,
                      Ptr<Crypto> crypto,
                      Ptr<Strand> strand)
{
    auto transport = CreateObject<TlsTransport>();
    if (m_configure)
    {
        m_configure(*transport);
    }
    transport->SetAttribute("ServerName", StringValue(server));
    transport->SetTransport(below);
    transport->SetCrypto(crypto);
    transport->SetStrand(strand);
    m_wrapped.push_back({name, name == server, transport, crypto});
    return transport;
}

int64_t
TlsProvisioning::AssignStreams(int64_t stream)
{
    m_random->SetStream(stream);
    return 1;
}

void
TlsProvisioning::Certify()
{
    NS_ABORT_MSG_IF(m_certificate != "ecdsa-p256" && m_certificate != "rsa-2048",
                    "TlsProvisioning::Certificate is '" << m_certificate
                                                        << "', expected ecdsa-p256 or rsa-2048");
    if (m_wrapped.empty())
    {
        return;
    }
    const auto epoch =
        static_cast<int64_t>(GetValue<UintegerValue>(m_wrapped.front().transport, "Epoch").Get());
    CertificateAuthority authority(
        {m_certificate == "rsa-2048" ? CertificateKind::RSA_2048 : CertificateKind::ECDSA_P256,
         m_chain,
         epoch - DAY,
         epoch + TEN_YEARS},
        m_random);
    for (const auto& [name, isServer, transport, crypto] : m_wrapped)
    {
        CertifiedKey own;
        if (isServer || GetValue<BooleanValue>(transport, "ClientAuthentication").Get())
        {
            own = crypto->IsModelled() ? authority.IssueModelled(name) : authority.Issue(name);
        }
        transport->SetCredentials({own.chain, own.privateKey, {{authority.GetRoot()}, {}}});
    }
}

uint64_t
TlsProvisioning::GetWireSize(uint64_t bytes) const
{
    const auto version =
        ParseTlsVersion(GetValue<StringValue>(m_wrapped.front().transport, "Version").Get());
    return GetTlsRecordsSize(version.value_or(TlsVersion::TLS_1_3), bytes);
}

void
TlsProvisioning::DoDispose()
{
    for (const auto& wrapped : m_wrapped)
    {
        wrapped.transport->Dispose();
    }
    m_wrapped.clear();
    m_configure = nullptr;
    Object::DoDispose();
}

} // namespace iotledger
} // namespace ns3
